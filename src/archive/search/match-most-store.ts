/** How many of some conditions each work fits, asked of the store where the index of tags cannot be had. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Condition } from '../../search/question.ts'
import { testOf } from './condition-store.ts'

/** The works that changed last are looked at. */
const LOOKED_AT = 4000

export async function matchMostInStore(
  db: Db,
  viewer: Viewer,
  conditions: readonly Condition[],
  size: number,
): Promise<readonly { readonly work: number; readonly fits: number }[]> {
  const bits = conditions.map(
    (condition, i) => sql`case when ${testOf(viewer, condition)} then ${sql.lit(2 ** i)} else 0 end`,
  )
  const counted = conditions.map((_, i) => sql`(fits / ${sql.lit(2 ** i)}) % 2`)
  const { rows } = await sql<{ work: number; fits: number | string }>`
    select work, fits from (
      select work.id as work, ${sql.join(bits, sql` + `)} as fits
      from (select work.id from work where ${visibleTo(viewer)} order by work.updated_key desc, work.id desc limit ${sql.lit(LOOKED_AT)}) as candidate
      cross join work where work.id = candidate.id) as matched
    where fits > 0 order by ${sql.join(counted, sql` + `)} desc, work limit ${sql.lit(size)}`.execute(db)
  return rows.map(({ work, fits }) => ({ work, fits: Number(fits) }))
}
