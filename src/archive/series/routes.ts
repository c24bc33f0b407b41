/** `GET /series`, `/series/<id>/<slug>` and `/series/<id>/<slug>/reviews`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { type Answer, answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { seriesAddress } from '../addresses/index.ts'
import { countReviews, listLatestReviews, listReviews, readReviewPlace } from '../reviews/index.ts'
import { viewList } from '../search/index.ts'
import { listSeries, listSeriesByKey } from './list-store.ts'
import { orderedWorks } from './ordered-works.ts'
import { seriesListPage, seriesPage, seriesReviewsPage } from './pages.ts'
import { findSeries, listPlaces, type SeriesPage } from './reading-store.ts'

const REVIEWS_SHOWN = 5

export async function showSeriesList(visit: Visit): Promise<Response> {
  const list = await listSeries(visit.db, visit.viewer, readPublicId(visit.query('after') ?? ''))
  return answerPage(seriesListPage(list, frameOf(visit)))
}

export async function showSeries(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  return withSeries(visit, '', async (series) => {
    const places = await listPlaces(db, viewer, series.key)
    const target = { kind: 'series', key: series.key } as const
    const [children, reviews] = await Promise.all([
      listSeriesByKey(
        db,
        viewer,
        places.flatMap(({ childKey }) => childKey ?? []),
      ),
      series.hasReviews ? listLatestReviews(db, viewer, target, REVIEWS_SHOWN) : [],
    ])
    const list = await viewList(visit, { ...orderedWorks(series, places, children), heading: 2 })
    const view = { series, list, reviews }
    return answerPage(seriesPage(view, frameOf(visit)))
  })
}

export async function showSeriesReviews(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  return withSeries(visit, '/reviews', async (series) => {
    const target = { kind: 'series', key: series.key } as const
    const [list, count] = await Promise.all([
      listReviews(db, viewer, target, readReviewPlace(visit.query)),
      countReviews(db, viewer, target),
    ])
    return answerPage(seriesReviewsPage(series, list, count, frameOf(visit)))
  })
}

async function withSeries(
  visit: Visit,
  rest: string,
  answer: (series: SeriesPage) => Promise<Answer>,
): Promise<Answer> {
  const series = await findSeries(visit.db, visit.viewer, readPublicId(visit.param('id')) ?? '')
  if (series === undefined) return answerNotFound(visit)
  const address = seriesAddress(series) + rest
  return visit.path === address ? answer(series) : answerMoved(address)
}
