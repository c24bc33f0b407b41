/** Writes series: what they say of themselves, who made them, and what stands in them in which order. */
import { foldText, sortKey } from '../../kernel/text.ts'
import { writeChange, writeChanges } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'

export const OPENNESS = ['closed', 'moderated', 'open'] as const
export type Openness = (typeof OPENNESS)[number]

export interface SeriesFacts {
  readonly title: string
  /** Story HTML. */
  readonly summary: string | null
  readonly openness: Openness
}

/** A work, or a series inside the series; one of the two. */
export type SeriesEntry = { readonly isConfirmed: boolean } & (
  | { readonly workId: number; readonly childId: null }
  | { readonly workId: null; readonly childId: number }
)

export interface StoredSeries extends SeriesFacts {
  readonly creators: readonly number[]
  readonly entries: readonly SeriesEntry[]
}

export async function insertSeries(tx: Db, facts: SeriesFacts, siteId: number | null, now: string): Promise<number> {
  const { id } = await insertWithPublicId((publicId) =>
    tx
      .insertInto('series')
      .values({ ...columnsOf(facts), site_id: siteId, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  await writeChange(tx, { table: 'series', rowId: id, change: 'added' }, now)
  return id
}

export async function updateSeries(tx: Db, id: number, facts: SeriesFacts, now: string): Promise<void> {
  await tx.updateTable('series').set(columnsOf(facts)).where('id', '=', id).execute()
  await writeChange(tx, { table: 'series', rowId: id, change: 'changed' }, now)
}

export async function replaceSeriesCreators(tx: Db, seriesId: number, penNameIds: readonly number[]): Promise<void> {
  await tx.deleteFrom('series_creator').where('series_id', '=', seriesId).execute()
  const rows = [...new Set(penNameIds)].map((id, position) => ({ series_id: seriesId, pen_name_id: id, position }))
  await insertRows(tx, 'series_creator', rows)
}

export async function replaceSeriesEntries(tx: Db, seriesId: number, entries: readonly SeriesEntry[]): Promise<void> {
  const before = await tx.deleteFrom('series_entry').where('series_id', '=', seriesId).returning('work_id').execute()
  const rows = entries.map(({ workId, childId, isConfirmed }, position) => ({
    series_id: seriesId,
    position,
    work_id: workId,
    child_id: childId,
    is_confirmed: isConfirmed,
  }))
  await insertRows(tx, 'series_entry', rows)
  // Works that are in it and those that no longer are: each is listed by its series.
  const works = new Set([...before, ...rows].flatMap(({ work_id: id }) => (id === null ? [] : [id])))
  const changes = [...works].map((rowId) => ({ table: 'work', rowId, change: 'changed' }) as const)
  await writeChanges(tx, changes, new Date().toISOString())
}

export async function findStoredSeries(db: Db, id: number): Promise<StoredSeries | undefined> {
  const row = await db
    .selectFrom('series')
    .select(['title', 'summary', 'openness'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const creators = await db
    .selectFrom('series_creator')
    .select('pen_name_id')
    .where('series_id', '=', id)
    .orderBy('position')
    .execute()
  const entries = await db
    .selectFrom('series_entry')
    .select(['work_id as workId', 'child_id as childId', 'is_confirmed as isConfirmed'])
    .where('series_id', '=', id)
    .orderBy('position')
    .execute()
  return {
    ...row,
    openness: row.openness as Openness,
    creators: creators.map((each) => each.pen_name_id),
    entries: entries as SeriesEntry[],
  }
}

/** Who made each of these series first. */
export async function listFirstSeriesCreators(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('series_creator')
    .select(['series_id', 'pen_name_id'])
    .where('series_id', 'in', [...ids])
    .where('position', '=', 0)
    .execute()
  return new Map(rows.map((row) => [row.series_id, row.pen_name_id]))
}

function columnsOf({ title, summary, openness }: SeriesFacts) {
  return { title, sort_title: sortKey(title), folded_title: foldText(title), summary, openness }
}
