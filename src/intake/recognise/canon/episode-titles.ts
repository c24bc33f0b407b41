/**
 * Where a text names episodes, books or films. "What's My Line, Part 2" is one title, so its "Part 2" is no part number of the
 * story; whoever looks for part numbers asks here first.
 */
import type { Canon } from '../../canon/canon.ts'
import { indexCanons, outermost } from './canon-index.ts'
import { findTerms } from './lexicon.ts'

export interface TextRange {
  readonly from: number
  readonly to: number
}

/**
 * Ranges of titles in a text, ascending, in any case and punctuation. A title of several canons is there once. The
 * episodes that have a number for a title are not looked for.
 */
export function episodeTitlesIn(text: string, canons: readonly Canon[]): readonly TextRange[] {
  const ranges: TextRange[] = []
  for (const { item, from, to } of outermost(findTerms(indexCanons(canons).points, text, true))) {
    if (!/\p{L}/u.test(item.text)) continue
    const last = ranges.at(-1)
    if (last !== undefined && from < last.to) ranges[ranges.length - 1] = { from: last.from, to: Math.max(last.to, to) }
    else ranges.push({ from, to })
  }
  return ranges
}
