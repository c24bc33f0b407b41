/**
 * What works are sorted by, layer by layer: a number for each work, and what it stands for when works of two layers are
 * compared. Works that are equal in that go by their keys.
 */
import type { SortBy } from '../question.ts'
import type { Layer } from './layer.ts'
import type { Shelf } from './shelf.ts'
import { countTextsBefore, type TextColumn, textOfWork } from './text-column.ts'

/** A number, or a text as bytes. */
export type SortValue = number | string

/** Where a page begins, in the numbers of one layer: works from `low` to `high` are equal to it but for their keys. */
export interface Anchor {
  readonly low: number
  readonly high: number
  readonly key: number
}

export interface Sorting {
  readonly numbers: Int32Array | Uint32Array | Float64Array
  /** The works are numbered in this order. */
  readonly isShelfOrder: boolean
  readonly valueOf: (work: number) => SortValue
  readonly anchorAt: (value: SortValue, key: number) => Anchor
}

/** Without scores the best match is the one updated last. */
export function sortingOf({ shelf }: Layer, by: SortBy, scores: Float64Array | null): Sorting {
  switch (by) {
    case 'best':
      return scores === null ? byNumber(shelf.columns.updated, true) : byNumber(scores, false)
    case 'updated':
      return byNumber(shelf.columns.updated, true)
    case 'posted':
    case 'words':
    case 'reviews':
    case 'hits':
      return byNumber(shelf.columns[by], false)
    case 'title':
      return byText(shelf.titles)
    case 'by':
      return byText(shelf.names)
  }
}

function byNumber(numbers: Sorting['numbers'], isShelfOrder: boolean): Sorting {
  return {
    numbers,
    isShelfOrder,
    valueOf: (work) => numbers[work] as number,
    anchorAt: (value, key) => ({ low: value as number, high: value as number, key }),
  }
}

function byText(column: TextColumn): Sorting {
  return {
    numbers: column.ranks,
    isShelfOrder: false,
    valueOf: (work) => textOfWork(column, work),
    anchorAt: (value, key) => ({
      low: countTextsBefore(column, value as string, false),
      high: countTextsBefore(column, value as string, true) - 1,
      key,
    }),
  }
}

/** Negative for works before the anchor, 0 for the anchor itself. */
export function sideOf(work: number, number: number, anchor: Anchor, { keys }: Shelf): number {
  if (number < anchor.low) return -1
  if (number > anchor.high) return 1
  return (keys[work] as number) - anchor.key
}

export function compareValues(a: SortValue, b: SortValue): number {
  return a < b ? -1 : a > b ? 1 : 0
}
