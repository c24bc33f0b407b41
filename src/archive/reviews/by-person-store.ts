/** The reviews that one person wrote, newest first, each with what it is of, as far as the viewer may find that. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { hasPage, nameOfViewer, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'
import { REVIEW_COLUMNS, type ReviewRow, reviewOf, reviewVisibleTo } from './reading-store.ts'
import type { Review } from './review.ts'

export interface WrittenReview {
  readonly review: Review
  readonly kind: 'work' | 'series' | 'news'
  readonly target: Named
}

export interface WrittenList {
  readonly reviews: readonly WrittenReview[]
  readonly next: string | undefined
}

export async function listReviewsBy(
  db: Db,
  viewer: Viewer,
  penNameId: number,
  after: string | undefined,
  size: number,
): Promise<WrittenList> {
  const [anchor] = after === undefined ? [] : await anchorOf(db, { publicId: after, penNameId })
  const values = { penNameId, anchorKey: anchor?.posted_key ?? '', anchorId: anchor?.id ?? 0, size: size + 1 }
  const rows = await writtenBy(db, { viewer, isFirst: anchor === undefined }, values)
  const { shown, next } = pageOfRows(rows, size)
  return {
    reviews: shown.map((row) => ({
      review: reviewOf(row),
      kind: row.kind,
      target: { publicId: row.target_id, name: row.target_name },
    })),
    next: next?.public_id,
  }
}

interface WrittenRow extends ReviewRow {
  readonly kind: WrittenReview['kind']
  readonly target_id: string
  readonly target_name: string
}

interface Values {
  penNameId: number
  anchorKey: string
  anchorId: number
  size: number
}

const writtenBy = preparedByShape<{ readonly viewer: Viewer; readonly isFirst: boolean }, Values, WrittenRow>(
  ({ viewer, isFirst }) => `${nameOfViewer(viewer)} ${isFirst}`,
  (db, given, { viewer, isFirst }) => {
    const query = db
      .selectFrom('review')
      .innerJoin('pen_name', 'pen_name.id', 'review.pen_name_id')
      .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
      .where(reviewVisibleTo(viewer))
      .select(REVIEW_COLUMNS)
      .select(hasPage(viewer).as('by_has_page'))
      .leftJoin('work', (join) => join.onRef('work.id', '=', 'review.work_id').on(visibleTo(viewer)))
      .leftJoin('series', (join) => join.onRef('series.id', '=', 'review.series_id').on(seriesVisibleTo(viewer)))
      .leftJoin('news', 'news.id', 'review.news_id')
      .where('review.pen_name_id', '=', given.penNameId)
      .where('review.parent_id', 'is', null)
      .where('review.html', 'is not', null)
      .where('review.state', '=', sql.lit('shown'))
      .where((eb) =>
        eb.or([eb('work.id', 'is not', null), eb('series.id', 'is not', null), eb('news.id', 'is not', null)]),
      )
      .select([
        sql<
          WrittenReview['kind']
        >`case when work.id is not null then 'work' when series.id is not null then 'series' else 'news' end`.as(
          'kind',
        ),
        sql<string>`coalesce(work.public_id, series.public_id, news.public_id)`.as('target_id'),
        sql<string>`coalesce(work.title, series.title, news.title)`.as('target_name'),
      ])
    const page = isFirst
      ? query
      : query.where(sql<SqlBool>`(review.posted_key, review.id) < (${given.anchorKey}, ${given.anchorId})`)
    return page.orderBy('review.posted_key', 'desc').orderBy('review.id', 'desc').limit(given.size)
  },
)

const anchorOf = prepared<{ publicId: string; penNameId: number }, { id: number; posted_key: string }>((db, given) =>
  db
    .selectFrom('review')
    .where('review.public_id', '=', given.publicId)
    .where('review.pen_name_id', '=', given.penNameId)
    .select(['review.id', 'review.posted_key']),
)
