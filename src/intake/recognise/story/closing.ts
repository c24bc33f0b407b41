/**
 * Finds how a chapter ends: its end marker, and the author's closing words to readers.
 *
 * Words to readers are taken out of the story only when that is certain: they carry a label, or stand behind an end
 * marker or a break, or are a block apart, and speak to readers; two different cues ("review", "next chapter") are as
 * good as a label. One cue alone stays in the story with a suggestion. What stands behind an end marker and speaks to
 * nobody stays too: the end may have been a false one.
 */
import { foldText } from '../../../kernel/text.ts'
import type { Body } from './body.ts'
import { type Ending, type EndMarker, readEndMarker } from './end-marker.ts'
import { narrationOf } from './narration.ts'
import { LOOSE_NOTE_LABEL, NOTE_LABEL, READER_CUES, READERS_ADDRESSED } from './reader-words.ts'
import { countWords } from './words.ts'

export interface NoteLines {
  readonly first: number
  readonly last: number
  readonly rule: string
  readonly confidence: number
  readonly isCertain: boolean
}

export interface Closing {
  readonly marker: { readonly line: number; readonly ending: Ending; readonly confidence: number } | null
  /** Lines of further markers beside it. */
  readonly markerLines: readonly number[]
  readonly notes: readonly NoteLines[]
}

export interface Region {
  readonly first: number
  readonly last: number
}

/** Behind an end marker there are no more words than that, or it was not the end. */
const MOST_WORDS_AFTER = 400
const MOST_LINES_AFTER = 80
const MOST_MARKERS = 4
/** More words of story between two ends are a story that ended only once. */
const MOST_WORDS_BETWEEN = 40
/** Closing words are looked for in so many paragraphs. */
const MOST_PARAGRAPHS = 8

/** `isFree` tells lines that nothing else has claimed; breaks count as claimed. */
export function findClosing(
  body: Body,
  region: Region,
  isFree: (index: number) => boolean,
  isBreak: (index: number) => boolean,
): Closing {
  const markers = findMarkers(body, region, isFree)
  const marker = markers.findLast((each) => each.ending !== 'end-of-part') ?? markers.at(-1) ?? null
  const first = markers[0]?.line ?? region.last + 1
  const after = notesAfterMarker(
    body,
    { first: first + 1, last: region.last },
    isFree,
    new Set(markers.map((each) => each.line)),
  )
  const before = notesBeforeEnd(body, { first: region.first, last: first - 1 }, isFree, isBreak)
  return { marker, markerLines: markers.map((each) => each.line), notes: [...before, ...after] }
}

/** Notes that open a chapter, below its heading: a labelled paragraph, and those behind it that speak to readers. */
export function findOpeningNotes(body: Body, region: Region, isFree: (index: number) => boolean): NoteLines[] {
  const notes: NoteLines[] = []
  for (const index of firstFree(body, region, isFree)) {
    const paragraph = body.manuscript.paragraphs[body.paragraphOf[index] ?? -1]
    if (paragraph === undefined) break
    const text = foldText(paragraph.run.text.slice(0, 2000))
    const isNote = NOTE_LABEL.test(text) || (notes.length > 0 && cuesIn(text) > 1)
    if (!isNote) break
    notes.push({ first: paragraph.first, last: paragraph.last, rule: 'note-label', confidence: 0.95, isCertain: true })
  }
  return notes
}

/** How many kinds of words to readers a text holds outside speech. */
function cuesIn(text: string): number {
  const told = foldText(narrationOf(text.slice(0, 4000)))
  return READER_CUES.filter((cue) => cue.test(told)).length + (READERS_ADDRESSED.test(told.trim()) ? 1 : 0)
}

interface Marker {
  readonly line: number
  readonly ending: Ending
  readonly confidence: number
}

/** From the end backwards, through as much as notes may take. */
function findMarkers(body: Body, region: Region, isFree: (index: number) => boolean): Marker[] {
  const markers: Marker[] = []
  let words = 0
  let lines = 0
  let between = 0
  let isOnlyNotes = true
  for (let i = region.last; i >= region.first && words <= MOST_WORDS_AFTER && lines <= MOST_LINES_AFTER; i--) {
    const line = body.lines[i]
    if (line === undefined || line.isBlank || !isFree(i)) continue
    const marker = isAtEdge(body, i) ? readEndMarker(line.text) : null
    if (marker !== null && (!marker.isDoubtful || (lines === 0 && standsApart(body, i)))) {
      if (markers.length > 0 && between > MOST_WORDS_BETWEEN) break
      markers.push({ line: i, ending: marker.ending, confidence: sureness(marker, lines, isOnlyNotes) })
      between = 0
      // A story ends once, perhaps with its part and a promise; a page of ends is something else.
      if (markers.length === MOST_MARKERS) break
      continue
    }
    const text = foldText(line.text.slice(0, 300))
    isOnlyNotes &&= NOTE_LABEL.test(text) || cuesIn(line.text) > 0
    const count = countWords(line.text, MOST_WORDS_AFTER + 1)
    words += count
    if (!isOnlyNotes) between += count
    lines++
  }
  return markers.toReversed()
}

/** Alone, or the last line of its paragraph. */
function isAtEdge(body: Body, index: number): boolean {
  const line = body.lines[index]
  const paragraph = body.manuscript.paragraphs[body.paragraphOf[index] ?? -1]
  return line?.isAlone === true || paragraph === undefined || paragraph.last === index
}

function standsApart(body: Body, index: number): boolean {
  return (body.blankBefore[index] ?? 0) > 0 || body.isMarkup
}

function sureness(marker: EndMarker, linesAfter: number, isOnlyNotes: boolean): number {
  if (marker.isDoubtful) return 0.6
  return linesAfter === 0 ? 0.98 : isOnlyNotes ? 0.95 : 0.85
}

function notesAfterMarker(
  body: Body,
  region: Region,
  isFree: (index: number) => boolean,
  markers: ReadonlySet<number>,
): NoteLines[] {
  const paragraphs = paragraphsIn(body, region, (index) => isFree(index) && !markers.has(index))
  if (paragraphs.length === 0) return []
  const text = paragraphs.map((paragraph) => paragraph.text).join('\n')
  const isLabelled = paragraphs.some(({ text: each }) => isNoteLabel(each))
  const isCertain = isLabelled || cuesIn(text) > 0
  const rule = isLabelled ? 'note-label' : 'words-to-readers-after-end'
  return [blockOf(paragraphs, rule, isCertain ? 0.95 : 0.5, isCertain)]
}

function notesBeforeEnd(
  body: Body,
  region: Region,
  isFree: (index: number) => boolean,
  isBreak: (index: number) => boolean,
): NoteLines[] {
  const paragraphs = lastParagraphs(body, region, isFree)
  const labelled = paragraphs.findIndex(({ text }) => NOTE_LABEL.test(foldText(text.slice(0, 200))))
  if (labelled > 0 || (labelled === 0 && (paragraphs[0]?.first ?? 0) > region.first)) {
    return [blockOf(paragraphs.slice(labelled), 'note-label', 0.95, true)]
  }
  return wordsToReaders(body, paragraphs, isBreak)
}

/** Without a label: paragraphs at the very end that speak to readers. */
function wordsToReaders(body: Body, paragraphs: readonly Stretch[], isBreak: (index: number) => boolean): NoteLines[] {
  let from = paragraphs.length
  while (from > 1 && speaksToReaders(body, paragraphs[from - 1] as Stretch)) from--
  const block = paragraphs.slice(from)
  const opening = block[0]
  if (opening === undefined) return []
  const text = block.map((each) => each.text).join('\n')
  const cues = cuesIn(text)
  if (cues === 0) return []
  const isAddressed = READERS_ADDRESSED.test(foldText(opening.text.slice(0, 80)))
  const isApart = isBehindBreak(body, opening.first, isBreak) || isBracketed(text) || isRun(body, opening.first)
  const isCertain = isAddressed || cues > 1 || isApart
  const rule = isAddressed ? 'readers-addressed' : isApart ? 'words-to-readers-apart' : 'words-to-readers'
  return [blockOf(block, rule, isAddressed || cues > 1 ? 0.9 : isApart ? 0.85 : 0.5, isCertain)]
}

interface Stretch {
  readonly first: number
  readonly last: number
  readonly text: string
}

function speaksToReaders(body: Body, paragraph: Stretch): boolean {
  const line = body.lines[paragraph.first]
  return line !== undefined && cuesIn(paragraph.text) > 0
}

function isBehindBreak(body: Body, index: number, isBreak: (index: number) => boolean): boolean {
  const above = index - 1 - (body.blankBefore[index] ?? 0)
  return above >= 0 && isBreak(above)
}

function isBracketed(text: string): boolean {
  const trimmed = text.trim()
  return /^[[({<]/.test(trimmed) && /[\])}>]$/.test(trimmed)
}

/** More blank lines before it than the file has elsewhere. */
function isRun(body: Body, index: number): boolean {
  return (body.blankBefore[index] ?? 0) > Math.max(1, body.gap)
}

function isNoteLabel(text: string): boolean {
  const folded = foldText(text.slice(0, 200))
  return NOTE_LABEL.test(folded) || LOOSE_NOTE_LABEL.test(folded)
}

function blockOf(paragraphs: readonly Stretch[], rule: string, confidence: number, isCertain: boolean): NoteLines {
  return { first: paragraphs[0]?.first ?? 0, last: paragraphs.at(-1)?.last ?? 0, rule, confidence, isCertain }
}

/** The last paragraphs of a region, in order, as far back as closing words may begin. */
function lastParagraphs(body: Body, region: Region, isFree: (index: number) => boolean): Stretch[] {
  const found: Stretch[] = []
  let words = 0
  for (let i = region.last; i >= region.first && found.length < MOST_PARAGRAPHS && words < MOST_WORDS_AFTER; i--) {
    const line = body.lines[i]
    if (line === undefined || line.isBlank) continue
    if (!isFree(i)) continue
    const stretch = stretchAt(body, i, region, isFree)
    found.unshift(stretch)
    words += countWords(stretch.text, MOST_WORDS_AFTER)
    i = stretch.first
  }
  return found
}

function paragraphsIn(body: Body, region: Region, isFree: (index: number) => boolean): Stretch[] {
  const found: Stretch[] = []
  for (let i = region.first; i <= region.last; i++) {
    if (body.lines[i]?.isBlank !== false || !isFree(i)) continue
    const stretch = stretchAt(body, i, region, isFree)
    found.push({ ...stretch, first: i })
    i = stretch.last
  }
  return found
}

/** The free lines of the paragraph that a line stands in. */
function stretchAt(body: Body, index: number, region: Region, isFree: (index: number) => boolean): Stretch {
  const paragraph = body.manuscript.paragraphs[body.paragraphOf[index] ?? -1]
  if (paragraph === undefined) return { first: index, last: index, text: body.lines[index]?.text ?? '' }
  let [first, last] = [index, index]
  while (first > Math.max(paragraph.first, region.first) && isFree(first - 1)) first--
  while (last < Math.min(paragraph.last, region.last) && isFree(last + 1)) last++
  if (first === paragraph.first && last === paragraph.last) return { first, last, text: paragraph.run.text }
  return {
    first,
    last,
    text: body.lines
      .slice(first, last + 1)
      .map((line) => line.text)
      .join(' '),
  }
}

function firstFree(body: Body, region: Region, isFree: (index: number) => boolean): number[] {
  const found: number[] = []
  for (let i = region.first; i <= region.last && found.length < 4; i++) {
    if (body.lines[i]?.isBlank !== false || !isFree(i)) continue
    found.push(i)
    i = stretchAt(body, i, region, isFree).last
  }
  return found
}
