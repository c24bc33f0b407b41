/** `GET /search/remember`: the form for a story half remembered, and what fits it. */
import { answerPage } from '../../ui/index.ts'
import { frameOf, isOfAge, type Visit } from '../access/index.ts'
import { MEMORY_FIELDS, type Remembered, readMemories } from './memories.ts'
import { findRemembered } from './remember.ts'
import { rememberPage } from './remember-page.ts'
import { hiddenFor, today } from './show-list.ts'

export async function showRemember(visit: Visit): Promise<Response> {
  const remembered: Remembered = Object.fromEntries(
    MEMORY_FIELDS.map((field) => [field, visit.query(field)?.slice(0, 1000).toWellFormed()]),
  )
  const memories = readMemories(remembered, today())
  const found = memories.length === 0 ? null : await findRemembered(visit, memories, await hiddenFor(visit))
  return answerPage(rememberPage({ remembered, found, isOfAge: isOfAge(visit) }, frameOf(visit)))
}
