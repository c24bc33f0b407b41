/**
 * Reads works from the catalogue as an index wants them: all of them in portions, or those that have changed.
 *
 * Each portion is one stretch of keys and a query for each view, so a million works cost as many queries as there are
 * stretches, and memory for one of them.
 */
import type { SqlBool } from 'kysely'
import { type RawBuilder, sql } from 'kysely'
import { foldKey } from '../../kernel/text.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Visibility } from '../../platform/db/visibility.ts'
import { viewsOf } from './views.ts'
import { type Setting, TELLERS, type Teller, type WorkDocument } from './work-document.ts'

const KEYS_A_PORTION = 4000
const KEYS_A_QUERY = 500

/** All works, in the order of their keys. */
export async function* readAllWorks(db: Db): AsyncGenerator<readonly WorkDocument[]> {
  for (let after = 0; ; ) {
    const rows = await viewsOf(db)
      .selectFrom('search_work')
      .select('work_id')
      .where('work_id', '>', after)
      .orderBy('work_id')
      .limit(1)
      .offset(KEYS_A_PORTION - 1)
      .execute()
    const last = rows[0]?.work_id
    yield readPortion(
      db,
      last === undefined ? sql<SqlBool>`work_id > ${after}` : sql<SqlBool>`work_id > ${after} and work_id <= ${last}`,
    )
    if (last === undefined) return
    after = last
  }
}

/** These works, as far as they are there and not withdrawn. */
export async function readWorks(db: Db, keys: readonly number[]): Promise<readonly WorkDocument[]> {
  const works: WorkDocument[] = []
  for (const some of chunks(keys, KEYS_A_QUERY)) {
    works.push(...(await readPortion(db, sql<SqlBool>`work_id in (${sql.join(some)})`)))
  }
  return works
}

async function readPortion(db: Db, which: RawBuilder<SqlBool>): Promise<readonly WorkDocument[]> {
  const views = viewsOf(db)
  const works = await views.selectFrom('search_work').selectAll().where(which).orderBy('work_id').execute()
  const parts = new Map(works.map((row) => [row.work_id, newParts()]))
  const tags = await views.selectFrom('search_work_tag').select(['work_id', 'tag_id']).where(which).execute()
  for (const row of tags) parts.get(row.work_id)?.tags.push(row.tag_id)
  await readPenNames(db, which, parts)
  await readSeries(db, which, parts)
  await readSettings(db, which, parts)
  await readChapters(db, which, parts)
  await readNarrators(db, which, parts)
  return works.map((row) => ({
    key: row.work_id,
    visibility: row.visibility as Visibility,
    rating: row.rating,
    status: row.status,
    language: row.language?.toLowerCase() ?? null,
    words: row.words,
    reviews: row.review_count,
    hits: row.hits,
    posted: row.posted_key,
    updated: row.updated_key,
    sortTitle: row.sort_title,
    siteKey: row.site_id,
    isRoundRobin: Boolean(row.is_round_robin),
    ...(parts.get(row.work_id) as Parts),
  }))
}

type Parts = ReturnType<typeof newParts>
type PartsOfWorks = ReadonlyMap<number, Parts>

function newParts() {
  return {
    tags: [] as number[],
    penNames: [] as number[],
    sortName: '',
    series: [] as number[],
    offeredSeries: [] as number[],
    settings: [] as Setting[],
    chapters: 0,
    hiddenChapters: 0,
    tellers: [] as Teller[],
    hiddenTellers: [] as Teller[],
    narrators: [] as string[],
    hiddenNarrators: [] as string[],
  }
}

async function readPenNames(db: Db, which: RawBuilder<SqlBool>, parts: PartsOfWorks): Promise<void> {
  const rows = await viewsOf(db)
    .selectFrom('search_work_pen_name')
    .selectAll()
    .where(which)
    .orderBy('work_id')
    // Authors sign before translators and artists.
    .orderBy(sql`case when role = 'author' then 0 else 1 end`)
    .orderBy('position')
    .orderBy('pen_name_id')
    .execute()
  for (const row of rows) {
    const of = parts.get(row.work_id)
    if (of === undefined) continue
    if (of.penNames.length === 0) of.sortName = row.sort_name
    if (!of.penNames.includes(row.pen_name_id)) of.penNames.push(row.pen_name_id)
  }
}

async function readSeries(db: Db, which: RawBuilder<SqlBool>, parts: PartsOfWorks): Promise<void> {
  const rows = await viewsOf(db).selectFrom('search_work_series').selectAll().where(which).execute()
  for (const row of rows) {
    const of = parts.get(row.work_id)
    if (of !== undefined) (row.is_confirmed ? of.series : of.offeredSeries).push(row.series_id)
  }
}

async function readSettings(db: Db, which: RawBuilder<SqlBool>, parts: PartsOfWorks): Promise<void> {
  const rows = await viewsOf(db).selectFrom('search_work_setting').selectAll().where(which).execute()
  for (const row of rows) {
    const { canon_key: canon, from_position: from, to_position: to, relation } = row
    parts.get(row.work_id)?.settings.push({ canon, from, to, relation })
  }
}

async function readChapters(db: Db, which: RawBuilder<SqlBool>, parts: PartsOfWorks): Promise<void> {
  const counts = await viewsOf(db).selectFrom('search_work_chapter').selectAll().where(which).execute()
  for (const row of counts) {
    const of = parts.get(row.work_id)
    if (of === undefined) continue
    if (row.is_hidden) of.hiddenChapters = row.chapters
    else of.chapters = row.chapters
  }
  const persons = await viewsOf(db).selectFrom('search_work_person').selectAll().where(which).execute()
  for (const row of persons) {
    const teller = TELLERS.find((each) => each === row.person)
    const of = parts.get(row.work_id)
    if (teller !== undefined && of !== undefined) (row.is_hidden ? of.hiddenTellers : of.tellers).push(teller)
  }
}

async function readNarrators(db: Db, which: RawBuilder<SqlBool>, parts: PartsOfWorks): Promise<void> {
  const rows = await viewsOf(db).selectFrom('search_work_narrator').selectAll().where(which).execute()
  for (const row of rows) {
    const of = parts.get(row.work_id)
    const name = foldKey(row.who)
    const names = row.is_hidden ? of?.hiddenNarrators : of?.narrators
    if (name !== '' && names?.includes(name) === false) names.push(name)
  }
}
