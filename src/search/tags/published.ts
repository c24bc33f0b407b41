/**
 * What the thread that keeps the index gives to a thread that only answers: the large shelf, which lies in memory that
 * both see, and what changed since, which is small and copied.
 *
 * A change comes as one message, between two questions. So no question ever sees half of it.
 */
import type { Bits } from './bits.ts'
import type { Answering, Catalogue } from './catalogue.ts'
import { newLayer } from './layer.ts'
import type { Shelf } from './shelf.ts'
import { newTerms, type SavedTerms, TERM_KINDS, type TermKind, type Terms } from './terms.ts'

export interface Published {
  /** Its arrays must lie in shared memory, or all of them are copied. */
  readonly base: Shelf
  readonly terms: SavedTerms
  readonly change: PublishedChange
}

export interface PublishedChange {
  /** Terms that are new, or of another kind now, in the order in which they have to be added. */
  readonly terms: readonly (readonly [kind: TermKind, name: number | string])[]
  /** The works of the base that are still as it says. */
  readonly valid: Bits
  readonly above: Shelf | null
}

export interface Publisher {
  readonly publish: (catalogue: Catalogue) => Published
  /** What changed since the last call of either. */
  readonly publishChange: (catalogue: Catalogue) => PublishedChange
}

export function newPublisher(): Publisher {
  let known: readonly number[] = []

  return {
    publish(catalogue) {
      const terms = catalogue.terms.save()
      known = [...terms.kinds]
      return { base: catalogue.base.shelf, terms, change: changeOf(catalogue, []) }
    },
    publishChange(catalogue) {
      const { kinds, names } = catalogue.terms.save()
      const changed = kinds.flatMap((kind, term) =>
        kind === known[term] ? [] : [[TERM_KINDS[kind] as TermKind, names[term] as number | string] as const],
      )
      known = [...kinds]
      return changeOf(catalogue, changed)
    },
  }
}

function changeOf({ base, layers }: Catalogue, terms: PublishedChange['terms']): PublishedChange {
  return { terms, valid: base.valid, above: layers[1]?.shelf ?? null }
}

export function receive({ base, terms, change }: Published): Answering {
  return receiveChange(newTerms(terms), base, change)
}

export function receiveChange(terms: Terms, base: Shelf, { terms: changed, valid, above }: PublishedChange): Answering {
  for (const [kind, name] of changed) terms.add(kind, name)
  const layers = [newLayer(base, terms, valid), ...(above === null ? [] : [newLayer(above, terms)])]
  return { terms, layers, answered: new Map() }
}
