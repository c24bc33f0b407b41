/**
 * Series that sources state: the works that say to be in one, and their order there.
 *
 * What an import put into a series is remembered apart from the series, so that it can tell its own doing from that of
 * people: a work that somebody took out is not put back, an order that somebody made is not made again, and a series that
 * somebody renamed is found by what sources call it.
 */
import { foldKey } from '../../kernel/text.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'
import {
  findStoredSeries,
  insertSeries,
  replaceSeriesCreators,
  replaceSeriesEntries,
  type SeriesEntry,
  type StoredSeries,
  updateSeries,
} from './store.ts'

export interface SeriesSaying {
  readonly name: string
  readonly number: number | null
}

const TO_PLACE = -1
const KEYS_A_QUERY = 500

/** Keeps what the sources of a work say of its series. Works of nobody known are put into none: whose would it be? */
export async function saySeries(tx: Db, workId: number, said: readonly SeriesSaying[], now: string): Promise<void> {
  const before = await listSayings(tx, { workId })
  if (said.length === 0 && before.length === 0) return
  const people = await listPeople(tx, workId)
  const kept = new Set<number>()
  for (const { name, number } of people.length === 0 ? [] : said) {
    const folded = foldKey(name)
    const known = before.find((saying) => saying.folded_name === folded)
    const seriesId = known?.series_id ?? (await findSaidSeries(tx, folded, people)) ?? (await addSeries(tx, name, now))
    if (kept.has(seriesId)) continue
    kept.add(seriesId)
    if (known?.number === number && known.name === name) continue
    const row = { work_id: workId, series_id: seriesId, name, folded_name: folded, number, position: TO_PLACE }
    // What somebody took out stays out, whatever number its sources say now.
    const isOut = known !== undefined && !(await isEntered(tx, workId, seriesId))
    const change = isOut ? { name, number } : { name, number, position: TO_PLACE }
    await tx
      .insertInto('series_saying')
      .values(row)
      .onConflict((conflict) => conflict.columns(['work_id', 'series_id']).doUpdateSet(change))
      .execute()
  }
  for (const { series_id: seriesId } of before) if (!kept.has(seriesId)) await takeOut(tx, workId, seriesId)
}

async function isEntered(tx: Db, workId: number, seriesId: number): Promise<boolean> {
  const row = await tx
    .selectFrom('series_entry')
    .select('position')
    .where('work_id', '=', workId)
    .where('series_id', '=', seriesId)
    .executeTakeFirst()
  return row !== undefined
}

const listSayings = prepared((tx, given: Given<{ workId: number }>) =>
  tx
    .selectFrom('series_saying')
    .select(['series_id', 'name', 'folded_name', 'number'])
    .where('work_id', '=', given.workId),
)

async function listPeople(tx: Db, workId: number): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('creator')
    .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
    .select('pen_name.id')
    .where('work_id', '=', workId)
    .where('is_claimable', '=', true)
    .execute()
  return rows.map(({ id }) => id)
}

/** A series of this name by one of these people: by what sources call it, else by its title. */
async function findSaidSeries(tx: Db, folded: string, people: readonly number[]): Promise<number | undefined> {
  const said = await tx
    .selectFrom('series_saying')
    .innerJoin('creator', 'creator.work_id', 'series_saying.work_id')
    .select('series_id')
    .where('folded_name', '=', folded)
    .where('creator.pen_name_id', 'in', people)
    .orderBy('series_id')
    .limit(1)
    .executeTakeFirst()
  if (said !== undefined) return said.series_id
  const titled = await tx
    .selectFrom('series')
    .innerJoin('series_creator', 'series_creator.series_id', 'series.id')
    .select(['series.id', 'series.title'])
    .where('series_creator.pen_name_id', 'in', people)
    .where('site_id', 'is', null)
    .orderBy('series.id')
    .execute()
  return titled.find(({ title }) => foldKey(title) === folded)?.id
}

async function addSeries(tx: Db, title: string, now: string): Promise<number> {
  return insertSeries(tx, { title, summary: null, openness: 'closed' }, null, now)
}

/** A series that is left empty by it goes, unless somebody has said something of it. */
async function takeOut(tx: Db, workId: number, seriesId: number): Promise<void> {
  await tx.deleteFrom('series_saying').where('work_id', '=', workId).where('series_id', '=', seriesId).execute()
  await tx.deleteFrom('series_entry').where('work_id', '=', workId).where('series_id', '=', seriesId).execute()
  await tx
    .deleteFrom('series')
    .where('id', '=', seriesId)
    .where('summary', 'is', null)
    .where('review_count', '=', 0)
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('series_entry').select('series_id').where('series_id', '=', seriesId))),
    )
    .where((eb) =>
      eb.not(eb.exists(eb.selectFrom('series_saying').select('series_id').where('series_id', '=', seriesId))),
    )
    .execute()
}

/** Series in which works wait for their place. */
export async function listSeriesToPlace(db: Db): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('series_saying')
    .select('series_id')
    .distinct()
    .where('position', '<', 0)
    .orderBy('series_id')
    .execute()
  return rows.map(({ series_id: id }) => id)
}

/** Puts the works of a series that wait into it, in the order that their sources say. Call it in a transaction. */
export async function placeSaidWorks(tx: Db, seriesId: number, now: string): Promise<void> {
  const stored = await findStoredSeries(tx, seriesId)
  if (stored === undefined) return
  const sayings = await listInOrder(tx, seriesId)
  await replaceSeriesEntries(tx, seriesId, entriesOf(stored, sayings))
  const waiting = sayings.filter(({ position }) => position < 0).map(({ workId }) => workId)
  await addCreators(tx, seriesId, stored.creators, waiting)
  const title = titleOf(stored, sayings)
  if (title !== stored.title) await updateSeries(tx, seriesId, { ...stored, title }, now)
  for (const [position, { workId, position: before }] of sayings.entries())
    if (before !== position)
      await tx
        .updateTable('series_saying')
        .set({ position })
        .where('work_id', '=', workId)
        .where('series_id', '=', seriesId)
        .execute()
}

interface Said {
  readonly workId: number
  readonly name: string
  readonly position: number
}

/** By number, then by when they were posted, then by title: the same whichever came in first. */
async function listInOrder(tx: Db, seriesId: number): Promise<readonly Said[]> {
  const rows = await tx
    .selectFrom('series_saying')
    .innerJoin('work', 'work.id', 'series_saying.work_id')
    .select(['work_id as workId', 'name', 'series_saying.number', 'position', 'posted_key', 'sort_title', 'made_from'])
    .where('series_id', '=', seriesId)
    .execute()
  const keyOf = (row: (typeof rows)[number]): string => JSON.stringify([row.posted_key, row.sort_title, row.made_from])
  return rows.toSorted((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)]
    return (a.number ?? Infinity) - (b.number ?? Infinity) || (x < y ? -1 : x > y ? 1 : 0)
  })
}

function entriesOf({ entries }: StoredSeries, sayings: readonly Said[]): readonly SeriesEntry[] {
  const here = new Set(entries.flatMap(({ workId }) => workId ?? []))
  const isWaiting = new Set(sayings.filter(({ position }) => position < 0).map(({ workId }) => workId))
  // What was placed and is not here any more was taken out by somebody.
  const wanted = sayings.map(({ workId }) => workId).filter((workId) => here.has(workId) || isWaiting.has(workId))
  const placed = sayings
    .filter(({ workId, position }) => position >= 0 && here.has(workId))
    .toSorted((a, b) => a.position - b.position)
    .map(({ workId }) => workId)
  const said = new Set(wanted)
  const shown = entries.flatMap(({ workId }) =>
    workId !== null && said.has(workId) && !isWaiting.has(workId) ? [workId] : [],
  )
  const fresh = wanted.filter((workId) => !here.has(workId))
  if (shown.join() !== placed.join()) return [...entries, ...fresh.map(entryOf)]
  // The order is ours: said works stand in theirs, and what people added keeps its place behind them.
  return [...wanted.map(entryOf), ...entries.filter(({ workId }) => workId === null || !said.has(workId))]
}

function entryOf(workId: number): SeriesEntry {
  return { workId, childId: null, isConfirmed: true }
}

async function addCreators(
  tx: Db,
  seriesId: number,
  creators: readonly number[],
  works: readonly number[],
): Promise<void> {
  if (works.length === 0) return
  const names = new Map<number, string>()
  const add = (rows: readonly { readonly id: number; readonly sort_name: string }[]): void => {
    for (const row of rows) names.set(row.id, row.sort_name)
  }
  const people = tx.selectFrom('pen_name').select(['pen_name.id', 'sort_name']).where('is_claimable', '=', true)
  for (const part of chunks(creators, KEYS_A_QUERY)) add(await people.where('pen_name.id', 'in', part).execute())
  const signers = people.innerJoin('creator', 'creator.pen_name_id', 'pen_name.id').distinct()
  for (const part of chunks(works, KEYS_A_QUERY)) add(await signers.where('creator.work_id', 'in', part).execute())
  const next = [...names]
    .toSorted(([a, one], [b, other]) => (one < other ? -1 : one > other ? 1 : a - b))
    .map(([id]) => id)
  if (next.join() !== creators.join()) await replaceSeriesCreators(tx, seriesId, next)
}

/** As most of its works write it; a title that no source gives is somebody's own. */
function titleOf({ title }: StoredSeries, sayings: readonly Said[]): string {
  const names = [...Map.groupBy(sayings, ({ name }) => name)].toSorted(
    ([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1),
  )
  return names.some(([name]) => name === title) ? (names[0]?.[0] ?? title) : title
}
