/**
 * Packs bytes with zstd, in chunks that are named by the hash of what was packed. It stands here, apart from whoever
 * keeps the chunks, so that threads can pack what they read and load nothing else for it.
 */
import { hash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'

/** Bytes of an original in one chunk; packed they are never over 4 MiB, however little they shrink. */
export const CHUNK_SIZE = 2 * 2 ** 20

export interface Chunk {
  /** Offset of its first byte in the original. */
  readonly position: number
  readonly size: number
  readonly data: Uint8Array
  readonly dataSha256: string
}

export function packChunk(bytes: Uint8Array, position: number): Chunk {
  const packed = zstdCompressSync(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } })
  // In room of its own: it stands in a larger piece of memory, which would be sent to another thread with it.
  const data = new Uint8Array(packed)
  return { position, size: bytes.length, data, dataSha256: hash('sha256', data, 'hex') }
}

/** All chunks of bytes in memory. */
export function* packChunks(bytes: Uint8Array): Generator<Chunk> {
  for (let at = 0; at < bytes.length; at += CHUNK_SIZE) yield packChunk(bytes.subarray(at, at + CHUNK_SIZE), at)
}
