/** `GET /search/form`, the form for all there is to ask, and `/search/write`, which writes what it says as a query. */
import { parseQuery, type Query } from '../../search/query/index.ts'
import { answerPage, answerSeeOther } from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { type FormValues, formPage } from './form-page.ts'
import { addressOf, queryIn } from './list-address.ts'
import { today } from './show-list.ts'
import { writeForm } from './write-form.ts'

export function showForm(visit: Visit): Response {
  const query: Query = parseQuery(queryIn(visit.query('q')), today())
  const values: FormValues = { q: visit.query('q') === undefined ? '' : queryIn(visit.query('q')), query }
  return answerPage(formPage(values, frameOf(visit)))
}

export function writeQuestion(visit: Visit): Response {
  const to = visit.query('to')
  const base = to !== undefined && isListHere(to) ? to : '/search'
  const query = writeForm({ value: (name) => visit.query(name), values: (name) => visit.queries(name) }, today())
  return answerSeeOther(addressOf({ base, query }))
}

/** A list of this site; whatever could lead elsewhere is the search. */
function isListHere(address: string): boolean {
  return /^\/(?:works|search|tags|people|series)(?:[/?][\x21-\x5b\x5d-\x7e]*)?$/.test(address) && address.length < 1000
}
