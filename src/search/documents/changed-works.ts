/**
 * Which works are to be read again after changes in the catalogue: those that changed, and those that a changed pen name,
 * series, canon or review belongs to.
 */

import type { Change } from '../../platform/db/change-log.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'

export interface ChangedWorks {
  readonly works: ReadonlySet<number>
  /** What a tag leads to may be another one now. New tags come with the works that have them. */
  readonly hasTags: boolean
}

export async function findChangedWorks(db: Db, changes: readonly Change[]): Promise<ChangedWorks> {
  const rows = Map.groupBy(changes, (change) => change.table)
  const idsOf = (table: Change['table']): number[] => [...new Set(rows.get(table)?.map(({ rowId }) => rowId))]
  const works = new Set(idsOf('work'))
  const add = (found: readonly { readonly work_id: number | null }[]): void => {
    for (const { work_id: id } of found) if (id !== null) works.add(id)
  }
  for (const ids of chunks(idsOf('chapter')))
    add(await db.selectFrom('chapter').select('work_id').where('id', 'in', ids).execute())
  for (const ids of chunks(idsOf('review')))
    add(await db.selectFrom('review').select('work_id').where('id', 'in', ids).execute())
  for (const ids of chunks(idsOf('pen_name')))
    add(await db.selectFrom('creator').select('work_id').distinct().where('pen_name_id', 'in', ids).execute())
  for (const ids of chunks(idsOf('series')))
    add(await db.selectFrom('series_entry').select('work_id').distinct().where('series_id', 'in', ids).execute())
  for (const ids of chunks(idsOf('canon_point'))) add(await listSetAtCanonsOf(db, ids))
  return { works, hasTags: changes.some(({ table, change }) => table === 'tag' && change !== 'added') }
}

/** A point that moves, moves what is set between others too. */
function listSetAtCanonsOf(db: Db, pointIds: readonly number[]): Promise<{ work_id: number }[]> {
  return db
    .selectFrom('work_setting')
    .select('work_id')
    .distinct()
    .where('canon_key', 'in', (eb) =>
      eb
        .selectFrom('canon_point')
        .select('canon_key')
        .where('id', 'in', [...pointIds]),
    )
    .execute()
}
