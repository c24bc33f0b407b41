/**
 * What every part of a rescue works with: the site, what its old ids are here, and the books in which each of its rows
 * is entered.
 *
 * A part reads rows in portions, writes what they say, and enters each row with `record` (it became something here) or
 * `setAside` (it has no place yet), in the same transaction:
 *
 *     for await (const portion of portionsOf(context, 'news')) {
 *       await context.writes.add(async (tx) => {
 *         for (const { row, known } of portion) …   known?.rowSha256 === row.sha256: as before, pass over
 *         await context.record(tx, [{ row, kind: 'news', targetId, written }])
 *       }, weight)
 *     }
 *
 * A row is in with its entry or not at all, so a rescue that was killed goes on where it stopped, and one that is run
 * again finds what it wrote. Ids are asked for in a write, not before it: what an earlier write of the group made is
 * known only then.
 */
import type { ValueEvidence } from '../../intake/values/value.ts'
import type { Db } from '../../platform/db/database.ts'
import type { GroupedWrites } from '../../platform/db/group-writes.ts'
import type { KnownRow, RowRecord, SetAsideRow } from './books/records-store.ts'
import { hasRecords, listKnown } from './books/records-store.ts'
import type { SiteRow, StagedSite } from './staged-site.ts'
import type { ValuePool } from './values/value-pool.ts'

export interface RescueContext {
  readonly db: Db
  readonly site: StagedSite
  /** Key in `rescued_site`. */
  readonly siteId: number
  readonly batchId: number
  /** The dump among the sources; null when it is not kept there. */
  readonly dumpSha256: string | null
  /** Works stay hidden until the archivist shows them. */
  readonly isHeld: boolean
  /** ISO 8601, UTC; one time for the whole rescue. */
  readonly now: string
  /** Groups of at most 100 ms, each in a transaction that makes sure that the import is still ours. */
  readonly writes: GroupedWrites
  /** What is known about all values of the site. */
  readonly evidence: ValueEvidence
  /** What is known about the values of this row. */
  readonly evidenceOf: (row: SiteRow) => ValueEvidence
  /** Reads values in threads: hand in those of a portion at once, before the write. */
  readonly values: Pick<ValuePool, 'read' | 'story' | 'width'>

  /**
   * Key in `pen_name`; undefined for guests (0) and for ids that signed nothing. An id that signed something and has no
   * row in `authors` has a pen name all the same, and an entry `authors` with an empty `row_sha256`.
   */
  readonly penNameOf: (uid: string) => number | undefined
  readonly workOf: (sid: string) => number | undefined
  readonly chapterOf: (chapid: string) => { readonly id: number; readonly workId: number } | undefined
  /** Key in `site_term`; `kind` is category, character, class, rating, genre or warning. */
  readonly termOf: (kind: TermKind, oldId: string) => number | undefined

  readonly record: (tx: Db, records: readonly RowRecord[]) => Promise<void>
  readonly setAside: (tx: Db, rows: readonly SetAsideRow[]) => Promise<void>
  /** Something to look at that no work's page can say; entered once, however often the dump is imported. */
  readonly note: (tx: Db, notes: readonly SiteNote[]) => Promise<void>
}

export type TermKind = 'category' | 'character' | 'class' | 'rating' | 'genre' | 'warning'

/** A finding about a row, `categories/8`. */
export interface SiteNote {
  readonly row: Pick<SiteRow, 'table' | 'key'>
  readonly code: string
  /** One sentence for a person. */
  readonly why: string
  readonly workId?: number | null
  readonly before?: string | null
  readonly after?: string | null
}

export interface KnownSiteRow {
  readonly row: SiteRow
  /** What an earlier run or an earlier dump made of it. */
  readonly known: KnownRow | undefined
}

/** The rows of a table in portions, each row with what is known of it. `size` bounds memory and transactions. */
export function portionsOf(context: RescueContext, table: string, size = 100): AsyncGenerator<readonly KnownSiteRow[]> {
  return inPortions(context, table, context.site.rows(table), size)
}

/** The same of the rows that no part but the last has to do with. */
export function repeatedPortionsOf(
  context: RescueContext,
  table: string,
  size = 100,
): AsyncGenerator<readonly KnownSiteRow[]> {
  return inPortions(context, table, context.site.repeatedRows(table), size)
}

async function* inPortions(
  context: RescueContext,
  table: string,
  rows: AsyncIterable<SiteRow>,
  size: number,
): AsyncGenerator<readonly KnownSiteRow[]> {
  // Nothing that is written while the portions are gone through is of a row in a later one.
  const isKnown = await hasRecords(context.db, context.siteId, table)
  const known = async (portion: readonly SiteRow[]): Promise<readonly KnownSiteRow[]> =>
    isKnown ? withKnown(context, table, portion) : portion.map((row) => ({ row, known: undefined }))
  let portion: SiteRow[] = []
  let bytes = 0
  for await (const row of rows) {
    portion.push(row)
    for (const value of row.values.values()) bytes += value?.length ?? 0
    if (portion.length < size && bytes < MOST_BYTES) continue
    yield known(portion)
    portion = []
    bytes = 0
  }
  if (portion.length > 0) yield known(portion)
}

/** A portion is written in one transaction. */
const MOST_BYTES = 2 ** 20

async function withKnown(
  context: RescueContext,
  table: string,
  rows: readonly SiteRow[],
): Promise<readonly KnownSiteRow[]> {
  const known = await listKnown(
    context.db,
    context.siteId,
    table,
    rows.map((row) => row.key),
  )
  return rows.map((row) => ({ row, known: known.get(row.key) }))
}
