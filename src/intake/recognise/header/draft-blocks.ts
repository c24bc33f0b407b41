/**
 * Gather the labels of a manuscript into blocks, before anybody judges whether they are headers.
 *
 * Labels within six lines of each other are one block; in the front of a file more lines may be between, where they
 * are paragraphs of the header. A block never reaches over an end marker or the heading of a part.
 */
import type { Line } from '../../read/manuscript.ts'
import { countWords, isDisclaimer, readerCue } from './cues.ts'
import { type Entry, entriesAt, isPlausible } from './entry.ts'
import { isShapedLikeLabel, type Labelled, readLabelLine } from './label-line.ts'
import { isEndMarker } from './line-shape.ts'
import { isPartHeading } from './part-number.ts'

export interface DraftBlock {
  readonly entries: Entry[]
  /** Known labels whose values cannot be what they promise; they count as unknown until the block is a header. */
  readonly doubtful: Entry[]
  /** Line indexes, both included. */
  first: number
  last: number
  /** Lines in it or beside it that are shaped like labels and that no dictionary knows. */
  unknown: number
}

export const FRONT_LINES = 80

/** Labels this near to each other are one block; more in the front, where only paragraphs of the header are between. */
const NEAR = 6
const NEAR_IN_FRONT = 14
const WORDS_BETWEEN = 220

export function draftBlocks(
  lines: readonly Line[],
  labels: readonly (readonly Labelled[] | null)[],
  isTaken: (line: number) => boolean,
): DraftBlock[] {
  const drafts: DraftBlock[] = []
  const isLabel = (line: number): boolean => labels[line] !== null && labels[line] !== undefined
  const tailStart = startOfTail(lines, isLabel)
  const isText = (line: number): boolean => !isTaken(line) && !isLabel(line)
  let unknown: number[] = []
  let doubtful: Entry[] = []
  for (let at = 0; at < lines.length; at++) {
    const here = labels[at]
    if (here === null || here === undefined) {
      if (!isTaken(at) && isShapedLikeLabel((lines[at] as Line).run.text)) unknown.push(at)
      continue
    }
    const entries = entriesAt(lines, at, here, isLabel)
    const plausible = entries.filter(isPlausible)
    const draft = drafts.at(-1)
    if (plausible.length === 0) {
      unknown.push(at)
      doubtful.push(...entries)
      continue
    }
    const last = Math.max(at, ...entries.map((entry) => entry.lines.at(-1) ?? at))
    if (draft !== undefined && isNear(lines, draft, { at, last, entries: plausible, isText }, tailStart)) {
      draft.entries.push(...plausible)
      draft.doubtful.push(...doubtful)
      draft.unknown += unknown.filter((line) => line > draft.last).length
      draft.last = last
    } else {
      const before = unknown.filter((line) => at - line <= 3).length
      drafts.push({
        entries: plausible,
        doubtful: doubtful.filter((entry) => at - (entry.lines[0] ?? 0) <= 3),
        first: at,
        last,
        unknown: before,
      })
    }
    unknown = []
    doubtful = []
    at = last
  }
  for (const draft of drafts) draft.unknown += unknownAfter(lines, draft)
  return drafts
}

interface Gap {
  readonly at: number
  readonly last: number
  readonly entries: readonly Entry[]
  /** Is a line neither a label nor taken by somebody else? */
  readonly isText: (line: number) => boolean
}

function isNear(lines: readonly Line[], draft: DraftBlock, gap: Gap, tailStart: number): boolean {
  const far = gap.at - draft.last
  const isFront = draft.first < FRONT_LINES && far <= NEAR_IN_FRONT
  if ((far > NEAR && !isFront) || hasManyWords(lines, draft.last + 1, gap)) return false
  const between = lines.slice(draft.last + 1, gap.at)
  if (between.some(({ run }) => isEndMarker(run.text) || (isPartHeading(run.text) && !run.text.includes('/'))))
    return false
  if (!between.some(({ run }) => isSentence(run.text))) return true
  if (opensAgain(draft, gap.entries)) return false
  // Sentences between two labels are the story's when the second stands behind it or is a word that stories use.
  return gap.at < tailStart && gap.entries.some(isOfHeaders)
}

function hasManyWords(lines: readonly Line[], from: number, { at, isText }: Gap): boolean {
  let words = 0
  for (let line = from; line < at && words <= WORDS_BETWEEN; line++) {
    if (!isText(line)) continue
    const { text } = (lines[line] as Line).run
    words += text.length > 4000 ? WORDS_BETWEEN : countWords(text)
  }
  return words > WORDS_BETWEEN
}

/** Behind sentences a second title opens the next post: what is between is the story of the first. */
function opensAgain(draft: DraftBlock, entries: readonly Entry[]): boolean {
  const key = entries[0]?.key
  return (key === 'title' || key === 'author') && draft.entries.some((entry) => entry.key === key)
}

function isOfHeaders(entry: Entry): boolean {
  if (entry.key === 'warnings') return false
  return entry.isStrong || readerCue(entry.value.text) !== null || isDisclaimer(entry.value.text)
}

/** Where the labels at the end begin: from there on stand labels with their values, and short lines. */
function startOfTail(lines: readonly Line[], isLabel: (line: number) => boolean): number {
  let start = lines.length
  let paragraph: number[] = []
  for (let at = lines.length - 1; at >= -1; at--) {
    const line = lines[at]
    if (line !== undefined && line.kind !== 'blank') {
      paragraph.push(at)
      continue
    }
    const first = paragraph.at(-1)
    if (first !== undefined && !isLabel(first) && !paragraph.every((each) => isShort(lines[each] as Line))) break
    start = first ?? start
    paragraph = []
  }
  return start
}

/** "Love, Imogen": a few words that make no sentence. */
export function isShort({ run }: Line): boolean {
  return run.text.length < 60 && countWords(run.text) <= 6 && !isSentence(run.text)
}

/** A line of running text, by its words and its end. */
export function isSentence(text: string): boolean {
  return /[.!?]["”’')]?$/.test(text) && countWords(text.slice(0, 400)) >= 3
}

function unknownAfter(lines: readonly Line[], draft: DraftBlock): number {
  let count = 0
  for (let line = draft.last + 1; line <= draft.last + 3 && line < lines.length; line++) {
    const text = (lines[line] as Line).run.text
    if (isShapedLikeLabel(text) && readLabelLine(lines[line] as Line) === null) count++
  }
  return count
}
