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
import { decodeEntryName, isSafeName } from './entry-name.ts'
import type { FileName } from './file.ts'
import type { EntryPlace, Opened, OpenedContainer, OpenedFile, OpenedRefusal } from './opened.ts'

const MAX_ENTRIES = 100_000
/** Prose shrinks to a quarter, a page of markup to a tenth; a hundredth is no text (ASVS 5.2.3). */
const MAX_RATIO = 100
/** Small entries may shrink more, and can do no harm. */
const RATIO_MATTERS_FROM = 1 << 20
const MAX_TOTAL_BYTES = 8 * 2 ** 30
const MAX_DEPTH = 4
/** A zip inside a zip is read into memory. */
const MAX_NESTED_BYTES = 256 * 2 ** 20
const LOCAL_HEADER_BYTES = 30
const STORED = 0
const DEFLATED = 8

type ZipPlace = { readonly file: FileName } | { readonly bytes: Uint8Array }

export function isZip(head: Uint8Array): boolean {
  const isSignature = head[0] === 0x50 && head[1] === 0x4b
  return isSignature && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
}

/** The container itself, then its entries, or why it cannot be opened. A zip that is a document (EPUB, DOCX) is a file. */
export async function* openZip(opened: OpenedFile, place: ZipPlace): AsyncGenerator<Opened> {
  const container: OpenedContainer = { ...opened, kind: 'container' }
  let zip: ZipFile
  try {
    const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true } as const
    zip =
      'file' in place
        ? await yauzl.openPromise(place.file as string, options)
        : await yauzl.fromBufferPromise(Buffer.from(place.bytes), options)
  } catch (error) {
    yield container
    yield refuseContainer(opened, 'truncated-container', `its directory cannot be read (${messageOf(error)})`)
    return
  }
  try {
    yield* openEntries(opened, container, zip)
  } finally {
    zip.close()
  }
}

async function* openEntries(opened: OpenedFile, container: OpenedContainer, zip: ZipFile): AsyncGenerator<Opened> {
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
  const bomb = findBomb(zip, entries, opened.within.length)
  if (bomb !== null) {
    yield refuseContainer(opened, 'container-bomb', bomb)
    return
  }
  const within = [...opened.within, opened.path]
  for (const entry of entries.toSorted((a, b) => Buffer.compare(a.fileNameRaw, b.fileNameRaw))) {
    yield* openEntry(zip, entry, within)
  }
}

async function* openEntry(zip: ZipFile, entry: Entry, within: readonly string[]): AsyncGenerator<Opened> {
  const name = decodeEntryName(entry)
  if (name.endsWith('/')) return
  const problem = findProblem(entry, name)
  if (problem !== null) {
    yield { kind: 'refused', path: name, within, ...problem, files: 1 }
    return
  }
  let offset: number
  try {
    offset = (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart
  } catch (error) {
    const why = `its place in the container cannot be read (${messageOf(error)})`
    yield { kind: 'refused', path: name, within, code: 'truncated-container', why, files: 1 }
    return
  }
  const place: EntryPlace = {
    name,
    offset,
    compressedSize: entry.compressedSize,
    size: entry.uncompressedSize,
    isDeflated: entry.compressionMethod === DEFLATED,
  }
  const opened: OpenedFile = {
    kind: 'file',
    path: name,
    within,
    size: entry.uncompressedSize,
    place,
    chunks: () => readEntry(zip, entry),
  }
  if (entry.uncompressedSize > MAX_NESTED_BYTES || !isZip(await readStart(zip, entry))) {
    yield opened
    return
  }
  yield* openZip(opened, { bytes: await collect(opened.chunks()) })
}

async function* readEntry(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry)
  for await (const chunk of stream) yield chunk as Uint8Array
}

async function readStart(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  try {
    for await (const chunk of readEntry(zip, entry)) return chunk
  } catch {
    // A damaged entry is told by whoever reads it to its end.
  }
  return new Uint8Array()
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  return Buffer.concat(parts)
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

function findBomb(zip: ZipFile, entries: readonly Entry[], depth: number): string | null {
  if (zip.entryCount > MAX_ENTRIES) return `it holds ${zip.entryCount} entries; at most ${MAX_ENTRIES} are opened`
  if (depth >= MAX_DEPTH) return `it lies in ${depth} other containers; at most ${MAX_DEPTH} are opened`
  const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0)
  if (total > MAX_TOTAL_BYTES) return `unpacked it would take ${total} bytes; at most ${MAX_TOTAL_BYTES} are opened`
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

function refuseContainer(opened: OpenedFile, code: RefusalCode, reason: string): OpenedRefusal {
  const why = `This zip file was kept but not opened: ${reason}.`
  return { kind: 'refused', path: opened.path, within: opened.within, code, why, files: 1 }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
