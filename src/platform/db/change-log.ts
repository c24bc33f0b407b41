/**
 * The log of changes, which indexes, feeds and replicas follow at their own pace and miss nothing of.
 *
 * A change is written in the transaction that makes it. On PostgreSQL sequence numbers are given out before the
 * transactions that use them commit, so "everything after 41" would skip a 40 that commits late. Each row therefore
 * carries the number of its transaction; a reader takes only rows of transactions older than every open one, in the
 * order (transaction, sequence), and keeps its place in that order. On SQLite writers queue and the transaction is 0.
 *
 * Transaction numbers start anew when the data are carried into another PostgreSQL: readers then start from the
 * beginning, as they do when they are new.
 */
import { type Kysely, sql } from 'kysely'
import { engineOf } from './engine.ts'
import { insertRows } from './insert-rows.ts'
import type { Tables } from './tables.ts'

type ChangedTable = 'work' | 'chapter' | 'pen_name' | 'tag' | 'canon_point' | 'series' | 'challenge' | 'news' | 'review'

type ChangeKind = 'added' | 'changed' | 'removed'

/** Where a reader is: behind the last change it has seen. */
export interface ChangePlace {
  readonly tx: number
  readonly seq: number
}

export interface Change extends ChangePlace {
  readonly at: string
  readonly table: ChangedTable
  readonly rowId: number
  readonly change: ChangeKind
}

export const BEGINNING: ChangePlace = { tx: 0, seq: 0 }

/** Call it in the transaction that changes the row. */
export async function writeChange(
  tx: Kysely<Tables>,
  change: Pick<Change, 'table' | 'rowId' | 'change'>,
  at: string = new Date().toISOString(),
): Promise<void> {
  await insertRows(tx, 'change_log', [{ at, table_name: change.table, row_id: change.rowId, change: change.change }])
}

/** Many at once. Call it in the transaction that changes the rows. */
export async function writeChanges(
  tx: Kysely<Tables>,
  changes: readonly Pick<Change, 'table' | 'rowId' | 'change'>[],
  at: string,
): Promise<void> {
  const rows = changes.map(({ table, rowId, change }) => ({ at, table_name: table, row_id: rowId, change }))
  await insertRows(tx, 'change_log', rows)
}

/** Behind the last change that is certain, for a reader that begins by reading everything. */
export async function lastPlace(db: Kysely<Tables>): Promise<ChangePlace> {
  const row = await certainChanges(db).orderBy('tx', 'desc').orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return row === undefined ? BEGINNING : { tx: row.tx, seq: row.seq }
}

/**
 * When the change at this place was made, null when the log has none there. A database that was put back to an earlier
 * day has another one, or none.
 */
export async function timeOfPlace(db: Kysely<Tables>, place: ChangePlace): Promise<string | null> {
  const row = await certainChanges(db).where('tx', '=', place.tx).where('seq', '=', place.seq).executeTakeFirst()
  return row?.at ?? null
}

/** The next changes behind `place`, oldest first; an empty list when there is nothing new that is certain. */
export async function readChanges(db: Kysely<Tables>, place: ChangePlace, limit: number): Promise<readonly Change[]> {
  const rows = await certainChanges(db)
    .where((eb) => eb(eb.refTuple('tx', 'seq'), '>', eb.tuple(place.tx, place.seq)))
    .orderBy('tx')
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(changeOf)
}

function certainChanges(db: Kysely<Tables>) {
  return db
    .selectFrom('change_log')
    .select(['tx', 'seq', 'at', 'table_name', 'row_id', 'change'])
    .$if(engineOf(db) === 'postgres', (query) =>
      query.where('tx', '<', sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`),
    )
}

function changeOf(row: {
  readonly tx: number
  readonly seq: number
  readonly at: string
  readonly table_name: string
  readonly row_id: number
  readonly change: string
}): Change {
  return {
    tx: row.tx,
    seq: row.seq,
    at: row.at,
    table: row.table_name as ChangedTable,
    rowId: row.row_id,
    change: row.change as ChangeKind,
  }
}
