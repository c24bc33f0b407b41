/**
 * The books of a rescue: which row of which old table became what (`legacy_id`), and which has no place yet
 * (`opaque_record`).
 *
 * `written` keeps what we wrote of a row, so that a newer dump can tell what people changed here since. Long texts stand
 * in it by their SHA-256: to be compared, not to be read.
 */
import { hash } from 'node:crypto'
import { chunks } from '../../../platform/db/chunks.ts'
import type { Db } from '../../../platform/db/database.ts'
import { upsertRows } from '../../../platform/db/insert-rows.ts'
import { type KeyList, placesOfKeys, valuesOfKeys } from '../../../platform/db/key-lists.ts'
import { type Given, preparedByShape } from '../../../platform/db/prepared.ts'
import type { SiteRow } from '../staged-site.ts'

export type Written = Readonly<Record<string, string | number | boolean | null>>

/** A row became this. */
export interface RowRecord {
  readonly row: Pick<SiteRow, 'table' | 'key' | 'sha256'>
  /** Our table. */
  readonly kind: string
  /** Key in it; null when the row says something about another row only. */
  readonly targetId: number | null
  /** Columns of ours that a newer dump may change. */
  readonly written?: Written | null
  /** Columns of the row that have no place here, without anything secret. */
  readonly extra?: Readonly<Record<string, unknown>> | null
}

/** A row has no place here, or only in part. */
export interface SetAsideRow {
  readonly row: Pick<SiteRow, 'table' | 'key' | 'sha256'>
  readonly reason: string
  /** The row column by column, without anything secret. */
  readonly content: Readonly<Record<string, unknown>>
}

export interface KnownRow {
  readonly kind: string
  readonly targetId: number | null
  readonly rowSha256: string
  readonly written: Written | null
}

export async function recordRows(tx: Db, siteId: number, records: readonly RowRecord[]): Promise<void> {
  const rows = records.map(({ row, kind, targetId, written = null, extra = null }) => ({
    site_id: siteId,
    table_name: row.table,
    old_key: row.key,
    kind,
    target_id: targetId,
    row_sha256: row.sha256,
    written: written === null ? null : JSON.stringify(packed(written)),
    extra: extra === null || Object.keys(extra).length === 0 ? null : JSON.stringify(extra),
  }))
  await upsertRows(tx, 'legacy_id', onlyLast(rows), ['site_id', 'table_name', 'old_key'])
}

export async function setRowsAside(tx: Db, siteId: number, asides: readonly SetAsideRow[]): Promise<void> {
  const rows = asides.map(({ row, reason, content }) => ({
    site_id: siteId,
    table_name: row.table,
    old_key: row.key,
    reason,
    content: JSON.stringify(content),
    row_sha256: row.sha256,
  }))
  await upsertRows(tx, 'opaque_record', onlyLast(rows), ['site_id', 'table_name', 'old_key'])
}

/** One statement cannot write a row twice. */
function onlyLast<Row extends { readonly table_name: string; readonly old_key: string }>(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [`${row.table_name}/${row.old_key}`, row])).values()]
}

/** What is known of these rows, by their keys. */
export async function listKnown(
  db: Db,
  siteId: number,
  table: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownRow>> {
  const known = new Map<string, KnownRow>()
  for (const some of chunks(keys, MOST_KEYS)) {
    const places = Math.ceil(some.length / KEYS_A_STEP) * KEYS_A_STEP
    const rows = await listRowsOfKeys(db, places, { siteId, table, ...valuesOfKeys(some, places) })
    for (const row of rows) known.set(row.old_key, knownRow(row))
  }
  return known
}

/** Portions differ in size, so the query is kept for multiples of this. */
const KEYS_A_STEP = 20
const MOST_KEYS = 200

const listRowsOfKeys = preparedByShape(
  String,
  (db, given: Given<{ siteId: number; table: string } & KeyList<string>>, places: number) =>
    db
      .selectFrom('legacy_id')
      .select(['old_key', 'kind', 'target_id', 'row_sha256', 'written'])
      .where('site_id', '=', given.siteId)
      .where('table_name', '=', given.table)
      .where('old_key', 'in', placesOfKeys(given, places)),
)

/** Whether any row of a table is in the books. */
export async function hasRecords(db: Db, siteId: number, table: string): Promise<boolean> {
  const row = await db
    .selectFrom('legacy_id')
    .select('old_key')
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The same by what the rows became. */
export async function listKnownTargets(
  db: Db,
  siteId: number,
  table: string,
  targetIds: readonly number[],
): Promise<ReadonlyMap<number, KnownRow>> {
  if (targetIds.length === 0) return new Map()
  const kind = KINDS_OF_TABLES[table] ?? table
  const rows = await db
    .selectFrom('legacy_id')
    .select(['kind', 'target_id', 'row_sha256', 'written'])
    .where('kind', '=', kind)
    .where('target_id', 'in', [...targetIds])
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .execute()
  return new Map(rows.map((row) => [row.target_id as number, knownRow(row)]))
}

/** What the rows of a table become, where it is one thing; there is an index by it. */
const KINDS_OF_TABLES: Readonly<Record<string, string>> = { chapters: 'chapter', stories: 'work', authors: 'pen_name' }

function knownRow(row: {
  readonly kind: string
  readonly target_id: number | null
  readonly row_sha256: string
  readonly written: string | null
}): KnownRow {
  return {
    kind: row.kind,
    targetId: row.target_id,
    rowSha256: row.row_sha256,
    written: row.written === null ? null : (JSON.parse(row.written) as Written),
  }
}

/** Old keys of a table to the keys of ours that they became. */
export async function listTargets(db: Db, siteId: number, table: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('legacy_id')
    .select(['old_key', 'target_id'])
    .where('site_id', '=', siteId)
    .where('table_name', '=', table)
    .where('target_id', 'is not', null)
    .execute()
  return new Map(rows.map((row) => [row.old_key, row.target_id as number]))
}

/** People that other rows name and that have no row of their own. */
export async function listRowlessPeople(
  db: Db,
  siteId: number,
): Promise<readonly { readonly uid: string; readonly hasName: boolean }[]> {
  const rows = await db
    .selectFrom('legacy_id')
    .innerJoin('pen_name', 'pen_name.id', 'legacy_id.target_id')
    .select(['old_key as uid', 'is_claimable as hasName'])
    .where('legacy_id.site_id', '=', siteId)
    .where('table_name', '=', 'authors')
    .where('row_sha256', '=', '')
    .execute()
  return rows
}

/** Old keys of chapters to ours, with their works. */
export async function listChapterTargets(
  db: Db,
  siteId: number,
): Promise<ReadonlyMap<string, { readonly id: number; readonly workId: number }>> {
  const rows = await db
    .selectFrom('legacy_id')
    .innerJoin('chapter', 'chapter.id', 'legacy_id.target_id')
    .select(['old_key', 'chapter.id', 'chapter.work_id as workId'])
    .where('site_id', '=', siteId)
    .where('table_name', '=', 'chapters')
    .where('kind', '=', 'chapter')
    .execute()
  return new Map(rows.map(({ old_key: key, id, workId }) => [key, { id, workId }]))
}

/** Kind and old id of each term, `class 7`, to its key. */
export async function listTermTargets(db: Db, siteId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('site_term').select(['id', 'kind', 'old_id']).where('site_id', '=', siteId).execute()
  return new Map(rows.map((row) => [`${row.kind} ${row.old_id}`, row.id]))
}

/** Longer texts are kept by their hash. */
const KEPT_AS_IT_IS = 80

export function packed(written: Written): Written {
  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, packedValue(value)]))
}

/** Whether this is what was written before. */
export function isAsWritten(written: Written | null, next: Written): boolean {
  return written !== null && Object.entries(packed(next)).every(([name, value]) => written[name] === value)
}

export function packedValue(value: Written[string]): Written[string] {
  if (typeof value !== 'string' || value.length <= KEPT_AS_IT_IS) return value
  return `sha256:${hash('sha256', value, 'hex')}`
}
