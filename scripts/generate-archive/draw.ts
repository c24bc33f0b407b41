/** Draws numbers as names are used in archives: the first most, the second half as often, the third a third as often. */

export type Random = () => number

/** The same seed draws the same. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const STEPS = 2 ** 16

/** Draws 0 to `size` - 1 by Zipf's law: from a table, exact to one in 65,536. */
export function zipf(size: number): (random: Random) => number {
  const sums = new Float64Array(size)
  let sum = 0
  for (let i = 0; i < size; i++) sums[i] = sum += 1 / (i + 1)
  const table = new Uint32Array(STEPS + 1)
  for (let step = 0, i = 0; step <= STEPS; step++) {
    while (i < size - 1 && (sums[i] as number) < (step / STEPS) * sum) i++
    table[step] = i
  }
  return (random) => {
    const at = random() * STEPS
    const low = table[Math.floor(at)] as number
    const high = table[Math.ceil(at)] as number
    return low + Math.floor(random() * (high - low + 1))
  }
}
