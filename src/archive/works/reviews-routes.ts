/** `GET /works/<id>/<slug>/reviews`: what readers said of a work, paged by key. */
import { answerPage } from '../../ui/index.ts'
import { type Answer, answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { countReviews, listReviews, readReviewPlace } from '../reviews/index.ts'
import { reviewsPage } from './reviews-page.ts'
import { placeIn, withWork } from './routes.ts'

export async function showReviews(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  return withWork(visit, '/reviews', async (work) => {
    const asked = visit.query('chapter')
    const chapter = work.contents.find((entry) => entry.position === placeIn(asked ?? ''))
    if (asked !== undefined && chapter === undefined) return answerNotFound(visit)
    const target =
      chapter === undefined
        ? ({ kind: 'work', key: work.key } as const)
        : ({ kind: 'chapter', key: chapter.key } as const)
    const [list, count] = await Promise.all([
      listReviews(db, viewer, target, readReviewPlace(visit.query)),
      countReviews(db, viewer, target),
    ])
    return answerPage(reviewsPage({ work, chapter, list, count }, frameOf(visit)))
  })
}
