/** Rows that only a rescue writes: the terms of series and challenges, and rows that are no longer set aside. */
import { foldText } from '../../../kernel/text.ts'
import type { Db } from '../../../platform/db/database.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'
import { packed, type Written } from '../books/records-store.ts'

/** The terms of a series or a challenge, in the site's order. */
export async function replaceTermUses(
  tx: Db,
  kind: 'series' | 'challenge',
  targetId: number,
  termIds: readonly number[],
): Promise<void> {
  await tx.deleteFrom('term_use').where('kind', '=', kind).where('target_id', '=', targetId).execute()
  const rows = [...new Set(termIds)].map((id, position) => ({ kind, target_id: targetId, site_term_id: id, position }))
  await insertRows(tx, 'term_use', rows)
}

/** Takes rows out of those set aside, since what they belong to came with a newer dump. */
export async function takeBack(tx: Db, siteId: number, table: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return
  await tx
    .deleteFrom('opaque_record')
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .where('old_key', 'in', [...keys])
    .execute()
}

/** The member of the site whose name is exactly this; undefined when none or several have it. */
export async function findMemberNamed(db: Db, siteId: number, name: string): Promise<number | undefined> {
  // By the index of folded names alone: all members of a site are many.
  const rows = await db
    .selectFrom('pen_name')
    .select(['id', 'name', 'site_id'])
    .where('folded', '=', foldText(name))
    .execute()
  const members = rows.filter((row) => row.site_id === siteId && row.name === name)
  return members.length === 1 ? members[0]?.id : undefined
}

/** Names as they stand here, by key. */
export async function listNames(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('pen_name')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** Notes anew what was written of a row, which stays as it is otherwise. */
export async function rewriteWritten(
  tx: Db,
  siteId: number,
  { table, key }: { readonly table: string; readonly key: string },
  written: Written,
): Promise<void> {
  await tx
    .updateTable('legacy_id')
    .set({ written: JSON.stringify(packed(written)) })
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .where('old_key', '=', key)
    .execute()
}

/** Is anything of this table set aside, by an earlier run or an earlier dump? */
export async function hasAsides(db: Db, siteId: number, table: string): Promise<boolean> {
  const row = await db
    .selectFrom('opaque_record')
    .select('old_key')
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
