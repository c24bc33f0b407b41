/**
 * Writes reviews: of works and their chapters, of series, of news; and the replies to them.
 *
 * A reply has the target of what it replies to, so that one question finds a whole thread. What is counted as the
 * reviews of a work or a series are those that have words and can be read: no replies, nothing that is a rating only.
 */
import { type RawBuilder, sql } from 'kysely'
import { writeChange, writeChanges } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertPublicRows } from '../../platform/db/insert-public-rows.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'

export type ReviewedThing =
  | { readonly kind: 'work'; readonly workId: number; readonly chapterId: number | null }
  | { readonly kind: 'series'; readonly seriesId: number }
  | { readonly kind: 'news'; readonly newsId: number }

export interface ReviewFacts {
  readonly target: ReviewedThing
  readonly penNameId: number | null
  /** Who signed it, where no pen name is known. */
  readonly guestName: string | null
  /** Story HTML; null for a rating only. */
  readonly html: string | null
  readonly rating: number | null
  /** What the best rating was: 10 stars, or 1 for a like. */
  readonly ratingBest: number | null
  /** What it was about when that is gone. */
  readonly about: string | null
  readonly postedAt: string | null
  readonly postedKey: string
}

export interface StoredReview extends ReviewFacts {
  readonly id: number
  readonly state: string
}

/** Call it in a transaction. Gives their keys in order. */
export async function insertReviews(
  tx: Db,
  reviews: readonly (ReviewFacts & { readonly parentId: number | null })[],
  siteId: number | null,
  now: string,
): Promise<readonly number[]> {
  const ids = await insertPublicRows(
    tx,
    'review',
    reviews.map((review) => ({ ...columnsOf(review), parent_id: review.parentId, state: 'shown', site_id: siteId })),
  )
  const changes = ids.map((id) => ({ at: now, table_name: 'review', row_id: id, change: 'added' }))
  await insertRows(tx, 'change_log', changes)
  return ids
}

export async function updateReview(tx: Db, id: number, facts: ReviewFacts, now: string): Promise<void> {
  await tx.updateTable('review').set(columnsOf(facts)).where('id', '=', id).execute()
  await tx.updateTable('review').set(targetColumns(facts.target)).where('parent_id', '=', id).execute()
  await writeChange(tx, { table: 'review', rowId: id, change: 'changed' }, now)
}

export async function removeReview(tx: Db, id: number, now: string): Promise<void> {
  await tx.deleteFrom('review').where('id', '=', id).execute()
  await writeChange(tx, { table: 'review', rowId: id, change: 'removed' }, now)
}

export async function findStoredReview(db: Db, id: number): Promise<StoredReview | undefined> {
  const row = await db.selectFrom('review').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : { ...factsOf(row), id: row.id, state: row.state }
}

/** The first reply that came with a site; undefined when there is none. */
export async function findRescuedReply(db: Db, parentId: number, siteId: number): Promise<StoredReview | undefined> {
  const row = await db
    .selectFrom('review')
    .selectAll()
    .where('parent_id', '=', parentId)
    .where('site_id', '=', siteId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...factsOf(row), id: row.id, state: row.state }
}

/** Who signs each of these works first. */
export async function listFirstAuthors(db: Db, workIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (workIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('creator')
    .select(['work_id', 'pen_name_id'])
    .where('work_id', 'in', [...workIds])
    .where('role', '=', 'author')
    .where('position', '=', 0)
    .execute()
  return new Map(rows.map((row) => [row.work_id, row.pen_name_id]))
}

/** The works or series of a site, whose reviews are to be counted. */
export async function listReviewed(db: Db, table: 'work' | 'series', siteId: number): Promise<readonly number[]> {
  const rows = await db.selectFrom(table).select('id').where('site_id', '=', siteId).execute()
  return rows.map((row) => row.id)
}

/** Counts again; writes only where the number was another one. Call it in a transaction. */
export async function recountReviews(tx: Db, table: 'work' | 'series', ids: readonly number[]): Promise<void> {
  const count = countOf(table)
  const counted = await tx
    .updateTable(table)
    .set({ review_count: count })
    .where('id', 'in', [...ids])
    .where('review_count', '!=', count)
    .returning('id')
    .execute()
  const changes = counted.map(({ id }) => ({ table, rowId: id, change: 'changed' }) as const)
  await writeChanges(tx, changes, new Date().toISOString())
}

/** How many reviews a work or series has; the query must have that table. */
export function countOf(table: 'work' | 'series'): RawBuilder<number> {
  const target = sql.ref(table === 'work' ? 'review.work_id' : 'review.series_id')
  return sql<number>`(select count(*) from review where ${target} = ${sql.ref(`${table}.id`)}
    and parent_id is null and html is not null and state = 'shown')`
}

function columnsOf(facts: ReviewFacts) {
  return {
    ...targetColumns(facts.target),
    pen_name_id: facts.penNameId,
    guest_name: facts.guestName,
    html: facts.html,
    rating: facts.rating,
    rating_best: facts.ratingBest,
    about: facts.about,
    posted_at: facts.postedAt,
    posted_key: facts.postedKey,
  }
}

function targetColumns(target: ReviewedThing) {
  return {
    work_id: target.kind === 'work' ? target.workId : null,
    chapter_id: target.kind === 'work' ? target.chapterId : null,
    series_id: target.kind === 'series' ? target.seriesId : null,
    news_id: target.kind === 'news' ? target.newsId : null,
  }
}

interface ReviewRow {
  readonly work_id: number | null
  readonly chapter_id: number | null
  readonly series_id: number | null
  readonly news_id: number | null
  readonly pen_name_id: number | null
  readonly guest_name: string | null
  readonly html: string | null
  readonly rating: number | null
  readonly rating_best: number | null
  readonly about: string | null
  readonly posted_at: string | null
  readonly posted_key: string
}

function factsOf(row: ReviewRow): ReviewFacts {
  return {
    target: targetOf(row),
    penNameId: row.pen_name_id,
    guestName: row.guest_name,
    html: row.html,
    rating: row.rating,
    ratingBest: row.rating_best,
    about: row.about,
    postedAt: row.posted_at,
    postedKey: row.posted_key,
  }
}

function targetOf(row: ReviewRow): ReviewedThing {
  if (row.work_id !== null) return { kind: 'work', workId: row.work_id, chapterId: row.chapter_id }
  if (row.series_id !== null) return { kind: 'series', seriesId: row.series_id }
  return { kind: 'news', newsId: row.news_id ?? 0 }
}
