/** Sets of works as bits: work `n` of a shelf is bit `n % 32` of word `n / 32`. Bits behind the last work are never set. */

export type Bits = Uint32Array

export function noBits(size: number): Bits {
  return new Uint32Array((size + 31) >>> 5)
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffffffff)
  if (size % 32 !== 0) bits[bits.length - 1] = 2 ** (size % 32) - 1
  return bits
}

export function setBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) | (1 << (at & 31))
}

export function clearBit(bits: Bits, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] as number) & ~(1 << (at & 31))
}

export function hasBit(bits: Bits, at: number): boolean {
  return (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1
}

export function both(a: Bits, b: Bits): Bits {
  const bits = new Uint32Array(a.length)
  for (let i = 0; i < bits.length; i++) bits[i] = (a[i] as number) & (b[i] as number)
  return bits
}

export function without(a: Bits, b: Bits): Bits {
  const bits = new Uint32Array(a.length)
  for (let i = 0; i < bits.length; i++) bits[i] = (a[i] as number) & ~(b[i] as number)
  return bits
}

/** Takes out of `left` what is not in the other. */
export function keepBoth(left: Bits, other: Bits): void {
  for (let i = 0; i < left.length; i++) left[i] = (left[i] as number) & (other[i] as number)
}

/** Takes out of `left` what is in the other. */
export function takeOut(left: Bits, other: Bits): void {
  for (let i = 0; i < left.length; i++) left[i] = (left[i] as number) & ~(other[i] as number)
}

/** Adds to `into` what is in both others. */
export function addBoth(into: Bits, a: Bits, b: Bits): void {
  for (let i = 0; i < into.length; i++) into[i] = (into[i] as number) | ((a[i] as number) & (b[i] as number))
}

export function countBits(bits: Bits): number {
  let count = 0
  for (let i = 0; i < bits.length; i++) if (bits[i] !== 0) count += countOfWord(bits[i] as number)
  return count
}

/** How many of them are before bit `end`. */
export function countBitsBefore(bits: Bits, end: number): number {
  let count = 0
  const words = end >>> 5
  for (let i = 0; i < words; i++) if (bits[i] !== 0) count += countOfWord(bits[i] as number)
  const rest = end & 31
  return rest === 0 ? count : count + countOfWord((bits[words] as number) & (2 ** rest - 1))
}

/** Calls back for each, ascending. */
export function eachBit(bits: Bits, visit: (at: number) => void): void {
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i] as number; word !== 0; word &= word - 1) visit((i << 5) + lowestBit(word))
  }
}

/** The `n`th of them, from 0. */
export function nthBit(bits: Bits, n: number): number | undefined {
  let left = n
  for (let i = 0; i < bits.length; i++) {
    let word = bits[i] as number
    const count = countOfWord(word)
    if (left >= count) {
      left -= count
      continue
    }
    for (; left > 0; left--) word &= word - 1
    return (i << 5) + lowestBit(word)
  }
  return undefined
}

/** The next at or behind `from`, or -1. */
export function nextBit(bits: Bits, from: number): number {
  let i = from >>> 5
  if (i >= bits.length) return -1
  let word = ((bits[i] as number) >>> (from & 31)) << (from & 31)
  while (word === 0) {
    if (++i >= bits.length) return -1
    word = bits[i] as number
  }
  return (i << 5) + lowestBit(word)
}

/** The next at or before `from`, or -1. */
export function previousBit(bits: Bits, from: number): number {
  if (from < 0) return -1
  let i = from >>> 5
  let word = (bits[i] as number) & (0xffffffff >>> (31 - (from & 31)))
  while (word === 0) {
    if (--i < 0) return -1
    word = bits[i] as number
  }
  return (i << 5) + 31 - Math.clz32(word)
}

export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}

function countOfWord(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555)
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333)
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
