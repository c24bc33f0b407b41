/**
 * Counts what the works of a list have, and gives of each facet the values that most of them have.
 *
 * Tags are counted by their numbers in the rows of the lowest layer, which is the large one; what lies on the layers above
 * is added to that. As these numbers go by how many works have a tag, the search for the most frequent ends where no
 * further tag can be one of them.
 */
import { type Facet, type FacetValue, TAG_KINDS_COUNTED } from '../question.ts'
import { type Bits, hasBit, lowestBit } from './bits.ts'
import type { Layer } from './layer.ts'
import { giveBack } from './spare.ts'
import { countTags } from './tag-rows.ts'
import type { Terms } from './terms.ts'

interface FacetCounts {
  readonly base: Layer
  /** By number in the rows of the base: the works there that have the tag. */
  readonly ofBase: Uint32Array
  /** By term: the works above the base that have the tag. */
  readonly above: ReadonlyMap<number, number>
  readonly mostAbove: number
  /** By term, of all layers: what is no tag. */
  readonly others: Uint32Array
}

export interface FacetsAsked {
  readonly facets: readonly Facet[]
  /** How many values of each. */
  readonly top: number
}

/** Of the works in `matches`, layer by layer; only what the facets asked for need is counted. */
export function listFacets(
  layers: readonly Layer[],
  terms: Terms,
  matches: readonly Bits[],
  { facets, top }: FacetsAsked,
): ReadonlyMap<Facet, readonly FacetValue[]> {
  const counts = countFacets(layers, matches, facets)
  if (counts === null) return new Map()
  const found = new Map(facets.map((facet) => [facet, listTop(terms, counts, facet, top)]))
  giveBack(counts.ofBase)
  return found
}

function countFacets(layers: readonly Layer[], matches: readonly Bits[], facets: readonly Facet[]): FacetCounts | null {
  const [base] = layers
  if (base === undefined || facets.length === 0) return null
  const hasTags = facets.some(isTagKind)
  const above = hasTags ? countAbove(layers, matches) : new Map<number, number>()
  return {
    base,
    ofBase: hasTags ? countTags(base.shelf.rows, matches[0] as Bits) : new Uint32Array(0),
    above,
    mostAbove: above.values().reduce((most, count) => Math.max(most, count), 0),
    others: facets.every(isTagKind) ? NOTHING : countOthers(layers, matches),
  }
}

/** Most first, then by key or value; none that no work has. */
function listTop(terms: Terms, counts: FacetCounts, facet: Facet, top: number): readonly FacetValue[] {
  if (top <= 0) return []
  const best = bestOf(terms, top)
  if (isTagKind(facet)) offerTags(best, counts, facet)
  else for (const term of terms.listKind(facet)) best.offer(term, counts.others[term] ?? 0)
  return best.list()
}

/** Those that only the layers above have, then those of the base with what the layers above add. */
function offerTags(best: Best, { base, ofBase, above, mostAbove }: FacetCounts, facet: Facet): void {
  const { terms, totals } = base.shelf.rows
  for (const [term, count] of above)
    if (base.terms.kindOf(term) === facet && !hasBit(base.tags, term)) best.offer(term, count)
  const numbers = base.tagsByKind.get(facet) ?? NOTHING
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number
    if ((totals[number] as number) + mostAbove < best.least()) return
    const count = ofBase[number] as number
    if (mostAbove === 0 && count < best.least()) continue
    const term = terms[number] as number
    best.offer(term, count + (mostAbove === 0 ? 0 : (above.get(term) ?? 0)))
  }
}

interface Best {
  readonly offer: (term: number, count: number) => void
  /** With fewer nothing is one of the best. */
  readonly least: () => number
  readonly list: () => readonly FacetValue[]
}

function bestOf(terms: Terms, top: number): Best {
  const best: { readonly term: number; readonly count: number }[] = []
  let least = 1
  return {
    least: () => least,
    offer(term, count) {
      if (count < least) return
      let at = best.length
      for (; at > 0; at--) {
        const other = best[at - 1] as (typeof best)[number]
        if (other.count > count || (other.count === count && terms.nameOf(other.term) < terms.nameOf(term))) break
      }
      if (at >= top) return
      best.splice(at, 0, { term, count })
      if (best.length > top) best.pop()
      if (best.length === top) least = (best[top - 1] as (typeof best)[number]).count
    },
    list: () =>
      best.map(({ term, count }) => {
        const name = terms.nameOf(term)
        return typeof name === 'number' ? { key: name, value: null, count } : { key: null, value: name, count }
      }),
  }
}

function countAbove([, ...above]: readonly Layer[], [, ...matches]: readonly Bits[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const [i, { shelf }] of above.entries()) {
    const ofLayer = countTags(shelf.rows, matches[i] as Bits)
    for (let number = 0; number < ofLayer.length; number++) {
      const term = shelf.rows.terms[number] as number
      if (ofLayer[number] !== 0) counts.set(term, (counts.get(term) ?? 0) + (ofLayer[number] as number))
    }
    giveBack(ofLayer)
  }
  return counts
}

function countOthers(layers: readonly Layer[], matches: readonly Bits[]): Uint32Array {
  const counts = new Uint32Array(layers.reduce((most, { terms }) => Math.max(most, terms.size()), 0))
  for (const [i, { shelf }] of layers.entries()) addOthers(shelf, matches[i] as Bits, counts)
  return counts
}

function addOthers({ termStarts, terms }: Layer['shelf'], matches: Bits, counts: Uint32Array): void {
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

function isTagKind(facet: Facet): boolean {
  return TAG_KINDS.has(facet)
}

const TAG_KINDS: ReadonlySet<string> = new Set(TAG_KINDS_COUNTED)
const NOTHING = new Uint32Array(0)
