/**
 * Reads one file of an import: keeps its bytes, lets intake read them, and stores both in one transaction.
 *
 * A file over 64 MiB is kept and not read: no story is that long, and a text of that size would have to be held in
 * memory several times over.
 */
import { createHash } from 'node:crypto'
import { plainText } from '../../document/plain-text.ts'
import { type Outline, outlineOf, type Place } from '../../intake/assemble/index.ts'
import { TEXT_LIMIT_BYTES } from '../../intake/detect/index.ts'
import { INTAKE_VERSION, intake, type SourceFile } from '../../intake/intake.ts'
import type { Reading, RefusalFact } from '../../intake/reading.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Canons } from '../canons/index.ts'
import { saveEntry, saveLargeSource, saveSource } from '../sources/index.ts'
import type { GroupedWrites } from './group-writes.ts'
import { reasonOf } from './open/node-error.ts'
import type { OpenedContainer, OpenedFile } from './open/opened.ts'
import { findOutline, saveReading, saveRefusal, saveUse } from './store.ts'
import { packReading, storedReading } from './stored-reading.ts'

/** What became of one file. */
export interface FileOutcome {
  readonly kind: 'story' | 'refused' | 'container'
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
  /** Refused, cut off, or decoded in doubt. */
  readonly isDoubtful: boolean
}

export interface FileReader {
  readonly readFile: (opened: OpenedFile, writes: GroupedWrites) => Promise<FileOutcome>
  /** Call it for a container before its entries. */
  readonly keepContainer: (opened: OpenedContainer, writes: GroupedWrites) => Promise<FileOutcome>
}

export interface ReaderOptions {
  readonly batchId: number
  readonly canons: Canons
  readonly now: () => string
}

const NO_STORY = { outline: null, files: 1, isKnown: false, repairs: 0, suggestions: 0 } as const
const ZIP_TYPE = { mediaType: 'application/zip', format: 'zip' } as const

export function fileReader(db: Db, { batchId, canons, now }: ReaderOptions): FileReader {
  /** SHA-256 of the containers met so far, by their own place. */
  const containers = new Map<string, string>()

  async function keepContainer(opened: OpenedContainer, writes: GroupedWrites): Promise<FileOutcome> {
    const place = placeOf(opened)
    const kept = await keepLarge(db, opened, { ...ZIP_TYPE, seenAt: now() })
    if ('refusal' in kept) return keepRefusal({ place, sha256: null, ...kept }, writes)
    containers.set(placeKey(place), kept.sha256)
    await writes.add(async (tx) => {
      await saveUse(tx, { sha256: kept.sha256, batchId, ...place, role: 'container' })
      return undefined
    }, 0)
    return { kind: 'container', place, sha256: kept.sha256, refusal: null, ...NO_STORY, isDoubtful: false }
  }

  async function readFile(opened: OpenedFile, writes: GroupedWrites): Promise<FileOutcome> {
    const place = placeOf(opened)
    const read = await readBytes(opened)
    if ('refusal' in read) return keepRefusal({ place, sha256: null, ...read }, writes)
    const known = await findOutline(db, read.sha256, INTAKE_VERSION, canons.hash)
    if (known !== undefined) return keepKnown(opened, read, known.outline, writes)
    const reading = await intake({ ...place, ...read }, canons.canons)
    return keepReading(opened, read, reading, writes)
  }

  /** The same bytes in a place that may be new. A refused file may also have been refused there before. */
  async function keepKnown(
    opened: OpenedFile,
    read: ReadBytes,
    outline: Outline | null,
    writes: GroupedWrites,
  ): Promise<FileOutcome> {
    if (outline === null) {
      const reading = await intake({ ...placeOf(opened), ...read }, canons.canons)
      return { ...(await keepReading(opened, read, reading, writes)), isKnown: true }
    }
    const { sha256 } = read
    const place = placeOf(opened)
    await writes.add(async (tx) => {
      await saveUse(tx, { sha256, batchId, ...place, role: 'text' })
      return undefined
    }, 0)
    return { kind: 'story', place, sha256, refusal: null, ...NO_STORY, outline, isKnown: true, isDoubtful: false }
  }

  async function keepReading(
    opened: OpenedFile,
    read: ReadBytes,
    reading: Reading,
    writes: GroupedWrites,
  ): Promise<FileOutcome> {
    const { sha256 } = read
    const place = placeOf(opened)
    const { source, refusal, repairs, suggestions } = reading.inspection
    const outline = outlineOf(reading, reading.chapters.map((chapter) => plainText(chapter.blocks)).join('\n'))
    const content = await packReading(storedReading(reading))
    const meta = { mediaType: mediaTypeOf(source.format), format: source.format, seenAt: now() }
    if (read.bytes.length < read.size) await keepLarge(db, opened, meta)
    await writes.add(async (tx) => {
      await keepBytes(tx, opened, read, meta)
      await saveReading(tx, { sha256, intakeVersion: INTAKE_VERSION, canonHash: canons.hash, content, outline })
      await saveUse(tx, { sha256, batchId, ...place, role: refusal === null ? 'text' : 'refused' })
      if (refusal !== null) await saveRefusal(tx, { sha256, batchId, ...place, ...refusal })
      return undefined
    }, read.bytes.length + content.length)
    return {
      kind: refusal === null ? 'story' : 'refused',
      place,
      sha256,
      outline,
      refusal,
      files: 1,
      isKnown: false,
      repairs: repairs.length,
      suggestions: suggestions.length,
      isDoubtful: refusal !== null || suggestions.some((each) => each.code === 'doubtful-encoding'),
    }
  }

  async function keepBytes(
    tx: Db,
    opened: OpenedFile,
    read: ReadBytes,
    meta: typeof ZIP_TYPE | SourceType,
  ): Promise<void> {
    // What is larger is kept already, piece by piece.
    if (read.bytes.length < read.size) return
    const container = opened.place === null ? undefined : containers.get(opened.within.join('\n'))
    if (opened.place === null || container === undefined) {
      await saveSource(tx, read.bytes, meta)
      return
    }
    const { name, offset, compressedSize, isDeflated } = opened.place
    const entry = { containerSha256: container, name, offset, packedSize: compressedSize }
    await saveEntry(tx, read, { ...entry, method: isDeflated ? 'deflate' : 'stored' }, meta)
  }

  async function keepRefusal(
    refused: { readonly place: Place; readonly sha256: string | null; readonly refusal: RefusalFact },
    writes: GroupedWrites,
  ): Promise<FileOutcome> {
    await writes.add(async (tx) => {
      await saveRefusal(tx, { sha256: refused.sha256, batchId, ...refused.place, ...refused.refusal })
      return undefined
    }, 0)
    return { kind: 'refused', ...NO_STORY, ...refused, isDoubtful: true }
  }

  return { readFile, keepContainer }
}

type ReadBytes = Pick<SourceFile, 'bytes' | 'size' | 'sha256'>

interface SourceType {
  readonly mediaType: string
  readonly format: string
  readonly seenAt: string
}

interface Refused {
  readonly refusal: RefusalFact
}

function placeOf({ path, within }: OpenedFile | OpenedContainer): Place {
  return { path, within }
}

function placeKey(place: Place): string {
  return [...place.within, place.path].join('\n')
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

function refusalOf(opened: OpenedFile, error: unknown): RefusalFact {
  const isEntry = opened.place !== null
  const why = isEntry
    ? `This entry of a zip file is damaged (${reasonOf(error)}); the container is kept.`
    : `This file could not be read: ${reasonOf(error)}.`
  return { code: isEntry ? 'truncated-container' : 'unreadable', why }
}

async function keepLarge(
  db: Db,
  opened: OpenedFile | OpenedContainer,
  meta: SourceType,
): Promise<{ readonly sha256: string } | Refused> {
  try {
    const saved = await saveLargeSource(db, opened.chunks, meta)
    if (saved.ok) return saved.value
    return { refusal: { code: 'unreadable', why: 'This file changed while it was read; import it again.' } }
  } catch (error) {
    // Only what the system says of the file is about the file; a fault of the database goes on up.
    if (!(error instanceof Error && 'syscall' in error)) throw error
    return { refusal: { code: 'unreadable', why: `This file could not be read: ${reasonOf(error)}.` } }
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = { text: 'text/plain', html: 'text/html', zip: 'application/zip' }

function mediaTypeOf(format: string): string {
  return MEDIA_TYPES[format] ?? 'application/octet-stream'
}
