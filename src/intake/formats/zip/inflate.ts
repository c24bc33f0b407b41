/** Inflates bytes up to a bound, and as much as can be of bytes that were cut off or damaged. */
import { inflateRawSync } from 'node:zlib'

export interface Inflated {
  readonly bytes: Uint8Array
  /** The stream came to its end. */
  readonly isWhole: boolean
  /** Bytes of the input that it took. */
  readonly taken: number
}

/** Null when it is more than `most` bytes. */
export function inflateBounded(packed: Uint8Array, most: number): Inflated | null {
  const whole = tryInflate(packed, most, true)
  if (whole !== 'damaged') return whole
  const start = tryInflate(packed, most, false)
  if (start !== 'damaged') return start
  return inflateUpToDamage(packed, most)
}

/** zlib gives nothing of a stream with a fault in it, so the longest beginning without one is looked for. */
function inflateUpToDamage(packed: Uint8Array, most: number): Inflated | null {
  let [sound, faulty] = [0, packed.length]
  let best: Inflated = { bytes: new Uint8Array(), isWhole: false, taken: 0 }
  while (faulty - sound > 1) {
    const middle = (sound + faulty) >> 1
    const read = tryInflate(packed.subarray(0, middle), most, false)
    if (read === null) return null
    if (read === 'damaged') faulty = middle
    else {
      sound = middle
      best = read
    }
  }
  return best
}

function tryInflate(packed: Uint8Array, most: number, wantsEnd: boolean): Inflated | null | 'damaged' {
  if (most <= 0) return null
  const options = { maxOutputLength: most, info: true, ...(wantsEnd ? {} : { finishFlush: SYNC_FLUSH }) }
  try {
    const { buffer, engine } = inflateRawSync(packed, options) as unknown as Info
    return { bytes: buffer, isWhole: wantsEnd, taken: engine.bytesWritten }
  } catch (error) {
    // More than the bound, or no valid stream: both are answers.
    return error instanceof RangeError ? null : 'damaged'
  }
}

/** `Z_SYNC_FLUSH`: the input may end anywhere. */
const SYNC_FLUSH = 2

interface Info {
  readonly buffer: Buffer
  readonly engine: { readonly bytesWritten: number }
}
