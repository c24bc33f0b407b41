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
}

export function indexLines(text: string): LineIndex {
  const starts = [0]
  const end = /\r\n?|\n/g
  while (end.exec(text) !== null) starts.push(end.lastIndex)
  return { text, starts }
}

export function positionOf(index: LineIndex, offset: number): Position {
  const line = lineAt(index, offset)
  const start = index.starts[line - 1] as number
  return { line, column: countCodePoints(index.text, start, offset) + 1 }
}

/** The 1-based line of an offset. */
export function lineAt(index: LineIndex, offset: number): number {
  let low = 0
  let high = index.starts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((index.starts[middle] as number) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

/** The span of `[start, end)`; an empty one ends where it begins. */
export function spanOf(index: LineIndex, start: number, end: number): Span {
  const first = positionOf(index, start)
  const last = end > start ? positionOf(index, lastUnit(index.text, end)) : first
  return { line: first.line, column: first.column, endLine: last.line, endColumn: last.column }
}

function countCodePoints(text: string, from: number, to: number): number {
  let count = 0
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    // The second half of a pair does not count.
    if (unit >= 0xdc00 && unit <= 0xdfff && i > from) {
      const before = text.charCodeAt(i - 1)
      if (before >= 0xd800 && before <= 0xdbff) continue
    }
    count++
  }
  return count
}

/** Offset of the character that ends at `end`, its first half if it is a pair. */
function lastUnit(text: string, end: number): number {
  const unit = text.charCodeAt(end - 1)
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff && end >= 2
  return isSecondHalf ? end - 2 : end - 1
}
