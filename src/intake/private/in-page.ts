/**
 * Finds what is private in a page whose story was taken out of it: all its addresses but those of the tale.
 *
 * What was found in the story's own lines counts in those; here it gets its place in the page, where it has one.
 */
import { indexLines, positionOf } from '../position.ts'
import { findAddresses } from './find-addresses.ts'
import type { PrivateFact } from './private-fact.ts'

export function findInPage(page: string, found: readonly PrivateFact[], story: string): PrivateFact[] {
  const known = new Set(found.map(({ value }) => value.toLowerCase()))
  const kept = new Set(
    findAddresses(story)
      .map(({ from, to }) => story.slice(from, to).toLowerCase())
      .filter((value) => !known.has(value)),
  )
  const lines = indexLines(page)
  const placed = findAddresses(page).flatMap(({ from, to }): PrivateFact[] => {
    const value = page.slice(from, to)
    if (kept.has(value.toLowerCase())) return []
    const place = { ...positionOf(lines, from), length: to - from }
    return [{ code: 'e-mail-address', value, ...place, rule: 'in-the-page', confidence: 0.95 }]
  })
  const values = new Set(placed.map(({ value }) => value.toLowerCase()))
  const others = found
    .filter(({ value }) => !values.has(value.toLowerCase()))
    .map((fact): PrivateFact => ({ ...fact, line: null, column: null }))
  return [...placed, ...others]
}
