/**
 * Works that are asked together: a shelf, and which of its works are still as it says. What changed lies on a smaller
 * shelf above it.
 */
import { VISIBILITIES, type Viewer, type Visibility } from '../../platform/db/visibility.ts'
import { addBoth, allBits, type Bits, both, hasBit, noBits, setBit } from './bits.ts'
import type { Shelf } from './shelf.ts'
import type { Terms } from './terms.ts'

export interface Layer {
  readonly shelf: Shelf
  readonly terms: Terms
  /** All but those that changed or went. */
  readonly valid: Bits
  /** By kind of viewer; filled as they come. */
  readonly seen: Map<Viewer['kind'], Bits>
  /** The counted tags by kind, as numbers of their rows, most frequent first. */
  readonly tagsByKind: ReadonlyMap<string, Uint32Array>
  /** The same as a set of terms. */
  readonly tags: Bits
}

export function newLayer(shelf: Shelf, terms: Terms, valid: Bits = allBits(shelf.size)): Layer {
  const numbers = [...shelf.rows.terms.keys()]
  const byKind = Map.groupBy(numbers, (number) => terms.kindOf(shelf.rows.terms[number] as number))
  const tagsByKind = new Map([...byKind].map(([kind, own]) => [kind, Uint32Array.from(own)]))
  const tags = noBits(terms.size())
  for (const term of shelf.rows.terms) setBit(tags, term)
  return { shelf, terms, valid, seen: new Map(), tagsByKind, tags }
}

/** The works of a layer that a viewer may find in lists: as `visibleTo` says it in SQL. */
export function visibleWorks(layer: Layer, viewer: Viewer): Bits {
  if (viewer.kind !== 'author-of') return keptVisibleWorks(layer, viewer.kind, LISTED_FOR[viewer.kind])
  const bits = keptVisibleWorks(layer, 'member', LISTED_FOR.member).slice()
  const own = keptVisibleWorks(layer, 'author-of', OWN_LISTED)
  for (const key of viewer.penNameIds) addWorksOf(layer, layer.terms.find('pen-name', key), own, bits)
  return bits
}

const LISTED_FOR = {
  guest: ['public'],
  member: ['public', 'members'],
  archivist: VISIBILITIES.filter((each) => each !== 'withdrawn'),
} as const satisfies Record<string, readonly Visibility[]>

/** Of what they wrote themselves. */
const OWN_LISTED: readonly Visibility[] = ['public', 'members', 'unlisted', 'hidden']

function keptVisibleWorks(layer: Layer, kind: Viewer['kind'], listed: readonly Visibility[]): Bits {
  const kept = layer.seen.get(kind)
  if (kept !== undefined) return kept
  const { shelf, valid } = layer
  const numbers = new Set(listed.map((each) => VISIBILITIES.indexOf(each)))
  const bits = noBits(shelf.size)
  for (let work = 0; work < shelf.size; work++)
    if (numbers.has(shelf.columns.visibility[work] as number)) setBit(bits, work)
  const visible = both(bits, valid)
  layer.seen.set(kind, visible)
  return visible
}

/** Adds to `into` the works with a term that are among `within`. */
export function addWorksOf({ shelf }: Layer, term: number | undefined, within: Bits, into: Bits): void {
  if (term === undefined) return
  const broad = shelf.broad.get(term)
  if (broad !== undefined) {
    addBoth(into, broad, within)
    return
  }
  if (term + 1 >= shelf.workStarts.length) return
  const end = shelf.workStarts[term + 1] as number
  for (let at = shelf.workStarts[term] as number; at < end; at++) {
    const work = shelf.works[at] as number
    if (hasBit(within, work)) setBit(into, work)
  }
}
