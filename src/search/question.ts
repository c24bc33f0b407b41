/**
 * A question as the indexes understand it: names have become keys of the catalogue, words have become the works that
 * hold them. `src/archive/search` makes one of a query; the tag index answers it.
 */
import type { Viewer } from '../platform/db/visibility.ts'

export type Condition =
  /** All of none is every work, any of none is no work. */
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  /** With one of these tags, as written, by a synonym, or by a sub-tag: keys of canonical tags find all of them. */
  | { readonly kind: 'tag'; readonly keys: readonly number[] }
  | { readonly kind: 'pen-name' | 'series' | 'site'; readonly keys: readonly number[] }
  | { readonly kind: 'rating' | 'status'; readonly values: readonly string[] }
  /** BCP 47, lower case; the language of a work begins with one of them. */
  | { readonly kind: 'language'; readonly values: readonly string[] }
  | {
      readonly kind: 'words' | 'chapters' | 'reviews' | 'hits'
      readonly from: number | null
      readonly to: number | null
    }
  /** Days, ISO 8601, both included. */
  | { readonly kind: 'posted' | 'updated'; readonly from: string | null; readonly to: string | null }
  /**
   * Set somewhere between two positions of a canon's timeline, both included; null is its end. A story set after a point
   * stands half a step behind it, so `from: 4.5` is after the fourth point and `to: 3.5` before it.
   */
  | { readonly kind: 'setting'; readonly canon: string; readonly from: number | null; readonly to: number | null }
  | { readonly kind: 'told'; readonly persons: readonly ('first' | 'second' | 'third')[] }
  /** By somebody whose folded name has one of these in it. */
  | { readonly kind: 'told-by'; readonly names: readonly string[] }
  | {
      readonly kind: 'is'
      readonly flag: 'crossover' | 'single-pairing' | 'one-chapter' | 'round-robin' | 'series-part'
    }
  /** Works that were found by other means, such as the words in them. */
  | ({ readonly kind: 'works' } & FoundWorks)

/** Works by key, ascending. With scores (one a work, higher is better) they can be sorted by best match. */
export interface FoundWorks {
  readonly keys: Uint32Array
  readonly scores?: Float32Array
}

export const TAG_KINDS_COUNTED = ['fandom', 'relationship', 'character', 'warning', 'category', 'additional'] as const

export type Facet = (typeof TAG_KINDS_COUNTED)[number] | 'rating' | 'status' | 'language' | 'pen-name'

export type SortBy = 'best' | 'updated' | 'posted' | 'title' | 'by' | 'words' | 'reviews' | 'hits'

export interface Question {
  readonly viewer: Viewer
  readonly condition: Condition
  /** Standing exclusions: works of these are not counted, and how many they were is said. */
  readonly hidden?: Condition
  readonly sort: { readonly by: SortBy; readonly isDescending: boolean }
  readonly size: number
  /** Behind or before the work with this key, as it stands in this order; neither is the first page. */
  readonly after?: number
  readonly before?: number
  /** The very end of the list. */
  readonly isLast?: boolean
  readonly facets: readonly Facet[]
  /** How many values of each facet. */
  readonly top: number
}

export interface FacetValue {
  /** Of the canonical tag or the pen name; null for ratings, states and languages. */
  readonly key: number | null
  readonly value: string | null
  readonly count: number
}

export interface Answer {
  /** Exact. */
  readonly total: number
  /** How many more there were but for the standing exclusions. */
  readonly hidden: number
  /** Keys of works in the order asked for. */
  readonly works: readonly number[]
  readonly hasPrevious: boolean
  readonly hasNext: boolean
  /** Exact counts, most first, then by key. */
  readonly facets: ReadonlyMap<Facet, readonly FacetValue[]>
}
