/**
 * Works as typed arrays: what each is and has, and for each term which works have it.
 *
 * Works are numbered from the one updated longest ago, so a list of those updated last is read from the end. A term that
 * more than one work in 64 has is kept as bits, a rarer one as a list of numbers, whichever is smaller.
 */
import type { Bits } from './bits.ts'
import type { TagRows } from './tag-rows.ts'
import type { TextColumn } from './text-column.ts'

type Numbers = Int32Array
type Places = Uint32Array

export const NUMBER_COLUMNS = [
  'visibility',
  'updated',
  'posted',
  'words',
  'chapters',
  'hiddenChapters',
  'reviews',
  'hits',
] as const
export type NumberColumn = (typeof NUMBER_COLUMNS)[number]

export interface Shelf {
  readonly size: number
  readonly keys: Places
  /** Numbers of the works in the order of their keys. */
  readonly byKey: Places
  readonly columns: Readonly<Record<NumberColumn, Numbers>>
  readonly titles: TextColumn
  readonly names: TextColumn
  /** The counted tags of each work. */
  readonly rows: TagRows
  /** The other terms of work `n` are `terms[termStarts[n]]` up to `terms[termStarts[n + 1] - 1]`. */
  readonly termStarts: Places
  readonly terms: Places
  /** The works of all terms, counted tags or not; empty for those that are in `broad`. */
  readonly workStarts: Places
  readonly works: Places
  readonly broad: ReadonlyMap<number, Bits>
  readonly settings: Settings
}

/** Stretches of timelines, see `timeline.ts`: those of work `n` from `starts[n]` on. */
export interface Settings {
  readonly starts: Places
  /** The term of the canon. */
  readonly canons: Places
  readonly froms: Numbers
  readonly tos: Numbers
}

/** The number of the work with this key, or -1. */
export function findWork({ keys, byKey, size }: Shelf, key: number): number {
  let low = 0
  let high = size
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((keys[byKey[middle] as number] as number) < key) low = middle + 1
    else high = middle
  }
  const work = byKey[low]
  return work !== undefined && keys[work] === key ? work : -1
}
