/** `GET /search/form`, the form for all there is to ask, and `/search/write`, which writes what it says as a query. */
import { parseQuery } from '../../search/query/index.ts'
import { answerPage, answerSeeOther } from '../../ui/index.ts'
import { frameOf, type Visit } from '../access/index.ts'
import { formPage } from './form-page.ts'
import { fillForm } from './form-values.ts'
import { addressOf, queryIn } from './list-address.ts'
import { today } from './show-list.ts'
import { writeForm } from './write-form.ts'

export function showForm(visit: Visit): Response {
  const typed = queryIn(visit.query('q'))
  return answerPage(formPage(fillForm(typed, parseQuery(typed, today()), today()), frameOf(visit)))
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
