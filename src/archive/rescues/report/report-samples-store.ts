/**
 * Chooses what somebody should look at with their own eyes: for each kind of thing that a rescue may get wrong one work
 * of that kind, and some that nobody can foresee.
 *
 * The choice depends on the site alone, so that two people who look at one dump look at the same works: the foreseen ones
 * have the lowest old id of their kind, the others the lowest hashes.
 */
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { type NamedWork, storiesOf } from './report-store.ts'

export interface Sample {
  readonly why: SampleReason
  readonly kind: 'work' | 'series'
  readonly oldKey: string
  readonly publicId: string
  readonly title: string
}

export const SAMPLE_REASONS = [
  'longest',
  'most-mended',
  'most-reviewed',
  'with-replies',
  'several-authors',
  'unknown-author',
  'round-robin',
  'members-only',
  'waiting',
  'text-missing',
  'adult',
  'any',
] as const
export type SampleReason = (typeof SAMPLE_REASONS)[number] | 'series-inside'

const ANY = 5

export async function chooseSamples(db: Db, siteId: number, siteKey: string): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  const seen = new Set<string>()
  function add(why: SampleReason, works: readonly NamedWork[]): void {
    for (const work of works) {
      if (seen.has(work.oldKey)) continue
      seen.add(work.oldKey)
      samples.push({ why, kind: 'work', oldKey: work.oldKey, publicId: work.publicId, title: work.title })
    }
  }
  for (const why of SAMPLE_REASONS) {
    if (why === 'any') add(why, await chooseByHash(db, siteId, siteKey, seen))
    else add(why, await firstOf(db, siteId, why, seen))
  }
  return [...samples, ...(await seriesInside(db, siteId))]
}

type Foreseen = Exclude<(typeof SAMPLE_REASONS)[number], 'any'>

async function firstOf(
  db: Db,
  siteId: number,
  why: Foreseen,
  seen: ReadonlySet<string>,
): Promise<readonly NamedWork[]> {
  const works = storiesOf(db, siteId)
  const measure = MEASURES[why]
  return works
    .where(sql<boolean>`${CONDITIONS[why]}`)
    .$if(seen.size > 0, (query) => query.where('legacy_id.old_key', 'not in', [...seen]))
    .$if(measure !== undefined, (query) => query.orderBy(sql`${measure}`, 'desc'))
    .orderBy(sql`length(legacy_id.old_key)`)
    .orderBy('legacy_id.old_key')
    .limit(1)
    .execute()
}

const REPAIRS = sql`(select count(*) from finding where finding.work_id = work.id and finding.kind = 'repair')`

/** Works with the most of something. */
const MEASURES: Readonly<Partial<Record<Foreseen, typeof REPAIRS>>> = {
  longest: sql`work.words`,
  'most-mended': REPAIRS,
  'most-reviewed': sql`work.review_count`,
}

const CONDITIONS: Readonly<Record<Foreseen, typeof REPAIRS>> = {
  longest: sql`work.words > 0`,
  'most-mended': sql`${REPAIRS} > 0`,
  'most-reviewed': sql`work.review_count > 0`,
  'with-replies': sql`exists (select 1 from review where review.work_id = work.id and review.parent_id is not null)`,
  'several-authors': sql`exists (select 1 from creator where creator.work_id = work.id and creator.position = 1)`,
  'unknown-author': sql`exists (select 1 from creator inner join pen_name on pen_name.id = creator.pen_name_id
    where creator.work_id = work.id and pen_name.is_claimable = ${sql.lit(false)})`,
  'round-robin': sql`work.is_round_robin = ${sql.lit(true)}`,
  'members-only': sql`work.visibility = 'members'`,
  waiting: sql`work.visibility = 'hidden'`,
  'text-missing': sql`exists (select 1 from finding where finding.work_id = work.id and finding.kind = 'gap')`,
  adult: sql`work.asks_age = ${sql.lit(true)}`,
}

/** Rows read at a time. */
const PORTION = 1000

async function chooseByHash(
  db: Db,
  siteId: number,
  siteKey: string,
  seen: ReadonlySet<string>,
): Promise<readonly NamedWork[]> {
  let best: { readonly hash: string; readonly work: NamedWork }[] = []
  for (let after = ''; ; ) {
    const works = await storiesOf(db, siteId)
      .where('legacy_id.old_key', '>', after)
      .orderBy('legacy_id.old_key')
      .limit(PORTION)
      .execute()
    const found = works
      .filter((work) => !seen.has(work.oldKey))
      .map((work) => ({ hash: createHash('sha256').update(`${siteKey}/${work.oldKey}`).digest('hex'), work }))
    best = [...best, ...found].toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, ANY)
    const last = works.at(-1)
    if (last === undefined || works.length < PORTION) return best.map(({ work }) => work)
    after = last.oldKey
  }
}

async function seriesInside(db: Db, siteId: number): Promise<readonly Sample[]> {
  const rows = await db
    .selectFrom('legacy_id')
    .innerJoin('series', 'series.id', 'legacy_id.target_id')
    .select(['legacy_id.old_key as oldKey', 'series.public_id as publicId', 'series.title'])
    .where('legacy_id.site_id', '=', siteId)
    .where('legacy_id.table_name', '=', 'series')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('series_entry')
          .select('series_entry.position')
          .whereRef('series_entry.series_id', '=', 'series.id')
          .where('series_entry.child_id', 'is not', null),
      ),
    )
    .orderBy(sql`length(legacy_id.old_key)`)
    .orderBy('legacy_id.old_key')
    .limit(1)
    .execute()
  return rows.map((row) => ({ why: 'series-inside', kind: 'series', ...row }))
}
