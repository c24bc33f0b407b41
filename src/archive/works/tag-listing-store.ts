/**
 * Writes anew under which tags works stand in lists, after their tags or what these mean were changed.
 *
 * Only rows that differ are written: a merge of a tag that a hundred thousand works have changes one row of each, and
 * leaves the dozen others alone.
 */
import { type Insertable, type RawBuilder, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { upsertRows } from '../../platform/db/insert-rows.ts'
import type { Tables } from '../../platform/db/tables.ts'

/**
 * A work stands under its tags as they were written; where one is a synonym, under the canonical tag too; and under all
 * meta tags of these. Call it in a transaction.
 */
export async function listTagsAnew(tx: Db, workIds: readonly number[]): Promise<void> {
  if (workIds.length === 0) return
  const wanted = await listFoundUnder(tx, workIds)
  const there = await tx
    .selectFrom('listing')
    .select(['work_id', 'ref_id'])
    .where('work_id', 'in', [...workIds])
    .where('kind', '=', 'tag')
    .execute()
  const wantedKeys = new Set(wanted.map(keyOf))
  const thereKeys = new Set(there.map(keyOf))
  const gone = there.filter((row) => !wantedKeys.has(keyOf(row)))
  for (const [refId, rows] of Map.groupBy(gone, (row) => row.ref_id)) {
    await tx
      .deleteFrom('listing')
      .where('work_id', 'in', [...new Set(rows.map((row) => row.work_id))])
      .where('kind', '=', 'tag')
      .where('ref_id', '=', refId)
      .execute()
  }
  const added = wanted.filter((row) => !thereKeys.has(keyOf(row)))
  await insertListings(tx, added)
}

interface Pair {
  readonly work_id: number
  readonly ref_id: number
}

function keyOf({ work_id: work, ref_id: ref }: Pair): string {
  return `${work} ${ref}`
}

async function listFoundUnder(tx: Db, workIds: readonly number[]): Promise<readonly Pair[]> {
  return foundUnder(tx, sql`work_tag.work_id in (${sql.join(workIds)})`).execute()
}

/** What works are found under by the tags on them; a union takes each once. */
export function foundUnder(
  tx: Db,
  whichWorks: RawBuilder<unknown>,
): SelectQueryBuilder<Tables, 'work_tag' | 'tag', Pair> {
  const canonical = sql<number>`coalesce(tag.canonical_id, tag.id)`
  const tags = tx
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .where(sql<SqlBool>`${whichWorks}`)
  return tags
    .select(['work_tag.work_id', 'tag.id as ref_id'])
    .union(tags.where('tag.canonical_id', 'is not', null).select(['work_tag.work_id', canonical.as('ref_id')]))
    .union(
      tags
        .innerJoin('tag_closure', (join) => join.on('tag_closure.tag_id', '=', canonical))
        .select(['work_tag.work_id', 'tag_closure.meta_id as ref_id']),
    )
}

async function insertListings(tx: Db, pairs: readonly Pair[]): Promise<void> {
  if (pairs.length === 0) return
  const works = await tx
    .selectFrom('work')
    .select(['id', 'updated_key', 'posted_key', 'sort_title', 'words'])
    .where('id', 'in', [...new Set(pairs.map((pair) => pair.work_id))])
    .execute()
  const byId = new Map(works.map(({ id, ...keys }) => [id, keys]))
  const rows = pairs.flatMap((pair): Insertable<Tables['listing']>[] => {
    const keys = byId.get(pair.work_id)
    return keys === undefined ? [] : [{ work_id: pair.work_id, kind: 'tag', ref_id: pair.ref_id, ...keys }]
  })
  // Another process may list the same works anew.
  await upsertRows(tx, 'listing', rows, ['work_id', 'kind', 'ref_id'])
}
