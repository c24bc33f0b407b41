/** Counts what the works of a list have, and gives of each facet the values that most of them have. */
import type { Facet, FacetValue } from '../question.ts'
import { type Bits, lowestBit } from './bits.ts'
import type { Layer } from './layer.ts'
import type { Terms } from './terms.ts'

/** Adds to `counts`, by term. */
export function countTerms({ shelf }: Layer, matches: Bits, counts: Uint32Array): void {
  const { termStarts, terms } = shelf
  for (let i = 0; i < matches.length; i++) {
    for (let word = matches[i] as number; word !== 0; word &= word - 1) {
      const work = (i << 5) + lowestBit(word)
      const end = termStarts[work + 1] as number
      for (let at = termStarts[work] as number; at < end; at++) {
        const term = terms[at] as number
        counts[term] = (counts[term] as number) + 1
      }
    }
  }
}

/** Most first, then by key or value; none that no work has. */
export function listTop(terms: Terms, facet: Facet, counts: Uint32Array, top: number): readonly FacetValue[] {
  const best: number[] = []
  const isBefore = (a: number, b: number): boolean => {
    const difference = (counts[a] as number) - (counts[b] as number)
    return difference === 0 ? terms.nameOf(a) < terms.nameOf(b) : difference > 0
  }
  for (const term of terms.listKind(facet)) {
    const last = best.at(-1)
    if (counts[term] === 0 || (best.length >= top && (last === undefined || !isBefore(term, last)))) continue
    if (best.length >= top) best.pop()
    let at = best.length
    while (at > 0 && isBefore(term, best[at - 1] as number)) at--
    best.splice(at, 0, term)
  }
  return best.map((term) => {
    const name = terms.nameOf(term)
    const isKey = typeof name === 'number'
    return { key: isKey ? name : null, value: isKey ? null : name, count: counts[term] as number }
  })
}
