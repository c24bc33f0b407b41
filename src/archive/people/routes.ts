/** `GET /people`, `/people/<id>/<slug>`, and below it `/favourites` and `/reviews`. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerMoved, answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { penNameAddress } from '../addresses/index.ts'
import { listFavourites } from '../favourites/index.ts'
import { listReviewsBy } from '../reviews/index.ts'
import { readLetter, viewList } from '../search/index.ts'
import { peoplePage } from './pages.ts'
import { favouritesPage, personPage, writtenPage } from './person-pages.ts'
import { findPerson, listAroundPerson, type Person } from './person-store.ts'
import { findLettersOfNames, listPenNames } from './store.ts'

export async function showPeople(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  const letter = readLetter(visit.query('letter'))
  const after = readPublicId(visit.query('after') ?? '')
  const [list, used] = await Promise.all([listPenNames(db, viewer, letter, after), findLettersOfNames(db, viewer)])
  return answerPage(peoplePage({ ...list, letter, used }, frameOf(visit)))
}

/** Beside the works, of which there may be pages. */
const SHOWN = 5

export async function showPenName(visit: Visit): Promise<Response> {
  const { db, viewer } = visit
  return withPerson(visit, '', async (person) => {
    const isFirst = visit.query('after') === undefined && visit.query('before') === undefined
    const scope = { address: penNameAddress(person), condition: { kind: 'pen-name', keys: [person.key] } } as const
    const [around, list] = await Promise.all([
      listAroundPerson(db, viewer, person),
      viewList(visit, { scope, heading: 3 }),
    ])
    const favourites = isFirst && around.favourites > 0 ? await listFavourites(db, viewer, person.key, 0, SHOWN) : []
    const written = isFirst && around.reviews > 0 ? await listReviewsBy(db, viewer, person.key, undefined, SHOWN) : null
    const view = { person, around, list, favourites, reviews: written?.reviews ?? [] }
    return answerPage(personPage(view, frameOf(visit)))
  })
}

const A_PAGE = 50

export async function showFavourites(visit: Visit): Promise<Response> {
  return withPerson(visit, '/favourites', async (person) => {
    const asked = visit.query('from') ?? ''
    const from = /^\d{1,5}$/.test(asked) ? Number(asked) : 0
    const found = await listFavourites(visit.db, visit.viewer, person.key, from, A_PAGE + 1)
    const next = found.length > A_PAGE ? from + A_PAGE : undefined
    return answerPage(favouritesPage(person, found.slice(0, A_PAGE), next, frameOf(visit)))
  })
}

export async function showWritten(visit: Visit): Promise<Response> {
  return withPerson(visit, '/reviews', async (person) => {
    const after = readPublicId(visit.query('after') ?? '')
    const { reviews, next } = await listReviewsBy(visit.db, visit.viewer, person.key, after, A_PAGE)
    return answerPage(writtenPage(person, reviews, next, frameOf(visit)))
  })
}

async function withPerson(
  visit: Visit,
  rest: string,
  answer: (person: Person) => Promise<Response>,
): Promise<Response> {
  const person = await findPerson(visit.db, visit.viewer, readPublicId(visit.param('id')) ?? '')
  if (person === undefined) return answerNotFound(visit)
  const address = penNameAddress(person) + rest
  return visit.path === address ? answer(person) : answerMoved(address)
}
