/**
 * A work as an index of facts knows it: what it can be found by, sorted by and counted under. Names are keys of the
 * catalogue; tags are those written on the work, whatever they lead to.
 */
import type { Visibility } from '../../platform/db/visibility.ts'

export const TELLERS = ['first', 'second', 'third'] as const
export type Teller = (typeof TELLERS)[number]

export interface WorkDocument {
  readonly key: number
  readonly visibility: Visibility
  readonly rating: string
  readonly status: string | null
  readonly language: string | null
  readonly words: number
  readonly chapters: number
  /** Beside those: the archivist's alone. */
  readonly hiddenChapters: number
  readonly reviews: number
  readonly hits: number | null
  /** `2002-03-05`, as far as it is known: `2002-03`, `2002` or nothing. */
  readonly posted: string
  readonly updated: string
  readonly sortTitle: string
  /** The pen name that signs first, as it is sorted. */
  readonly sortName: string
  readonly siteKey: number | null
  readonly isRoundRobin: boolean
  readonly tags: readonly number[]
  /** Whoever had a hand in it. */
  readonly penNames: readonly number[]
  readonly series: readonly number[]
  /** Offered to the series, and not confirmed: the archivist's alone. */
  readonly offeredSeries: readonly number[]
  readonly settings: readonly Setting[]
  readonly tellers: readonly Teller[]
  /** In chapters that are the archivist's alone. */
  readonly hiddenTellers: readonly Teller[]
  /** Who tells a part of it, by folded names. */
  readonly narrators: readonly string[]
  readonly hiddenNarrators: readonly string[]
}

/** Where in a canon's timeline a work is set; positions are null when only the canon is known. */
export interface Setting {
  readonly canon: string
  readonly from: number | null
  readonly to: number | null
  readonly relation: string | null
}

/** What a tag leads to. */
export interface TagDocument {
  readonly kind: string
  /** Synonyms have another tag that they are found under. */
  readonly canonical: number
  /** All canonical tags that its works are found under: its own and the meta tags of that. */
  readonly under: readonly number[]
}
