/**
 * A run: a stretch of text with a map back to the source it came from.
 *
 *     source   "> It&#8217;s late"   run   "It’s late"   sourceSpan(run, 2, 3) = [4, 11]
 *
 * Every stage of intake after decoding cuts, joins and mends runs, never bare strings, so that each fact can say
 * where it was read. Offsets count UTF-16 units of the decoded source; `position.ts` turns them into lines and columns.
 */

/**
 * `text[from, to)` came from `source[at, until)`: one to one where both are equally long, else as a whole.
 * Text of our own (a space that joins two lines) has `at === until`.
 */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly until: number
}

export interface Run {
  readonly text: string
  /** Ascending and without gaps: together they cover `text`. */
  readonly pieces: readonly Piece[]
}

export const EMPTY_RUN: Run = { text: '', pieces: [] }

/** The run of a text that stands in the source as it is, from `at` on. */
export function runOf(text: string, at = 0): Run {
  if (text === '') return EMPTY_RUN
  return { text, pieces: [{ from: 0, to: text.length, at, until: at + text.length }] }
}

/** The part of a run from `from` up to but not including `to`. */
export function sliceRun(run: Run, from: number, to: number = run.text.length): Run {
  if (from >= to) return EMPTY_RUN
  const start = pieceAt(run.pieces, from)
  const only = run.pieces[start]
  // Most slices are of one piece; a list that is pushed to takes four times the memory.
  if (only !== undefined && only.to >= to)
    return { text: run.text.slice(from, to), pieces: [cutPiece(only, from, to, from)] }
  const pieces: Piece[] = []
  for (let i = start; i < run.pieces.length; i++) {
    const piece = run.pieces[i] as Piece
    if (piece.from >= to) break
    pieces.push(cutPiece(piece, Math.max(from, piece.from), Math.min(to, piece.to), from))
  }
  return { text: run.text.slice(from, to), pieces }
}

/** Runs one behind the other, with a text of our own between each two. */
export function joinRuns(runs: readonly Run[], between = ''): Run {
  const pieces: Piece[] = []
  let text = ''
  runs.forEach((run, i) => {
    if (i > 0 && between !== '') {
      const at = pieces.at(-1)?.until ?? 0
      pieces.push({ from: text.length, to: text.length + between.length, at, until: at })
      text += between
    }
    const shift = text.length
    for (const piece of run.pieces) pieces.push({ ...piece, from: piece.from + shift, to: piece.to + shift })
    text += run.text
  })
  return { text, pieces }
}

/** A run without white space (NBSP included) at either end. */
export function trimRun(run: Run): Run {
  const from = run.text.length - run.text.trimStart().length
  const to = run.text.trimEnd().length
  return from === 0 && to === run.text.length ? run : sliceRun(run, from, to)
}

/** Where `text[from, to)` stands in the source: start and end offset. Empty stretches give the offset before them. */
export function sourceSpan(run: Run, from = 0, to: number = run.text.length): readonly [number, number] {
  const first = run.pieces[pieceAt(run.pieces, from)]
  if (first === undefined) {
    const end = run.pieces.at(-1)?.until ?? 0
    return [end, end]
  }
  const start = offsetIn(first, from)
  if (to <= from) return [start, start]
  const last = run.pieces[pieceAt(run.pieces, to - 1)] ?? first
  return [start, isOneToOne(last) ? last.at + (to - last.from) : last.until]
}

function isOneToOne(piece: Piece): boolean {
  return piece.until - piece.at === piece.to - piece.from
}

function offsetIn(piece: Piece, offset: number): number {
  return isOneToOne(piece) ? piece.at + (offset - piece.from) : piece.at
}

function cutPiece(piece: Piece, from: number, to: number, shift: number): Piece {
  if (!isOneToOne(piece)) return { from: from - shift, to: to - shift, at: piece.at, until: piece.until }
  return {
    from: from - shift,
    to: to - shift,
    at: piece.at + (from - piece.from),
    until: piece.at + (to - piece.from),
  }
}

/** Index of the piece that holds `offset`, or the number of pieces. */
function pieceAt(pieces: readonly Piece[], offset: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pieces[middle] as Piece).to <= offset) low = middle + 1
    else high = middle
  }
  return low
}
