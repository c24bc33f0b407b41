/**
 * Finds all pairs of kin among many texts, by their marks and not by comparing all with all.
 *
 * What thousands share (a disclaimer that stands in every story) is no reason to compare all of them: of those that share
 * a mark with many others, each is compared with its neighbours in the given order only.
 */
import { type Kin, kinOf } from './kinship.ts'
import { textAsks, textMarks } from './marks.ts'
import type { Outline } from './outline.ts'

export interface KinPair extends Kin {
  /** Places in the list; `a` before `b`. */
  readonly a: number
  readonly b: number
}

/** A mark that more texts have is met by neighbours only. */
const MANY = 64

/** Ascending by `a`, then `b`. The order of `outlines` decides nothing but who of very many is compared with whom. */
export function findKin(outlines: readonly Outline[]): readonly KinPair[] {
  const holders = holdersOf(outlines)
  const pairs: KinPair[] = []
  const reached = Array.from({ length: outlines.length }, (): number[] => [])
  outlines.forEach((outline, a) => {
    const found = new Set<number>()
    for (const hash of textAsks(outline)) for (const b of nearest(holders.get(hash), a)) if (b !== a) found.add(b)
    for (const b of found) (reached[Math.min(a, b)] as number[]).push(Math.max(a, b))
  })
  reached.forEach((others, a) => {
    for (const b of [...new Set(others)].toSorted((x, y) => x - y)) {
      const kin = kinOf(outlines[a] as Outline, outlines[b] as Outline)
      if (kin !== null) pairs.push({ a, b, ...kin })
    }
  })
  return pairs
}

/** Which texts have a mark, ascending. A list is made only where there is more than one, which is rare. */
function holdersOf(outlines: readonly Outline[]): ReadonlyMap<number, number | number[]> {
  const holders = new Map<number, number | number[]>()
  outlines.forEach((outline, place) => {
    for (const mark of textMarks(outline)) {
      const before = holders.get(mark)
      if (before === undefined) holders.set(mark, place)
      else if (typeof before === 'number') holders.set(mark, [before, place])
      else before.push(place)
    }
  })
  return holders
}

const NONE: readonly number[] = []

function nearest(holders: number | readonly number[] | undefined, place: number): readonly number[] {
  if (holders === undefined) return NONE
  if (typeof holders === 'number') return [holders]
  if (holders.length <= MANY) return holders
  const at = lowerBound(holders, place)
  return [holders[0] as number, ...holders.slice(Math.max(0, at - NEIGHBOURS), at + NEIGHBOURS + 1)]
}

const NEIGHBOURS = 4

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}
