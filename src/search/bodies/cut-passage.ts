/**
 * Cuts the passage out of a text that shows the most of what was looked for, in about three lines.
 *
 * It begins and ends between words, and shows marks in as much of the text around them as there is room for. A place
 * where several parts stand together is better than one where a single part stands often.
 */

import type { Span } from './marks.ts'
import type { PassagePiece } from './passage.ts'

export interface CutPassage {
  readonly pieces: readonly PassagePiece[]
  readonly hasBefore: boolean
  readonly hasAfter: boolean
  /** Which parts have a mark in it, by index. */
  readonly parts: ReadonlySet<number>
  /** Where the first mark begins. */
  readonly at: number
}

const LENGTH = 260
/** A phrase may be longer than a passage; of such a mark the beginning is shown. */
const LONGEST_MARK = 600
/** How far a cut may be moved to stand between words. */
const TO_NEXT_WORD = 24

/** Null where none of the parts stands in the text. `spans` are those of each part, in order. */
export function cutPassage(text: string, spans: readonly (readonly Span[])[]): CutPassage | null {
  const marks = spans
    .flatMap((own, part) => own.map((span) => ({ ...span, part })))
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
  const best = bestWindow(marks)
  if (best === null) return null
  const shown = marks.slice(best.from, best.to + 1)
  const start = (shown[0] as Mark).start
  const end = Math.min(
    start + LONGEST_MARK,
    shown.reduce((last, mark) => Math.max(last, mark.end), 0),
  )
  const room = Math.max(0, LENGTH - (end - start))
  const before = Math.min(start, room >> 1)
  const from = Math.min(start, beginning(text, Math.max(0, start - before)))
  const to = Math.max(end, ending(text, Math.min(text.length, Math.max(end, from + LENGTH))))
  return {
    pieces: piecesOf(text, from, to, marks),
    hasBefore: text.slice(0, from).trim() !== '',
    hasAfter: text.slice(to).trim() !== '',
    parts: new Set(marks.filter((mark) => mark.start >= from && mark.start < to).map((mark) => mark.part)),
    at: start,
  }
}

interface Mark extends Span {
  readonly part: number
}

/** The stretch of marks that has the most parts in the length of a passage; the first of equals. */
function bestWindow(marks: readonly Mark[]): { from: number; to: number } | null {
  let best: { from: number; to: number } | null = null
  let most = 0
  const held = new Map<number, number>()
  let from = 0
  for (let to = 0; to < marks.length; to++) {
    const mark = marks[to] as Mark
    held.set(mark.part, (held.get(mark.part) ?? 0) + 1)
    while (from < to && mark.end - (marks[from] as Mark).start > LENGTH) {
      const { part } = marks[from++] as Mark
      const left = (held.get(part) as number) - 1
      if (left === 0) held.delete(part)
      else held.set(part, left)
    }
    if (held.size > most) {
      most = held.size
      best = { from, to }
    }
  }
  return best
}

function beginning(text: string, from: number): number {
  if (from === 0) return 0
  for (let at = from; at < Math.min(text.length, from + TO_NEXT_WORD); at++)
    if (/\s/.test(text.charAt(at - 1))) return at
  return isLowSurrogate(text, from) ? from + 1 : from
}

function ending(text: string, to: number): number {
  if (to === text.length) return to
  for (let at = to; at > to - TO_NEXT_WORD; at--) if (/\s/.test(text.charAt(at))) return at
  return isLowSurrogate(text, to) ? to + 1 : to
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** Marks that touch or lie in each other are one. */
function piecesOf(text: string, from: number, to: number, marks: readonly Span[]): PassagePiece[] {
  const pieces: PassagePiece[] = []
  let at = from
  function push(end: number, isMarked: boolean): void {
    if (end <= at) return
    const last = pieces.at(-1)
    if (last !== undefined && last.isMarked && isMarked)
      pieces[pieces.length - 1] = { text: last.text + text.slice(at, end), isMarked }
    else pieces.push({ text: text.slice(at, end), isMarked })
    at = end
  }
  for (const { start, end } of marks) {
    if (end <= from || start >= to) continue
    push(Math.max(start, from), false)
    push(Math.min(end, to), true)
  }
  push(to, false)
  return pieces
}
