/** The works that are still to be listed anew, tag by tag and portion by portion. */
import type { Db } from '../../platform/db/database.ts'
import { listTagsAnew } from '../works/index.ts'

export interface Unlisted {
  readonly tag: number
  readonly afterWork: number
}

export async function findUnlisted(db: Db): Promise<Unlisted | undefined> {
  const row = await db.selectFrom('tag_to_list').selectAll().orderBy('tag_id').limit(1).executeTakeFirst()
  return row === undefined ? undefined : { tag: row.tag_id, afterWork: row.after_work_id }
}

export async function countUnlisted(db: Db): Promise<number> {
  const row = await db
    .selectFrom('tag_to_list')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return row.count
}

/** Lists the next works of a tag anew and gives how many they were. Call it in a transaction. */
export async function listNextAnew(tx: Db, { tag, afterWork }: Unlisted, size: number): Promise<number> {
  const rows = await tx
    .selectFrom('work_tag')
    .select('work_id')
    .distinct()
    .where('tag_id', '=', tag)
    .where('work_id', '>', afterWork)
    .orderBy('work_id')
    .limit(size)
    .execute()
  const workIds = rows.map((row) => row.work_id)
  await listTagsAnew(tx, workIds)
  const last = workIds.at(-1)
  await markListed(tx, { tag, afterWork }, workIds.length < size ? undefined : last)
  return workIds.length
}

/** Somebody may have begun this tag anew meanwhile; then it stays as they left it. */
async function markListed(tx: Db, { tag, afterWork }: Unlisted, last: number | undefined): Promise<void> {
  const done = tx.deleteFrom('tag_to_list').where('tag_id', '=', tag).where('after_work_id', '=', afterWork)
  const begun = tx.updateTable('tag_to_list').where('tag_id', '=', tag).where('after_work_id', '=', afterWork)
  await (last === undefined ? done : begun.set({ after_work_id: last })).execute()
}
