/**
 * What the old ids of a rescued site are here, as far as the viewer may see it; and whether something had an id that the
 * dump no longer has.
 *
 * Each answer is one question. What the viewer may not see is not told from what never was.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../../platform/db/prepared.ts'
import {
  chapterVisibleTo,
  nameOfViewer,
  personVisibleTo,
  seriesVisibleTo,
  type Viewer,
  visibleTo,
} from '../../../platform/db/visibility.ts'
import type { Named } from '../../addresses/index.ts'
import type { OldPlace } from './old-place.ts'

export function listPlaces(db: Db): Promise<OldPlace[]> {
  return places(db, {})
}

const places = prepared<object, OldPlace>((db) =>
  db
    .selectFrom('rescued_site')
    .orderBy('rescued_site.id')
    .select([
      'rescued_site.id as key',
      'rescued_site.public_id as publicId',
      'rescued_site.name',
      'rescued_site.old_place as oldPlace',
    ]),
)

interface OldId {
  readonly site: number
  readonly id: string
}

/** Whether the old id became something here; `thing` is null when the viewer may not see it. */
export interface OldThing<Thing> {
  readonly thing: Thing | null
}

export interface OldWork extends Named {
  readonly isWithdrawn: boolean
  /** The chapter that was asked for, from 1 as it is counted here. */
  readonly chapter: number | null
  /** How many chapters the viewer may see. */
  readonly chapters: number
  /** The highest number that a chapter of it has. */
  readonly lastNumber: number
}

/** A story, and of its chapters that with this number: the first where several have it. */
export async function findOldStory(
  db: Db,
  viewer: Viewer,
  { site, id }: OldId,
  number: number | null,
): Promise<OldThing<OldWork> | undefined> {
  const [row] = await oldStory(db, viewer, { site, id, number: number ?? -1 })
  return row && { thing: workOf(row) }
}

/** A chapter by its own id, with its story. */
export async function findOldChapter(
  db: Db,
  viewer: Viewer,
  { site, id }: OldId,
): Promise<OldThing<OldWork> | undefined> {
  const [row] = await oldChapter(db, viewer, { site, id })
  return row && { thing: row.position === null ? null : workOf(row) }
}

interface WorkRow {
  readonly public_id: string | null
  readonly title: string | null
  readonly visibility: string | null
  readonly position: number | null
  readonly chapters: number
  readonly last_number: number | null
}

function workOf(row: WorkRow): OldWork | null {
  const { public_id: publicId, title, visibility, position, chapters, last_number: lastNumber } = row
  if (publicId === null || title === null) return null
  return {
    publicId,
    name: title,
    isWithdrawn: visibility === 'withdrawn',
    chapter: position === null ? null : position + 1,
    chapters,
    lastNumber: lastNumber ?? 0,
  }
}

function ofWork(what: RawBuilder<unknown>, viewer: Viewer): RawBuilder<number> {
  return sql<number>`(select ${what} from chapter where chapter.work_id = work.id and ${chapterVisibleTo(viewer)})`
}

const oldStory = preparedByShape<Viewer, { site: number; id: string; number: number }, WorkRow>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('legacy_id')
      .leftJoin('work', (join) => join.onRef('work.id', '=', 'legacy_id.target_id').on(visibleTo(viewer, 'tombstone')))
      .where('legacy_id.site_id', '=', given.site)
      .where('legacy_id.table_name', '=', sql.lit('stories'))
      .where('legacy_id.old_key', '=', given.id)
      .select([
        'work.public_id',
        'work.title',
        'work.visibility',
        sql<number | null>`(select min(chapter.position) from chapter where chapter.work_id = work.id
          and chapter.number = ${given.number} and ${chapterVisibleTo(viewer)})`.as('position'),
        ofWork(sql`count(*)`, viewer).as('chapters'),
        ofWork(sql`max(chapter.number)`, viewer).as('last_number'),
      ]),
)

const oldChapter = preparedByShape<Viewer, { site: number; id: string }, WorkRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('legacy_id')
    .leftJoin('chapter', (join) => join.onRef('chapter.id', '=', 'legacy_id.target_id').on(chapterVisibleTo(viewer)))
    .leftJoin('work', (join) => join.onRef('work.id', '=', 'chapter.work_id').on(visibleTo(viewer, 'tombstone')))
    .where('legacy_id.site_id', '=', given.site)
    .where('legacy_id.table_name', '=', sql.lit('chapters'))
    .where('legacy_id.old_key', '=', given.id)
    .select([
      'work.public_id',
      'work.title',
      'work.visibility',
      'chapter.position',
      sql<number>`2`.as('chapters'),
      sql<number | null>`chapter.number`.as('last_number'),
    ]),
)

export async function findOldPerson(db: Db, viewer: Viewer, old: OldId): Promise<OldThing<Named> | undefined> {
  return namedOf(await oldPerson(db, viewer, { ...old }))
}

export async function findOldSeries(db: Db, viewer: Viewer, old: OldId): Promise<OldThing<Named> | undefined> {
  return namedOf(await oldSeries(db, viewer, { ...old }))
}

export async function findOldChallenge(db: Db, old: OldId): Promise<OldThing<Named> | undefined> {
  return namedOf(await oldChallenge(db, { ...old }))
}

export async function findOldNews(db: Db, old: OldId): Promise<OldThing<Named> | undefined> {
  return namedOf(await oldNews(db, { ...old }))
}

/** A page of the site's own, by its name. */
export async function findOldPage(db: Db, { site, id }: OldId): Promise<OldThing<Named> | undefined> {
  return namedOf(await oldPage(db, { site, id }))
}

/** A word of the site, by its kind and id. */
export async function findOldTerm(db: Db, { site, id }: OldId, kind: string): Promise<OldThing<Named> | undefined> {
  return namedOf(await oldTerm(db, { site, id, kind }))
}

interface NamedRow {
  readonly publicId: string | null
  readonly name: string | null
}

function namedOf(rows: readonly NamedRow[]): OldThing<Named> | undefined {
  const row = rows[0]
  if (row === undefined) return undefined
  const { publicId, name } = row
  return { thing: publicId === null || name === null ? null : { publicId, name } }
}

function legacyOf(db: Db, table: string) {
  return db.selectFrom('legacy_id').where('legacy_id.table_name', '=', sql.lit(table))
}

const oldPerson = preparedByShape<Viewer, { site: number; id: string }, NamedRow>(nameOfViewer, (db, given, viewer) =>
  legacyOf(db, 'authors')
    .leftJoin('pen_name', (join) => join.onRef('pen_name.id', '=', 'legacy_id.target_id').on(personVisibleTo(viewer)))
    .where('legacy_id.site_id', '=', given.site)
    .where('legacy_id.old_key', '=', given.id)
    .select(['pen_name.public_id as publicId', 'pen_name.name']),
)

const oldSeries = preparedByShape<Viewer, { site: number; id: string }, NamedRow>(nameOfViewer, (db, given, viewer) =>
  legacyOf(db, 'series')
    .leftJoin('series', (join) => join.onRef('series.id', '=', 'legacy_id.target_id').on(seriesVisibleTo(viewer)))
    .where('legacy_id.site_id', '=', given.site)
    .where('legacy_id.old_key', '=', given.id)
    .select(['series.public_id as publicId', 'series.title as name']),
)

const oldChallenge = prepared<{ site: number; id: string }, NamedRow>((db, given) =>
  legacyOf(db, 'challenges')
    .leftJoin('challenge', 'challenge.id', 'legacy_id.target_id')
    .where('legacy_id.site_id', '=', given.site)
    .where('legacy_id.old_key', '=', given.id)
    .select(['challenge.public_id as publicId', 'challenge.title as name']),
)

const oldNews = prepared<{ site: number; id: string }, NamedRow>((db, given) =>
  legacyOf(db, 'news')
    .leftJoin('news', 'news.id', 'legacy_id.target_id')
    .where('legacy_id.site_id', '=', given.site)
    .where('legacy_id.old_key', '=', given.id)
    .select(['news.public_id as publicId', 'news.title as name']),
)

const oldPage = prepared<{ site: number; id: string }, NamedRow>((db, given) =>
  db
    .selectFrom('site_page')
    .where('site_page.site_id', '=', given.site)
    .where('site_page.name', '=', given.id)
    .select(['site_page.public_id as publicId', 'site_page.name']),
)

const oldTerm = prepared<{ site: number; id: string; kind: string }, NamedRow>((db, given) =>
  db
    .selectFrom('site_term')
    .where('site_term.site_id', '=', given.site)
    .where('site_term.kind', '=', given.kind)
    .where('site_term.old_id', '=', given.id)
    .select(['site_term.old_id as publicId', 'site_term.name']),
)

/** A review by its id: the review, and what it is of. */
export interface OldReview {
  readonly publicId: string
  readonly kind: 'work' | 'series' | 'news'
  readonly target: Named
}

export async function findOldReview(
  db: Db,
  viewer: Viewer,
  { site, id }: OldId,
): Promise<OldThing<OldReview> | undefined> {
  const [row] = await oldReview(db, viewer, { site, id })
  if (row === undefined) return undefined
  const { review, kind, publicId, name } = row
  if (review === null || publicId === null || name === null) return { thing: null }
  return { thing: { publicId: review, kind, target: { publicId, name } } }
}

const oldReview = preparedByShape<
  Viewer,
  { site: number; id: string },
  NamedRow & { readonly review: string | null; readonly kind: OldReview['kind'] }
>(nameOfViewer, (db, given, viewer) =>
  legacyOf(db, 'reviews')
    .leftJoin('review', 'review.id', 'legacy_id.target_id')
    .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
    .leftJoin('work', (join) =>
      join
        .onRef('work.id', '=', 'review.work_id')
        .on(visibleTo(viewer, 'addressed'))
        .on(sql<SqlBool>`(chapter.id is null or ${chapterVisibleTo(viewer)})`),
    )
    .leftJoin('series', (join) => join.onRef('series.id', '=', 'review.series_id').on(seriesVisibleTo(viewer)))
    .leftJoin('news', 'news.id', 'review.news_id')
    .where('legacy_id.site_id', '=', given.site)
    .where('legacy_id.old_key', '=', given.id)
    .select([
      sql<string | null>`review.public_id`.as('review'),
      sql<string | null>`coalesce(work.public_id, series.public_id, news.public_id)`.as('publicId'),
      sql<string | null>`coalesce(work.title, series.title, news.title)`.as('name'),
      sql<
        OldReview['kind']
      >`case when work.id is not null then 'work' when series.id is not null then 'series' else 'news' end`.as('kind'),
    ]),
)

/** What is known of an id that became nothing here. */
export interface Trace {
  /** Why its row was set aside; null when the dump had no row of it. */
  readonly reason: string | null
  /** Rows that name a story: chapters without it, its place in a series. */
  readonly mentions: number
}

/**
 * What says that something had this id: its own row, which was set aside, or rows that name it. Undefined when nothing
 * does; then it is the same whether the id was never given out, was deleted before the dump, or is kept from the viewer.
 */
export async function findTrace(db: Db, table: string, { site, id }: OldId): Promise<Trace | undefined> {
  const [aside] = await asideOf(db, { site, table, id })
  const [found] = table === 'stories' ? await mentionsOf(db, { site, mention: `%"sid":"${id}"%` }) : []
  const mentions = Number(found?.mentions ?? 0)
  return aside === undefined && mentions === 0 ? undefined : { reason: aside?.reason ?? null, mentions }
}

const asideOf = prepared<{ site: number; table: string; id: string }, { reason: string }>((db, given) =>
  db
    .selectFrom('opaque_record')
    .where('opaque_record.site_id', '=', given.site)
    .where('opaque_record.table_name', '=', given.table)
    .where('opaque_record.old_key', '=', given.id)
    .select('opaque_record.reason'),
)

const MENTIONS_COUNTED = 100

/** Rows that were set aside are few, and fewer of these tables. */
const mentionsOf = prepared<{ site: number; mention: string }, { mentions: number | string }>((db, given) =>
  db
    .selectFrom(
      db
        .selectFrom('opaque_record')
        .where('opaque_record.site_id', '=', given.site)
        .where('opaque_record.table_name', 'in', [sql.lit('chapters'), sql.lit('inseries'), sql.lit('coauthors')])
        .where('opaque_record.content', 'like', given.mention)
        .limit(sql.lit(MENTIONS_COUNTED))
        .select('opaque_record.old_key')
        .as('named'),
    )
    .select((eb) => eb.fn.countAll<number | string>().as('mentions')),
)
