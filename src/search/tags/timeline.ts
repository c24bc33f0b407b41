/**
 * Where stories are set on a canon's timeline, as whole numbers: twice the position of a point, so that there is room
 * before and after it.
 *
 *     during the third point      6 to 6
 *     after the third point       7 to 7       before the fourth: the same
 *     from the third to the fifth 6 to 10
 *
 * What is set after a stretch is behind its end, what is set before it ahead of its beginning. "After season five" means soon after it: a story that says so is not set after season six as well.
 */
import type { Setting } from '../documents/index.ts'

/** Known to be in the canon, not where. */
export const NOWHERE = { from: 1, to: 0 } as const

export function stretchOf({ from, to, relation }: Setting): { readonly from: number; readonly to: number } {
  const first = from ?? to
  const last = to ?? from
  if (first === null || last === null) return NOWHERE
  const begins = 2 * Math.min(first, last)
  const ends = 2 * Math.max(first, last)
  if (relation === 'after') return { from: ends + 1, to: ends + 1 }
  return relation === 'before' ? { from: begins - 1, to: begins - 1 } : { from: begins, to: ends }
}
