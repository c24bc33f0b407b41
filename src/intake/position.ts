/**
 * Lines and columns of offsets in a decoded source, as `inspect --json` counts them: a line ends at LF, CRLF or a
 * lone CR and nothing else; both count from 1; columns count code points; ends are inclusive.
 */

export interface Span {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

export interface Position {
  readonly line: number
  readonly column: number
}

export interface LineIndex {
  readonly text: string
  /** Offset at which each line starts; the first is 0. */
  readonly starts: readonly number[]
  /** Offsets of the second halves of pairs, which are no code points: a line of megabytes is not counted through each time. */
  readonly halves: readonly number[]
}

export function indexLines(text: string): LineIndex {
  const starts = [0]
  const end = /\r\n?|\n/g
  while (end.exec(text) !== null) starts.push(end.lastIndex)
  const halves: number[] = []
  const pair = /[\ud800-\udbff][\udc00-\udfff]/g
  while (pair.exec(text) !== null) halves.push(pair.lastIndex - 1)
  return { text, starts, halves }
}

export function positionOf(index: LineIndex, offset: number): Position {
  const line = lineAt(index, offset)
  const start = index.starts[line - 1] as number
  const halves = countBelow(index.halves, offset) - countBelow(index.halves, start + 1)
  return { line, column: offset - start - Math.max(0, halves) + 1 }
}

/** The 1-based line of an offset. */
export function lineAt(index: LineIndex, offset: number): number {
  return Math.max(1, countBelow(index.starts, offset + 1))
}

/** The span of `[start, end)`; an empty one ends where it begins. */
export function spanOf(index: LineIndex, start: number, end: number): Span {
  const first = positionOf(index, start)
  const last = end > start ? positionOf(index, lastUnit(index.text, end)) : first
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column }
}

/** How many of these ascending numbers are below a limit. */
function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** Offset of the character that ends at `end`, its first half if it is a pair. */
function lastUnit(text: string, end: number): number {
  const unit = text.charCodeAt(end - 1)
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff && end >= 2
  return isSecondHalf ? end - 2 : end - 1
}
