/**
 * Moves in the stories of a site: each is gathered from its rows and files, its values are read in threads while others
 * are gathered, and it is written whole in one transaction, with its originals and its entries in the books.
 *
 * A story of which nothing has changed since it was written is passed over; so a rescue that was killed goes on where
 * it stopped, and a newer dump writes what differs.
 */

import { type ValueEvidence } from '../../../intake/values/index.ts'
import type { Db } from '../../../platform/db/database.ts'
import type { Visibility } from '../../../platform/db/visibility.ts'
import { type Chunk, packChunks } from '../../../platform/packed-chunk.ts'
import { savePackedSource } from '../../sources/index.ts'
import { type ChapterDraft, findMadeFrom, type SavedWork, saveWork, type WorkDraft } from '../../works/index.ts'
import { extraOf } from '../books/opaque.ts'
import { listKnown, listKnownTargets, type RowRecord } from '../books/records-store.ts'
import { bytesOf } from '../cells.ts'
import type { OpenContext } from '../open-context.ts'
import type { MissingPeople } from '../people/missing-people.ts'
import type { StoryInput, StoryValues } from '../values/story-values.ts'
import { ValueFault } from '../values/value-pool.ts'
import { type FoundText, readStoreSetting } from './chapter-text.ts'
import { composeStory, visibilityOf } from './compose-story.ts'
import { chapterWritten, keepChanges, workWritten } from './keep-changes.ts'
import { findStandingWork, listStandingChapters } from './standing-store.ts'
import { type NamedStory, nameStory, signersOfStory } from './story-names.ts'
import { fingerprintOf, gatherStory, type StoryRows, sizeOf } from './story-rows.ts'
import { readSiteWords, replaceTermUses } from './terms-store.ts'

export interface SavedStory {
  readonly title: string
  readonly outcome: SavedWork['outcome']
  readonly chapters: number
  readonly words: number
  readonly repairs: number
  readonly suggestions: number
  readonly gaps: number
  readonly isDoubtful: boolean
}

/** What is being read takes several times its own size in memory. */
const MOST_BYTES_AHEAD = 12 * 2 ** 20

export async function rescueWorks(
  context: OpenContext,
  missing: MissingPeople,
  onStory: (story: SavedStory) => void,
): Promise<void> {
  const store = await readStoreSetting(context.site)
  const words = await readSiteWords(context.db, context.siteId)
  // Values are read side by side, and written in the order of the dump.
  const ahead: { readonly story: Promise<ReadStory>; readonly size: number }[] = []
  let bytes = 0
  const saveFirst = async (): Promise<void> => {
    const first = ahead.shift()
    if (first === undefined) return
    bytes -= first.size
    await saveStory(context, await first.story, onStory)
  }
  const isEnough = (): boolean => ahead.length > context.values.width || (ahead.length > 0 && bytes > MOST_BYTES_AHEAD)
  for await (const row of context.site.rows('stories')) {
    const rows = await gatherStory(context.site, row, store)
    await missing.ensure(signersOfStory(context, rows))
    const named = await nameStory(context, rows, words, missing)
    const size = sizeOf(rows)
    const story = readStory(context, rows, named)
    // Whoever waits for it later is told; until then it is nobody's unhandled fault.
    story.catch(() => undefined)
    ahead.push({ story, size })
    bytes += size
    while (isEnough()) await saveFirst()
  }
  while (ahead.length > 0) await saveFirst()
  await context.writes.finish()
}

interface ReadStory {
  readonly rows: StoryRows
  readonly named: NamedStory
  readonly madeFrom: string
  readonly workId: number | null
  /** Null when nothing of it has changed. */
  readonly values: StoryValues | null
}

async function readStory(context: OpenContext, rows: StoryRows, named: NamedStory): Promise<ReadStory> {
  const { rating, dangling, unknown } = named.names
  const madeFrom = fingerprintOf(rows, [context.evidence, rating, dangling, unknown])
  const workId = context.works.get(rows.row.key) ?? null
  const isUnchanged = workId !== null && (await findMadeFrom(context.db, workId)) === madeFrom
  const values = isUnchanged ? null : await readValues(context, inputOf(context, rows))
  return { rows, named, madeFrom, workId, values }
}

async function readValues(context: OpenContext, input: StoryInput): Promise<StoryValues> {
  try {
    return await context.values.story(input)
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error
    return readOneByOne(context, input)
  }
}

/** A chapter that ends its thread, or takes minutes, is left out, and the others are read. */
async function readOneByOne(context: OpenContext, input: StoryInput): Promise<StoryValues> {
  const whole = await context.values.story({ ...input, chapters: [] })
  const read: StoryValues[] = []
  for (const chapter of input.chapters) read.push(await readAlone(context, { ...input, chapters: [chapter] }))
  return {
    ...whole,
    chapters: read.flatMap(({ chapters }) => chapters),
    language: read.some(({ language }) => language === 'en') ? 'en' : null,
  }
}

const NOTHING_ELSE = { title: null, summary: null, notes: null } as const

async function readAlone(context: OpenContext, input: StoryInput): Promise<StoryValues> {
  try {
    return await context.values.story({ ...input, ...NOTHING_ELSE })
  } catch (error) {
    if (!(error instanceof ValueFault)) throw error
    const fault = error.message
    const without = input.chapters.map((chapter) => ({ ...chapter, text: null }))
    const values = await context.values.story({ ...input, ...NOTHING_ELSE, chapters: without })
    return { ...values, chapters: values.chapters.map((chapter) => ({ ...chapter, fault })) }
  }
}

function inputOf(context: OpenContext, { row, chapters }: StoryRows): StoryInput {
  const evidence = context.evidenceOf(row)
  return {
    title: bytesOf(row, 'title'),
    summary: bytesOf(row, 'summary'),
    notes: bytesOf(row, 'storynotes'),
    evidence,
    chapters: chapters.map(({ row: chapter, texts: { text } }) => ({
      title: bytesOf(chapter, 'title'),
      notes: bytesOf(chapter, 'notes'),
      endNotes: bytesOf(chapter, 'endnotes'),
      evidence: together(context.evidenceOf(chapter), evidence),
      text: text?.bytes ?? null,
      isColumn: text?.origin === 'row',
    })),
  }
}

/** What the story's row shows of its chapters, too: one form saved both. */
function together(chapter: ValueEvidence, story: ValueEvidence): ValueEvidence {
  return story.hasAddedSlashes === true ? { ...chapter, hasAddedSlashes: true } : chapter
}

async function saveStory(context: OpenContext, story: ReadStory, onStory: (story: SavedStory) => void): Promise<void> {
  const { rows, named, madeFrom, workId, values } = story
  if (values === null) {
    // A story without chapters has an empty one here.
    onStory({ ...NOTHING_NEW, chapters: Math.max(rows.chapters.length, 1) })
    return
  }
  const draft = composeStory(rows, values, named.names, madeFrom)
  await context.writes.add(
    async (tx) => {
      const saved = await writeStory(tx, context, { rows, values, named, draft, workId })
      return () => onStory(countsOf(draft, saved))
    },
    draft.words * 8 + 4000,
  )
}

const NOTHING_NEW = {
  title: '',
  outcome: 'unchanged',
  words: 0,
  repairs: 0,
  suggestions: 0,
  gaps: 0,
  isDoubtful: false,
} as const

interface ComposedStory {
  readonly rows: StoryRows
  readonly values: StoryValues
  readonly named: NamedStory
  readonly draft: WorkDraft
  readonly workId: number | null
}

async function writeStory(tx: Db, context: OpenContext, story: ComposedStory): Promise<SavedWork> {
  const { rows, values, named, workId } = story
  for (const [i, { texts }] of rows.chapters.entries()) {
    if (texts.text !== null) await keepText(tx, texts.text, context.now, values.chapters[i]?.packed)
    for (const other of texts.others) await keepText(tx, other, context.now)
  }
  const visibility = visibilityOf(rows, named.names.rating)
  const before = workId === null ? null : await readBefore(tx, context, rows, workId)
  const { draft, positions } =
    before === null
      ? { draft: story.draft, positions: story.draft.chapters.keys().toArray() }
      : keepChanges(story.draft, visibility, before)
  const saved = await saveWork(tx, draft, {
    workId: before === null ? null : workId,
    batchId: context.batchId,
    visibility: context.isHeld ? 'hidden' : visibility,
    now: context.now,
  })
  await replaceTermUses(tx, 'work', saved.id, named.termIds, before === null)
  context.works.set(rows.row.key, saved.id)
  const chapterIds = positions.map((position) => saved.chapterIds[position] as number)
  for (const [i, { row }] of rows.chapters.entries()) {
    context.chapters.set(row.key, { id: chapterIds[i] as number, workId: saved.id })
  }
  await context.record(tx, recordsOf(story, visibility, saved.id, chapterIds))
  return saved
}

/** Null when the work is gone: then the story becomes a new one. */
async function readBefore(tx: Db, context: OpenContext, rows: StoryRows, workId: number) {
  const work = await findStandingWork(tx, workId)
  if (work === undefined) return null
  const known = await listKnown(tx, context.siteId, 'stories', [rows.row.key])
  const chapters = await listStandingChapters(tx, workId)
  const writtenChapters = await listKnownTargets(
    tx,
    context.siteId,
    'chapters',
    chapters.map(({ id }) => id),
  )
  return { work, written: known.get(rows.row.key)?.written ?? null, chapters, writtenChapters }
}

/** `packed` where a thread packed it with its reading. */
async function keepText(
  tx: Db,
  { bytes, sha256 }: FoundText,
  now: string,
  packed?: readonly Chunk[] | null,
): Promise<void> {
  const isMarkup = looksLikeMarkup(bytes)
  const meta = isMarkup ? { mediaType: 'text/html', format: 'html' } : { mediaType: 'text/plain', format: 'text' }
  const source = { sha256, size: bytes.length, chunks: packed ?? packChunks(bytes) }
  await savePackedSource(tx, source, { ...meta, seenAt: now })
}

function looksLikeMarkup(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x3c); at !== -1; at = bytes.indexOf(0x3c, at + 1)) {
    const next = (bytes[at + 1] ?? 0) | 0x20
    if (next === 0x2f || (next >= 0x61 && next <= 0x7a)) return true
  }
  return false
}

const STORY_COLUMNS = [
  'sid',
  'title',
  'summary',
  'storynotes',
  'catid',
  'charid',
  'classes',
  'gid',
  'wid',
  'rid',
  'date',
  'updated',
  'uid',
  'coauthors',
  'validated',
  'completed',
  'rr',
  'count',
] as const
const CHAPTER_COLUMNS: ReadonlySet<string> = new Set([
  'chapid',
  'title',
  'inorder',
  'notes',
  'storytext',
  'endnotes',
  'validated',
  'sid',
  'uid',
])
const COAUTHOR_COLUMNS: ReadonlySet<string> = new Set(['sid', 'uid'])

function recordsOf(
  { rows, named, draft }: ComposedStory,
  visibility: Visibility,
  workId: number,
  chapterIds: readonly number[],
): RowRecord[] {
  const placed = new Set(STORY_COLUMNS.filter((column) => !named.danglingColumns.has(column)))
  return [
    {
      row: rows.row,
      kind: 'work',
      targetId: workId,
      written: workWritten(draft, visibility),
      extra: extraOf(rows.row, placed),
    },
    ...rows.coauthors.map(
      (row): RowRecord => ({ row, kind: 'creator', targetId: workId, extra: extraOf(row, COAUTHOR_COLUMNS) }),
    ),
    ...rows.chapters.map(
      ({ row }, i): RowRecord => ({
        row,
        kind: 'chapter',
        targetId: chapterIds[i] as number,
        written: chapterWritten(draft.chapters[i] as ChapterDraft),
        extra: extraOf(row, CHAPTER_COLUMNS),
      }),
    ),
  ]
}

function countsOf(draft: WorkDraft, { outcome }: SavedWork): SavedStory {
  const count = (kind: string): number => draft.findings.filter((each) => each.kind === kind).length
  return {
    title: draft.title,
    outcome,
    chapters: draft.chapters.length,
    words: draft.words,
    repairs: count('repair'),
    suggestions: count('suggestion'),
    gaps: count('gap'),
    isDoubtful: draft.findings.some((each) => each.code === 'doubtful-encoding'),
  }
}
