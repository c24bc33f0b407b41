/**
 * Reads one file of an import: keeps its bytes, lets intake read them, and stores both in one transaction.
 *
 * A file over 64 MiB is kept and not read: no story is that long, and a text of that size would have to be held in
 * memory several times over.
 */
import { createHash } from 'node:crypto'
import type { Outline, Place } from '../../intake/assemble/index.ts'
import { BESIDE_STORIES } from '../../intake/codes.ts'
import { TEXT_LIMIT_BYTES } from '../../intake/detect/index.ts'
import { INTAKE_VERSION, type SourceFile } from '../../intake/intake.ts'
import type { RefusalFact } from '../../intake/reading.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Write } from '../../platform/db/group-writes.ts'
import type { Canons } from '../canons/index.ts'
import { type EntryPlace, saveEntry, saveLargeSource, saveSource } from '../sources/index.ts'
import { findConvention, saveConvention } from './convention-store.ts'
import type { IntakePool, PackedReading } from './intake-pool.ts'
import { saveMailPost } from './mail-store.ts'
import { reasonOf } from './open/node-error.ts'
import type { OpenedContainer, OpenedFile, OpenedRefusal } from './open/opened.ts'
import { listUnreadablePlaces, removeRefusals, saveRefusal } from './refusal-store.ts'
import { findOutline, placeKey, saveReading, saveUse } from './store.ts'
import { listUndoneRepairs } from './undone-repairs-store.ts'

/** What became of one file. */
export interface FileOutcome {
  /** `site` is a file of a site that is moved in as a whole. */
  readonly kind: 'story' | 'refused' | 'container' | 'site'
  readonly place: Place
  /** Null when its bytes could not be read. */
  readonly sha256: string | null
  /** Null when it is no story. */
  readonly outline: Outline | null
  readonly refusal: RefusalFact | null
  /** How many files it stands for: a folder that is set aside whole holds many. */
  readonly files: number
  /** It was here already, read in the same way. */
  readonly isKnown: boolean
  readonly repairs: number
  readonly suggestions: number
  readonly hidden: number
  /** Refused, and not as what lists and sites hold beside stories; cut off, or decoded in doubt. */
  readonly isDoubtful: boolean
}

/** A file that is read, and the write that keeps it. */
export interface ReadFile {
  readonly outcome: FileOutcome
  readonly write: Write
  /** About how many bytes it writes. */
  readonly weight: number
  /** The address that a post came from, for this import only. */
  readonly address?: string
}

/** A file whose bytes are read and whose reading is under way. */
export interface StartedFile {
  readonly read: Promise<ReadFile>
  /** Bytes that are held until it is read. */
  readonly bytes: number
}

export interface FileReader {
  /**
   * Reads the bytes of a file before it returns, so that its container may be closed; what intake makes of them is the
   * promise inside.
   */
  readonly readFile: (opened: OpenedFile) => Promise<StartedFile>
  /** Call it for a container before its entries. */
  readonly keepContainer: (opened: OpenedContainer) => Promise<ReadFile>
  /** Keeps the dump of a database; nothing is read from it here. */
  readonly keepDump: (opened: OpenedFile) => Promise<ReadFile>
  readonly refuse: (refused: OpenedRefusal) => ReadFile
}

export interface ReaderOptions {
  readonly batchId: number
  readonly canons: Canons
  /** Chosen for this import; null leaves each source to what was chosen for it before. */
  readonly convention: string | null
  readonly pool: IntakePool
  readonly now: () => string
}

const NO_STORY = { outline: null, files: 1, isKnown: false, repairs: 0, suggestions: 0, hidden: 0 } as const

export async function fileReader(db: Db, options: ReaderOptions): Promise<FileReader> {
  const { batchId, canons, convention, pool, now } = options
  const unreadable = await listUnreadablePlaces(db)
  const undone = await listUndoneRepairs(db)
  /** SHA-256 of the containers met so far, by their own place. */
  const containers = new Map<string, string>()

  async function keepContainer(opened: OpenedContainer): Promise<ReadFile> {
    const place = placeOf(opened)
    const { format } = opened
    const meta = { mediaType: mediaTypeOf(format), format, seenAt: now() }
    const around = opened.place === null ? undefined : containers.get(containerKey(opened.within))
    // A digest is small, and lies in its mailbox as it is; what is packed or large would be unpacked for each entry again.
    const entry = format === 'digest' && around !== undefined ? await hashEntry(opened) : null
    const kept = entry ?? (await keepLarge(db, opened, meta))
    if ('refusal' in kept) return refusedFile({ place, sha256: null, refusal: kept.refusal, files: 1 })
    containers.set(containerKey([...place.within, place.path]), kept.sha256)
    return {
      outcome: { kind: 'container', place, sha256: kept.sha256, refusal: null, ...NO_STORY, isDoubtful: false },
      async write(tx) {
        if (opened.place !== null && around !== undefined && entry !== null && 'size' in entry)
          await saveEntry(tx, entry, entryIn(around, opened.place), meta)
        await saveUse(tx, { sha256: kept.sha256, batchId, ...place, role: 'container' })
      },
      weight: 0,
    }
  }

  async function keepDump(opened: OpenedFile): Promise<ReadFile> {
    const place = placeOf(opened)
    const meta = { mediaType: dumpType(opened.path), format: 'sql', seenAt: now() }
    const container = opened.place === null ? undefined : containers.get(containerKey(opened.within))
    const entry = container === undefined ? null : await hashEntry(opened)
    const kept = entry ?? (await keepLarge(db, opened, meta))
    if ('refusal' in kept) return refusedFile({ place, sha256: null, refusal: kept.refusal, files: 1 })
    const { sha256 } = kept
    return {
      outcome: { kind: 'site', place, sha256, refusal: null, ...NO_STORY, isDoubtful: false },
      async write(tx) {
        await takeBackRefusals(tx, place)
        if (opened.place !== null && container !== undefined && entry !== null && 'size' in entry)
          await saveEntry(tx, entry, entryIn(container, opened.place), meta)
        await saveUse(tx, { sha256, batchId, ...place, role: 'dump' })
      },
      weight: 0,
    }
  }

  async function readFile(opened: OpenedFile): Promise<StartedFile> {
    const place = placeOf(opened)
    const bytes = await readBytes(opened)
    if ('refusal' in bytes) return started(refusedFile({ place, sha256: null, refusal: bytes.refusal, files: 1 }))
    const before = await findConvention(db, bytes.sha256)
    const chosen = convention ?? before
    const known = await findOutline(db, bytes.sha256, INTAKE_VERSION, canons.hash)
    if (known !== undefined && known.outline !== null && chosen === before)
      return started(knownFile(place, bytes.sha256, known.outline))
    if (bytes.bytes.length < bytes.size) {
      const kept = await keepLarge(db, opened, { ...UNREAD, seenAt: now() })
      const refusal = 'refusal' in kept ? kept.refusal : kept.sha256 === bytes.sha256 ? null : CHANGED
      if (refusal !== null) return started(refusedFile({ place, sha256: null, refusal, files: 1 }))
    }
    // A refused file is read again: its reasons are not kept with the reading, and it costs next to nothing.
    const read = pool
      .read({
        ...place,
        ...bytes,
        isCut: opened.isCut === true,
        conventions: { known: canons.conventions, chosen },
        refused: undone.get(bytes.sha256),
      })
      .then((packed) => readFileOf(opened, bytes, packed, known !== undefined))
    // Whoever waits for it later is told; until then it is nobody's unhandled fault.
    read.catch(() => undefined)
    return { read, bytes: bytes.bytes.length }
  }

  /** The file of this place can be read now, whatever was said of it before. */
  async function takeBackRefusals(tx: Db, place: Place): Promise<void> {
    if (unreadable.has(placeKey(place))) await removeRefusals(tx, place, null)
  }

  function knownFile(place: Place, sha256: string, outline: Outline): ReadFile {
    return {
      outcome: { kind: 'story', place, sha256, refusal: null, ...NO_STORY, outline, isKnown: true, isDoubtful: false },
      async write(tx) {
        await takeBackRefusals(tx, place)
        await saveUse(tx, { sha256, batchId, ...place, role: 'text' })
      },
      weight: 0,
    }
  }

  function readFileOf(opened: OpenedFile, read: ReadBytes, packed: PackedReading, isKnown: boolean): ReadFile {
    const { sha256 } = read
    const { format, refusal, repairs, suggestions, hidden, isDoubtful, outline, content } = packed
    const place = placeOf(opened)
    const meta = { mediaType: mediaTypeOf(format), format, seenAt: now() }
    return {
      outcome: {
        kind: refusal === null ? 'story' : 'refused',
        place,
        sha256,
        outline,
        refusal,
        files: 1,
        isKnown,
        repairs,
        suggestions,
        hidden,
        isDoubtful: (refusal !== null && !BESIDE_STORIES.has(refusal.code)) || isDoubtful,
      },
      async write(tx) {
        await takeBackRefusals(tx, place)
        await keepBytes(tx, opened, read, meta)
        // After a fault there is nothing to keep: it is read again next time.
        if (refusal?.code !== 'fault')
          await saveReading(tx, { sha256, intakeVersion: INTAKE_VERSION, canonHash: canons.hash, content, outline })
        if (convention !== null) await saveConvention(tx, sha256, convention)
        await saveUse(tx, { sha256, batchId, ...place, role: refusal === null ? 'text' : 'refused' })
        if (packed.letter !== undefined) await saveMailPost(tx, sha256, packed.letter)
        if (refusal === null) await removeRefusals(tx, place, sha256)
        else await saveRefusal(tx, { sha256, batchId, ...place, ...refusal })
      },
      weight: read.bytes.length + content.length,
      ...(packed.letter?.address !== undefined && { address: packed.letter.address }),
    }
  }

  async function keepBytes(tx: Db, opened: OpenedFile, read: ReadBytes, meta: SourceType): Promise<void> {
    // What is larger is kept already, piece by piece.
    if (read.bytes.length < read.size) return
    const container = opened.place === null ? undefined : containers.get(containerKey(opened.within))
    if (opened.place === null || container === undefined) {
      await saveSource(tx, read.bytes, meta)
      return
    }
    await saveEntry(tx, read, entryIn(container, opened.place), meta)
  }

  function refusedFile(refused: {
    readonly place: Place
    readonly sha256: string | null
    readonly refusal: RefusalFact
    readonly files: number
  }): ReadFile {
    return {
      outcome: { kind: 'refused', ...NO_STORY, ...refused, isDoubtful: !BESIDE_STORIES.has(refused.refusal.code) },
      write: (tx) => saveRefusal(tx, { sha256: refused.sha256, batchId, ...refused.place, ...refused.refusal }),
      weight: 0,
    }
  }

  return {
    readFile,
    keepContainer,
    keepDump,
    refuse: ({ path, within, code, why, files }) =>
      refusedFile({ place: { path, within }, sha256: null, refusal: { code, why }, files }),
  }
}

type ReadBytes = Pick<SourceFile, 'bytes' | 'size' | 'sha256'>

interface SourceType {
  readonly mediaType: string
  readonly format: string
  readonly seenAt: string
}

/** For a file of which only the beginning was looked at. */
const UNREAD = { mediaType: 'application/octet-stream', format: 'unread' } as const

function containerKey(names: readonly string[]): string {
  return JSON.stringify(names)
}

interface Refused {
  readonly refusal: RefusalFact
}

function entryIn(containerSha256: string, place: NonNullable<OpenedFile['place']>): EntryPlace {
  const { name, offset, compressedSize, isDeflated } = place
  return { containerSha256, name, offset, packedSize: compressedSize, method: isDeflated ? 'deflate' : 'stored' }
}

function dumpType(path: string): string {
  return /\.gz$/i.test(path) ? 'application/gzip' : 'application/sql'
}

/** What an entry unpacks to, without holding it. */
async function hashEntry(
  opened: OpenedFile | OpenedContainer,
): Promise<{ readonly sha256: string; readonly size: number } | Refused> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of opened.chunks()) {
      hash.update(chunk)
      size += chunk.length
    }
  } catch (error) {
    return { refusal: refusalOf(opened, error) }
  }
  return { sha256: hash.digest('hex'), size }
}

function placeOf({ path, within }: OpenedFile | OpenedContainer): Place {
  return { path, within }
}

function started(file: ReadFile): StartedFile {
  return { read: Promise.resolve(file), bytes: 0 }
}

/** All bytes of a file that may be read, the beginning of a larger one, and the hash of the whole. */
async function readBytes(opened: OpenedFile): Promise<ReadBytes | Refused> {
  const hash = createHash('sha256')
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of opened.chunks()) {
      hash.update(chunk)
      size += chunk.length
      if (size <= TEXT_LIMIT_BYTES) chunks.push(chunk)
      else if (chunks.length > 1) chunks.length = 1
    }
  } catch (error) {
    return { refusal: refusalOf(opened, error) }
  }
  const [only] = chunks
  const bytes = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)
  return { bytes, size, sha256: hash.digest('hex') }
}

function refusalOf(opened: OpenedFile | OpenedContainer, error: unknown): RefusalFact {
  const isEntry = opened.within.length > 0
  const why = isEntry
    ? `This entry of a container is damaged (${reasonOf(error)}); the container is kept.`
    : `This file could not be read: ${reasonOf(error)}.`
  return { code: isEntry ? 'truncated-container' : 'unreadable', why }
}

const CHANGED: RefusalFact = { code: 'unreadable', why: 'This file changed while it was read; import it again.' }

/** A fault while a file was read, told apart from one of the database in the same breath. */
class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}

async function* readChunks(opened: OpenedFile | OpenedContainer): AsyncGenerator<Uint8Array> {
  try {
    yield* opened.chunks()
  } catch (error) {
    throw new UnreadableFile(reasonOf(error), { cause: error })
  }
}

async function keepLarge(
  db: Db,
  opened: OpenedFile | OpenedContainer,
  meta: SourceType,
): Promise<{ readonly sha256: string } | Refused> {
  try {
    const saved = await saveLargeSource(db, () => readChunks(opened), meta)
    if (saved.ok) return saved.value
    return { refusal: CHANGED }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { refusal: { code: 'unreadable', why: `This file could not be read: ${error.message}.` } }
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  text: 'text/plain',
  html: 'text/html',
  mail: 'message/rfc822',
  zip: 'application/zip',
  tar: 'application/x-tar',
  gz: 'application/gzip',
  mbox: 'application/mbox',
  digest: 'message/rfc822',
  warc: 'application/warc',
  'web-record': 'application/warc',
  journal: 'application/xml',
  'journal-entry': 'application/xml',
  'journal-comment': 'application/xml',
  messages: 'application/json',
  'yahoo-message': 'application/json',
  'open-doors-story': 'application/json',
  'open-doors': 'application/sql',
  rnews: 'message/rfc822',
}

function mediaTypeOf(format: string): string {
  return MEDIA_TYPES[format] ?? 'application/octet-stream'
}
