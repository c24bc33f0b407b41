/**
 * Finds out how a text was typed: broken at a margin or one line a paragraph, single or double spaced.
 *
 * The evidence is in the places where one line follows another without a blank one between. In text broken at a
 * margin most of these places are in the middle of a sentence: the upper line is long and does not end one, the lower
 * starts with a small letter or the upper reaches the margin. In text of one line a paragraph hardly any are.
 */
import type { Line } from './manuscript.ts'
import { endsSentence, startsLower, widthOf } from './typing.ts'

/** Lines shorter than this were not broken at a margin, but for the last of a paragraph. */
export const NARROWEST_MARGIN = 40
const WIDEST_MARGIN = 132
/** A line that was broken at a margin has so many columns of text, and not of indent only. */
const NARROWEST_TEXT = 30
/** Lines up to this width may be verse, addresses, signatures. */
export const LONGEST_SHORT_LINE = 60
/** How far from the margin a line that was broken there may end. */
const RAGGED = 12
/** Lines of a wrapped paragraph, on the average of a text. */
const LONGEST_USUAL_PARAGRAPH = 12
const MIN_SHARE = 0.4
/** Without small letters at starts of lines (scripts that have none) the shape alone must convince. */
const MIN_SHARE_BY_SHAPE = 0.6

export interface Typing {
  readonly wrapped: boolean
  /** Blank lines between the lines of a paragraph: 1 in double-spaced typescripts, else 0. */
  readonly spacing: 0 | 1
  /** Column that broken lines reach; 0 where none are broken. */
  readonly margin: number
  /** Most paragraphs have a blank line, or an element's edge, between them. */
  readonly separated: boolean
  /** A block of short lines was broken on purpose, however even they are. */
  readonly trustsBreaks?: boolean
  /** Blocks of lines are no longer than paragraphs are: a blank line stands between most, so none is found elsewhere. */
  readonly spaced: boolean
}

/** A stretch of typed lines: lines of different flows (elements of markup) never run together. */
export interface Draft {
  readonly lines: readonly Line[]
  /** Number of the flow of each line; undefined when all are in one. */
  readonly flows: readonly number[] | undefined
}

interface Places {
  margin: number
  /** Places whose upper line is long enough to have been broken. */
  long: number
  likely: number
  /** Of these, the ones where the lower line starts with a small letter. */
  sure: number
}

export function detectTyping(draft: Draft): Typing {
  const single = countPlaces(draft, 1)
  const blocks = countBlocks(draft)
  const separated = blocks.long === 0 ? blocks.count * 2 >= blocks.lines : blocks.longAlone * 2 >= blocks.long
  const spaced = blocks.count * LONGEST_USUAL_PARAGRAPH >= blocks.lines
  if (isConvincing(single)) return { wrapped: true, spacing: 0, margin: single.margin, separated, spaced }
  const double = countPlaces(draft, 2)
  if (double.sure >= 3 && isConvincing(double)) {
    return { wrapped: true, spacing: 1, margin: double.margin, separated, spaced: false }
  }
  return { wrapped: false, spacing: 0, margin: 0, separated, spaced }
}

/**
 * The same, for text that somebody wrote into a box of a page: a margin that much of the text goes beyond is none, and
 * the even lines that suggested it are a song.
 */
export function trustBreaks(draft: Draft, typing: Typing): Typing {
  if (!typing.wrapped) return { ...typing, trustsBreaks: true }
  let all = 0
  let beyond = 0
  for (const line of draft.lines) {
    const { length } = line.run.text
    all += length
    if (line.kind === 'text' && columnsOf(line) > typing.margin + RAGGED) beyond += length
  }
  if (beyond < all * MIN_SHARE_BEYOND) return typing
  return { ...typing, wrapped: false, spacing: 0, margin: 0, trustsBreaks: true }
}

const MIN_SHARE_BEYOND = 0.3

export function columnsOf(line: Line): number {
  return line.indent + widthOf(line.run.text)
}

/** The same, as long as it is no more than `most`; else some number above that. A paragraph is not measured for it. */
function columnsUpTo(line: Line, most: number): number {
  const least = line.indent + line.run.text.length
  return least > most ? least : columnsOf(line)
}

export function isSameFlow(draft: Draft, i: number, j: number): boolean {
  return draft.flows === undefined || draft.flows[i] === draft.flows[j]
}

function isConvincing(places: Places): boolean {
  if (places.sure >= 1 && places.likely >= places.long * MIN_SHARE) return true
  return places.likely >= 3 && places.likely >= places.long * MIN_SHARE_BY_SHAPE
}

/** Looks at the places where a line follows another at a distance of `step`, with blank lines between only. */
function countPlaces(draft: Draft, step: 1 | 2): Places {
  const margin = findMargin(draft, step)
  const places: Places = { margin, long: 0, likely: 0, sure: 0 }
  eachPlace(draft, step, (upper, lower) => {
    const columns = columnsUpTo(upper, WIDEST_MARGIN)
    if (columns < NARROWEST_MARGIN) return
    places.long++
    if (columns > WIDEST_MARGIN || endsSentence(upper.run.text)) return
    const isSure = startsLower(lower.run.text)
    if (!isSure && columns < margin - RAGGED) return
    places.likely++
    if (isSure) places.sure++
  })
  return places
}

/** The column that nine of ten lines stay within, of those that have a line below them. */
function findMargin(draft: Draft, step: 1 | 2): number {
  const counts = new Uint32Array(WIDEST_MARGIN + 1)
  let total = 0
  eachPlace(draft, step, (upper) => {
    const columns = columnsUpTo(upper, WIDEST_MARGIN)
    if (columns < NARROWEST_MARGIN || columns > WIDEST_MARGIN) return
    counts[columns] = (counts[columns] ?? 0) + 1
    total++
  })
  let below = 0
  for (let column = 0; column <= WIDEST_MARGIN; column++) {
    below += counts[column] ?? 0
    if (total > 0 && below >= total * 0.9) return column
  }
  return 0
}

function eachPlace(draft: Draft, step: 1 | 2, visit: (upper: Line, lower: Line) => void): void {
  const { lines } = draft
  for (let i = 0; i + step < lines.length; i++) {
    const upper = lines[i]
    const lower = lines[i + step]
    if (upper?.kind !== 'text' || lower?.kind !== 'text') continue
    if (upper.run.text.length < NARROWEST_TEXT && widthOf(upper.run.text) < NARROWEST_TEXT) continue
    if (step === 2 && lines[i + 1]?.kind !== 'blank') continue
    if (upper.quote === lower.quote && isSameFlow(draft, i, i + step)) visit(upper, lower)
  }
}

interface Blocks {
  lines: number
  /** Lines with a blank line, or an element's edge, above them. */
  count: number
  /** Lines that are too long for verse and headers, and those of them with a blank line above them. */
  long: number
  longAlone: number
}

function countBlocks(draft: Draft): Blocks {
  const blocks: Blocks = { lines: 0, count: 0, long: 0, longAlone: 0 }
  draft.lines.forEach((line, i) => {
    if (line.kind !== 'text') return
    const starts = draft.lines[i - 1]?.kind !== 'text' || !isSameFlow(draft, i - 1, i)
    const isLong = line.run.text.length > LONGEST_SHORT_LINE
    blocks.lines++
    if (starts) blocks.count++
    if (isLong) blocks.long++
    if (starts && isLong) blocks.longAlone++
  })
  return blocks
}
