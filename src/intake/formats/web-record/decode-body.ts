/**
 * Undoes how the body of an answer was sent: in chunks (RFC 9112, 7.1), and packed (RFC 9110, 8.4).
 *
 * Programs that save pages keep the header as it came, and some keep the body as it was sent, some as it was meant. So
 * what does not read as the header says is taken as it is. It never grows beyond bounds.
 */
import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { HttpHead } from './read-record.ts'

/** What grows a hundred times is no text; small things may. */
const MAX_RATIO = 100
const RATIO_MATTERS_FROM = 1 << 20

export interface DecodedBody {
  readonly bytes: Uint8Array
  /** It is cut off, or packed in a way that is not known; what there is of it is here. */
  readonly isDamaged: boolean
}

/** Null when it unpacks to more than `most` bytes, or grows as no text does. */
export function decodeBody(sent: Uint8Array, { isChunked, encodings }: HttpHead, most: number): DecodedBody | null {
  let bytes = isChunked ? withoutChunks(sent) : sent
  let isDamaged = false
  for (const encoding of encodings.toReversed().slice(0, MAX_ENCODINGS)) {
    const unpacked = unpack(bytes, encoding, Math.min(most, Math.max(RATIO_MATTERS_FROM, MAX_RATIO * bytes.length)))
    if (unpacked === 'too-large') return null
    isDamaged ||= unpacked === 'unknown'
    if (typeof unpacked !== 'string') bytes = unpacked
  }
  return { bytes, isDamaged }
}

const MAX_ENCODINGS = 3

/** The body as it is where it is not in chunks after all. */
function withoutChunks(sent: Uint8Array): Uint8Array {
  const source = Buffer.from(sent.buffer, sent.byteOffset, sent.length)
  const chunks: Uint8Array[] = []
  for (let at = 0; at < source.length; ) {
    const end = source.indexOf('\n', at)
    const size =
      end < 0 || end - at > 300
        ? undefined
        : /^\s*([0-9a-f]{1,8})\s*(?:;|$)/i.exec(source.toString('latin1', at, end))?.[1]
    if (size === undefined) return chunks.length === 0 ? sent : Buffer.concat([...chunks, source.subarray(at)])
    const length = Number.parseInt(size, 16)
    if (length === 0) break
    chunks.push(source.subarray(end + 1, end + 1 + length))
    at = end + 1 + length
    if (source[at] === 0x0d) at++
    if (source[at] === 0x0a) at++
  }
  return chunks.length === 0 ? sent : Buffer.concat(chunks)
}

function unpack(bytes: Uint8Array, encoding: string, most: number): Uint8Array | 'too-large' | 'plain' | 'unknown' {
  const options = { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }
  const ways: readonly (() => Uint8Array)[] = WAYS[encoding]?.(bytes, options) ?? []
  if (ways.length === 0) return 'unknown'
  for (const way of ways) {
    try {
      return way()
    } catch (error) {
      if (error instanceof RangeError) return 'too-large'
      // Not packed so: another way is tried, and then it is taken as it is.
    }
  }
  return 'plain'
}

interface Bounds {
  readonly maxOutputLength: number
  readonly finishFlush: number
}

const WAYS: Readonly<Record<string, (bytes: Uint8Array, bounds: Bounds) => readonly (() => Uint8Array)[]>> = {
  gzip: (bytes, bounds) => [() => gunzipSync(bytes, bounds)],
  'x-gzip': (bytes, bounds) => [() => gunzipSync(bytes, bounds)],
  // Servers sent both what is called deflate and what is meant by it.
  deflate: (bytes, bounds) => [() => inflateSync(bytes, bounds), () => inflateRawSync(bytes, bounds)],
  br: (bytes, { maxOutputLength }) => [() => brotliDecompressSync(bytes, { maxOutputLength })],
}
