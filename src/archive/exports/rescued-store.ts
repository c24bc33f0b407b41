/**
 * Rows of rescued sites as the canonical export writes them: by the keys that they had on their old site.
 *
 * A thing of ours is named by the row that it came from, `lantern/stories/7`, since its own key and public id are another
 * in every catalogue.
 */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'

export type Row = Readonly<Record<string, unknown>>

export interface Site {
  readonly id: number
  readonly key: string
}

export async function listSites(db: Db): Promise<readonly (Site & { readonly row: Row })[]> {
  const rows = await db
    .selectFrom('rescued_site')
    .select(['id', 'key', 'software', 'name', 'slogan', 'version', 'old_place as oldPlace', 'old_url as oldUrl'])
    .orderBy('key')
    .execute()
  return rows.map(({ id, ...row }) => ({ id, key: row.key, row }))
}

export async function listTerms(db: Db, site: Site): Promise<readonly Row[]> {
  const terms = await db
    .selectFrom('site_term')
    .leftJoin('site_term as parent', 'parent.id', 'site_term.parent_id')
    .select([
      'site_term.id',
      'site_term.kind',
      'site_term.old_id as oldId',
      'site_term.name',
      'site_term.type_name as typeName',
      'site_term.description',
      'site_term.position',
      'site_term.old_parent as oldParent',
      'site_term.bits',
      'parent.old_id as parent',
    ])
    .where('site_term.site_id', '=', site.id)
    .orderBy('site_term.kind')
    .orderBy('site_term.old_id')
    .execute()
  const mappings = await db
    .selectFrom('term_mapping')
    .innerJoin('site_term', 'site_term.id', 'term_mapping.site_term_id')
    .select(['site_term.id', 'tag_kind as tagKind', 'tag_name as tagName', 'said_by as saidBy', 'why'])
    .where('site_term.site_id', '=', site.id)
    .orderBy('tag_kind')
    .orderBy('tag_name')
    .execute()
  const byTerm = Map.groupBy(mappings, ({ id }) => id)
  return terms.map(({ id, ...term }) => ({
    ...term,
    means: (byTerm.get(id) ?? []).map(({ tagKind, tagName, saidBy, why }) => ({ tagKind, tagName, saidBy, why })),
  }))
}

/** Which tables of ours have rows that came from which old table. */
export const ORIGINS = {
  work: ['stories', 'work'],
  chapter: ['chapters', 'chapter'],
  series: ['series', 'series'],
  challenge: ['challenges', 'challenge'],
  news: ['news', 'news'],
  person: ['authors', 'pen_name'],
} as const
export type Origin = keyof typeof ORIGINS

/** What things are called by the rows they came from; those that were made here have no such name. */
export async function namesOf(
  db: Db,
  origin: Origin,
  ids: readonly (number | null)[],
): Promise<ReadonlyMap<number | null, string>> {
  const known = [...new Set(ids)].filter((id) => id !== null)
  if (known.length === 0) return new Map()
  const [table, kind] = ORIGINS[origin]
  const rows = await db
    .selectFrom('legacy_id')
    .innerJoin('rescued_site', 'rescued_site.id', 'legacy_id.site_id')
    .select(['legacy_id.target_id as id', 'rescued_site.key', 'legacy_id.old_key as oldKey'])
    .where('legacy_id.kind', '=', kind)
    .where('legacy_id.target_id', 'in', known)
    .where('legacy_id.table_name', '=', table)
    .orderBy('rescued_site.key', 'desc')
    .orderBy('legacy_id.old_key', 'desc')
    .execute()
  return new Map(rows.map(({ id, key, oldKey }) => [id, `${key}/${table}/${oldKey}`]))
}

const PORTION = 500

/** Keys of ours by their old rows, portion by portion in the order of the old keys. */
export async function* listOldRows(
  db: Db,
  site: Site,
  table: string,
  kind: string,
): AsyncGenerator<readonly { readonly oldKey: string; readonly id: number }[]> {
  for (let after = ''; ; ) {
    const rows = await db
      .selectFrom('legacy_id')
      .select(['old_key as oldKey', 'target_id as id'])
      .where('site_id', '=', site.id)
      .where('table_name', '=', table)
      .where('kind', '=', kind)
      .where('target_id', 'is not', null)
      .where('old_key', '>', after)
      .orderBy('old_key')
      .limit(PORTION)
      .execute()
    if (rows.length > 0) yield rows as { oldKey: string; id: number }[]
    const last = rows.at(-1)
    if (last === undefined || rows.length < PORTION) return
    after = last.oldKey
  }
}

/** The rows of a table of ours by their keys. */
export async function loadRows(
  db: Db,
  table: 'series' | 'challenge' | 'news' | 'review' | 'favourite' | 'site_page',
  ids: readonly number[],
): Promise<ReadonlyMap<number, Row>> {
  const rows = await db
    .selectFrom(table)
    .selectAll()
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** The replies to these reviews, and the replies to those. */
export async function loadReplies(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, readonly Row[]>> {
  const rows = await db
    .selectFrom('review')
    .selectAll()
    .where('parent_id', 'in', [...ids])
    .orderBy('posted_key')
    .orderBy('html')
    .orderBy('id')
    .execute()
  return Map.groupBy(rows as Row[], (row) => row['parent_id'] as number)
}

export async function listSeriesCreators(db: Db, seriesId: number): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('series_creator')
    .select('pen_name_id')
    .where('series_id', '=', seriesId)
    .orderBy('position')
    .execute()
  return rows.map((row) => row.pen_name_id)
}

export interface EntryRow {
  readonly work_id: number | null
  readonly child_id: number | null
  readonly is_confirmed: boolean
}

export async function listSeriesEntries(db: Db, seriesId: number): Promise<readonly EntryRow[]> {
  return db
    .selectFrom('series_entry')
    .select(['work_id', 'child_id', 'is_confirmed'])
    .where('series_id', '=', seriesId)
    .orderBy('position')
    .execute()
}

export interface AnswerRow {
  readonly work_id: number | null
  readonly series_id: number | null
}

export async function listAnswers(db: Db, challengeId: number): Promise<readonly AnswerRow[]> {
  return db
    .selectFrom('challenge_answer')
    .select(['work_id', 'series_id'])
    .where('challenge_id', '=', challengeId)
    .orderBy('position')
    .execute()
}

/** The site's terms of a work, a series or a challenge: `class/7`. */
export async function listTermsOf(
  db: Db,
  kind: 'work' | 'series' | 'challenge',
  id: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('term_use')
    .innerJoin('site_term', 'site_term.id', 'term_use.site_term_id')
    .select(['site_term.kind', 'site_term.old_id as oldId'])
    .where('term_use.kind', '=', kind)
    .where('term_use.target_id', '=', id)
    .orderBy('site_term.kind')
    .orderBy('term_use.position')
    .execute()
  return rows.map((row) => `${row.kind}/${row.oldId}`)
}

/** What is left of rows that became something, and rows that became nothing, in the order of tables and old keys. */
export async function* listBook(db: Db, site: Site, book: 'legacy_id' | 'opaque_record'): AsyncGenerator<Row> {
  for (let after = { table: '', key: '' }; ; ) {
    const rows = await (book === 'legacy_id' ? legacyRows(db, site, after) : opaqueRows(db, site, after))
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PORTION) return
    after = { table: last.table, key: last.key }
  }
}

interface Place {
  readonly table: string
  readonly key: string
}

async function legacyRows(db: Db, site: Site, after: Place) {
  const rows = await db
    .selectFrom('legacy_id')
    .select(['table_name as table', 'old_key as key', 'kind', 'extra'])
    .where('site_id', '=', site.id)
    .where((eb) => eb(eb.refTuple('table_name', 'old_key'), '>', eb.tuple(after.table, after.key)))
    .orderBy('table_name')
    .orderBy('old_key')
    .limit(PORTION)
    .execute()
  return rows.map((row) => ({ ...row, extra: row.extra === null ? null : (JSON.parse(row.extra) as unknown) }))
}

async function opaqueRows(db: Db, site: Site, after: Place) {
  const rows = await db
    .selectFrom('opaque_record')
    .select(['table_name as table', 'old_key as key', 'reason', 'content'])
    .where('site_id', '=', site.id)
    .where((eb) => eb(eb.refTuple('table_name', 'old_key'), '>', eb.tuple(after.table, after.key)))
    .orderBy('table_name')
    .orderBy('old_key')
    .limit(PORTION)
    .execute()
  return rows.map((row) => ({ ...row, content: JSON.parse(row.content) as unknown }))
}

/** That pen names can be claimed, and by what; never what it is checked against. */
export async function listClaims(db: Db, site: Site): Promise<readonly { readonly id: number; readonly row: Row }[]> {
  const rows = await db
    .selectFrom('pen_name_claim')
    .select(({ eb }) => [
      'pen_name_id as id',
      'way',
      'state',
      eb.case().when('email_check', 'is', null).then(sql.lit(0)).else(sql.lit(1)).end().as('email'),
      eb.case().when('password_check', 'is', null).then(sql.lit(0)).else(sql.lit(1)).end().as('password'),
    ])
    .where('site_id', '=', site.id)
    .execute()
  return rows.map(({ id, way, state, email, password }) => ({
    id,
    row: { way, state, hasEmail: email === 1, hasPassword: password === 1 },
  }))
}
