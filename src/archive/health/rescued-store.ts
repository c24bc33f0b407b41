/** What must hold between series, challenges, reviews, favourites and the books of rescued sites, each as a count. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { countOf } from '../reviews/index.ts'
import { countInCircles } from './circles.ts'

export const RESCUE_INVARIANTS = [
  'series-in-itself',
  'series-out-of-order',
  'entry-of-nothing',
  'answer-of-nothing',
  'review-of-nothing',
  'review-of-other-chapter',
  'reply-elsewhere',
  'review-count-wrong',
  'favourite-of-nothing',
  'term-in-itself',
  'term-use-of-nothing',
  'old-row-of-nothing',
  'rescue-out-of-balance',
] as const
export type RescueInvariant = (typeof RESCUE_INVARIANTS)[number]

export const COUNT_RESCUED = {
  'series-in-itself': async (db) => {
    const links = await db
      .selectFrom('series_entry')
      .select(['series_id as from', 'child_id as to'])
      .where('child_id', 'is not', null)
      .execute()
    return countInCircles(links as { from: number; to: number }[])
  },
  'series-out-of-order': (db) =>
    count(
      db,
      sql`select series_id from series_entry group by series_id having max(position) <> count(*) - 1 or min(position) <> 0`,
    ),
  'entry-of-nothing': (db) =>
    count(db, sql`select 1 as one from series_entry where ${notOne(['work_id', 'child_id'])}`),
  'answer-of-nothing': (db) =>
    count(db, sql`select 1 as one from challenge_answer where ${notOne(['work_id', 'series_id'])}`),
  'review-of-nothing': (db) =>
    count(db, sql`select 1 as one from review where ${notOne(['work_id', 'series_id', 'news_id'])}`),
  'review-of-other-chapter': (db) =>
    count(
      db,
      sql`select 1 as one from review inner join chapter on chapter.id = review.chapter_id
        where review.work_id is null or review.work_id <> chapter.work_id`,
    ),
  'reply-elsewhere': (db) =>
    count(
      db,
      sql`select 1 as one from review inner join review as parent on parent.id = review.parent_id
        where coalesce(review.work_id, 0) <> coalesce(parent.work_id, 0)
        or coalesce(review.series_id, 0) <> coalesce(parent.series_id, 0)
        or coalesce(review.news_id, 0) <> coalesce(parent.news_id, 0)`,
    ),
  'review-count-wrong': async (db) =>
    (await count(db, sql`select 1 as one from work where review_count <> ${countOf('work')}`)) +
    (await count(db, sql`select 1 as one from series where review_count <> ${countOf('series')}`)),
  'favourite-of-nothing': (db) =>
    count(db, sql`select 1 as one from favourite where ${notOne(['work_id', 'series_id', 'person_id'])}`),
  'term-in-itself': async (db) => {
    const links = await db
      .selectFrom('site_term')
      .select(['id as from', 'parent_id as to'])
      .where('parent_id', 'is not', null)
      .execute()
    return countInCircles(links as { from: number; to: number }[])
  },
  'term-use-of-nothing': async (db) => {
    let broken = 0
    for (const kind of ['work', 'series', 'challenge'] as const)
      broken += await count(
        db,
        sql`select 1 as one from term_use where kind = ${kind}
          and not exists (select 1 from ${sql.table(kind)} where ${sql.ref(`${kind}.id`)} = term_use.target_id)`,
      )
    return broken
  },
  'old-row-of-nothing': async (db) => {
    let broken = 0
    for (const kind of OLD_ROW_KINDS)
      broken += await count(
        db,
        sql`select 1 as one from legacy_id where kind = ${kind} and target_id is not null
          and not exists (select 1 from ${sql.table(kind)} where ${sql.ref(`${kind}.id`)} = legacy_id.target_id)`,
      )
    return broken
  },
  'rescue-out-of-balance': async (db) => {
    const sites = await db.selectFrom('rescued_site').select('report').execute()
    return sites.filter(({ report }) => {
      const { totals } = JSON.parse(report) as { readonly totals?: { readonly difference: number } }
      return totals !== undefined && totals.difference !== 0
    }).length
  },
} satisfies Record<RescueInvariant, (db: Db) => Promise<number>>

/** Tables of ours whose rows came from old ones, by which books name them. */
const OLD_ROW_KINDS = [
  'pen_name',
  'site_term',
  'work',
  'chapter',
  'series',
  'challenge',
  'news',
  'review',
  'favourite',
  'site_page',
] as const

/** True where not just one of these columns is set. */
function notOne(columns: readonly string[]): RawBuilder<unknown> {
  const set = columns.map((column) => sql`case when ${sql.ref(column)} is null then 0 else 1 end`)
  return sql`${sql.join(set, sql` + `)} <> 1`
}

async function count(db: Db, rows: RawBuilder<unknown>): Promise<number> {
  const result = await sql<{ broken: number }>`select count(*) as broken from (${rows}) as found`.execute(db)
  return result.rows[0]?.broken ?? 0
}
