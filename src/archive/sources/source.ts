/**
 * Originals: the bytes that came in, kept as they came and named by their SHA-256.
 *
 * Small and large ones are stored in chunks, packed with zstd, in the same database as everything else: one thing to
 * back up. A file out of a zip is kept by reference, as the stretch of the zip's bytes it was packed in, so that a zip
 * costs its own size once. Nothing here is ever changed.
 *
 * A zip inside a zip can be kept either way; kept whole, its own entries are read without inflating it each time.
 */
import { hash } from 'node:crypto'
import { zstdDecompressSync } from 'node:zlib'
import { CHUNK_SIZE, type Chunk } from '../../platform/packed-chunk.ts'

/** What is said of an original besides its bytes. */
export interface SourceMeta {
  readonly mediaType: string
  /** `text`, `html`, or the format that was recognised and refused. */
  readonly format: string
  /** When it was first seen, ISO 8601; now, when left out. */
  readonly seenAt?: string
}

export interface Source {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly format: string
  readonly firstSeen: string
  readonly entry: EntryPlace | null
}

/** Where an original lies that is kept by reference. */
export interface EntryPlace {
  readonly containerSha256: string
  /** Its name in the container, as written there. */
  readonly name: string
  /** Where its packed bytes begin among the container's, and how many they are. */
  readonly offset: number
  readonly packedSize: number
  readonly method: EntryMethod
}

export type EntryMethod = 'stored' | 'deflate'

export interface SavedSource {
  readonly sha256: string
  /** False when the same bytes were here already. */
  readonly isNew: boolean
}

/** What is stored of an original cannot be read, or is not what it was. */
export class DamagedSource extends Error {
  override name = 'DamagedSource'
}

export function sha256Of(bytes: Uint8Array | string): string {
  return hash('sha256', bytes, 'hex')
}

/** The bytes of a chunk, or a `DamagedSource` that says what is wrong with it. */
export function unpackChunk(chunk: Chunk): Uint8Array {
  if (sha256Of(chunk.data) !== chunk.dataSha256) {
    throw new DamagedSource(`the chunk at byte ${chunk.position} is not what was stored`)
  }
  let bytes: Uint8Array
  try {
    bytes = zstdDecompressSync(chunk.data, { maxOutputLength: Math.max(chunk.size, 1) })
  } catch (error) {
    throw new DamagedSource(`the chunk at byte ${chunk.position} cannot be unpacked`, { cause: error })
  }
  if (bytes.length !== chunk.size) {
    throw new DamagedSource(`the chunk at byte ${chunk.position} has ${bytes.length} bytes instead of ${chunk.size}`)
  }
  return bytes
}

/** A stream in pieces of exactly `CHUNK_SIZE`, the last one shorter; each may be kept only until the next is asked for. */
export async function* inChunkSizes(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const buffer = new Uint8Array(CHUNK_SIZE)
  let filled = 0
  for await (const piece of stream) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + CHUNK_SIZE - filled)
      buffer.set(part, filled)
      at += part.length
      filled += part.length
      if (filled === CHUNK_SIZE) {
        yield buffer
        filled = 0
      }
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled)
}
