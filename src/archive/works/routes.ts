/** Works over HTTP: the list, a work whole, by chapter. Slugs never decide: another one leads to the right address. */

import { readPublicId } from '../../platform/db/ids.ts'
import { answerFilledPage, answerMoved, answerPage } from '../../ui/index.ts'
import { type Answer, answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { chapterAddress, workAddress } from '../addresses/index.ts'
import { readFilter, readListPage } from './filter.ts'
import { nameRefs } from './filter-store.ts'
import { worksPage } from './list-pages.ts'
import { listWorks } from './list-store.ts'
import { chapterPage, storyOf, tombstonePage, wholeWorkPage } from './pages.ts'
import { findChapter, findWork, listChapters, type Tombstone, type WorkPage } from './store.ts'
import { summariseList } from './summary-store.ts'

export async function showWorks(visit: Visit): Promise<Response> {
  const { db, viewer, archive } = visit
  const filter = readFilter(visit.query)
  const [list, summary, names] = await Promise.all([
    listWorks(db, viewer, filter, readListPage(visit.query)),
    summariseList(db, viewer, filter),
    nameRefs(db, viewer, filter),
  ])
  const feed = { title: `New in ${archive.name}`, href: '/feeds/works.atom' }
  return answerPage(worksPage({ filter, list, summary, names }, { ...frameOf(visit), feed }))
}

/** `/works/<id>` and `/works/<id>/<slug>`: the whole work. */
export async function showWork(visit: Visit): Promise<Answer> {
  return withWork(visit, '', async (work) => {
    const chapters = await listChapters(visit.db, work)
    const isLong = chapters.length > 1
    return answerFilledPage(
      wholeWorkPage(work, chapters, frameOf(visit)),
      chapters.map((chapter) => storyOf(work, chapter, isLong)),
    )
  })
}

export async function showChapter(visit: Visit): Promise<Answer> {
  const position = placeIn(visit.param('number'))
  if (position === undefined) return answerNotFound(visit)
  const found = await findChapter(visit.db, visit.viewer, idOf(visit), position)
  return answerForWork(visit, found?.work, chapterAddress('', position), (work) => {
    if (found?.chapter === undefined) return answerNotFound(visit)
    return answerFilledPage(chapterPage(work, found.chapter, frameOf(visit)), [storyOf(work, found.chapter, false)])
  })
}

/** Finds the work of the address and answers for it; `rest` is what stands behind the slug. */
export async function withWork(
  visit: Visit,
  rest: string,
  answer: (work: WorkPage) => Promise<Answer> | Answer,
): Promise<Answer> {
  return answerForWork(visit, await findWork(visit.db, visit.viewer, idOf(visit)), rest, answer)
}

/** Whether the viewer may see the work comes first, so that not even the right slug of a hidden work is told. */
function answerForWork(
  visit: Visit,
  work: WorkPage | Tombstone | undefined,
  rest: string,
  answer: (work: WorkPage) => Promise<Answer> | Answer,
): Promise<Answer> | Answer {
  if (work === undefined) return answerNotFound(visit)
  if ('isWithdrawn' in work) return answerPage(tombstonePage(work, frameOf(visit)), 410)
  const address = workAddress(work.publicId, work.title) + rest
  return visit.path === address ? answer(work) : answerMoved(address)
}

/** "3", not "03" or "3.0". */
function placeIn(number: string): number | undefined {
  return /^[1-9]\d{0,6}$/.test(number) ? Number(number) : undefined
}

/** The id that was meant; an address with another spelling of it leads to the right one. */
function idOf(visit: Visit): string {
  return readPublicId(visit.param('id')) ?? ''
}
