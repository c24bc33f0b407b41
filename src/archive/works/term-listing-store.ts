/** Writes anew under which words of their sites works stand in lists. */
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'

/** Call it in a transaction, once the words of a work are written. */
export async function listTermsAnew(tx: Db, workId: number): Promise<void> {
  const rows = await tx
    .selectFrom('term_use')
    .innerJoin('work', 'work.id', 'term_use.target_id')
    .where('term_use.kind', '=', 'work')
    .where('term_use.target_id', '=', workId)
    .select([
      'work.id as work_id',
      'term_use.site_term_id as ref_id',
      'work.updated_key',
      'work.posted_key',
      'work.sort_title',
      'work.words',
    ])
    .execute()
  await tx.deleteFrom('listing').where('work_id', '=', workId).where('kind', '=', 'term').execute()
  await insertRows(
    tx,
    'listing',
    rows.map((row) => ({ ...row, kind: 'term' })),
  )
}
