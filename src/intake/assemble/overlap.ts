/**
 * Estimates from two sketches how much text their texts have in common: of both together, and of each alone.
 *
 *     a chapter and the book it is in     likeness 0.03, all of the chapter in the book
 *
 * Each sketch holds every hash of its text up to a limit, so up to the lower limit of two both are complete, and what is
 * shared there is shared everywhere in the same measure.
 */
import { HASHES, SIZE, type Sketch } from './sketch.ts'

export interface Overlap {
  /** The share of shingles that both have among all that either has, 0 to 1. */
  readonly likeness: number
  /** The share of the first text's shingles that are in the second. */
  readonly ofFirst: number
  readonly ofSecond: number
  /** How many hashes of the smaller text were compared: of few, little can be told. */
  readonly compared: number
}

export function overlapOf(first: Sketch, second: Sketch): Overlap {
  const limit = Math.min(limitOf(first), limitOf(second))
  let a = 0
  let b = 0
  let shared = 0
  let x = first[0] ?? Infinity
  let y = second[0] ?? Infinity
  while (x <= limit || y <= limit) {
    if (x === y) shared++
    const lower = Math.min(x, y)
    if (x === lower) x = first[++a] ?? Infinity
    if (y === lower) y = second[++b] ?? Infinity
  }
  return {
    likeness: share(shared, a + b - shared),
    ofFirst: share(shared, a),
    ofSecond: share(shared, b),
    compared: Math.min(a, b),
  }
}

/** The estimated share of shingles that both texts have among all that either has, 0 to 1. */
export function likeness(a: Sketch, b: Sketch): number {
  return overlapOf(a, b).likeness
}

/** Up to here the sketch holds every hash of its text. */
function limitOf(sketch: Sketch): number {
  return sketch.length < SIZE ? HASHES : (sketch.at(-1) ?? 0)
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole
}
