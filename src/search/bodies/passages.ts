/**
 * Shows why works were found: for each of them the passages that show the most parts of what was looked for.
 *
 * FTS5 says which chapters of a work hold each part. The one that holds the most is read from the catalogue, and the
 * words are looked for in it once more by our own rules; so a passage is always of the text as it is now. Parts that
 * stand in no chapter are looked for in what is said about the work.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/tables.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import { type ChapterHead, readChapterHeadsOf, readChapterTexts, readWorks, type WorkWords } from './catalogue-store.ts'
import { blockAt, type ChapterText, chapterText } from './chapter-text.ts'
import { type CutPassage, cutPassage } from './cut-passage.ts'
import { type Plan, planOf, type Search } from './find.ts'
import { type RowFinder, rowFinder } from './find-rows.ts'
import { type Span, spansOf } from './marks.ts'
import type { Passage } from './passage.ts'
import type { TextPart } from './word-index.ts'
import { cutWords } from './words.ts'
import { plainWords } from './write-rows.ts'

type Db = Kysely<Tables>

/** A page shows twenty; more than this is a mistake of whoever asks. */
const MOST_WORKS = 100
const MOST_PARTS = 16
const MOST_PASSAGES = 3
/** Where FTS5 is not asked, or says too much: the first chapters are looked at. */
const CHAPTERS_LOOKED_AT = 3

export async function findPassages(
  db: Db,
  search: Search,
  viewer: Viewer,
  wanted: { readonly works: readonly number[]; readonly parts: readonly TextPart[] },
): Promise<Map<number, readonly Passage[]>> {
  search.visible.update()
  const isFound = search.visible.workFinder(viewer)
  const works = [...new Set(wanted.works)].filter(isFound).slice(0, MOST_WORKS)
  const parts = wanted.parts.slice(0, MOST_PARTS)
  const chosen = chooseChapters(search, viewer, { works, parts })
  const heads = await headsOf(db, viewer, works)
  const texts = await readChapterTexts(db, [...chosen.values()].flat())
  const passages = new Map<number, readonly Passage[]>()
  const unshown: number[] = []
  for (const work of works) {
    const own = heads.get(work) ?? []
    const found = inChapters(own, chosen.get(work) ?? [], { texts, parts })
    if (found.length > 0) passages.set(work, found)
    const shown = new Set(found.flatMap((each) => [...each.shown]))
    if (parts.some((part, i) => !shown.has(i) && MAY_BE_ABOUT.has(part.where))) unshown.push(work)
  }
  for (const work of await readWorks(db, unshown)) {
    const before = passages.get(work.id) ?? []
    const found = [...before, ...aboutWork(work, heads.get(work.id) ?? [], parts)].slice(0, MOST_PASSAGES)
    if (found.length > 0) passages.set(work.id, found)
  }
  return passages
}

const MAY_BE_ABOUT: ReadonlySet<TextPart['where']> = new Set(['anywhere', 'about', 'title', 'summary', 'notes'])
const MAY_BE_TEXT: ReadonlySet<TextPart['where']> = new Set(['anywhere', 'text', 'first', 'last'])

interface Wanted {
  readonly works: readonly number[]
  readonly parts: readonly TextPart[]
}

/** For each work the chapters to look at, best first. */
function chooseChapters(search: Search, viewer: Viewer, { works, parts }: Wanted): Map<number, number[]> {
  const { database } = search.file
  const workOf = search.visible.chapterFinder(viewer)
  const chaptersOf = database.prepare('select id from chapter where work_id = ? order by position')
  const inText = parts.filter((part) => MAY_BE_TEXT.has(part.where))
  // A wildcard is gathered anew for each work, which is too much for a page of them.
  const plans = inText.map((part) => planOf(search, part)).filter((plan) => !plan.isWildcard)
  const isAsked = plans.length === inText.length
  const finders = plans.flatMap((plan) => finderInText(search, plan) ?? [])
  const chosen = new Map<number, number[]>()
  for (const work of works) {
    const chapters = chaptersOf
      .all(work)
      .map((row) => Number(row['id']))
      .filter((id) => workOf(id) === work)
    if (chapters.length === 0) continue
    const held = new Map<number, number>()
    for (const finder of finders) {
      for (const id of finder.among(chapters)) held.set(id, (held.get(id) ?? 0) + 1)
    }
    const best = chapters
      .filter((id) => !isAsked || held.has(id))
      .toSorted((a, b) => (held.get(b) ?? 0) - (held.get(a) ?? 0))
    if (inText.length > 0) chosen.set(work, best.slice(0, CHAPTERS_LOOKED_AT))
  }
  return chosen
}

/** Of what may be anywhere, here only the text is meant. */
function finderInText({ file }: Search, plan: Plan): RowFinder | null {
  const table = plan.expression.words === null ? 'edges' : 'words'
  const wanted = plan.expression[table]
  return wanted === null ? null : rowFinder(file, { table, wanted, ...plan })
}

async function headsOf(db: Db, viewer: Viewer, works: readonly number[]): Promise<Map<number, ChapterHead[]>> {
  const heads = await readChapterHeadsOf(db, works)
  const readable = heads.filter((head) => viewer.kind === 'archivist' || !head.isHidden)
  return Map.groupBy(readable, (head) => head.workId)
}

interface Shown extends Passage {
  /** Parts that it shows, by index. */
  readonly shown: ReadonlySet<number>
}

interface InChapters {
  readonly texts: ReadonlyMap<number, string>
  readonly parts: readonly TextPart[]
}

/** Passages that each show a part that those before do not. */
function inChapters(heads: readonly ChapterHead[], chosen: readonly number[], { texts, parts }: InChapters): Shown[] {
  const found: Shown[] = []
  const shown = new Set<number>()
  for (const id of chosen) {
    const head = heads.find((each) => each.id === id)
    const html = texts.get(id)
    if (head === undefined || html === undefined) continue
    const passage = inChapter(head, chapterText(html), parts)
    if (passage === null || [...passage.shown].every((part) => shown.has(part))) continue
    found.push(passage)
    for (const part of passage.shown) shown.add(part)
  }
  return found.toSorted((a, b) => b.shown.size - a.shown.size)
}

function inChapter(head: ChapterHead, { text, blocks }: ChapterText, parts: readonly TextPart[]): Shown | null {
  const words = cutWords(text)
  const cut = cutPassage(
    text,
    parts.map((part) => (MAY_BE_TEXT.has(part.where) ? atEdge(part, spansOf(words, part)) : [])),
  )
  if (cut === null) return null
  return {
    ...passageOf('text', cut),
    chapter: { key: head.id, position: head.position, title: head.title },
    blockId: blocks[blockAt(blocks, cut.at)]?.id ?? null,
    shown: cut.parts,
  }
}

/** First lines are those where it stands first. */
function atEdge(part: TextPart, spans: readonly Span[]): readonly Span[] {
  if (part.where === 'first') return spans.slice(0, 1)
  return part.where === 'last' ? spans.slice(-1) : spans
}

const PLACES: Readonly<Record<TextPart['where'], readonly Passage['where'][]>> = {
  anywhere: ['title', 'names', 'summary', 'notes'],
  about: ['title', 'names', 'summary', 'notes'],
  title: ['title'],
  summary: ['summary'],
  notes: ['notes'],
  text: [],
  first: [],
  last: [],
}

/** In what is said about a work and its chapters, the place with the most parts first. */
function aboutWork(work: WorkWords, heads: readonly ChapterHead[], parts: readonly TextPart[]): Passage[] {
  const places = [
    { where: 'summary' as const, texts: [work.summary ?? ''], head: null },
    { where: 'notes' as const, texts: work.notes, head: null },
    { where: 'title' as const, texts: [work.title], head: null },
    { where: 'names' as const, texts: work.names, head: null },
    ...heads.flatMap((head) => [
      { where: 'title' as const, texts: [head.title ?? ''], head },
      { where: 'notes' as const, texts: head.notes, head },
    ]),
  ]
  return places
    .flatMap(({ where, texts, head }) => {
      const text = texts.map(plainWords).join('\n')
      const words = cutWords(text)
      const cut = cutPassage(
        text,
        parts.map((part) => (PLACES[part.where].includes(where) ? spansOf(words, part) : [])),
      )
      if (cut === null) return []
      const chapter = head === null ? null : { key: head.id, position: head.position, title: head.title }
      return [{ ...passageOf(where, cut), chapter }]
    })
    .toSorted((a, b) => b.parts - a.parts)
}

function passageOf(where: Passage['where'], cut: CutPassage): Passage {
  const { pieces, hasBefore, hasAfter, parts } = cut
  return { where, chapter: null, blockId: null, pieces, hasBefore, hasAfter, parts: parts.size }
}
