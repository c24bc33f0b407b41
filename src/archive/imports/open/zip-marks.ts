/** Looks in a zip file for the marks with which its parts begin, and for the names in what there is of its directory. */
import { crc32 } from 'node:zlib'
import { type Ranges, readRange } from './ranges.ts'

export interface Mark {
  readonly at: number
  /** The directory begins here, and no entry comes any more. */
  readonly isDirectory: boolean
}

const ENTRY = Buffer.from('PK\u0003\u0004', 'latin1')
const LISTED = Buffer.from('PK\u0001\u0002', 'latin1')
const DESCRIPTOR = Buffer.from('PK\u0007\u0008', 'latin1')
/** All that may stand behind an entry: another, its sizes, the directory, and what stands in front of that. */
const BEHIND = [ENTRY, LISTED, DESCRIPTOR, Buffer.from('PK\u0006\u0008', 'latin1')]

/** As a rule the next mark is here: sizes behind an entry take 24 bytes at most. */
const NEAR_BYTES = 64

/** The first entry or directory in `[from, to)`. */
export async function findMark(ranges: Ranges, from: number, to: number): Promise<Mark | null> {
  const near = await searchMark(ranges, from, Math.min(to, from + NEAR_BYTES))
  return near ?? searchMark(ranges, from, to)
}

async function searchMark(ranges: Ranges, from: number, to: number): Promise<Mark | null> {
  for await (const { at, bytes } of windows(ranges, from, to)) {
    for (let i = bytes.indexOf('PK'); i !== -1 && i + 4 <= bytes.length; i = bytes.indexOf('PK', i + 1)) {
      const mark = bytes.subarray(i, i + 4)
      if (mark.equals(ENTRY) || mark.equals(LISTED)) return { at: at + i, isDirectory: mark.equals(LISTED) }
    }
  }
  return null
}

/** Whether what may stand behind an entry stands here, or the file ends as it begins. */
export async function isMarkAt(ranges: Ranges, at: number, total: number): Promise<boolean> {
  const bytes = Buffer.from(await readRange(ranges, at, Math.min(total, at + 4)))
  return BEHIND.some((mark) => mark.subarray(0, bytes.length).equals(bytes))
}

/** Most files end with it and say no more. */
const END_REACH = 1024

/** Whether the end of the directory stands where the file ends. */
export async function endsAsWhole(ranges: Ranges, total: number): Promise<boolean> {
  const tail = Buffer.from(await readRange(ranges, Math.max(0, total - END_REACH), total))
  return tail.includes('PK\u0005\u0006', 0, 'latin1')
}

/** Where what is stored from `from` on ends: sizes stand there that fit its length, and its sum. */
export async function findDescriptor(ranges: Ranges, from: number, to: number): Promise<number | null> {
  let sum = 0
  let summed = from
  for await (const { at, bytes } of windows(ranges, from, to)) {
    for (let i = bytes.indexOf(DESCRIPTOR); i !== -1; i = bytes.indexOf(DESCRIPTOR, i + 1)) {
      if (at + i < summed) continue
      sum = crc32(bytes.subarray(summed - at, i), sum)
      summed = at + i
      // A file may be nothing but marks: each is looked at here before anything is read for it.
      if (i + 8 <= bytes.length && bytes.readUInt32LE(i + 4) !== sum) continue
      const expected = Buffer.alloc(8)
      expected.writeUInt32LE(sum, 0)
      expected.writeUInt32LE((summed - from) % 2 ** 32, 4)
      // Fewer bytes where the file ends here.
      const said = await readRange(ranges, summed + 4, summed + 12)
      if (expected.subarray(0, said.length).equals(said)) return summed
    }
    // The last bytes may be the beginning of the mark, and come again.
    const until = Math.max(summed, at + bytes.length - OVERLAP)
    sum = crc32(bytes.subarray(summed - at, until - at), sum)
    summed = until
  }
  return null
}

/** A mark may lie across two pieces. */
const OVERLAP = 3

async function* windows(
  ranges: Ranges,
  from: number,
  to: number,
): AsyncGenerator<{ readonly at: number; readonly bytes: Buffer }> {
  let held: Buffer = Buffer.alloc(0)
  let at = from
  for await (const piece of ranges.read(from, to)) {
    const bytes = held.length === 0 ? Buffer.from(piece) : Buffer.concat([held, piece])
    yield { at, bytes }
    const kept = Math.min(OVERLAP, bytes.length)
    held = Buffer.from(bytes.subarray(bytes.length - kept))
    at += bytes.length - kept
  }
}

const LISTED_BYTES = 46
/** The directory of a hundred thousand entries, and more than a finding names. */
const MAX_DIRECTORY_BYTES = 16 << 20

/** The names in the directory that begins here, as far as it goes. */
export async function listNames(ranges: Ranges, from: number, total: number): Promise<readonly Buffer[]> {
  const bytes = Buffer.from(await readRange(ranges, from, Math.min(total, from + MAX_DIRECTORY_BYTES)))
  const names: Buffer[] = []
  for (let at = 0; at + LISTED_BYTES <= bytes.length && bytes.subarray(at, at + 4).equals(LISTED); ) {
    const end = at + LISTED_BYTES + bytes.readUInt16LE(at + 28)
    if (end > bytes.length) break
    names.push(bytes.subarray(at + LISTED_BYTES, end))
    at = end + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return names
}
