/** Writes anew under which words of their sites works stand in lists. */
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

/** Call it in a transaction, once the words of a work are written. */
export async function listTermsAnew(tx: Db, workId: number): Promise<void> {
  const rows = await listTerms(tx, { workId })
  await removeTerms(tx, { workId })
  await insertRows(
    tx,
    'listing',
    rows.map((row) => ({ ...row, kind: 'term' })),
  )
}

const listTerms = prepared((tx, given: Given<{ workId: number }>) =>
  tx
    .selectFrom('term_use')
    .innerJoin('work', 'work.id', 'term_use.target_id')
    .where('term_use.kind', '=', 'work')
    .where('term_use.target_id', '=', given.workId)
    .select([
      'work.id as work_id',
      'term_use.site_term_id as ref_id',
      'work.updated_key',
      'work.posted_key',
      'work.sort_title',
      'work.words',
    ]),
)

const removeTerms = prepared((tx, given: Given<{ workId: number }>) =>
  tx.deleteFrom('listing').where('work_id', '=', given.workId).where('kind', '=', 'term'),
)
