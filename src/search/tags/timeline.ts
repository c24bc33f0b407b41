/**
 * Where stories are set on a canon's timeline, as whole numbers: twice the position of a point, so that there is room
 * before and after it.
 *
 *     during the third point      6 to 6
 *     after the third point       7 to 7       before the fourth: the same
 *     from the third to the fifth 6 to 10
 *
 * "After season five" means soon after it: a story that says so is not set after season six as well.
 */
import type { Setting } from '../documents/index.ts'

/** Known to be in the canon, not where. */
export const NOWHERE = { from: 1, to: 0 } as const

export function stretchOf({ from, to, relation }: Setting): { readonly from: number; readonly to: number } {
  const first = from ?? to
  const last = to ?? from
  if (first === null || last === null) return NOWHERE
  const shift = relation === 'after' ? 1 : relation === 'before' ? -1 : 0
  return { from: 2 * Math.min(first, last) + shift, to: 2 * Math.max(first, last) + shift }
}
