/** How much there is in the archive, counted exactly up to a bound that keeps the front page quick. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'

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

/** What else there is beside works, by the address of its list. */
export interface Beside {
  readonly hasSeries: boolean
  readonly hasChallenges: boolean
  readonly hasNews: boolean
  readonly hasSites: boolean
}

export async function findBeside(db: Db, viewer: Viewer): Promise<Beside> {
  const [row] = await beside(db, viewer, {})
  return {
    hasSeries: Boolean(row?.series),
    hasChallenges: Boolean(row?.challenges),
    hasNews: Boolean(row?.news),
    hasSites: Boolean(row?.sites),
  }
}

const beside = preparedByShape<
  Viewer,
  object,
  { readonly series: boolean; readonly challenges: boolean; readonly news: boolean; readonly sites: boolean }
>(nameOfViewer, (db, _, viewer) =>
  db
    .selectFrom(sql<{ one: number }>`(select 1 as one)`.as('here'))
    .select([
      sql<boolean>`exists (select 1 from series where ${seriesVisibleTo(viewer)})`.as('series'),
      sql<boolean>`exists (select 1 from challenge)`.as('challenges'),
      sql<boolean>`exists (select 1 from news)`.as('news'),
      sql<boolean>`exists (select 1 from rescued_site)`.as('sites'),
    ]),
)

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
