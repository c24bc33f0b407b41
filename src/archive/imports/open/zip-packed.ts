/** Unpacks entries of a zip file by where they lie, also when they are cut off or damaged. */
import { Readable } from 'node:stream'
import { constants, crc32, createInflateRaw, type InflateRaw } from 'node:zlib'
import { DEFLATED } from '../../../intake/formats/zip/index.ts'
import { MAX_RATIO, RATIO_MATTERS_FROM } from './bounds.ts'
import { isZlibError } from './damage.ts'
import type { Ranges } from './ranges.ts'

export interface Measured {
  /** What was unpacked, and what of the packed bytes that took. */
  readonly size: number
  readonly packedSize: number
  readonly sum: number
  /** It came to its end, the bytes ended before it did, they are none that were packed, or it is more than it may be. */
  readonly ending: 'end' | 'cut' | 'damaged' | 'too-much'
}

interface Stretch {
  readonly from: number
  readonly to: number
  /** What it may unpack to. */
  readonly most: number
}

/** Unpacks what lies there, holding nothing of it. */
export function measurePacked(ranges: Ranges, method: number, stretch: Stretch): Promise<Measured> {
  return method === DEFLATED ? measureDeflated(ranges, stretch, constants.Z_SYNC_FLUSH) : measureStored(ranges, stretch)
}

/** The same of what says itself where it ends. */
export async function measureToEnd(ranges: Ranges, stretch: Stretch): Promise<Measured> {
  const measured = await measureDeflated(ranges, stretch, constants.Z_SYNC_FLUSH)
  if (measured.ending !== 'end' || measured.packedSize < stretch.to - stretch.from) return measured
  // It took all there is: only the strict rules tell whether that was the end.
  const { ending } = await measureDeflated(ranges, stretch, constants.Z_FINISH)
  return { ...measured, ending: ending === 'end' ? 'end' : 'cut' }
}

async function measureStored(ranges: Ranges, { from, to }: Stretch): Promise<Measured> {
  let [size, sum] = [0, 0]
  for await (const bytes of ranges.read(from, to)) {
    size += bytes.length
    sum = crc32(bytes, sum)
  }
  return { size, packedSize: size, sum, ending: 'end' }
}

async function measureDeflated(ranges: Ranges, { from, to, most }: Stretch, finishFlush: number): Promise<Measured> {
  const inflate = createInflateRaw({ finishFlush })
  let [size, sum] = [0, 0]
  const as = (ending: Measured['ending']): Measured => ({ size, packedSize: inflate.bytesWritten, sum, ending })
  try {
    for await (const bytes of through(inflate, ranges, from, to)) {
      size += bytes.length
      sum = crc32(bytes, sum)
      if (size > most) return as('too-much')
      if (size > RATIO_MATTERS_FROM && size > MAX_RATIO * inflate.bytesWritten) return as('too-much')
    }
  } catch (error) {
    if (!isZlibError(error)) throw error
    return as('damaged')
  }
  return as('end')
}

export interface PackedPlace {
  readonly method: number
  readonly start: number
  readonly packedSize: number
  readonly size: number
}

/** The first `size` bytes of what is packed there; damage behind them is known already. */
export async function* unpackFromFront(
  ranges: Ranges,
  { method, start, packedSize, size }: PackedPlace,
): AsyncGenerator<Uint8Array> {
  if (method !== DEFLATED) {
    yield* ranges.read(start, start + size)
    return
  }
  let left = size
  const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })
  for await (const bytes of through(inflate, ranges, start, start + packedSize)) {
    yield bytes.subarray(0, left)
    left -= bytes.length
    if (left <= 0) return
  }
}

/** Pieces of the beginning are small: most entries are, and where one ends is known only when it was unpacked. */
const FIRST_BYTES = 1 << 15

async function* inPieces(ranges: Ranges, from: number, to: number): AsyncGenerator<Uint8Array> {
  const first = Math.min(to, from + FIRST_BYTES)
  yield* ranges.read(from, first)
  if (first < to) yield* ranges.read(first, to)
}

async function* through(inflate: InflateRaw, ranges: Ranges, from: number, to: number): AsyncGenerator<Uint8Array> {
  const source = Readable.from(inPieces(ranges, from, to), { objectMode: false })
  source.on('error', (error) => inflate.destroy(error))
  source.pipe(inflate)
  try {
    for await (const bytes of inflate) yield bytes as Uint8Array
  } finally {
    source.destroy()
    inflate.destroy()
  }
}
