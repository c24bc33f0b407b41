/** `GET /series`, `/series/<id>/<slug>` and `/series/<id>/<slug>/reviews`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { type Answer, answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { seriesAddress } from '../addresses/index.ts'
import { countReviews, listLatestReviews, listReviews, readReviewPlace } from '../reviews/index.ts'
import { listWorksByKey } from '../works/index.ts'
import { listSeries } from './list-store.ts'
import { seriesListPage, seriesPage, seriesReviewsPage } from './pages.ts'
import { findSeries, listEntries, type SeriesPage } from './reading-store.ts'

const REVIEWS_SHOWN = 5

export async function showSeriesList(visit: Visit): Promise<Response> {
  const list = await listSeries(visit.db, visit.viewer, readPublicId(visit.query('after') ?? ''))
  return answerPage(seriesListPage(list, frameOf(visit)))
}

export async function showSeries(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  return withSeries(visit, '', async (series) => {
    const list = await listEntries(db, viewer, series.key, placeIn(visit))
    const keys = list.entries.flatMap(({ workKey }) => (workKey === null ? [] : [workKey]))
    const target = { kind: 'series', key: series.key } as const
    const [works, reviews] = await Promise.all([
      listWorksByKey(db, viewer, keys),
      series.hasReviews ? listLatestReviews(db, viewer, target, REVIEWS_SHOWN) : [],
    ])
    const view = { series, list, works: new Map(works.map((work) => [work.key, work])), reviews }
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

function placeIn({ query }: Visit): { readonly after?: number; readonly before?: number } {
  const [after, before] = [query('after'), query('before')]
  if (after !== undefined && NUMBER.test(after)) return { after: Number(after) }
  return before !== undefined && NUMBER.test(before) ? { before: Number(before) } : {}
}

const NUMBER = /^[1-9]\d{0,8}$/
