/** Marks of works: by them an import finds works that are here already and may be the same story. */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

const KEYS_A_QUERY = 500
/** What more works share (the words of a notice under every story) says nothing. */
const MANY = 64

/** Works of no rescued site that have any of these marks. */
export async function listWorksWithMarks(db: Db, marks: readonly number[]): Promise<readonly number[]> {
  const isEmpty = (await db.selectFrom('work_mark').select('mark').limit(1).executeTakeFirst()) === undefined
  if (isEmpty) return []
  const works = new Set<number>()
  for (const part of chunks([...new Set(marks)], KEYS_A_QUERY)) {
    const rows = await db
      .selectFrom('work_mark')
      .select(['mark', 'work_id as workId'])
      .where('mark', 'in', part)
      .orderBy('mark')
      .orderBy('work_id')
      .execute()
    for (const [, holders] of Map.groupBy(rows, ({ mark }) => mark))
      for (const { workId } of holders.slice(0, MANY)) works.add(workId)
  }
  return [...works]
}

/** Those of these works that have no mark: what is like them has not been looked for, or they are too short. */
export async function listWorksWithoutMarks(db: Db, workIds: readonly number[]): Promise<readonly number[]> {
  const without: number[] = []
  for (const part of chunks(workIds, KEYS_A_QUERY)) {
    const rows = await db
      .selectFrom('work_mark')
      .select('work_id as workId')
      .distinct()
      .where('work_id', 'in', part)
      .execute()
    const marked = new Set(rows.map(({ workId }) => workId))
    without.push(...part.filter((id) => !marked.has(id)))
  }
  return without
}

/** Call it in a transaction. */
export async function replaceMarks(tx: Db, workId: number, marks: readonly number[]): Promise<void> {
  await removeMarks(tx, { workId })
  const rows = [...new Set(marks)].toSorted((a, b) => a - b).map((mark) => ({ mark, work_id: workId }))
  await insertRows(tx, 'work_mark', rows)
}

const removeMarks = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('work_mark').where('work_id', '=', given.workId),
)
