/** `GET /batches/<id>`: the report of an import, for the archivist. */
import { readPublicId } from '../../platform/db/ids.ts'
import { answerPage } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { listBatchFindings } from './batch-findings-store.ts'
import { type FindingGroup, isFindingKind } from './finding-groups.ts'
import { batchPage, groupPage, isListed } from './pages.ts'
import { countOutcomes, findBatch, listFiles, OUTCOMES } from './report-store.ts'

export async function showBatch(visit: Visit): Promise<Response> {
  const { db } = visit
  const batch = await findBatch(db, readPublicId(visit.param('id')) ?? '')
  if (batch === undefined) return answerNotFound(visit)
  const asked = visit.query('outcome')
  const outcome = OUTCOMES.find((each) => each === asked) ?? 'first'
  const after = keyIn(visit.query('after'))
  const group = groupIn(visit.query('found'))
  if (group !== null) {
    const findings = await listBatchFindings(db, batch, group, after)
    return answerPage(groupPage({ batch, group, findings }, frameOf(visit)))
  }
  const [counts, files] = await Promise.all([countOutcomes(db, batch), listFiles(db, batch, outcome, after)])
  return answerPage(batchPage({ batch, counts, outcome, files }, frameOf(visit)))
}

function keyIn(text: string | undefined): number {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0
}

/** `suggestion.lost-line`: a kind that is listed, and a code. */
function groupIn(text: string | undefined): Pick<FindingGroup, 'kind' | 'code'> | null {
  const [, kind, code] = /^([a-z]{1,20})\.([a-z0-9-]{1,40})$/.exec(text ?? '') ?? []
  return kind !== undefined && code !== undefined && isFindingKind(kind) && isListed(kind) ? { kind, code } : null
}
