/** Works over HTTP: the list, a work whole, by chapter. Slugs never decide: another one leads to the right address. */

import { readPublicId } from '../../platform/db/ids.ts'
import { answerFilledPage, answerMoved, answerPage, type Html } from '../../ui/index.ts'
import { type Answer, answerNotFound, frameOf, isOfAge, type Visit } from '../access/index.ts'
import { chapterAddress, workAddress } from '../addresses/index.ts'
import { listLatestReviews } from '../reviews/index.ts'
import { agePage } from './age-page.ts'
import { NO_REVIEWS, REVIEWS_BESIDE, type ReviewsBeside } from './around.ts'
import { chapterPage, storyOf, tombstonePage, wholeWorkPage } from './pages.ts'
import { type ChapterText, findChapter, findWork, listChapters, type Tombstone, type WorkPage } from './store.ts'

/** What leads on from a work with this key, made by those who know: more like it. */
export type LeadOn = (visit: Visit, work: number) => Promise<Html | false>

/** `/works/<id>` and `/works/<id>/<slug>`: the whole work. */
export function showWork(leadOn: LeadOn): (visit: Visit) => Promise<Answer> {
  return (visit) =>
    withWork(visit, '', async (work) => {
      const [chapters, reviews, like] = await Promise.all([
        listChapters(visit.db, visit.viewer, work),
        reviewsOf(visit, work, undefined),
        leadOn(visit, work.key),
      ])
      const isLong = chapters.length > 1
      return answerFilledPage(
        wholeWorkPage(work, chapters, { ...reviews, like }, frameOf(visit)),
        chapters.map((chapter) => storyOf(work, chapter, isLong)),
      )
    })
}

export function showChapter(leadOn: LeadOn): (visit: Visit) => Promise<Answer> {
  return (visit) => showOneChapter(visit, leadOn)
}

async function showOneChapter(visit: Visit, leadOn: LeadOn): Promise<Answer> {
  const position = placeIn(visit.param('number'))
  if (position === undefined) return answerNotFound(visit)
  const found = await findChapter(visit.db, visit.viewer, idOf(visit), position)
  return answerForWork(visit, found?.work, chapterAddress('', position), async (work) => {
    if (found?.chapter === undefined) return answerNotFound(visit)
    const isLast = found.chapter.position === work.contents.at(-1)?.position
    const [reviews, like] = await Promise.all([
      reviewsOf(visit, work, found.chapter),
      isLast ? leadOn(visit, work.key) : (false as const),
    ])
    return answerFilledPage(chapterPage(work, found.chapter, { ...reviews, like }, frameOf(visit)), [
      storyOf(work, found.chapter, false),
    ])
  })
}

/** The newest reviews of a chapter; of a work that has one chapter, those of the work. */
async function reviewsOf(visit: Visit, work: WorkPage, chapter: ChapterText | undefined): Promise<ReviewsBeside> {
  if (!work.hasReviews) return NO_REVIEWS
  const isPart = chapter !== undefined && work.contents.length > 1
  const target = isPart ? ({ kind: 'chapter', key: chapter.key } as const) : ({ kind: 'work', key: work.key } as const)
  const reviews = await listLatestReviews(visit.db, visit.viewer, target, REVIEWS_BESIDE)
  return { reviews, chapter: isPart ? chapter.position : null }
}

/** Finds the work of the address and answers for it; `rest` is what stands behind the slug. */
export async function withWork(
  visit: Visit,
  rest: string,
  answer: (work: WorkPage) => Promise<Answer> | Answer,
): Promise<Answer> {
  return answerForWork(visit, await findWork(visit.db, visit.viewer, idOf(visit)), rest, answer)
}

/**
 * Whether the viewer may see the work comes first, so that not even the right slug of a hidden work is told. Then, for
 * everything that stands under its address, whether the reader was asked what its old site asked.
 */
function answerForWork(
  visit: Visit,
  work: WorkPage | Tombstone | undefined,
  rest: string,
  answer: (work: WorkPage) => Promise<Answer> | Answer,
): Promise<Answer> | Answer {
  if (work === undefined) return answerNotFound(visit)
  if ('isWithdrawn' in work) return answerPage(tombstonePage(work, frameOf(visit)), 410)
  const address = workAddress(work.publicId, work.title) + rest
  if (visit.path !== address) return answerMoved(address)
  return isOfAge(visit) || !work.asksAge ? answer(work) : answerPage(agePage(work, frameOf(visit)))
}

/** "3", not "03" or "3.0". */
export function placeIn(number: string): number | undefined {
  return /^[1-9]\d{0,6}$/.test(number) ? Number(number) : undefined
}

/** The id that was meant; an address with another spelling of it leads to the right one. */
function idOf(visit: Visit): string {
  return readPublicId(visit.param('id')) ?? ''
}
