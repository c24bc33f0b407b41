/** `GET /series`, `/series/<id>/<slug>` and `/series/<id>/<slug>/reviews`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { type Answer, answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { seriesAddress } from '../addresses/index.ts'
import { countReviews, listLatestReviews, listReviews, readReviewPlace } from '../reviews/index.ts'
import { viewList } from '../search/index.ts'
import { listSeries, listSeriesByKey } from './list-store.ts'
import { childrenOnPage, orderOf, scopeInOrder } from './ordered-works.ts'
import { seriesListPage, seriesPage, seriesReviewsPage } from './pages.ts'
import { findSeries, listPlaces, type SeriesPage } from './reading-store.ts'

const REVIEWS_SHOWN = 5
/** Series inside it, on one page. */
const SERIES_SHOWN = 50

export async function showSeriesList(visit: Visit): Promise<Response> {
  const list = await listSeries(visit.db, visit.viewer, readPublicId(visit.query('after') ?? ''))
  return answerPage(seriesListPage(list, frameOf(visit)))
}

export async function showSeries(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  return withSeries(visit, '', async (series) => {
    const places = await listPlaces(db, viewer, series.key)
    const target = { kind: 'series', key: series.key } as const
    const [list, reviews] = await Promise.all([
      viewList(visit, { scope: scopeInOrder(series, places) }),
      series.hasReviews ? listLatestReviews(db, viewer, target, REVIEWS_SHOWN) : [],
    ])
    const inside = childrenOnPage(list, places)
    const from = insideFrom(visit)
    const shown = inside.filter(({ number }) => number >= from).slice(0, SERIES_SHOWN)
    const keys = shown.flatMap(({ childKey }) => childKey ?? [])
    const order = orderOf(places, await listSeriesByKey(db, viewer, keys))
    const more = inside.find(({ number }) => number > (shown.at(-1)?.number ?? Infinity))?.number
    const view = { series, list: { ...list, order }, more, reviews }
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

/** The place from which series inside it are shown, where they are more than a page takes. */
function insideFrom({ query }: Visit): number {
  const asked = query('inside') ?? ''
  return /^[1-9]\d{0,8}$/.test(asked) ? Number(asked) : 0
}
