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
import { type Entry, entriesAt, isPlausible } from './entry.ts'
import { isShapedLikeLabel, type Labelled, readLabelLine } from './label-line.ts'
import { isBreakLine, isEndMarker } from './line-shape.ts'
import { isPartHeading } from './part-number.ts'

export interface Block {
  readonly zone: 'front' | 'part' | 'end'
  readonly entries: readonly Entry[]
  /** Line indexes, both included. */
  readonly first: number
  readonly last: number
}

/** Labels this near to each other are one block; more in the front, where only paragraphs of the header are between. */
const NEAR = 6
const NEAR_IN_FRONT = 14
const WORDS_BETWEEN = 220

/** The story begins after so many words or lines without a label. */
const FRONT_WORDS = 250
const FRONT_LINES = 80
/** A single label must stand this near to the beginning or the end. */
const FIRST_LINES = 10
const LAST_LINES = 40

interface Draft {
  readonly entries: Entry[]
  first: number
  last: number
  unknown: number
}

/** `isTaken` are lines that are known to be something else. */
export function findBlocks(lines: readonly Line[], isTaken: (line: number) => boolean): Block[] {
  const labels = lines.map((line, at) => (line.kind === 'blank' || isTaken(at) ? null : readLabelLine(line)))
  const drafts = draftBlocks(lines, labels, isTaken)
  const blocks: Block[] = []
  const shape = { frontEnd: frontEnd(lines, drafts), written: writtenLines(lines) }
  for (const draft of drafts) {
    const zone = zoneOf(lines, draft, shape, blocks)
    if (zone !== null && isHeader(lines, draft, zone, shape)) blocks.push({ ...draft, zone })
  }
  return blocks
}

interface Shape {
  /** Line index after which the story has begun. */
  readonly frontEnd: number
  /** How many written lines stand before each line. */
  readonly written: Int32Array
}

function draftBlocks(
  lines: readonly Line[],
  labels: readonly (readonly Labelled[] | null)[],
  isTaken: (line: number) => boolean,
): Draft[] {
  const drafts: Draft[] = []
  const isLabel = (line: number): boolean => labels[line] !== null && labels[line] !== undefined
  let unknown: number[] = []
  let words = 0
  for (let at = 0; at < lines.length; at++) {
    const here = labels[at]
    if (here === null || here === undefined) {
      if (isTaken(at)) continue
      const text = (lines[at] as Line).run.text
      if (isShapedLikeLabel(text)) unknown.push(at)
      words += text.length > 4000 ? WORDS_BETWEEN : countWords(text)
      continue
    }
    const entries = entriesAt(lines, at, here, isLabel)
    const plausible = entries.filter(isPlausible)
    if (plausible.length === 0) {
      unknown.push(at)
      continue
    }
    const draft = drafts.at(-1)
    const last = Math.max(at, ...entries.map((entry) => entry.lines.at(-1) ?? at))
    if (draft !== undefined && isNear(draft, at, words, lines)) {
      draft.entries.push(...plausible)
      draft.unknown += unknown.filter((line) => line > draft.last).length
      draft.last = last
    } else {
      const before = unknown.filter((line) => at - line <= 3).length
      drafts.push({ entries: plausible, first: at, last, unknown: before })
    }
    unknown = []
    words = 0
    at = last
  }
  for (const draft of drafts) draft.unknown += unknownAfter(lines, draft)
  return drafts
}

function isNear(draft: Draft, at: number, words: number, lines: readonly Line[]): boolean {
  const far = at - draft.last
  if (far <= NEAR && words <= WORDS_BETWEEN) return !hasPartHeading(lines, draft.last + 1, at)
  return (
    draft.first < FRONT_LINES &&
    far <= NEAR_IN_FRONT &&
    words <= WORDS_BETWEEN &&
    !hasPartHeading(lines, draft.last + 1, at)
  )
}

function hasPartHeading(lines: readonly Line[], from: number, to: number): boolean {
  for (let line = from; line < to; line++) {
    const text = (lines[line] as Line).run.text
    if (isPartHeading(text) && !text.includes('/')) return true
  }
  return false
}

function unknownAfter(lines: readonly Line[], draft: Draft): number {
  let count = 0
  for (let line = draft.last + 1; line <= draft.last + 3 && line < lines.length; line++) {
    const text = (lines[line] as Line).run.text
    if (isShapedLikeLabel(text) && readLabelLine(lines[line] as Line) === null) count++
  }
  return count
}

/** Where the front of the file ends: after so many words or lines that belong to no label. */
function frontEnd(lines: readonly Line[], drafts: readonly Draft[]): number {
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

function zoneOf(lines: readonly Line[], draft: Draft, shape: Shape, before: readonly Block[]): Block['zone'] | null {
  if (draft.first <= shape.frontEnd && (before.at(-1)?.zone ?? 'front') === 'front') {
    return followsPart(lines, draft.first) && before.length > 0 ? 'part' : 'front'
  }
  const after = (shape.written[lines.length] as number) - (shape.written[draft.first] as number)
  if (after <= LAST_LINES && isEnd(lines, draft)) return 'end'
  return followsPart(lines, draft.first) || isRepeated(draft, before) ? 'part' : null
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
function isRepeated(draft: Draft, before: readonly Block[]): boolean {
  const first = before[0]
  const keys = new Set(draft.entries.map((entry) => entry.key))
  if (first === undefined || keys.size < 3) return false
  const known = new Set(first.entries.map((entry) => entry.key))
  return [...keys].filter((key) => known.has(key)).length * 2 >= keys.size && (keys.has('title') || keys.has('author'))
}

/** Nothing of the story stands behind it: no speech, no long paragraph. */
function isEnd(lines: readonly Line[], draft: Draft): boolean {
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

function isHeader(lines: readonly Line[], draft: Draft, zone: Block['zone'], shape: Shape): boolean {
  const keys = new Set(draft.entries.map((entry) => entry.key))
  const strong = new Set(draft.entries.filter((entry) => entry.isStrong).map((entry) => entry.key))
  if (draft.unknown > keys.size) return false
  if (keys.size >= 2 && strong.size >= 1)
    return zone === 'front' || zone === 'end' ? true : strong.size >= 2 || isNoteOnly(draft)
  const written = shape.written[draft.first] as number
  if (zone === 'front' && written >= FIRST_LINES) return false
  const entry = draft.entries[0] as Entry
  const value = entry.value.text
  if (value === '') return false
  if (zone === 'end' && !isApart(lines, draft.first)) return false
  // A label typed twice ("Note: … Note: …") is no more than one label.
  if (entry.isStrong) return STANDS_ALONE.has(entry.key) && (zone !== 'end' || entry.key !== 'title')
  if (entry.key === 'notes' || entry.key === 'endNotes') return readerCue(value) !== null || isDisclaimer(value)
  return keys.size >= 3 && draft.entries.some((one) => readerCue(one.value.text) !== null)
}

/** Under the heading of a part one note is enough. */
function isNoteOnly(draft: Draft): boolean {
  return draft.entries.every((entry) => entry.isStrong || readerCue(entry.value.text) !== null)
}

function isApart(lines: readonly Line[], at: number): boolean {
  const before = lines[at - 1]
  return before === undefined || before.kind === 'blank' || isBreakLine(before) || isEndMarker(before.run.text)
}

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
