/**
 * Joins the lines of a paragraph, by a space of our own where the script wants one, so that the map to the source
 * stays true and marks that were cut at the ends of lines grow together again.
 *
 * A hyphen at the end of a line is kept as typed: whether `well-` and `known` were one word is not ours to decide,
 * but no space was there.
 */
import { EMPTY_RUN, type Piece } from '../run.ts'
import type { Line, Mark, Paragraph } from './manuscript.ts'
import { isSpaceless, isWordCharacter } from './typing.ts'

/** Lines that run together, and those among them (by index) before which the author broke the line on purpose. */
export interface Group {
  readonly first: number
  readonly last: number
  readonly breaks: readonly number[]
}

/** Words behind a hyphen that stands for a word left out: "two- or three-headed". */
const SUSPENDS = /^(?:or|and|to|und|oder|bis|et|ou|y|o) /

export function joinLines(lines: readonly Line[], group: Group, blankBefore: number): Paragraph {
  const { first, last } = group
  const only = first === last ? lines[first] : undefined
  if (only !== undefined) return { first, last, run: only.run, marks: only.marks, lineBreaks: [], blankBefore }
  const broken = new Set(group.breaks)
  const pieces: Piece[] = []
  const marks: Mark[] = []
  const lineBreaks: number[] = []
  let text = ''
  // What the line before said: looking into `text` itself would flatten it once a line.
  let before = ''
  let marksBefore = 0
  for (let i = first; i <= last; i++) {
    const line = lines[i]
    if (line === undefined || line.run.text === '') continue
    const isBreak = broken.has(i)
    const between = before === '' ? '' : separatorOf(before, line.run.text, isBreak)
    const end = text.length
    if (between !== '') pieces.push(spacePiece(text.length, pieces))
    text += between
    if (isBreak) lineBreaks.push(text.length)
    marksBefore = addMarks(marks, line.marks, marksBefore, end, text.length)
    for (const piece of line.run.pieces) pieces.push(shift(piece, text.length))
    text += line.run.text
    before = line.run.text
  }
  return { first, last, run: text === '' ? EMPTY_RUN : { text, pieces }, marks, lineBreaks, blankBefore }
}

/** Offset in the paragraph's run at which each of its lines starts, by line index. */
export function lineStarts(paragraph: Paragraph, lines: readonly Line[]): Map<number, number> {
  const starts = new Map<number, number>()
  let at = 0
  for (let i = paragraph.first; i <= paragraph.last; i++) {
    const text = lines[i]?.run.text ?? ''
    if (text === '') continue
    // The separator is one space or nothing.
    if (!paragraph.run.text.startsWith(text, at)) at++
    starts.set(i, at)
    at += text.length
  }
  return starts
}

function separatorOf(before: string, after: string, isBreak: boolean): string {
  if (isBreak) return ' '
  const end = before.charAt(before.length - 1)
  const start = after.charAt(0)
  if (isSpaceless(end) && isSpaceless(start)) return ''
  const isHyphenated = end === '-' && isWordCharacter(before.charAt(before.length - 2)) && isWordCharacter(start)
  return isHyphenated && !SUSPENDS.test(after) ? '' : ' '
}

function spacePiece(from: number, pieces: readonly Piece[]): Piece {
  const at = pieces.at(-1)?.until ?? 0
  return { from, to: from + 1, at, until: at }
}

function shift(piece: Piece, by: number): Piece {
  if (by === 0) return piece
  return { from: piece.from + by, to: piece.to + by, at: piece.at, until: piece.until }
}

/**
 * Adds the marks of a line that starts at `start`; one that goes on from the line before, which ended at `end` and
 * whose marks begin at index `since`, grows instead. Returns where the marks of this line begin.
 */
function addMarks(marks: Mark[], added: readonly Mark[], since: number, end: number, start: number): number {
  const begin = marks.length
  for (const mark of added) {
    const open = mark.from === 0 && mark.key !== undefined ? findOpen(marks, since, begin, mark, end) : -1
    if (open >= 0) marks[open] = { ...(marks[open] as Mark), to: mark.to + start }
    else marks.push({ ...mark, from: mark.from + start, to: mark.to + start })
  }
  // Marks that grew count as this line's: they may grow again.
  return added.length > marks.length - begin ? since : begin
}

function findOpen(marks: readonly Mark[], since: number, until: number, mark: Mark, end: number): number {
  for (let i = since; i < until; i++) {
    const open = marks[i]
    if (open !== undefined && open.to === end && open.key === mark.key && open.kind === mark.kind) return i
  }
  return -1
}
