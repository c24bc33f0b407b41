/**
 * Opens zip files, also inside each other, without unpacking anything to disk.
 *
 * Zips come from strangers, so the directory is checked before the first byte is inflated: number of entries, declared
 * sizes, ratio, overlapping entries (a bomb of 100 kB can claim 20 GB by letting entries share their data), and depth.
 * While an entry is read, yauzl stops it at its declared size. One bad entry is refused alone. Where the directory is
 * lost or damaged, the entries are found without it (`cut-zip.ts`).
 */
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { DEFLATED } from '../../../intake/formats/zip/index.ts'
import { findExcess, inside, MAX_ENTRIES, type Nesting, type OpenInside } from './bounds.ts'
import { openCutZip } from './cut-zip.ts'
import { decodeEntryName } from './entry-name.ts'
import type { FileName } from './file.ts'
import { reasonOf } from './node-error.ts'
import type { EntryPlace, Opened, OpenedFile, OpenedRefusal } from './opened.ts'
import { bytesRanges, fileRanges, type Ranges } from './ranges.ts'
import { refuseContainer, refuseEntry } from './refuse.ts'
import { findProblem, isDocument } from './zip-entry.ts'

const LOCAL_HEADER_BYTES = 30

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
  let zip: ZipFile
  try {
    zip =
      'file' in place
        ? await yauzl.openPromise(place.file as string, YAUZL)
        : await yauzl.fromBufferPromise(Buffer.from(place.bytes), YAUZL)
  } catch (error) {
    yield* openCutZip(opened, { ranges: rangesOf(place), damage: reasonOf(error), ...options })
    return
  }
  try {
    const entries = await listEntries(zip)
    if (Array.isArray(entries)) yield* openEntries(opened, entries, { zip, ...options })
    else yield* openCutZip(opened, { ranges: rangesOf(place), damage: entries.damage, ...options })
  } finally {
    zip.close()
  }
}

function rangesOf(place: ZipPlace): Ranges {
  return 'file' in place ? fileRanges(place.file) : bytesRanges(place.bytes)
}

/** Empty where there are too many. */
async function listEntries(zip: ZipFile): Promise<Entry[] | { readonly damage: string }> {
  const entries: Entry[] = []
  try {
    if (zip.entryCount <= MAX_ENTRIES) for await (const entry of zip.eachEntry()) entries.push(entry)
  } catch (error) {
    return { damage: reasonOf(error) }
  }
  return entries
}

interface OpenedZip {
  readonly zip: ZipFile
  readonly nesting: Nesting
  readonly open: OpenInside
}

async function* openEntries(
  opened: OpenedFile,
  entries: readonly Entry[],
  { zip, nesting, open }: OpenedZip,
): AsyncGenerator<Opened> {
  if (isDocument(entries)) {
    yield opened
    return
  }
  yield { ...opened, kind: 'container', format: 'zip' }
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
  const problem = findProblem(
    {
      method: entry.compressionMethod,
      isEncrypted: entry.isEncrypted(),
      packedSize: entry.compressedSize,
      size: entry.uncompressedSize,
    },
    name,
  )
  if (problem !== null) return refuseEntry(name, within, problem.code, problem.why)
  let offset: number
  try {
    offset = (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart
  } catch (error) {
    const why = `its place in the container cannot be read (${reasonOf(error)})`
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
