/** Writes anew under which tags works stand in lists, after the tags of works were changed by a rule. */
import type { Insertable } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import type { Tables } from '../../platform/db/tables.ts'

/** A work stands under its tags and, where one is a synonym, under the canonical tag too. Call it in a transaction. */
export async function listTagsAnew(tx: Db, workIds: readonly number[]): Promise<void> {
  if (workIds.length === 0) return
  await tx
    .deleteFrom('listing')
    .where('work_id', 'in', [...workIds])
    .where('kind', '=', 'tag')
    .execute()
  const rows = await tx
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .innerJoin('work', 'work.id', 'work_tag.work_id')
    .select([
      'work_tag.work_id',
      'tag.id',
      'tag.canonical_id',
      'work.updated_key',
      'work.posted_key',
      'work.sort_title',
      'work.words',
    ])
    .where('work_tag.work_id', 'in', [...workIds])
    .orderBy('work_tag.work_id')
    .orderBy('tag.id')
    .execute()
  const listed = new Map<string, ListingRow>()
  for (const { id, canonical_id: canonicalId, ...work } of rows) {
    for (const refId of canonicalId === null ? [id] : [id, canonicalId]) {
      listed.set(`${work.work_id} ${refId}`, { ...work, kind: 'tag', ref_id: refId })
    }
  }
  await insertRows(tx, 'listing', [...listed.values()])
}

type ListingRow = Insertable<Tables['listing']>
