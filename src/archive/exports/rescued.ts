/**
 * What came with rescued sites, for the canonical export: the sites, their terms and what these mean here, series,
 * challenges, news, reviews with their replies, favourites, pages, that there are claims to names, what is left of each
 * row, and every row that has no place here yet. So no table of an old site is dropped from an export.
 *
 * Lines come in the order of the old keys; nothing is held in memory but a portion.
 */
import type { Db } from '../../platform/db/database.ts'
import {
  listAnswers,
  listBook,
  listClaims,
  listOldRows,
  listSeriesCreators,
  listSeriesEntries,
  listSites,
  listTerms,
  listTermsOf,
  loadReplies,
  loadRows,
  namesOf,
  type Row,
  type Site,
} from './rescued-store.ts'

export interface RescuedLine {
  readonly record: string
  readonly row: Row
}

export async function* exportRescued(db: Db): AsyncGenerator<RescuedLine> {
  for (const { row, ...site } of await listSites(db)) {
    yield { record: 'site', row }
    const of = (record: string) => (each: Row) => ({ record, row: { site: site.key, ...each } })
    for (const term of await listTerms(db, site)) yield of('term')(term)
    yield* lines(listSeries(db, site), of('series'))
    yield* lines(listChallenges(db, site), of('challenge'))
    yield* lines(listNews(db, site), of('news'))
    for (const table of ['reviews', 'comments']) yield* lines(listReviews(db, site, table), of('review'))
    for (const table of FAVOURITE_TABLES) yield* lines(listFavourites(db, site, table), of('favourite'))
    yield* lines(listPages(db, site), of('site-page'))
    for (const claim of await listNamedClaims(db, site)) yield of('claim')(claim)
    yield* lines(listBook(db, site, 'legacy_id'), of('old-row'))
    yield* lines(listBook(db, site, 'opaque_record'), of('opaque-record'))
  }
}

const FAVOURITE_TABLES = ['favauth', 'favorites', 'favseries', 'favstor']

async function* lines(rows: AsyncIterable<Row>, make: (row: Row) => RescuedLine): AsyncGenerator<RescuedLine> {
  for await (const row of rows) yield make(row)
}

async function* listSeries(db: Db, site: Site): AsyncGenerator<Row> {
  for await (const portion of listOldRows(db, site, 'series', 'series')) {
    const rows = await loadRows(db, 'series', idsOf(portion))
    for (const { oldKey, id } of portion) {
      const row = rows.get(id)
      if (row === undefined) continue
      const creators = await listSeriesCreators(db, id)
      const people = await namesOf(db, 'person', creators)
      const entries = await listSeriesEntries(db, id)
      const works = await namesOf(
        db,
        'work',
        entries.map((entry) => entry.work_id),
      )
      const series = await namesOf(
        db,
        'series',
        entries.map((entry) => entry.child_id),
      )
      yield {
        key: oldKey,
        ...without(row),
        creators: creators.map((each) => people.get(each) ?? null),
        entries: entries.map((entry) => ({
          of: works.get(entry.work_id) ?? series.get(entry.child_id) ?? null,
          isConfirmed: entry.is_confirmed,
        })),
        terms: await listTermsOf(db, 'series', id),
      }
    }
  }
}

async function* listChallenges(db: Db, site: Site): AsyncGenerator<Row> {
  for await (const portion of listOldRows(db, site, 'challenges', 'challenge')) {
    const rows = await loadRows(db, 'challenge', idsOf(portion))
    const people = await namesOf(db, 'person', column(rows, 'pen_name_id'))
    for (const { oldKey, id } of portion) {
      const row = rows.get(id)
      if (row === undefined) continue
      const answers = await listAnswers(db, id)
      const works = await namesOf(
        db,
        'work',
        answers.map((answer) => answer.work_id),
      )
      const series = await namesOf(
        db,
        'series',
        answers.map((answer) => answer.series_id),
      )
      yield {
        key: oldKey,
        ...without(row),
        by: people.get(keyIn(row, 'pen_name_id')) ?? null,
        answers: answers.map((answer) => works.get(answer.work_id) ?? series.get(answer.series_id) ?? null),
        terms: await listTermsOf(db, 'challenge', id),
      }
    }
  }
}

async function* listNews(db: Db, site: Site): AsyncGenerator<Row> {
  for await (const portion of listOldRows(db, site, 'news', 'news')) {
    const rows = await loadRows(db, 'news', idsOf(portion))
    const people = await namesOf(db, 'person', column(rows, 'pen_name_id'))
    for (const { oldKey, id } of portion) {
      const row = rows.get(id)
      if (row !== undefined) yield { key: oldKey, ...without(row), by: people.get(keyIn(row, 'pen_name_id')) ?? null }
    }
  }
}

async function* listReviews(db: Db, site: Site, table: string): AsyncGenerator<Row> {
  for await (const portion of listOldRows(db, site, table, 'review')) {
    const rows = await loadRows(db, 'review', idsOf(portion))
    const replies = await loadReplies(db, idsOf(portion))
    const all = new Map([...rows, ...[...replies.values()].flat().map((row) => [keyIn(row, 'id') ?? 0, row] as const)])
    const names = {
      works: await namesOf(db, 'work', column(all, 'work_id')),
      chapters: await namesOf(db, 'chapter', column(all, 'chapter_id')),
      series: await namesOf(db, 'series', column(all, 'series_id')),
      news: await namesOf(db, 'news', column(all, 'news_id')),
      people: await namesOf(db, 'person', column(all, 'pen_name_id')),
    }
    for (const { oldKey, id } of portion) {
      const row = rows.get(id)
      if (row === undefined) continue
      const answers = replies.get(id) ?? []
      yield {
        table,
        key: oldKey,
        ...reviewRow(row, names),
        replies: answers.map((reply) => reviewRow(reply, names)),
      }
    }
  }
}

type Names = Readonly<Record<'works' | 'chapters' | 'series' | 'news' | 'people', ReadonlyMap<number | null, string>>>

function reviewRow(row: Row, { works, chapters, series, news, people }: Names): Row {
  const of =
    chapters.get(keyIn(row, 'chapter_id')) ??
    works.get(keyIn(row, 'work_id')) ??
    series.get(keyIn(row, 'series_id')) ??
    news.get(keyIn(row, 'news_id')) ??
    null
  return { ...without(row), of, by: people.get(keyIn(row, 'pen_name_id')) ?? null }
}

async function* listFavourites(db: Db, site: Site, table: string): AsyncGenerator<Row> {
  for await (const portion of listOldRows(db, site, table, 'favourite')) {
    const rows = await loadRows(db, 'favourite', idsOf(portion))
    const people = await namesOf(db, 'person', [...column(rows, 'pen_name_id'), ...column(rows, 'person_id')])
    const works = await namesOf(db, 'work', column(rows, 'work_id'))
    const series = await namesOf(db, 'series', column(rows, 'series_id'))
    for (const { oldKey, id } of portion) {
      const row = rows.get(id)
      if (row === undefined) continue
      const of =
        works.get(keyIn(row, 'work_id')) ??
        series.get(keyIn(row, 'series_id')) ??
        people.get(keyIn(row, 'person_id')) ??
        null
      yield { table, key: oldKey, by: people.get(keyIn(row, 'pen_name_id')) ?? null, of, ...without(row) }
    }
  }
}

async function* listPages(db: Db, site: Site): AsyncGenerator<Row> {
  for await (const portion of listOldRows(db, site, 'messages', 'site_page')) {
    const rows = await loadRows(db, 'site_page', idsOf(portion))
    for (const { oldKey, id } of portion) {
      const row = rows.get(id)
      if (row !== undefined) yield { key: oldKey, ...without(row) }
    }
  }
}

async function listNamedClaims(db: Db, site: Site): Promise<readonly Row[]> {
  const claims = await listClaims(db, site)
  const people = await namesOf(
    db,
    'person',
    claims.map(({ id }) => id),
  )
  return claims
    .map(({ id, row }) => ({ by: people.get(id) ?? '', ...row }))
    .toSorted((a, b) => (a.by < b.by ? -1 : a.by > b.by ? 1 : 0))
}

function idsOf(portion: readonly { readonly id: number }[]): readonly number[] {
  return portion.map(({ id }) => id)
}

function column(rows: ReadonlyMap<number, Row>, name: string): (number | null)[] {
  return Array.from(rows.values(), (row) => keyIn(row, name))
}

function keyIn(row: Row, name: string): number | null {
  const value = row[name]
  return typeof value === 'number' ? value : null
}

/** A row without keys, public ids and what is said elsewhere in its line. */
function without(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name !== 'id' && name !== 'public_id' && !name.endsWith('_id')),
  )
}
