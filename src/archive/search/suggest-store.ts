/** How many works some conditions find, counted up to a bound, where the index of tags cannot be had. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Condition } from '../../search/question.ts'
import { testOf } from './condition-store.ts'

const COUNTED = 1000

/** In one query. Tags and pen names are counted in their lists. */
export async function countWorksUnder(
  db: Db,
  viewer: Viewer,
  conditions: readonly Condition[],
): Promise<readonly number[]> {
  const counts = conditions.map(
    (condition, i) =>
      sql`select ${sql.lit(i)} as place, count(*) as count from (${firstWorks(viewer, condition)}) as counted`,
  )
  const { rows } = await sql<{ place: number; count: number | string }>`${sql.join(counts, sql` union all `)}`.execute(
    db,
  )
  return conditions.map((_, i) => Number(rows.find((row) => row.place === i)?.count ?? 0))
}

function firstWorks(viewer: Viewer, condition: Condition) {
  if (condition.kind === 'tag' || condition.kind === 'pen-name') {
    const key = condition.keys[0] ?? 0
    return sql`select work.id from listing cross join work where listing.kind = ${sql.lit(condition.kind)} and listing.ref_id = ${sql.lit(key)} and work.id = listing.work_id and ${visibleTo(viewer)} limit ${sql.lit(COUNTED)}`
  }
  return sql`select work.id from work where ${visibleTo(viewer)} and ${testOf(viewer, condition)} limit ${sql.lit(COUNTED)}`
}
