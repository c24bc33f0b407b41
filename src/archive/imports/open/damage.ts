/** Tells bytes that cannot be read, or unpacked, from mistakes of the program. */
import { reasonOf } from './node-error.ts'

export class DamagedBytesError extends Error {
  override name = 'DamagedBytesError'
}

/** Whatever reading an entry throws is its damage: how it is packed is known further out. */
export async function* tellDamage(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    throw error instanceof DamagedBytesError ? error : new DamagedBytesError(reasonOf(error), { cause: error })
  }
}

/** An entry, a packed stream (`Z_DATA_ERROR`) or the disk itself (`EIO`) that cannot be read on. */
export function isDamage(error: unknown): error is Error {
  return error instanceof DamagedBytesError || (error instanceof Error && 'errno' in error)
}

/** Packed bytes that cannot be unpacked. */
export function isZlibError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}
