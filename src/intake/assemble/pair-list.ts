/**
 * A list of many pairs of numbers, in 8 bytes a pair: sorted in n log n steps, each pair once.
 *
 * A map from numbers to lists takes over 100 bytes an entry, and every look at it is a look somewhere else in memory. At
 * millions of entries that, and not the work, is what takes the time.
 */

/** Numbers are whole, from 0, below 2 ** 32. */
export interface PairList {
  readonly add: (first: number, second: number) => void
  /** Sorts by the first, then by the second number. To be called before pairs are read. */
  readonly sort: () => void
  readonly length: () => number
  readonly first: (at: number) => number
  readonly second: (at: number) => number
}

/** Place of the upper half of a 64-bit number in memory. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0
const LOWER = 1 - UPPER

export function pairList(capacity = 1024): PairList {
  let pairs = new BigUint64Array(Math.max(1, capacity))
  let halves = new Uint32Array(pairs.buffer)
  let length = 0
  const sort = (): void => {
    pairs.subarray(0, length).sort()
    let different = 0
    for (let at = 0; at < length; at++) {
      const [upper, lower] = [halves[2 * at + UPPER] as number, halves[2 * at + LOWER] as number]
      const before = 2 * (different - 1)
      if (different > 0 && halves[before + UPPER] === upper && halves[before + LOWER] === lower) continue
      halves[2 * different + UPPER] = upper
      halves[2 * different + LOWER] = lower
      different++
    }
    length = different
  }
  const makeRoom = (): void => {
    sort()
    // Less than half free would have to be sorted again too soon.
    if (length <= pairs.length / 2) return
    const larger = new BigUint64Array(pairs.length * 2)
    larger.set(pairs)
    pairs = larger
    halves = new Uint32Array(pairs.buffer)
  }
  return {
    add(first, second) {
      if (length === pairs.length) makeRoom()
      halves[2 * length + UPPER] = first
      halves[2 * length + LOWER] = second
      length++
    },
    sort,
    length: () => length,
    first: (at) => halves[2 * at + UPPER] as number,
    second: (at) => halves[2 * at + LOWER] as number,
  }
}
