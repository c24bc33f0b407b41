/**
 * What storing did to a value as a whole, markup included: undone before the value is parsed.
 *
 * Added slashes first, since they stand before quotes that may be escaped.
 */
import { composeChanges, type Patch } from '../repair/patches.ts'
import { applyChanges } from '../repair/rule.ts'
import { findAddedSlashes, findSpelledLineEnds } from './added-slashes.ts'
import { findEscapedMarkup } from './escaped-markup.ts'

export function findStoredForms(text: string, hasAddedSlashes: boolean): readonly Patch[] {
  const slashes = findAddedSlashes(text, hasAddedSlashes)
  const patches = slashes.map((change): Patch => ({ ...change, codes: ['added-slashes'] }))
  const plain = applyChanges(text, slashes)
  const lineEnds = findSpelledLineEnds(plain)
  const broken = applyChanges(plain, lineEnds)
  const all = lineEnds.length === 0 ? patches : composeChanges(text, patches, plain, lineEnds, 'added-slashes')
  const escaped = findEscapedMarkup(broken)
  return escaped.length === 0 ? all : composeChanges(text, all, broken, escaped, 'entity')
}
