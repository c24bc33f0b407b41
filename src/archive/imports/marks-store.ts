/** Marks of works: by them an import finds works that are here already and may be the same story. */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

const KEYS_A_QUERY = 500
/** What so many works share (the words of a notice under every story) is kept of no more: a look costs no more rows. */
const MANY = 64

/** Works of no rescued site that have any of these marks. */
export async function listWorksWithMarks(db: Db, marks: readonly number[]): Promise<readonly number[]> {
  const isEmpty = (await db.selectFrom('work_mark').select('mark').limit(1).executeTakeFirst()) === undefined
  if (isEmpty) return []
  const works = new Set<number>()
  for (const part of chunks([...new Set(marks)], KEYS_A_QUERY)) {
    const rows = await db
      .selectFrom('work_mark')
      .select('work_id as workId')
      .distinct()
      .where('mark', 'in', part)
      .execute()
    for (const { workId } of rows) works.add(workId)
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
  const wanted = [...new Set(marks)].toSorted((a, b) => a - b)
  const shared = new Set(await listSharedMarks(tx, wanted))
  const rows = wanted.filter((mark) => !shared.has(mark)).map((mark) => ({ mark, work_id: workId }))
  await insertRows(tx, 'work_mark', rows)
}

async function listSharedMarks(tx: Db, marks: readonly number[]): Promise<readonly number[]> {
  const shared: number[] = []
  for (const part of chunks(marks, KEYS_A_QUERY)) {
    const rows = await tx
      .selectFrom('work_mark')
      .select('mark')
      .where('mark', 'in', part)
      .groupBy('mark')
      .having((eb) => eb.fn.countAll(), '>=', MANY)
      .execute()
    shared.push(...rows.map(({ mark }) => mark))
  }
  return shared
}

const removeMarks = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('work_mark').where('work_id', '=', given.workId),
)
