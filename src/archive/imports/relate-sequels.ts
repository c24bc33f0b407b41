/**
 * Suggests a series where a work says to follow another by the same pen name that is here, and no source names a series.
 *
 * "Sequel to Harbour" is no name of a series, and of two works called "Harbour" nobody knows which. So it is a question
 * at the work that says so, once the other is here, whichever came first.
 */
import { foldKey } from '../../kernel/text.ts'
import type { Db } from '../../platform/db/database.ts'
import { groupWrites } from '../../platform/db/group-writes.ts'
import type { ImportRequest } from './import-request.ts'
import { areInOneSeries, type KinQuestion, listTitlesAround, replaceQuestions } from './kin-store.ts'
import { listWorksWithoutMarks } from './marks-store.ts'
import type { WrittenWork } from './write-works.ts'

export interface SequelsToRelate {
  readonly request: ImportRequest
  readonly batchId: number
  readonly written: readonly WrittenWork[]
}

export async function relateSequels(db: Db, { request, batchId, written }: SequelsToRelate): Promise<void> {
  const ids = written.map(({ id }) => id)
  const unmarked = new Set(await listWorksWithoutMarks(db, ids))
  const fresh = written.filter(({ id, outcome }) => outcome !== 'unchanged' || unmarked.has(id))
  const { works, sequels } = await listTitlesAround(
    db,
    fresh.map(({ id }) => id),
  )
  const byTitle = Map.groupBy(works, ({ penNameId, title }) => `${penNameId} ${foldKey(title)}`)
  const isFresh = new Set(fresh.map(({ id }) => id))
  const writes = groupWrites(db, request.assertHeld)
  for (const { penNameId, workId, follows } of sequels) {
    const titled = (byTitle.get(`${penNameId} ${foldKey(follows)}`) ?? []).filter((work) => work.workId !== workId)
    const [only, second] = titled
    if (only === undefined || second !== undefined) continue
    // What was asked of two that are as they were is asked already.
    if (!isFresh.has(workId) && !isFresh.has(only.workId)) continue
    if (await areInOneSeries(db, workId, only.workId)) continue
    const question: KinQuestion = {
      workId,
      otherWorkId: only.workId,
      code: 'maybe-field',
      field: 'series',
      value: only.title,
      why: `It says to follow “${only.title}”, which is here and by the same pen name. No source names a series of the two.`,
      before: null,
      after: null,
      confidence: 0.8,
    }
    await writes.add((tx) => replaceQuestions(tx, batchId, [workId, only.workId], ['maybe-field'], [question]), 500)
  }
  await writes.finish()
}
