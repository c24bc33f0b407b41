/**
 * Opens zip files, also inside each other, without unpacking anything to disk.
 *
 * Zips come from strangers, so the directory is checked before the first byte is inflated: number of entries, declared
 * sizes, ratio, overlapping entries (a bomb of 100 kB can claim 20 GB by letting entries share their data), and depth.
 * While an entry is read, yauzl stops it at its declared size. One bad entry is refused alone; a bad directory refuses
 * the container, whose bytes are kept.
 */
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import type { RefusalCode } from '../../../intake/codes.ts'
import {
  findExcess,
  inside,
  MAX_ENTRIES,
  MAX_RATIO,
  type Nesting,
  type OpenInside,
  RATIO_MATTERS_FROM,
} from './bounds.ts'
import { decodeEntryName, isSafeName } from './entry-name.ts'
import type { FileName } from './file.ts'
import type { EntryPlace, Opened, OpenedContainer, OpenedFile, OpenedRefusal } from './opened.ts'
import { refuseContainer, refuseEntry } from './refuse.ts'

const LOCAL_HEADER_BYTES = 30
const STORED = 0
const DEFLATED = 8

const YAUZL = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true } as const

type ZipPlace = { readonly file: FileName } | { readonly bytes: Uint8Array }

export function isZip(head: Uint8Array): boolean {
  const isSignature = head[0] === 0x50 && head[1] === 0x4b
  return isSignature && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** The container itself, then its entries, or why it cannot be opened. A zip that is a document (EPUB, DOCX) is a file. */
export async function* openZip(
  opened: OpenedFile,
  place: ZipPlace,
  options: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  const container: OpenedContainer = { ...opened, kind: 'container', format: 'zip' }
  let zip: ZipFile
  try {
    zip =
      'file' in place
        ? await yauzl.openPromise(place.file as string, YAUZL)
        : await yauzl.fromBufferPromise(Buffer.from(place.bytes), YAUZL)
  } catch (error) {
    yield container
    yield refuseContainer(opened, 'truncated-container', `its directory cannot be read (${messageOf(error)})`)
    return
  }
  try {
    yield* openEntries(opened, { container, zip, ...options })
  } finally {
    zip.close()
  }
}

interface OpenedZip {
  readonly container: OpenedContainer
  readonly zip: ZipFile
  readonly nesting: Nesting
  readonly open: OpenInside
}

async function* openEntries(opened: OpenedFile, { container, zip, nesting, open }: OpenedZip): AsyncGenerator<Opened> {
  const entries: Entry[] = []
  try {
    if (zip.entryCount <= MAX_ENTRIES) for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    yield container
    yield refuseContainer(opened, 'truncated-container', `its directory is damaged (${messageOf(error)})`)
    return
  }
  if (isDocument(entries)) {
    yield opened
    return
  }
  yield container
  const bomb = findBomb(zip, entries, nesting)
  if (bomb !== null) {
    yield refuseContainer(opened, 'container-bomb', bomb)
    return
  }
  const within = [...opened.within, opened.path]
  for (const entry of entries.toSorted((a, b) => Buffer.compare(a.fileNameRaw, b.fileNameRaw))) {
    const item = await openEntry(zip, entry, within)
    if (item?.kind === 'file') yield* open(item, inside(nesting))
    else if (item !== null) yield item
  }
}

async function openEntry(
  zip: ZipFile,
  entry: Entry,
  within: readonly string[],
): Promise<OpenedFile | OpenedRefusal | null> {
  const name = decodeEntryName(entry)
  if (name.endsWith('/')) return null
  const problem = findProblem(entry, name)
  if (problem !== null) return refuseEntry(name, within, problem.code, problem.why)
  let offset: number
  try {
    offset = (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart
  } catch (error) {
    const why = `its place in the container cannot be read (${messageOf(error)})`
    return refuseEntry(name, within, 'truncated-container', why)
  }
  const place: EntryPlace = {
    name,
    offset,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    isDeflated: entry.compressionMethod === DEFLATED,
  }
  return {
    kind: 'file',
    path: name,
    within,
    size: entry.uncompressedSize,
    place,
    chunks: () => readEntry(zip, entry),
  }
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  for await (const chunk of stream) yield chunk as Uint8Array
}

/** A format that is a zip by itself is one file, for detect to name. */
function isDocument(entries: readonly Entry[]): boolean {
  const names = new Set(entries.slice(0, 1000).map((entry) => entry.fileNameRaw.toString('latin1')))
  return (
    entries[0]?.fileNameRaw.toString('latin1') === 'mimetype' ||
    names.has('META-INF/container.xml') ||
    names.has('[Content_Types].xml') ||
    names.has('content.xml')
  )
}

function findBomb(zip: ZipFile, entries: readonly Entry[], nesting: Nesting): string | null {
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  const excess = findExcess(nesting, zip.entryCount, total)
  if (excess !== null) return excess
  let end = 0
  for (const entry of entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)) {
    if (entry.relativeOffsetOfLocalHeader < end) return 'its entries overlap, which no honest program makes'
    end = entry.relativeOffsetOfLocalHeader + LOCAL_HEADER_BYTES + entry.fileNameLength + entry.compressedSize
  }
  return null
}

function findProblem(entry: Entry, name: string): { readonly code: RefusalCode; readonly why: string } | null {
  if (!isSafeName(name)) {
    return { code: 'unsafe-name', why: 'its name leads out of the container; the container itself is kept' }
  }
  if (entry.isEncrypted()) {
    return { code: 'encrypted', why: 'it is locked with a password; unlock it and import it again' }
  }
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    const why = `it is packed in a way (method ${entry.compressionMethod}) that is not read; unpack it and import the files`
    return { code: 'format-not-read-yet', why }
  }
  if (entry.uncompressedSize > RATIO_MATTERS_FROM && entry.uncompressedSize > MAX_RATIO * entry.compressedSize) {
    return { code: 'container-bomb', why: `it claims to grow more than ${MAX_RATIO} times; text does not` }
  }
  return null
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
