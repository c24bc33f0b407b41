/** What a report about a rescue asks the catalogue, and where it is kept. */
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'

export async function saveReport(tx: Db, siteId: number, report: object): Promise<void> {
  await tx
    .updateTable('rescued_site')
    .set({ report: JSON.stringify(report) })
    .where('id', '=', siteId)
    .execute()
}

export interface ReportedSite {
  readonly id: number
  readonly publicId: string
  readonly key: string
  readonly name: string
  readonly software: string
  readonly version: string | null
  readonly rescuedAt: string
  /** JSON. */
  readonly report: string
}

export async function findReportedSite(db: Db, publicId: string): Promise<ReportedSite | undefined> {
  return db
    .selectFrom('rescued_site')
    .select(['id', 'public_id as publicId', 'key', 'name', 'software', 'version', 'rescued_at as rescuedAt', 'report'])
    .where('public_id', '=', publicId)
    .executeTakeFirst()
}

export interface FindingCount {
  readonly kind: string
  readonly code: string
  readonly findings: number
  readonly works: number
}

/**
 * Findings about the works of a site, counted for some works at a time: a large site has millions of them, and to sort
 * them all takes 100 MB.
 */
export async function countWorkFindings(db: Db, siteId: number): Promise<readonly FindingCount[]> {
  const sums = new Map<string, FindingCount>()
  for (let after: number | undefined = 0; after !== undefined; ) {
    const works: readonly { readonly id: number }[] = await db
      .selectFrom('work')
      .select('id')
      .where('site_id', '=', siteId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(WORKS_A_COUNT)
      .execute()
    const last = works.at(-1)?.id
    for (const { kind, code, ...more } of last === undefined ? [] : await countBetween(db, siteId, after, last)) {
      const sum = sums.get(`${kind}/${code}`)
      sums.set(`${kind}/${code}`, {
        kind,
        code,
        findings: (sum?.findings ?? 0) + more.findings,
        works: (sum?.works ?? 0) + more.works,
      })
    }
    after = works.length < WORKS_A_COUNT ? undefined : last
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, count]) => count)
}

const WORKS_A_COUNT = 500

/** Of the works behind one and up to another, by their keys. Counted work by work, so that none is counted twice. */
async function countBetween(db: Db, siteId: number, after: number, last: number): Promise<readonly FindingCount[]> {
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom('finding')
        .select(({ fn }) => ['work_id', 'kind', 'code', fn.countAll<number>().as('findings')])
        .where('work_id', '>', after)
        .where('work_id', '<=', last)
        .groupBy(['work_id', 'kind', 'code'])
        .as('counted'),
    )
    .innerJoin('work', 'work.id', 'counted.work_id')
    .select(({ fn }) => [
      'counted.kind',
      'counted.code',
      fn.sum<number>('counted.findings').as('findings'),
      fn.countAll<number>().as('works'),
    ])
    .where('work.site_id', '=', siteId)
    .groupBy(['counted.kind', 'counted.code'])
    .execute()
}

export interface RowNote {
  readonly code: string
  /** `categories/8`. */
  readonly row: string
  readonly why: string
}

/** Findings about rows of a dump that no work's page says, by their code. */
export async function countRowNotes(
  db: Db,
  dump: NotedDump,
): Promise<readonly { readonly code: string; readonly notes: number }[]> {
  return rowNotes(db, dump)
    .select(({ fn }) => ['code', fn.countAll<number>().as('notes')])
    .groupBy('code')
    .orderBy('code')
    .execute()
}

export async function listRowNotes(db: Db, dump: NotedDump, code: string, limit: number): Promise<readonly RowNote[]> {
  const rows = await rowNotes(db, dump)
    .select(['code', 'field', 'why'])
    .where('code', '=', code)
    .orderBy('field')
    .orderBy('why')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ code: row.code, row: row.field ?? '', why: row.why ?? '' }))
}

/** By the dump; by the batch where the dump is not kept. */
export interface NotedDump {
  readonly sha256: string | null
  readonly batchId: number
}

function rowNotes(db: Db, { sha256, batchId }: NotedDump) {
  const notes = db
    .selectFrom('finding')
    .where('work_id', 'is', null)
    .where('field', 'like', '%/%')
    .where('kind', 'in', ['suggestion', 'conflict'])
  return sha256 === null
    ? notes.where('sha256', 'is', null).where('batch_id', '=', batchId)
    : notes.where('sha256', '=', sha256)
}

/** A work of the site, as a report names it. */
export interface NamedWork {
  readonly oldKey: string
  readonly publicId: string
  readonly title: string
}

/** Works with this finding, the lowest old ids first. */
export async function listWorksWithFinding(
  db: Db,
  siteId: number,
  { kind, code }: Pick<FindingCount, 'kind' | 'code'>,
  limit: number,
): Promise<readonly NamedWork[]> {
  return storiesOf(db, siteId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('finding')
          .select('finding.id')
          .whereRef('finding.work_id', '=', 'work.id')
          .where('finding.kind', '=', kind)
          .where('finding.code', '=', code),
      ),
    )
    .orderBy(sql`length(legacy_id.old_key)`)
    .orderBy('legacy_id.old_key')
    .limit(limit)
    .execute()
}

/** The works of a site by their rows, to be narrowed. */
// oxlint-disable-next-line explicit-module-boundary-types -- a query's type is its columns
export function storiesOf(db: Db, siteId: number) {
  return db
    .selectFrom('legacy_id')
    .innerJoin('work', 'work.id', 'legacy_id.target_id')
    .select(['legacy_id.old_key as oldKey', 'work.public_id as publicId', 'work.title'])
    .where('legacy_id.site_id', '=', siteId)
    .where('legacy_id.table_name', '=', 'stories')
    .where('legacy_id.kind', '=', 'work')
}

export interface WorkCount {
  readonly visibility: string
  readonly works: number
  readonly words: number
}

export async function countWorks(db: Db, siteId: number): Promise<readonly WorkCount[]> {
  return db
    .selectFrom('work')
    .select(({ fn }) => [
      'visibility',
      fn.countAll<number>().as('works'),
      fn.coalesce(fn.sum<number>('words'), sql.lit(0)).as('words'),
    ])
    .where('site_id', '=', siteId)
    .groupBy('visibility')
    .orderBy('visibility')
    .execute()
}

export interface ReviewCounts {
  readonly reviews: number
  readonly ratingsOnly: number
  readonly replies: number
  readonly newsComments: number
}

export async function countReviews(db: Db, siteId: number): Promise<ReviewCounts> {
  const row = await sql<ReviewCounts>`select
      coalesce(sum(case when parent_id is null and news_id is null then 1 else 0 end), 0) as "reviews",
      coalesce(sum(case when parent_id is null and html is null then 1 else 0 end), 0) as "ratingsOnly",
      coalesce(sum(case when parent_id is not null then 1 else 0 end), 0) as "replies",
      coalesce(sum(case when parent_id is null and news_id is not null then 1 else 0 end), 0) as "newsComments"
    from review where site_id = ${siteId}`.execute(db)
  const [counts] = row.rows
  if (counts === undefined) throw new Error('counting gave no row')
  return counts
}

/** What was found of one story of a site: what was mended in it, and what is missing. */
export interface StoryNote extends NamedWork {
  readonly visibility: string
  readonly chapters: number
  readonly findings: readonly { readonly kind: string; readonly code: string; readonly count: number }[]
}

/** What there is to say of some stories, looked at one after another. */
export interface StoryNotes {
  /** Only of stories of which there is something to say. */
  readonly notes: readonly StoryNote[]
  /** The old key of the last story that was looked at; undefined when there are no more. */
  readonly next: string | undefined
}

/** Looks at so many stories of a site behind `after`, in the order of their old keys as text. */
export async function listStoryNotes(db: Db, siteId: number, after: string, stories: number): Promise<StoryNotes> {
  const works = await storiesOf(db, siteId)
    .select(['work.id', 'work.visibility'])
    .where('legacy_id.old_key', '>', after)
    .orderBy('legacy_id.old_key')
    .limit(stories)
    .execute()
  const next = works.length < stories ? undefined : works.at(-1)?.oldKey
  if (works.length === 0) return { notes: [], next }
  const ids = works.map((work) => work.id)
  const findings = Map.groupBy(await countFindingsOf(db, ids), (row) => row.work_id)
  const chapters = new Map((await countChaptersOf(db, ids)).map((row) => [row.work_id, row.chapters]))
  const notes = works.flatMap(({ id, ...work }): StoryNote[] => {
    const found = findings.get(id)
    if (found === undefined) return []
    const said = found.map(({ kind, code, count }) => ({ kind, code, count }))
    return [{ ...work, chapters: chapters.get(id) ?? 0, findings: said }]
  })
  return { notes, next }
}

/** All that there is to say, read in portions. */
export async function* eachStoryNote(db: Db, siteId: number): AsyncGenerator<StoryNote> {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const portion: StoryNotes = await listStoryNotes(db, siteId, after, STORIES_A_PORTION)
    yield* portion.notes
    after = portion.next
  }
}

/** So many stories are looked at together. */
export const STORIES_A_PORTION = 500

async function countFindingsOf(db: Db, workIds: readonly number[]) {
  return db
    .selectFrom('finding')
    .select(({ fn }) => ['work_id', 'kind', 'code', fn.countAll<number>().as('count')])
    .where('work_id', 'in', [...workIds])
    .groupBy(['work_id', 'kind', 'code'])
    .orderBy('kind')
    .orderBy('code')
    .execute()
}

async function countChaptersOf(db: Db, workIds: readonly number[]) {
  return db
    .selectFrom('chapter')
    .select(({ fn }) => ['work_id', fn.countAll<number>().as('chapters')])
    .where('work_id', 'in', [...workIds])
    .groupBy('work_id')
    .execute()
}
