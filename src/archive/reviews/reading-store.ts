/**
 * Reviews as readers meet them: paged by their time, oldest first, each with its thread; counted; and those that one
 * person wrote. A page is a query for what stands at the top and one for all answers below it.
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { readPublicId } from '../../platform/db/ids.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { chapterVisibleTo, hasPage, nameOfViewer, type Viewer } from '../../platform/db/visibility.ts'
import type { Review, ReviewCount, ReviewTarget } from './review.ts'

export const PAGE_SIZE = 25

/** Where a page begins: behind, before or at the review of this public id; `newest` is the last page. */
export type ReviewPlace =
  | { readonly side: 'first' | 'newest' }
  | { readonly side: 'after' | 'before' | 'at'; readonly publicId: string }

/** Where a page begins, as its address says. */
export function readReviewPlace(query: (name: string) => string | undefined): ReviewPlace {
  for (const side of ['after', 'before', 'at'] as const) {
    const publicId = readPublicId(query(side) ?? '')
    if (publicId !== undefined) return { side, publicId }
  }
  return { side: query('from') === 'newest' ? 'newest' : 'first' }
}

export interface ReviewPage {
  readonly reviews: readonly Review[]
  /** Public ids to page on from, where there is more. */
  readonly previous: string | undefined
  readonly next: string | undefined
}

export async function listReviews(
  db: Db,
  viewer: Viewer,
  target: ReviewTarget,
  place: ReviewPlace = { side: 'first' },
  size = PAGE_SIZE,
): Promise<ReviewPage> {
  const anchor = 'publicId' in place ? await findAnchor(db, viewer, target, place.publicId) : undefined
  const side = 'publicId' in place && anchor === undefined ? 'first' : place.side
  const isBackwards = side === 'before' || side === 'newest'
  const rows = await topOfTarget(
    db,
    { viewer, kind: target.kind, side },
    { key: target.key, anchorKey: anchor?.posted_key ?? '', anchorId: anchor?.id ?? 0, size: size + 1 },
  )
  const isInside = side !== 'first' && side !== 'newest'
  const { shown, previous, next } = pageOfRows(rows, size, { isBackwards, isInside })
  return { reviews: await withReplies(db, viewer, shown), previous: previous?.public_id, next: next?.public_id }
}

/** The newest, oldest of them first. */
export async function listLatestReviews(
  db: Db,
  viewer: Viewer,
  target: ReviewTarget,
  size: number,
): Promise<readonly Review[]> {
  return (await listReviews(db, viewer, target, { side: 'newest' }, size)).reviews
}

export async function countReviews(db: Db, viewer: Viewer, target: ReviewTarget): Promise<ReviewCount> {
  const [row] = await countOfTarget(db, { viewer, kind: target.kind }, { key: target.key })
  const rated = Number(row?.rated ?? 0)
  return {
    reviews: Number(row?.reviews ?? 0),
    ratingsOnly: Number(row?.ratings_only ?? 0),
    average: rated === 0 ? null : Number(row?.sum ?? 0) / rated,
    rated,
  }
}

export interface ReviewRow {
  readonly id: number
  readonly public_id: string
  readonly parent_id: number | null
  readonly guest_name: string | null
  readonly html: string | null
  readonly rating: number | null
  readonly rating_best: number | null
  readonly about: string | null
  readonly posted_at: string | null
  readonly state: string
  readonly by_public_id: string | null
  readonly by_name: string | null
  readonly by_has_page: boolean | null
  readonly chapter_position: number | null
  readonly chapter_title: string | null
}

export function reviewOf(row: ReviewRow, replies: readonly Review[] = []): Review {
  const isDeleted = row.state === 'deleted'
  const by =
    row.by_public_id === null || row.by_name === null || !row.by_has_page
      ? null
      : { publicId: row.by_public_id, name: row.by_name }
  return {
    publicId: row.public_id,
    name: isDeleted ? null : (row.by_name ?? row.guest_name),
    by: isDeleted ? null : by,
    html: isDeleted || row.html === '' ? null : row.html,
    rating: isDeleted ? null : row.rating,
    ratingBest: row.rating_best,
    postedAt: row.posted_at,
    state: isDeleted ? 'deleted' : row.state === 'hidden' ? 'hidden' : 'shown',
    chapter: row.chapter_position === null ? null : { position: row.chapter_position + 1, title: row.chapter_title },
    about: row.about,
    replies,
  }
}

async function withReplies(db: Db, viewer: Viewer, rows: readonly ReviewRow[]): Promise<readonly Review[]> {
  if (rows.length === 0) return []
  const roots = valuesOfKeys(
    rows.map((row) => row.id),
    PAGE_SIZE,
  )
  const byParent = Map.groupBy(await repliesBelow(db, viewer, roots), (row) => row.parent_id ?? 0)
  const withThread = (row: ReviewRow): Review => reviewOf(row, (byParent.get(row.id) ?? []).map(withThread))
  return rows.map(withThread)
}

export const REVIEW_COLUMNS = [
  'review.id',
  'review.public_id',
  'review.parent_id',
  'review.guest_name',
  'review.html',
  'review.rating',
  'review.rating_best',
  'review.about',
  'review.posted_at',
  'review.state',
  'pen_name.public_id as by_public_id',
  'pen_name.name as by_name',
  'chapter.position as chapter_position',
  'chapter.title as chapter_title',
] as const

/** Reviews with who wrote them and what chapter they are of, as far as the viewer may see them. */
function selectReviews(db: Db, viewer: Viewer) {
  return db
    .selectFrom('review')
    .leftJoin('pen_name', 'pen_name.id', 'review.pen_name_id')
    .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
    .where(reviewVisibleTo(viewer))
    .select(REVIEW_COLUMNS)
    .select(hasPage(viewer).as('by_has_page'))
}

/** True for the reviews that the viewer may see of a thing they may see; needs `review`, and `chapter` beside it. */
export function reviewVisibleTo(viewer: Viewer): Expression<SqlBool> {
  if (viewer.kind === 'archivist') return sql<SqlBool>`1 = 1`
  return sql<SqlBool>`(review.state <> 'hidden' and (chapter.id is null or ${chapterVisibleTo(viewer)}))`
}

/** What is listed: words, or what others answered to. A rating alone is counted. */
function isListed(): RawBuilder<SqlBool> {
  return sql<SqlBool>`review.parent_id is null and
    ((review.html is not null and review.state <> 'deleted') or exists (select 1 from review as reply where reply.parent_id = review.id))`
}

interface TopShape {
  readonly viewer: Viewer
  readonly kind: ReviewTarget['kind']
  readonly side: ReviewPlace['side']
}

interface TopValues {
  key: number
  anchorKey: string
  anchorId: number
  size: number
}

const topOfTarget = preparedByShape<TopShape, TopValues, ReviewRow>(
  ({ viewer, kind, side }) => `${nameOfViewer(viewer)} ${kind} ${side}`,
  (db, given, { viewer, kind, side }) => {
    const isBackwards = side === 'before' || side === 'newest'
    const compare = COMPARE[side]
    const query = selectReviews(db, viewer).where(`review.${kind}_id`, '=', given.key).where(isListed())
    const page =
      compare === undefined
        ? query
        : query.where(sql<SqlBool>`(review.posted_key, review.id) ${compare} (${given.anchorKey}, ${given.anchorId})`)
    return page
      .orderBy('review.posted_key', isBackwards ? 'desc' : 'asc')
      .orderBy('review.id', isBackwards ? 'desc' : 'asc')
      .limit(given.size)
  },
)

const COMPARE = { first: undefined, newest: undefined, after: sql`>`, before: sql`<`, at: sql`>=` } as const

async function findAnchor(
  db: Db,
  viewer: Viewer,
  target: ReviewTarget,
  publicId: string,
): Promise<{ id: number; posted_key: string } | undefined> {
  const [row] = await anchorOf(db, { viewer, kind: target.kind }, { publicId, key: target.key })
  return row
}

interface TargetShape {
  readonly viewer: Viewer
  readonly kind: ReviewTarget['kind']
}

function nameOfTargetShape({ viewer, kind }: TargetShape): string {
  return `${nameOfViewer(viewer)} ${kind}`
}

const anchorOf = preparedByShape<TargetShape, { publicId: string; key: number }, { id: number; posted_key: string }>(
  nameOfTargetShape,
  (db, given, { viewer, kind }) =>
    db
      .selectFrom('review')
      .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
      .where('review.public_id', '=', given.publicId)
      .where(`review.${kind}_id`, '=', given.key)
      .where(reviewVisibleTo(viewer))
      .select(['review.id', 'review.posted_key']),
)

/** Answers that one page shows; a thread that is longer ends there. */
const REPLIES_SHOWN = 400

const repliesBelow = preparedByShape<Viewer, Record<string, number>, ReviewRow>(nameOfViewer, (db, given, viewer) => {
  const thread = sql`with recursive thread(id) as (
    select review.id from review where review.parent_id in (${sql.join(placesOfKeys(given, PAGE_SIZE))})
    union select review.id from thread inner join review on review.parent_id = thread.id)
    select id from thread`
  return selectReviews(db, viewer)
    .where(sql<SqlBool>`review.id in (${thread})`)
    .orderBy('review.id')
    .limit(sql.lit(REPLIES_SHOWN))
})

interface CountRow {
  readonly reviews: number | string | null
  readonly ratings_only: number | string | null
  readonly rated: number | string | null
  readonly sum: number | string | null
}

/** Counted exactly up to here; nothing is reviewed so often. */
const COUNTED = 20_000

const countOfTarget = preparedByShape<TargetShape, { key: number }, CountRow>(
  nameOfTargetShape,
  (db, given, { viewer, kind }) => {
    const found = db
      .selectFrom('review')
      .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
      .where(`review.${kind}_id`, '=', given.key)
      .where('review.parent_id', 'is', null)
      .where('review.state', '<>', sql.lit('deleted'))
      .where(reviewVisibleTo(viewer))
      .orderBy('review.posted_key')
      .orderBy('review.id')
      .limit(sql.lit(COUNTED))
      .select(['review.rating', 'review.rating_best'])
      .select(sql<number>`case when review.html is not null then 1 else 0 end`.as('says'))
    const hasSteps = sql`found.rating between 1 and found.rating_best and found.rating_best > 1`
    return db
      .selectFrom(found.as('found'))
      .select([
        sql<number>`sum(found.says)`.as('reviews'),
        sql<number>`sum(1 - found.says)`.as('ratings_only'),
        sql<number>`sum(case when ${hasSteps} then 1 else 0 end)`.as('rated'),
        sql<number>`sum(case when ${hasSteps} then 1.0 * found.rating / found.rating_best else 0 end)`.as('sum'),
      ])
  },
)
