/** `GET /batches/<id>`: the report of an import, for the archivist. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { batchPage } from './pages.ts'
import { countOutcomes, findBatch, listFiles, OUTCOMES } from './report-store.ts'

export async function showBatch(visit: Visit): Promise<Response> {
  const { db } = visit
  const batch = await findBatch(db, readPublicId(visit.param('id')) ?? '')
  if (batch === undefined) return answerNotFound(visit)
  const asked = visit.query('outcome')
  const outcome = OUTCOMES.find((each) => each === asked) ?? 'first'
  const after = visit.query('after')
  const [counts, files] = await Promise.all([
    countOutcomes(db, batch),
    listFiles(db, batch, outcome, after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : 0),
  ])
  return answerPage(batchPage({ batch, counts, outcome, files }, frameOf(visit)))
}
