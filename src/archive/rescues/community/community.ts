/**
 * Moves in what stood around the works of a site: series, challenges, news, reviews with their replies, favourites,
 * pages, files, and sealed claims to the names of its members. Then every row that nothing took is set aside.
 *
 * The order follows who names whom: reviews are of series and news, favourites of series, and what is left over is known
 * only at the end. Every step goes on where an earlier run stopped and leaves alone what it did.
 */

import { setRestAside } from '../books/opaque-rest.ts'
import type { RescueContext } from '../context.ts'
import { sealClaims } from '../people/claims.ts'
import { type RescueReport, reportRescue } from '../report/report.ts'
import { keepStrayFiles, type StrayFileCounts } from '../stories/stray-files.ts'
import { rescueChallenges } from './community-challenges.ts'
import { rescueFavourites } from './community-favourites.ts'
import { rescueNews, rescuePages } from './community-news.ts'
import { rescueSeries } from './community-series.ts'
import { findRatingSystem } from './rating-system.ts'
import { rescueReviews } from './write-reviews.ts'

/** Call it when people, terms and works are in. Gives what became of the files that no chapter names. */
export async function rescueCommunity(context: RescueContext): Promise<StrayFileCounts> {
  const series = await rescueSeries(context)
  await rescueChallenges(context, series)
  const news = await rescueNews(context)
  await rescueReviews(context, { series, news, system: await findRatingSystem(context.site) })
  await rescueFavourites(context, series)
  await rescuePages(context)
  const files = await keepStrayFiles(context)
  await sealClaims(context)
  return files
}

/** Balances the books when all is in; no value is read any more. Gives the report, which is kept with the site. */
export async function balanceBooks(context: RescueContext, files: StrayFileCounts): Promise<RescueReport> {
  await setRestAside(context)
  return reportRescue(context, files)
}
