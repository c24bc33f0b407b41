/** How much there is in the archive, counted exactly up to a bound that keeps the front page quick. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { nameOfViewer } from '../works/index.ts'

export const COUNTED = 20_000

export interface Holdings {
  readonly works: number
  readonly words: number
  readonly people: number
  /** False when there is more than was counted. */
  readonly isExact: boolean
}

export async function countHoldings(db: Db, viewer: Viewer): Promise<Holdings> {
  const [row] = await holdings(db, viewer, {})
  const works = row?.works ?? 0
  return {
    works: Math.min(works, COUNTED),
    // PostgreSQL gives a sum as text, since it may outgrow a key.
    words: Number(row?.words ?? 0),
    people: row?.people ?? 0,
    isExact: works <= COUNTED,
  }
}

const holdings = preparedByShape<Viewer, object, { works: number; words: number | string | null; people: number }>(
  nameOfViewer,
  (db, _, viewer) => {
    const counted = db
      .selectFrom('work')
      .where(visibleTo(viewer))
      .orderBy('work.words', 'desc')
      .limit(sql.lit(COUNTED + 1))
      .select(['work.id', 'work.words'])
    return db
      .with('counted', () => counted)
      .selectFrom('counted')
      .select([
        sql<number>`count(*)`.as('works'),
        sql<number | string | null>`sum(counted.words)`.as('words'),
        sql<number>`(select count(distinct creator.pen_name_id) from counted inner join creator on creator.work_id = counted.id)`.as(
          'people',
        ),
      ])
  },
)
