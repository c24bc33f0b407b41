/**
 * What a page asks of the database and how the database goes about it, for tests of growth.
 *
 * The queries are taken where they leave the program, whichever way they went inside, and explained with the values that
 * they were asked with.
 */
import { StatementSync } from 'node:sqlite'
import { CompiledQuery, sql } from 'kysely'
import pg from 'pg'
import { vi } from 'vitest'
import type { Db } from '../src/platform/db/database.ts'
import { engineOf } from '../src/platform/db/engine.ts'

export interface AskedQuery {
  readonly text: string
  readonly values: readonly unknown[]
}

/** The queries that `visit` makes, on either engine. */
export async function recordQueries(visit: () => Promise<unknown>): Promise<readonly AskedQuery[]> {
  const onSqlite = vi.spyOn(StatementSync.prototype, 'all')
  const onPostgres = vi.spyOn(pg.Client.prototype, 'query')
  try {
    await visit()
    const statements = onSqlite.mock.contexts as readonly StatementSync[]
    const given: readonly (readonly unknown[])[] = onPostgres.mock.calls
    return [
      ...onSqlite.mock.calls.map((values, i) => ({ text: statements[i]?.sourceSQL ?? '', values })),
      ...given.flatMap(([text, values]) =>
        typeof text === 'string' && Array.isArray(values) ? [{ text, values: values as readonly unknown[] }] : [],
      ),
    ]
  } finally {
    vi.restoreAllMocks()
  }
}

/** What in the plan of a query grows with the archive; nothing for a query that is as quick with ten million works. */
export function findGrowth(db: Db, query: AskedQuery): Promise<readonly string[]> {
  return engineOf(db) === 'sqlite' ? findGrowthOnSqlite(db, query) : findGrowthOnPostgres(db, query)
}

/** Tables that have a row for each work or more. */
const BIG = [
  'work',
  'listing',
  'work_tag',
  'work_setting',
  'creator',
  'pen_name',
  'tag',
  'chapter',
  'chapter_version',
  'field',
  'finding',
  'source',
  'source_use',
  'review',
  'favourite',
  'series',
  'series_entry',
  'challenge_answer',
  'legacy_id',
  'term_use',
]

/** Columns by which very many rows may be found; rows found by any other are few, or one. */
const BROAD = [
  'batch_id',
  'role',
  'kind',
  'visibility',
  'rating',
  'status',
  'language',
  'ref_id',
  'pen_name_id',
  'tag_id',
  'canon_key',
  'site_id',
  'table_name',
  'site_term_id',
  'challenge_id',
  'folded',
]

interface SqliteStep {
  readonly parent: number
  readonly detail: string
}

/**
 * Many rows are read without an index, or without an end, or are sorted before the first is shown. Steps with one parent
 * work on the same rows.
 */
async function findGrowthOnSqlite(db: Db, { text, values }: AskedQuery): Promise<readonly string[]> {
  const { rows } = await db.executeQuery<SqliteStep>(CompiledQuery.raw(`explain query plan ${text}`, [...values]))
  return rows
    .filter(({ parent, detail }) => {
      if (!readsMany(detail, text)) return false
      const isSorted = rows.some((row) => row.parent === parent && row.detail.startsWith('USE TEMP B-TREE'))
      const hasIndex = /USING (?:COVERING )?INDEX/.test(detail)
      return isSorted || !hasIndex || !/\blimit\b|\bexists\b/.test(text)
    })
    .map((row) => row.detail)
}

/** `SCAN work`, `SEARCH listing USING INDEX listing_by_words (kind=? AND ref_id=?)`. */
function readsMany(detail: string, text: string): boolean {
  const [, how, name = ''] = /^(SCAN|SEARCH) (\w+)/.exec(detail) ?? []
  if (how === undefined || !BIG.includes(tableOf(name, text))) return false
  const narrow = Array.from(detail.matchAll(/(\w+)=\?/g), (match) => match[1] as string)
  return how === 'SCAN' || narrow.every((column) => BROAD.includes(column))
}

/** The table behind an alias. */
function tableOf(name: string, text: string): string {
  return new RegExp(`"?(\\w+)"? as "${name}"`).exec(text)?.[1] ?? name
}

interface PostgresPlan {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Index Cond'?: string
  readonly Plans?: readonly PostgresPlan[]
}

/** With scans and sorts forbidden the planner uses one only where no index can take its place. */
async function findGrowthOnPostgres(db: Db, { text, values }: AskedQuery): Promise<readonly string[]> {
  const plan = await db.transaction().execute(async (tx) => {
    for (const setting of ['enable_seqscan', 'enable_sort', 'enable_incremental_sort', 'enable_bitmapscan']) {
      await sql`set local ${sql.id(setting)} = off`.execute(tx)
    }
    const { rows } = await tx.executeQuery<{ 'QUERY PLAN': readonly { Plan: PostgresPlan }[] }>(
      CompiledQuery.raw(`explain (format json) ${text}`, [...values]),
    )
    return rows[0]?.['QUERY PLAN'][0]?.Plan
  })
  return plan === undefined ? [] : growthIn(plan)
}

function growthIn(node: PostgresPlan): readonly string[] {
  const { 'Node Type': type, 'Relation Name': table = '', Plans: plans = [] } = node
  const isUnbounded = type === 'Seq Scan' && BIG.includes(table)
  const gathersMany = /Sort|Aggregate|Group|Unique/.test(type) && plans.some(givesMany)
  const here = isUnbounded || gathersMany ? [`${type} ${table}`] : []
  return [...here, ...plans.flatMap(growthIn)]
}

/** Whether rows of a big table come from here that nothing narrows or ends. */
function givesMany(node: PostgresPlan): boolean {
  const { 'Relation Name': table, Plans: plans = [] } = node
  // Of a join its first table decides, unless the other is bounded.
  if (isBounded(node)) return false
  if (table === undefined) return plans.slice(0, 1).some(givesMany)
  if (!BIG.includes(table)) return false
  const narrow = Array.from((node['Index Cond'] ?? '').matchAll(/(\w+)\)? = /g), (match) => match[1] as string)
  return narrow.every((column) => BROAD.includes(column))
}

function isBounded({ 'Node Type': type, Plans: plans = [] }: PostgresPlan): boolean {
  return type === 'Limit' || type === 'CTE Scan' || plans.some(isBounded)
}
