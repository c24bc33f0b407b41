/**
 * Finds the entries of a zip file whose directory is lost or damaged, by the headers that stand in front of each.
 *
 *     header a.txt …  header b.txt …  header c.tx✂          the directory stood behind them
 *
 * The sizes stand in the header, or behind the entry: then what is packed says itself where it ends. Each entry is
 * unpacked once to see whether it is whole, and thrown away. An entry begins behind the one before, so none can lie in
 * another; only where one does not end as it says, the next is looked for inside it, and that a few times at most.
 */
import {
  DEFLATED,
  type LocalHeader,
  MAX_LOCAL_BYTES,
  readLocalHeader,
  STORED,
} from '../../../intake/formats/zip/index.ts'
import { MAX_ENTRIES } from './bounds.ts'
import { type Ranges, readRange } from './ranges.ts'
import { endsAsWhole, findDescriptor, findMark, isMarkAt, listNames } from './zip-marks.ts'
import { measurePacked, measureToEnd } from './zip-packed.ts'

export interface FrontEntry {
  readonly fileNameRaw: Buffer
  readonly method: number
  readonly isEncrypted: boolean
  /** `cut` where the file ends in it, `damaged` where its bytes are not those that were packed. */
  readonly state: 'whole' | 'cut' | 'damaged'
  /** What is packed: `[start, start + packedSize)` of the file. */
  readonly start: number
  readonly packedSize: number
  /** What there is of it, unpacked; of a locked one what it claims. */
  readonly size: number
}

export interface FoundFromFront {
  readonly entries: readonly FrontEntry[]
  /** Where the walk ended: at the directory, in an entry or its header, or where nothing tells what came behind. */
  readonly end: 'directory' | 'entry' | 'header' | 'unknown'
  /** Entries of what there is of the directory that are nowhere in the file. */
  readonly missing: readonly Buffer[]
}

interface Walk {
  readonly ranges: Ranges
  readonly total: number
  /** What an entry may unpack to. */
  readonly most: number
  /** Searches that may still go back into an entry. */
  readonly faultsLeft: number
  /** Its end is there: what it lost it lost inside. */
  readonly hasEnd: boolean
}

interface Extent {
  readonly entry: FrontEntry
  /** From where the next one is looked for; null where the file ends in this one. */
  readonly next: number | null
  readonly isFault?: boolean
}

/** Each costs a search through all that follows. */
const MAX_FAULTS = 16
/** Most headers are far shorter than the longest that can be written. */
const USUAL_HEADER_BYTES = 512

/** Stops when more than `most` bytes, or too many entries, were found: whoever asks refuses those. */
export async function findFromFront(ranges: Ranges, total: number, most: number): Promise<FoundFromFront> {
  const entries: FrontEntry[] = []
  let left = most
  let faultsLeft = MAX_FAULTS
  const hasEnd = await endsAsWhole(ranges, total)
  for (let at = 0; left >= 0 && entries.length <= MAX_ENTRIES; ) {
    const header = await headerAt(ranges, at)
    if (header === null) return { entries, end: entries.length === 0 ? 'unknown' : 'header', missing: [] }
    const walk = { ranges, total, most: left, faultsLeft, hasEnd }
    const { entry, next, isFault } = await readExtent(walk, header, at + header.length)
    entries.push(entry)
    left -= entry.size
    if (isFault === true) faultsLeft--
    if (next === null) return { entries, end: 'entry', missing: [] }
    const mark = await findMark(ranges, next, total)
    if (mark === null) return { entries, end: 'unknown', missing: [] }
    if (mark.isDirectory) return { entries, end: 'directory', missing: await findMissing(walk, entries, mark.at) }
    at = mark.at
  }
  return { entries, end: 'unknown', missing: [] }
}

async function headerAt(ranges: Ranges, at: number): Promise<LocalHeader | null> {
  for (const length of [USUAL_HEADER_BYTES, MAX_LOCAL_BYTES]) {
    const header = readLocalHeader(Buffer.from(await readRange(ranges, at, at + length)), 0)
    if (header !== null) return header
  }
  return null
}

async function findMissing(
  { ranges, total }: Walk,
  entries: readonly FrontEntry[],
  directory: number,
): Promise<readonly Buffer[]> {
  const found = new Set(entries.map(({ fileNameRaw }) => fileNameRaw.toString('latin1')))
  const listed = await listNames(ranges, directory, total)
  return listed.filter((name) => !found.has(name.toString('latin1')))
}

function readExtent(walk: Walk, header: LocalHeader, start: number): Promise<Extent> {
  const isPackedKnown = header.method === STORED || header.method === DEFLATED
  if (header.isEncrypted || !isPackedKnown) return Promise.resolve(passOver(walk, header, start))
  if (!header.sizesFollow) return readSized(walk, header, start)
  return header.method === STORED ? readStored(walk, header, start) : readDeflated(walk, header, start)
}

/** What cannot be unpacked ends where it says, or where the next begins. */
function passOver({ total }: Walk, header: LocalHeader, start: number): Extent {
  const end = start + header.packedSize
  const isCut = end > total
  const packedSize = Math.min(end, total) - start
  return {
    entry: entryOf(header, start, { state: isCut ? 'cut' : 'whole', packedSize, size: 0 }),
    next: isCut ? null : end,
  }
}

async function readSized(walk: Walk, header: LocalHeader, start: number): Promise<Extent> {
  const { ranges, total, faultsLeft } = walk
  const end = start + header.packedSize
  const to = Math.min(end, total)
  const isWhole = (read: { readonly size: number; readonly sum: number }): boolean =>
    read.size === header.size && read.sum === header.checksum
  const measured = await measurePacked(ranges, header.method, {
    from: start,
    to,
    most: Math.min(walk.most, header.size),
  })
  if (end > total)
    return { entry: entryOf(header, start, { ...measured, state: 'cut', packedSize: to - start }), next: null }
  const state = isWhole(measured) ? 'whole' : 'damaged'
  const entry = entryOf(header, start, { ...measured, state, packedSize: header.packedSize })
  if (state === 'whole' || faultsLeft === 0 || (await isMarkAt(ranges, end, total))) return { entry, next: end }
  const mark = await findMark(ranges, start, end)
  if (mark === null) return { entry, next: end, isFault: true }
  const shorter = await measurePacked(ranges, header.method, { from: start, to: mark.at, most: walk.most })
  return {
    entry: entryOf(header, start, { ...shorter, state, packedSize: mark.at - start }),
    next: mark.at,
    isFault: true,
  }
}

async function readDeflated(walk: Walk, header: LocalHeader, start: number): Promise<Extent> {
  const { ranges, total, most, faultsLeft, hasEnd } = walk
  const { size, sum, packedSize, ending } = await measureToEnd(ranges, { from: start, to: total, most })
  const as = (state: FrontEntry['state']): FrontEntry => entryOf(header, start, { state, packedSize, size })
  if (ending === 'end') {
    const said = await checksumBehind(ranges, start + packedSize)
    return { entry: as(said === null || said === sum ? 'whole' : 'damaged'), next: start + packedSize }
  }
  // What lost a stretch may go on as nonsense to the end.
  if (faultsLeft === 0 || (ending === 'cut' && !hasEnd)) return { entry: as('cut'), next: null }
  return { entry: as('damaged'), next: start, isFault: true }
}

const DESCRIPTOR_MARK = 0x08074b50

/** The mark in front of it is left out by some programs (APPNOTE 4.3.9.3). Null where the file ends before it does. */
async function checksumBehind(ranges: Ranges, at: number): Promise<number | null> {
  const bytes = Buffer.from(await readRange(ranges, at, at + 8))
  if (bytes.length < 8) return null
  return bytes.readUInt32LE(bytes.readUInt32LE(0) === DESCRIPTOR_MARK ? 4 : 0)
}

/** Nothing of what is stored says where it ends but the sum and the sizes that stand there. */
async function readStored({ ranges, total }: Walk, header: LocalHeader, start: number): Promise<Extent> {
  const end = await findDescriptor(ranges, start, total)
  const packedSize = (end ?? total) - start
  const state = end === null ? 'cut' : 'whole'
  return { entry: entryOf(header, start, { state, packedSize, size: packedSize }), next: end }
}

function entryOf(
  { rawName, method, isEncrypted }: LocalHeader,
  start: number,
  { state, packedSize, size }: Pick<FrontEntry, 'state' | 'packedSize' | 'size'>,
): FrontEntry {
  return { fileNameRaw: Buffer.from(rawName), method, isEncrypted, start, state, packedSize, size }
}
