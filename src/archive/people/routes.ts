/** `GET /people` and `GET /people/<id>/<slug>`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { penNameAddress } from '../addresses/index.ts'
import { listWorks, readListPage, summariseList } from '../works/index.ts'
import { penNamePage, peoplePage } from './pages.ts'
import { findPenName, listPenNames } from './store.ts'

export async function showPeople(visit: Visit): Promise<Response> {
  const letter = visit.query('letter')
  const known = letter !== undefined && /^[a-z]$/.test(letter) ? letter : undefined
  const after = readPublicId(visit.query('after') ?? '')
  return answerPage(peoplePage(await listPenNames(visit.db, visit.viewer, known, after), known, frameOf(visit)))
}

export async function showPenName(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const person = await findPenName(db, viewer, readPublicId(visit.param('id')) ?? '')
  if (person === undefined) return answerNotFound(visit)
  if (visit.path !== penNameAddress(person)) return answerMoved(penNameAddress(person))
  const filter = { by: person.publicId, sort: 'updated' } as const
  const [list, summary] = await Promise.all([
    listWorks(db, viewer, filter, readListPage(visit.query)),
    summariseList(db, viewer, filter),
  ])
  return answerPage(penNamePage(person, list, summary, frameOf(visit)))
}
