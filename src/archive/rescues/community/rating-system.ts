/**
 * How an old site let people rate: ten stars, or like and dislike; and what a rating of it means.
 *
 *     8   stars      8 of 10
 *     1   likes      liked
 *     0   stars      no rating; 0 is what the column holds by default
 *     -1  either     no rating
 *
 * The settings say it, but a site may have changed its mind. A rating over 1 is certainly stars. Where the settings are
 * silent, one such rating among all reviews says that 1 is a star, too.
 */
import { bytesOf, wholeOf } from '../cells.ts'
import type { SiteRow, StagedSite } from '../staged-site.ts'

export type RatingSystem = 'stars' | 'like-or-dislike' | 'likes'

export interface Rating {
  readonly rating: number
  readonly best: number
}

const BY_SETTING: Readonly<Record<number, RatingSystem>> = { 1: 'stars', 2: 'like-or-dislike', 3: 'likes' }
const MOST_STARS = 10

export async function findRatingSystem(site: StagedSite): Promise<RatingSystem> {
  for await (const row of site.rows('settings')) {
    const system = BY_SETTING[wholeOf(row, 'ratings') ?? 0]
    if (system !== undefined) return system
  }
  let isUsed = false
  for await (const row of site.rows('reviews')) {
    const rating = wholeOf(row, 'rating') ?? -1
    if (rating > 1 && rating <= MOST_STARS) return 'stars'
    if (rating === 1) isUsed = true
  }
  return isUsed ? 'like-or-dislike' : 'stars'
}

/** Undefined for what is no rating at all and was none there: kept, but not shown. Null when there is none. */
export function readRating(row: Pick<SiteRow, 'values'>, system: RatingSystem): Rating | null | undefined {
  if (bytesOf(row, 'rating') === null) return null
  const rating = wholeOf(row, 'rating')
  if (rating === -1) return null
  if (rating === null || rating < 0 || rating > MOST_STARS) return undefined
  if (rating > 1) return { rating, best: MOST_STARS }
  if (system === 'stars') return rating === 0 ? null : { rating, best: MOST_STARS }
  if (rating === 0 && system === 'likes') return null
  return { rating, best: 1 }
}
