/** `GET /search?q=…`. */
import { foldKey, foldText } from '../../kernel/text.ts'
import { answerPage } from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { listWorksByKey } from '../works/index.ts'
import { searchPage } from './pages.ts'
import { FOUND, findPeople, findTags, findTitles } from './store.ts'

/** Nothing here has a longer name, and folding costs by the letter. */
const QUESTION_MAX = 200

export async function showSearch(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const question = (visit.query('q') ?? '').slice(0, QUESTION_MAX).toWellFormed().trim()
  const folded = foldText(question)
  if (folded === '') return answerPage(searchPage(undefined, frameOf(visit)))
  const [titles, people, tags] = await Promise.all([
    findTitles(db, viewer, folded),
    findPeople(db, viewer, folded),
    findTags(db, viewer, foldKey(question)),
  ])
  const works = await listWorksByKey(db, viewer, titles.slice(0, FOUND))
  const hasMore = titles.length > FOUND || people.length > FOUND || tags.length > FOUND
  const view = { question, works, people: people.slice(0, FOUND), tags: tags.slice(0, FOUND), hasMore }
  return answerPage(searchPage(view, frameOf(visit)))
}
