/** Rows of questions about two works: another version, a part of something, one person under two names. */
import type { SuggestionCode } from '../../intake/codes.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'

export interface KinQuestion {
  readonly workId: number
  readonly otherWorkId: number
  readonly code: SuggestionCode
  /** What of the other work is shown: its title. */
  readonly value: string
  /** For a fact that it would fill. */
  readonly field?: string
  readonly why: string
  /** A passage here and the same one there. */
  readonly before: string | null
  readonly after: string | null
  readonly confidence: number
}

/** Behind all that the sources of one work alone ask. */
const POSITION = 1_000_000

export interface WorkName {
  readonly id: number
  readonly title: string
  readonly names: readonly string[]
}

export async function listWorkNames(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, WorkName>> {
  const names = new Map<number, WorkName>()
  for (const part of chunks([...new Set(ids)], 500)) {
    const works = await db.selectFrom('work').select(['id', 'title']).where('id', 'in', part).execute()
    const creators = await db
      .selectFrom('creator')
      .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
      .select(['work_id', 'name'])
      .where('work_id', 'in', part)
      .orderBy('work_id')
      .orderBy('position')
      .execute()
    const byWork = Map.groupBy(creators, (row) => row.work_id)
    for (const { id, title } of works)
      names.set(id, { id, title, names: (byWork.get(id) ?? []).map(({ name }) => name) })
  }
  return names
}

/**
 * Asks about two works in place of what was asked about them before; what somebody decided about a question stays
 * decided. Call it in a transaction.
 */
export async function replaceQuestions(
  tx: Db,
  batchId: number,
  pair: readonly [number, number],
  codes: readonly SuggestionCode[],
  questions: readonly KinQuestion[],
): Promise<void> {
  const [a, b] = pair
  const removed = await tx
    .deleteFrom('finding')
    .where('code', 'in', codes)
    .where((eb) =>
      eb.or([
        eb.and([eb('work_id', '=', a), eb('other_work_id', '=', b)]),
        eb.and([eb('work_id', '=', b), eb('other_work_id', '=', a)]),
      ]),
    )
    .returning(['work_id', 'code', 'state'])
    .execute()
  const decided = new Map(
    removed.filter(({ state }) => state !== 'open').map((row) => [`${row.work_id} ${row.code}`, row.state]),
  )
  const rows = questions.map((question, i) => ({
    batch_id: batchId,
    sha256: null,
    work_id: question.workId,
    other_work_id: question.otherWorkId,
    kind: 'suggestion',
    code: question.code,
    field: question.field ?? null,
    value: question.value,
    why: question.why,
    before: question.before,
    after: question.after,
    confidence: question.confidence,
    state: decided.get(`${question.workId} ${question.code}`) ?? 'open',
    position: POSITION + i,
  }))
  await insertRows(tx, 'finding', rows)
}

/** Questions about two texts: what they ask shows in the texts, and ends when these change. */
export const KIN_CODES = ['other-version', 'shared-text'] as const satisfies readonly SuggestionCode[]

/** Each two works about which a question is open, one of them given. Not those of which only one is public: they are not compared. */
export async function listOpenPairs(
  db: Db,
  workIds: readonly number[],
): Promise<readonly (readonly [number, number])[]> {
  const pairs = new Map<string, readonly [number, number]>()
  // It is asked at both, and may be decided at one of them.
  for (const side of ['finding.work_id', 'finding.other_work_id'] as const)
    for (const part of chunks([...new Set(workIds)], 500)) {
      const rows = await db
        .selectFrom('finding')
        .innerJoin('work as one', 'one.id', 'finding.work_id')
        .innerJoin('work as other', 'other.id', 'finding.other_work_id')
        .select(['one.id as a', 'other.id as b'])
        .distinct()
        .where(side, 'in', part)
        .where('finding.code', 'in', KIN_CODES)
        .where('finding.state', '=', 'open')
        .whereRef('one.visibility', '=', 'other.visibility')
        .execute()
      for (const { a, b } of rows) pairs.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [a, b])
    }
  return [...pairs.values()]
}

/** What was decided stays, for the day on which the texts are close again. */
export async function removeOpenQuestions(tx: Db, [a, b]: readonly [number, number]): Promise<void> {
  await tx
    .deleteFrom('finding')
    .where('work_id', 'in', [a, b])
    .where('other_work_id', 'in', [a, b])
    .where('code', 'in', KIN_CODES)
    .where('state', '=', 'open')
    .execute()
}

export interface Sequel {
  readonly penNameId: number
  readonly workId: number
  /** The title that it says to follow. */
  readonly follows: string
}

export interface TitledWork {
  readonly penNameId: number
  readonly workId: number
  readonly title: string
}

/** What the people who signed these works have here: all titles, and which of them say to follow another. */
export async function listTitlesAround(
  db: Db,
  workIds: readonly number[],
): Promise<{ readonly works: readonly TitledWork[]; readonly sequels: readonly Sequel[] }> {
  const people = new Set<number>()
  for (const part of chunks(workIds, 500)) {
    const signers = db
      .selectFrom('creator')
      .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
      .select('pen_name.id')
      .distinct()
      .where('work_id', 'in', part)
      .where('is_claimable', '=', true)
    for (const { id } of await signers.execute()) people.add(id)
  }
  const found: { works: TitledWork[]; sequels: Sequel[] } = { works: [], sequels: [] }
  for (const part of chunks([...people], 500)) {
    const sequels = await db
      .selectFrom('creator')
      .innerJoin('field', 'field.work_id', 'creator.work_id')
      .select(['pen_name_id as penNameId', 'creator.work_id as workId', 'field.value as follows'])
      .where('pen_name_id', 'in', part)
      .where('field.name', '=', 'sequelTo')
      .execute()
    found.sequels.push(...sequels)
    const saying = [...new Set(sequels.map(({ penNameId }) => penNameId))]
    if (saying.length === 0) continue
    const works = await db
      .selectFrom('creator')
      .innerJoin('work', 'work.id', 'creator.work_id')
      .select(['pen_name_id as penNameId', 'work.id as workId', 'title'])
      .where('pen_name_id', 'in', saying)
      .execute()
    found.works.push(...works)
  }
  return found
}

/** Whether sources put both into one series. */
export async function areInOneSeries(db: Db, a: number, b: number): Promise<boolean> {
  const row = await db
    .selectFrom('series_entry as one')
    .innerJoin('series_entry as other', 'other.series_id', 'one.series_id')
    .select('one.series_id')
    .where('one.work_id', '=', a)
    .where('other.work_id', '=', b)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
