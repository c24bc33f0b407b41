/**
 * Find the blocks of labels in a manuscript and decide which of them are headers.
 *
 * A word with a colon proves nothing: stories hold scripts ("MULDER: No."), dossiers ("Name: … Age: … Rating: …"),
 * recipes and letters. Labels count when they stand together (within six lines of each other) and one of them is a
 * word of headers, or when one such word stands alone in the first lines; before the story has begun, under the heading
 * of a part, or after the story has ended. A block with more unknown labels than known ones is the story's own.
 */
import type { Line } from '../../read/manuscript.ts'
import { countWords, isDisclaimer, readerCue } from './cues.ts'
import { type DraftBlock, draftBlocks, FRONT_LINES, isSentence, isShort } from './draft-blocks.ts'
import type { Entry } from './entry.ts'
import { type Labelled, readLabelLine } from './label-line.ts'
import { isBreakLine, isEndMarker } from './line-shape.ts'
import { findPartAtEnd, isPartHeading } from './part-number.ts'
import { isSameText } from './same-text.ts'

export interface Block {
  readonly zone: 'front' | 'part' | 'end'
  readonly entries: readonly Entry[]
  /** Line indexes, both included. */
  readonly first: number
  readonly last: number
}

/** The story begins after so many words or lines without a label. */
const FRONT_WORDS = 250
/** A block of labels behind so many words of sentences may be the story's own. */
const WORDS_WITHIN = 15
/** So many words may stand before a single label. */
const WORDS_BEFORE = 40
/** A single label must stand this near to the beginning or the end. */
const FIRST_LINES = 10
const LAST_LINES = 40

export function findBlocks(lines: readonly Line[], isTaken: (line: number) => boolean): Block[] {
  const labels = withoutSectionLabels(
    lines.map((line, at) => (line.kind === 'blank' || isTaken(at) ? null : readLabelLine(line))),
  )
  const drafts = draftBlocks(lines, labels, isTaken)
  const blocks: Block[] = []
  const shape = { frontEnd: frontEnd(lines, drafts), written: writtenLines(lines) }
  for (const draft of drafts) {
    const zone = zoneOf(lines, draft, shape, blocks)
    if (zone === 'front' && isOfAnotherWork(draft, blocks)) continue
    if (zone !== null && isHeader(lines, draft, zone, shape, blocks)) blocks.push(blockOf(draft, zone))
  }
  return blocks
}

type LabelsOfLines = readonly (readonly Labelled[] | null)[]

/** "POV: Lin" is of the header where it touches another label and is the only one; else it is over a section. */
function withoutSectionLabels(labels: LabelsOfLines): LabelsOfLines {
  const isPov = (at: number): boolean => labels[at]?.[0]?.label.key === 'pov'
  const isOther = (at: number): boolean => (labels[at]?.length ?? 0) > 0 && !isPov(at)
  const places = labels.flatMap((_, at) => (isPov(at) ? [at] : []))
  const isOfHeader = places.length === 1 && places.every((at) => isOther(at - 1) || isOther(at + 1))
  return isOfHeader ? labels : labels.map((each, at) => (isPov(at) ? null : each))
}

/** A play bill that somebody reads in the first paragraphs has a title too, and it is not this one's. */
function isOfAnotherWork(draft: DraftBlock, before: readonly Block[]): boolean {
  const title = titleIn(draft.entries)
  const first = titleIn(before.flatMap((block) => block.entries))
  return title !== null && first !== null && !isSameText(title, first)
}

function titleIn(entries: readonly Entry[]): string | null {
  const title = entries.find((entry) => entry.key === 'title')?.value.text
  return title === undefined ? null : title.slice(0, findPartAtEnd(title)?.from)
}

function lineOf(entry: Entry): number {
  return entry.lines[0] ?? 0
}

/** In a header even a label with an odd value is a label: "Rating: ask me". */
function blockOf(draft: DraftBlock, zone: Block['zone']): Block {
  const isSure = new Set(draft.entries.map((entry) => entry.key)).size >= 2
  const entries = isSure
    ? [...draft.entries, ...draft.doubtful].toSorted((a, b) => lineOf(a) - lineOf(b))
    : draft.entries
  return { zone, entries, first: Math.min(draft.first, ...entries.slice(0, 3).map(lineOf)), last: draft.last }
}

interface Shape {
  /** Line index after which the story has begun. */
  readonly frontEnd: number
  /** How many written lines stand before each line. */
  readonly written: Int32Array
}

/** Where the front of the file ends: after so many words or lines that belong to no label. */
function frontEnd(lines: readonly Line[], drafts: readonly DraftBlock[]): number {
  const labelled = new Set(drafts.flatMap((draft) => draft.entries.flatMap((entry) => entry.lines)))
  let [words, written] = [0, 0]
  for (const [at, line] of lines.entries()) {
    if (line.kind === 'blank' || labelled.has(at)) continue
    words += line.run.text.length > 4000 ? FRONT_WORDS : countWords(line.run.text)
    written++
    if (words >= FRONT_WORDS || written >= FRONT_LINES) return at
  }
  return lines.length
}

function writtenLines(lines: readonly Line[]): Int32Array {
  const written = new Int32Array(lines.length + 1)
  for (const [at, line] of lines.entries()) written[at + 1] = (written[at] as number) + (line.kind === 'blank' ? 0 : 1)
  return written
}

function zoneOf(
  lines: readonly Line[],
  draft: DraftBlock,
  shape: Shape,
  before: readonly Block[],
): Block['zone'] | null {
  const after = (shape.written[lines.length] as number) - (shape.written[draft.first] as number)
  const isAtEnd = after <= LAST_LINES && isEnd(lines, draft)
  if (isAtEnd && (followsEndMarker(lines, draft.first) || isBehindStory(lines, draft))) return 'end'
  if (draft.first <= shape.frontEnd && (before.at(-1)?.zone ?? 'front') === 'front') {
    return before.length > 0 && (followsPart(lines, draft.first) || isRepeated(draft, before)) ? 'part' : 'front'
  }
  if (isAtEnd) return 'end'
  return followsPart(lines, draft.first) || isRepeated(draft, before) ? 'part' : null
}

function followsEndMarker(lines: readonly Line[], at: number): boolean {
  for (let line = at - 1, seen = 0; line >= 0 && seen < 3; line--) {
    const { kind, run } = lines[line] as Line
    if (kind === 'blank') continue
    if (isEndMarker(run.text)) return true
    seen++
  }
  return false
}

/** In a short file: sentences before it, and nothing behind it. */
function isBehindStory(lines: readonly Line[], draft: DraftBlock): boolean {
  const isLast = lines.slice(draft.last + 1).every((line) => line.kind === 'blank' || isShort(line))
  const before = lines.slice(Math.max(0, draft.first - 40), draft.first)
  return isLast && before.filter((line) => isSentence(line.run.text)).length >= 2
}

/** Does the line before, blank ones left out, open a part, or set one apart? */
function followsPart(lines: readonly Line[], at: number): boolean {
  for (let line = at - 1, seen = 0; line >= 0 && seen < 3; line--) {
    const before = lines[line] as Line
    if (before.kind === 'blank') continue
    seen++
    if (isPartHeading(before.run.text) || before.kind === 'heading' || (seen === 1 && isBreakLine(before))) return true
    if (before.run.text.length > 90) return false
  }
  return false
}

/** The header of a further post: three labels or more, most of which the first header has too. */
function isRepeated(draft: DraftBlock, before: readonly Block[]): boolean {
  const first = before[0]
  const keys = new Set(draft.entries.map((entry) => entry.key))
  if (first === undefined || keys.size < 3) return false
  const known = new Set(first.entries.map((entry) => entry.key))
  return [...keys].filter((key) => known.has(key)).length * 2 >= keys.size && (keys.has('title') || keys.has('author'))
}

/** Nothing of the story stands behind it: no speech, no long paragraph. */
function isEnd(lines: readonly Line[], draft: DraftBlock): boolean {
  const rest = lines.slice(draft.last + 1).filter((line) => line.kind !== 'blank' && !isBreakLine(line))
  return (
    rest.every(
      (line) =>
        isEndMarker(line.run.text) ||
        readerCue(line.run.text) !== null ||
        isDisclaimer(line.run.text) ||
        line.run.text.length < 60,
    ) && rest.length <= 8
  )
}

function isHeader(
  lines: readonly Line[],
  draft: DraftBlock,
  zone: Block['zone'],
  shape: Shape,
  before: readonly Block[],
): boolean {
  const keys = new Set(draft.entries.map((entry) => entry.key))
  const strong = new Set(draft.entries.filter((entry) => entry.isStrong).map((entry) => entry.key))
  const slips = draft.entries.filter((entry) => entry.rule === 'label-with-slip').length
  if (draft.unknown > keys.size) return false
  if (keys.size >= 2 && strong.size >= 1) {
    if (zone === 'part') return strong.size >= 2 || isNoteOnly(draft)
    // A card or a screen within a story shows labels too.
    const isWithin = sentenceWordsBefore(lines, draft) > WORDS_WITHIN
    return !isWithin || (strong.size >= 2 && draft.unknown === 0 && [...strong].some((key) => OF_WORKS.has(key)))
  }
  if (keys.size >= 3 && slips >= 2) return true
  if (zone === 'front' && (shape.written[draft.first] as number) >= FIRST_LINES) return false
  if (zone === 'end' && !isApart(lines, draft.first)) return false
  return keys.size === 1 && (standsAlone(lines, draft, zone) || isHeadingAgain(draft, zone, before))
}

/** One label, be it typed twice ("Note: … Note: …"), makes a header where nothing of a story stands before it. */
function standsAlone(lines: readonly Line[], draft: DraftBlock, zone: Block['zone']): boolean {
  const entry = draft.entries[0] as Entry
  const value = entry.value.text
  if (value === '' || (entry.rule === 'label-with-dash' && /^\p{Ll}/u.test(value))) return false
  const isNote = entry.key === 'notes' || entry.key === 'endNotes'
  const isMeant = entry.isStrong || (isNote && (readerCue(value) !== null || isDisclaimer(value)))
  if (!isMeant || !STANDS_ALONE.has(entry.key)) return false
  if (zone !== 'front') return entry.key !== 'title' && entry.key !== 'author'
  if (
    AT_END_ONLY.has(entry.key) ||
    (entry.rule === 'label-alone' && entry.key !== 'summary' && entry.key !== 'disclaimer')
  )
    return false
  const words = sentenceWordsBefore(lines, draft)
  return words === 0 || (words <= WORDS_BEFORE && (isNote || entry.key === 'disclaimer' || entry.key === 'summary'))
}

/** Downloads of an archive set "Summary" and "Notes" on lines of their own above the story, and "Notes" below it. */
function isHeadingAgain({ entries }: DraftBlock, zone: Block['zone'], before: readonly Block[]): boolean {
  const areNotes = entries.every(({ key, rule }) => rule === 'label-alone' && (key === 'notes' || key === 'endNotes'))
  return zone === 'end' && areNotes && before.some((block) => block.entries.some(({ rule }) => rule === 'label-alone'))
}

function sentenceWordsBefore(lines: readonly Line[], draft: DraftBlock): number {
  const before = lines.slice(Math.max(0, draft.first - LAST_LINES), draft.first)
  return before.reduce((sum, { run }) => sum + (isSentence(run.text) ? countWords(run.text.slice(0, 2000)) : 0), 0)
}

/** Under the heading of a part one note is enough. */
function isNoteOnly(draft: DraftBlock): boolean {
  return draft.entries.every((entry) => entry.isStrong || readerCue(entry.value.text) !== null)
}

function isApart(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1]
  return before === undefined || before.kind === 'blank' || isBreakLine(before) || isEndMarker(before.run.text)
}

/** Words of headers that are on doors and in cargo lists too; alone they count behind a story only. */
const AT_END_ONLY: ReadonlySet<string> = new Set(['warnings', 'spoilers', 'feedback', 'beta', 'distribution'])

/** What only a work has. */
const OF_WORKS: ReadonlySet<string> = new Set([
  'title',
  'author',
  'summary',
  'disclaimer',
  'notes',
  'endNotes',
  'fandom',
  'pairing',
  'feedback',
  'distribution',
])

/** Labels that make a header by themselves. */
const STANDS_ALONE: ReadonlySet<string> = new Set([
  'disclaimer',
  'summary',
  'rating',
  'notes',
  'endNotes',
  'title',
  'author',
  'fandom',
  'pairing',
  'warnings',
  'spoilers',
  'feedback',
  'beta',
  'distribution',
])
