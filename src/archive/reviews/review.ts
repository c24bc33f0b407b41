/**
 * What readers said of a work, a chapter, a series or a piece of news, with the answers below it.
 *
 * Works show their reviews, so this feature stands below them and knows their keys only: whoever asks has found the thing
 * first, as one that the viewer may see. What hangs on a chapter is told to those who may see the chapter.
 */
import type { Named } from '../addresses/index.ts'

/** What reviews are of, by its key. */
export interface ReviewTarget {
  readonly kind: 'work' | 'chapter' | 'series' | 'news'
  readonly key: number
}

export interface Review {
  readonly publicId: string
  /** As signed; null when nothing was. */
  readonly name: string | null
  /** Whose page may be linked to; null for guests. */
  readonly by: Named | null
  /** Story HTML; null when it is a rating only. */
  readonly html: string | null
  readonly rating: number | null
  readonly ratingBest: number | null
  readonly postedAt: string | null
  /** `hidden` ones wait for the archivist, who alone meets them; of `deleted` ones the thread stays. */
  readonly state: 'shown' | 'hidden' | 'deleted'
  /** The chapter it is of, from 1, where the work has it. */
  readonly chapter: { readonly position: number; readonly title: string | null } | null
  /** What it was of, where that is gone: "a chapter that is not here". */
  readonly about: string | null
  /** Oldest first. */
  readonly replies: readonly Review[]
}

export interface ReviewCount {
  /** Those that say something. */
  readonly reviews: number
  /** Ratings without a word. */
  readonly ratingsOnly: number
  /** Over all ratings with steps, as a part of the best; null when there are none. */
  readonly average: number | null
  /** How many ratings that is. */
  readonly rated: number
}

/** "9 of 10", "liked it". */
export function ratingInWords(rating: number | null, best: number | null): string | null {
  if (rating === null || best === null || best < 1 || rating < 0 || rating > best) return null
  if (best === 1) return rating === 1 ? 'liked it' : 'did not like it'
  return `${rating} of ${best}`
}
