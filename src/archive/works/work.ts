/**
 * A work as readers meet it: as a blurb in a list, and whole on a page of its own. What is known about it comes from the
 * catalogue; how each fact is known is told by "About this copy".
 */
import type { Rating, Status } from '../../intake/reading.ts'
import type { Visibility } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'
import type { TagKind } from './labels.ts'

/** A tag on a work: the canonical name to link to, and the words of the source. */
export interface WorkTag extends Named {
  readonly kind: TagKind
  readonly asWritten: string
}

export interface WorkSetting {
  readonly asWritten: string
  readonly relation: 'before' | 'during' | 'after' | null
  /** The point of the canon and the fandom it belongs to, where a canon file knows it. */
  readonly point: { readonly key: string; readonly name: string; readonly fandom: Named | null } | null
}

export interface Creator extends Named {
  readonly role: string
}

/** What stands beside every title: who, about whom, where in the canon. */
export interface Names {
  readonly creators: readonly Creator[]
  readonly tags: readonly WorkTag[]
  readonly settings: readonly WorkSetting[]
}

/** What the work itself says, without the names. */
export interface WorkFacts {
  readonly key: number
  readonly publicId: string
  readonly title: string
  readonly isTitleKnown: boolean
  readonly summary: string | null
  readonly language: string | null
  readonly rating: Rating
  readonly ratingAsGiven: string | null
  readonly status: Status | null
  readonly part: { readonly number: number; readonly to: number | null; readonly total: number | null } | null
  readonly chapters: number
  readonly expectedChapters: number | null
  readonly words: number
  readonly postedAt: string | null
  readonly updatedAt: string | null
  readonly addedAt: string
  readonly visibility: Visibility
  /** The site it came from asked the reader's age before it showed it. */
  readonly asksAge: boolean
  /** Each chapter by whoever came next. */
  readonly isRoundRobin: boolean
  /** Reviews that say something. */
  readonly reviews: number
}

export interface Blurb extends WorkFacts, Names {}

/** "Part 2", "Parts 3 to 5 of 9". */
export function partInWords(part: NonNullable<WorkFacts['part']>): string {
  const numbers =
    part.to === null || part.to === part.number ? `Part ${part.number}` : `Parts ${part.number} to ${part.to}`
  return part.total === null ? numbers : `${numbers} of ${part.total}`
}
