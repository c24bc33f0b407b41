/**
 * Moves in the series of a site: what they say, who made them, their terms, and what stands in them.
 *
 * A series may hold stories and other series. What an entry names may be gone, and series may lie in each other; such
 * entries are set aside, each with its reason, and the report shows the gap. An entry that nobody confirmed was offered to
 * a moderated series, and stays an offer.
 */
import type { Db } from '../../../platform/db/database.ts'
import {
  findStoredSeries,
  insertSeries,
  type Openness,
  replaceSeriesCreators,
  replaceSeriesEntries,
  type SeriesEntry,
  type SeriesFacts,
  updateSeries,
} from '../../series/index.ts'
import { extraOf } from '../books/opaque.ts'
import {
  isAsWritten,
  type KnownRow,
  listKnown,
  listTargets,
  type RowRecord,
  type SetAsideRow,
  type Written,
} from '../books/records-store.ts'
import { settle } from '../books/settle.ts'
import { idOf, idsOf, isYes, wholeOf, wordOf } from '../cells.ts'
import type { KnownSiteRow, RescueContext, SiteNote, TermKind } from '../context.ts'
import { cutCircles } from '../cut-circles.ts'
import { rescueTable, type ValueBatch } from '../rescue-table.ts'
import type { SiteRow } from '../staged-site.ts'
import { replaceTermUses, rewriteWritten, takeBack } from './community-store.ts'
import { asideFor, conflictNote } from './community-values.ts'

/** Gives the series by their old ids. */
export async function rescueSeries(context: RescueContext): Promise<ReadonlyMap<string, number>> {
  await rescueTable(context, {
    table: 'series',
    prepare: (batch, { row, known }) => {
      const facts = factsOf(batch, row)
      return () => ({ row, known, facts: facts() })
    },
    write: async (tx, drafts) => {
      for (const draft of drafts) await saveSeries(context, tx, draft)
    },
  })
  const series = await listTargets(context.db, context.siteId, 'series')
  await rescueEntries(context, series)
  return series
}

const PLACED: ReadonlySet<string> = new Set(
  'seriesid title summary uid isopen catid classes characters challenges warnings genres'.split(' '),
)

const OPENNESS: readonly Openness[] = ['closed', 'moderated', 'open']

function factsOf(batch: ValueBatch, row: SiteRow): () => SeriesFacts {
  const title = batch.line(row, 'title')
  const summary = batch.html(row, 'summary')
  const openness = OPENNESS[wholeOf(row, 'isopen') ?? 0] ?? 'closed'
  return () => ({ title: title() || 'Untitled', summary: summary(), openness })
}

async function saveSeries(
  context: RescueContext,
  tx: Db,
  { row, known, facts }: KnownSiteRow & { readonly facts: SeriesFacts },
): Promise<void> {
  const author = context.penNameOf(idOf(row, 'uid'))
  const creators = author === undefined ? [] : [author]
  const next: Written = { ...facts, creators: creators.join(' ') }
  const before = known?.written ?? null
  let id = known?.targetId ?? null
  if (id === null) {
    id = await insertSeries(tx, facts, context.siteId, context.now)
    await replaceSeriesCreators(tx, id, creators)
  } else await changeSeries(context, tx, { row, id, before, facts, creators, next })
  await replaceTermUses(tx, 'series', id, termsOf(context, row))
  const entries = before?.['entries']
  const written = entries === undefined ? next : { ...next, entries }
  await context.record(tx, [{ row, kind: 'series', targetId: id, written, extra: extraOf(row, PLACED) }])
}

interface Change {
  readonly row: SiteRow
  readonly id: number
  readonly before: Written | null
  readonly facts: SeriesFacts
  readonly creators: readonly number[]
  readonly next: Written
}

async function changeSeries(context: RescueContext, tx: Db, change: Change): Promise<void> {
  const { row, id, before, facts, creators, next } = change
  const stored = await findStoredSeries(tx, id)
  // Somebody took it away here.
  if (stored === undefined) return
  const { title, summary, openness } = stored
  const { apply, conflicts } = settle(before, { title, summary, openness, creators: stored.creators.join(' ') }, next)
  if (apply.has('creators')) await replaceSeriesCreators(tx, id, creators)
  if (apply.size > 0)
    await updateSeries(
      tx,
      id,
      {
        title: apply.has('title') ? facts.title : title,
        summary: apply.has('summary') ? facts.summary : summary,
        openness: apply.has('openness') ? facts.openness : openness,
      },
      context.now,
    )
  await context.note(
    tx,
    conflicts.map((name) => conflictNote(row, `series “${title}”`, name)),
  )
}

const TERM_COLUMNS: readonly (readonly [string, TermKind])[] = [
  ['catid', 'category'],
  ['characters', 'character'],
  ['classes', 'class'],
  ['genres', 'genre'],
  ['warnings', 'warning'],
]

/** The terms that a series or a challenge names, those that are there. */
export function termsOf(context: RescueContext, row: SiteRow): readonly number[] {
  return TERM_COLUMNS.flatMap(([column, kind]) => idsOf(row, column).map((id) => context.termOf(kind, id))).filter(
    (id) => id !== undefined,
  )
}

/** Entries of series by their rows; each series' list is written whole. */
async function rescueEntries(context: RescueContext, series: ReadonlyMap<string, number>): Promise<void> {
  const circles = await findCircles(context)
  for (const [oldId, seriesId] of series) {
    const rows = inOrder(await context.site.rowsBy('inseries', 'seriesid', oldId))
    await context.writes.add(
      (tx) => saveEntries(context, tx, { oldId, seriesId, rows, series, circles }),
      1000 + 200 * rows.length,
    )
  }
  await context.writes.finish()
}

/** Keys of the rows that would close a circle. */
async function findCircles(context: RescueContext): Promise<ReadonlySet<string>> {
  const links: { from: string; to: string; place: number; key: string }[] = []
  for await (const row of context.site.rows('inseries')) {
    const to = idOf(row, 'subseriesid')
    if (to === '') continue
    links.push({ from: idOf(row, 'seriesid'), to, place: wholeOf(row, 'inorder') ?? 0, key: row.key })
  }
  const ordered = links.toSorted((a, b) => a.place - b.place || a.to.length - b.to.length || (a.to < b.to ? -1 : 1))
  return new Set(Array.from(cutCircles(ordered), (link) => link.key))
}

function inOrder(rows: readonly SiteRow[]): readonly SiteRow[] {
  return rows.toSorted((a, b) => (wholeOf(a, 'inorder') ?? 0) - (wholeOf(b, 'inorder') ?? 0))
}

interface EntriesOfSeries {
  readonly oldId: string
  readonly seriesId: number
  readonly rows: readonly SiteRow[]
  readonly series: ReadonlyMap<string, number>
  readonly circles: ReadonlySet<string>
}

async function saveEntries(context: RescueContext, tx: Db, given: EntriesOfSeries): Promise<void> {
  const { oldId, seriesId } = given
  const known = (await listKnown(tx, context.siteId, 'series', [oldId])).get(oldId)
  const stored = await findStoredSeries(tx, seriesId)
  if (known === undefined || stored === undefined) return
  const { entries, records, asides, notes } = readEntries(context, given, stored.title)
  // What is no longer in the dump stays.
  const listed = new Set(entries.map(nameOf))
  const all = [...entries, ...stored.entries.filter((entry) => !listed.has(nameOf(entry)))]
  const next = { entries: signatureOf(all) }
  const { apply, conflicts } = settle(known.written, { entries: signatureOf(stored.entries) }, next)
  if (apply.size + conflicts.length + asides.length === 0 && (await areEntered(context, tx, records, known, next)))
    return
  if (apply.has('entries')) await replaceSeriesEntries(tx, seriesId, all)
  const row = { table: 'series', key: oldId }
  if (conflicts.length > 0) notes.push(conflictNote(row, `series “${stored.title}”`, 'entries'))
  await context.record(tx, records)
  await context.setAside(tx, asides)
  await context.note(tx, notes)
  await takeBack(
    tx,
    context.siteId,
    'inseries',
    records.map((record) => record.row.key),
  )
  await rewriteWritten(tx, context.siteId, row, { ...known.written, ...next })
}

/** True when the books say just this already. */
async function areEntered(
  context: RescueContext,
  tx: Db,
  records: readonly RowRecord[],
  series: KnownRow,
  next: Written,
): Promise<boolean> {
  if (!isAsWritten(series.written, next)) return false
  const keys = records.map(({ row }) => row.key)
  const entered = await listKnown(tx, context.siteId, 'inseries', keys)
  return records.every(({ row }) => entered.get(row.key)?.rowSha256 === row.sha256)
}

interface ReadEntries {
  readonly entries: SeriesEntry[]
  readonly records: RowRecord[]
  readonly asides: SetAsideRow[]
  readonly notes: SiteNote[]
}

function readEntries(context: RescueContext, given: EntriesOfSeries, title: string): ReadEntries {
  const { rows, seriesId, circles } = given
  const read: ReadEntries = { entries: [], records: [], asides: [], notes: [] }
  const seen = new Set<string>()
  for (const row of rows) {
    const entry = circles.has(row.key) ? undefined : entryOf(context, row, given.series)
    if (entry !== undefined && !seen.has(nameOf(entry))) {
      seen.add(nameOf(entry))
      read.entries.push(entry)
      read.records.push({ row, kind: 'series_entry', targetId: seriesId, extra: extraOf(row, ENTRY_PLACED) })
      continue
    }
    const reason = entry !== undefined ? 'repeated' : circles.has(row.key) ? 'circle' : 'points-nowhere'
    read.asides.push(asideFor(row, reason))
    if (reason === 'circle')
      read.notes.push({ row, code: 'circle', why: `${inside(row)} lies in the series “${title}”, which lies in it.` })
    if (reason === 'points-nowhere')
      read.notes.push({ row, code: 'dangling-id', why: `${inside(row)} of the series “${title}” is not in the dump.` })
  }
  return read
}

const ENTRY_PLACED: ReadonlySet<string> = new Set('seriesid sid subseriesid confirmed inorder'.split(' '))

function inside(row: SiteRow): string {
  const sub = idOf(row, 'subseriesid')
  return sub === '' ? `Story ${wordOf(row, 'sid')}` : `Series ${sub}`
}

/** The old software showed the series where a row names both. */
function entryOf(context: RescueContext, row: SiteRow, series: ReadonlyMap<string, number>): SeriesEntry | undefined {
  const isConfirmed = !row.values.has('confirmed') || isYes(row, 'confirmed')
  const childId = series.get(idOf(row, 'subseriesid'))
  if (childId !== undefined) return { workId: null, childId, isConfirmed }
  const workId = context.workOf(idOf(row, 'sid'))
  return workId === undefined ? undefined : { workId, childId: null, isConfirmed }
}

/** Entries in one line, to be compared: `w12 c3?`. */
function signatureOf(entries: readonly SeriesEntry[]): string {
  return entries.map((entry) => `${nameOf(entry)}${entry.isConfirmed ? '' : '?'}`).join(' ')
}

function nameOf({ workId, childId }: SeriesEntry): string {
  return workId === null ? `c${childId}` : `w${workId}`
}
