/** What the books of a rescue say of whole tables: how many rows became what, and how many were set aside and why. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'

/** Rows set aside, of these, each with the hash of the row as it was. */
export async function listAsides(
  db: Db,
  siteId: number,
  table: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await db
    .selectFrom('opaque_record')
    .select(['old_key', 'row_sha256'])
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .where('old_key', 'in', [...keys])
    .execute()
  return new Map(rows.map((row) => [row.old_key, row.row_sha256]))
}

export interface Counted {
  readonly table: string
  /** What they became, or why they were set aside. */
  readonly name: string
  readonly rows: number
}

/** Rows that became something, by what; without things that have no row of their own. */
export async function countRepresented(db: Db, siteId: number): Promise<readonly Counted[]> {
  return db
    .selectFrom('legacy_id')
    .select(({ fn }) => ['table_name as table', 'kind as name', fn.countAll<number>().as('rows')])
    .where('site_id', '=', siteId)
    .where('row_sha256', '!=', '')
    .groupBy(['table_name', 'kind'])
    .orderBy('table_name')
    .orderBy('kind')
    .execute()
}

/** Rows that became nothing, by the reason. */
export async function countSetAside(db: Db, siteId: number): Promise<readonly Counted[]> {
  return countOpaque(db, siteId, false)
}

/** Rows that became something and are kept beside it, too. */
export async function countAlsoKept(db: Db, siteId: number): Promise<readonly Counted[]> {
  return countOpaque(db, siteId, true)
}

async function countOpaque(db: Db, siteId: number, isRepresented: boolean): Promise<readonly Counted[]> {
  return db
    .selectFrom('opaque_record')
    .select(({ fn }) => ['table_name as table', 'reason as name', fn.countAll<number>().as('rows')])
    .where('site_id', '=', siteId)
    .where((eb) => {
      const inBooks = eb.exists(
        eb
          .selectFrom('legacy_id')
          .select(sql.lit(1).as('one'))
          .whereRef('legacy_id.site_id', '=', 'opaque_record.site_id')
          .whereRef('legacy_id.table_name', '=', 'opaque_record.table_name')
          .whereRef('legacy_id.old_key', '=', 'opaque_record.old_key')
          .where('legacy_id.row_sha256', '!=', ''),
      )
      return isRepresented ? inBooks : eb.not(inBooks)
    })
    .groupBy(['table_name', 'reason'])
    .orderBy('table_name')
    .orderBy('reason')
    .execute()
}

/** Keys in the books of a table behind `after`, in order: those that became something, or those set aside. */
export async function listBookKeys(
  db: Db,
  siteId: number,
  {
    book,
    table,
    after,
  }: { readonly book: 'legacy_id' | 'opaque_record'; readonly table: string; readonly after: string },
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom(book)
    .select('old_key')
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .where('row_sha256', '!=', '')
    .where('old_key', '>', after)
    .orderBy('old_key')
    .limit(limit)
    .execute()
  return rows.map((row) => row.old_key)
}
