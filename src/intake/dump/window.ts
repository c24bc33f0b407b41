/**
 * The stretch of a dump that is looked at: what has come and is not done with.
 *
 * Pieces are joined only when there are enough of them. When something does not end within the stretch, the stretch
 * has to double before it is looked at again, so that one value of many megabytes is gone through a few times and not
 * once for every piece it comes in.
 */
export interface Window {
  /** Everything from the first byte that is not done with. */
  readonly bytes: () => Uint8Array
  /** Where in the dump the stretch begins. */
  readonly base: () => number
  /** True when it is worth looking. */
  readonly add: (piece: Uint8Array) => boolean
  /** `done` bytes are done with; the rest is not enough. */
  readonly keep: (done: number) => void
  /** Joins what is there, however little. */
  readonly join: () => void
}

const ENOUGH_BYTES = 1 << 18

export function dumpWindow(): Window {
  let bytes: Uint8Array = new Uint8Array()
  let base = 0
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  let enough = ENOUGH_BYTES

  function join(): void {
    if (waiting.length === 0) return
    const [only] = waiting
    bytes = bytes.length === 0 && waiting.length === 1 && only !== undefined ? only : Buffer.concat([bytes, ...waiting])
    waiting = []
    waitingBytes = 0
  }

  return {
    bytes: () => bytes,
    base: () => base,
    add(piece) {
      waiting.push(piece)
      waitingBytes += piece.length
      if (bytes.length + waitingBytes < enough) return false
      join()
      return true
    },
    keep(done) {
      // A copy: a small rest would hold a large piece.
      bytes = bytes.slice(done)
      base += done
      enough = Math.max(ENOUGH_BYTES, bytes.length * 2)
    },
    join,
  }
}
