/** `GET /news` and `/news/<id>/<slug>`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { newsAddress } from '../addresses/index.ts'
import { listReviews, readReviewPlace } from '../reviews/index.ts'
import { newsListPage, newsPage } from './pages.ts'
import { findNews, listNews } from './reading-store.ts'

export async function showNewsList(visit: Visit): Promise<Response> {
  const list = await listNews(visit.db, visit.viewer, readPublicId(visit.query('after') ?? ''))
  return answerPage(newsListPage(list, frameOf(visit)))
}

export async function showNews(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const item = await findNews(db, viewer, readPublicId(visit.param('id')) ?? '')
  if (item === undefined) return answerNotFound(visit)
  if (visit.path !== newsAddress(item)) return answerMoved(newsAddress(item))
  const comments = await listReviews(db, viewer, { kind: 'news', key: item.key }, readReviewPlace(visit.query))
  return answerPage(newsPage(item, comments, frameOf(visit)))
}
