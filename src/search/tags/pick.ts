/** Picks the first works of an order, or the first behind a place in it, without sorting the rest. */
import { type Bits, countBits, countBitsBefore, eachBit, nextBit, previousBit } from './bits.ts'
import type { Shelf } from './shelf.ts'
import { type Anchor, type Sorting, sideOf } from './sorting.ts'

export interface Picking {
  readonly sorting: Sorting
  readonly isDescending: boolean
  /** Works behind this one only; in a descending order those that are less. */
  readonly anchor: Anchor | null
  readonly size: number
}

export interface Picked {
  /** In the order asked for. */
  readonly works: readonly number[]
  /** How many there are behind the anchor. */
  readonly count: number
}

export function pickWorks(shelf: Shelf, matches: Bits, picking: Picking): Picked {
  return picking.sorting.isShelfOrder ? pickInShelfOrder(shelf, matches, picking) : pickByValue(shelf, matches, picking)
}

function pickInShelfOrder(shelf: Shelf, matches: Bits, { sorting, isDescending, anchor, size }: Picking): Picked {
  const works: number[] = []
  if (isDescending) {
    const end = anchor === null ? shelf.size : firstFrom(shelf, sorting, anchor, 0)
    for (let at = previousBit(matches, end - 1); at >= 0 && works.length < size; at = previousBit(matches, at - 1))
      works.push(at)
    return { works, count: anchor === null ? countBits(matches) : countBitsBefore(matches, end) }
  }
  const start = anchor === null ? 0 : firstFrom(shelf, sorting, anchor, 1)
  for (let at = nextBit(matches, start); at >= 0 && works.length < size; at = nextBit(matches, at + 1)) works.push(at)
  return { works, count: countBits(matches) - (start === 0 ? 0 : countBitsBefore(matches, start)) }
}

/** The first work that is not before the anchor (0), or that is behind it (1). */
function firstFrom(shelf: Shelf, { numbers }: Sorting, anchor: Anchor, least: number): number {
  let low = 0
  let high = shelf.size
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sideOf(middle, numbers[middle] as number, anchor, shelf) < least) low = middle + 1
    else high = middle
  }
  return low
}

function pickByValue(shelf: Shelf, matches: Bits, { sorting, isDescending, anchor, size }: Picking): Picked {
  const { numbers } = sorting
  const { keys } = shelf
  const direction = isDescending ? -1 : 1
  const works: number[] = []
  let count = 0
  const isBefore = (a: number, b: number): boolean => {
    const difference = (numbers[a] as number) - (numbers[b] as number) || (keys[a] as number) - (keys[b] as number)
    return difference * direction < 0
  }
  eachBit(matches, (work) => {
    if (anchor !== null && sideOf(work, numbers[work] as number, anchor, shelf) * direction <= 0) return
    count++
    const last = works.length - 1
    if (works.length >= size && (last < 0 || !isBefore(work, works[last] as number))) return
    if (works.length >= size) works.pop()
    let at = works.length
    while (at > 0 && isBefore(work, works[at - 1] as number)) at--
    works.splice(at, 0, work)
  })
  return { works, count }
}
