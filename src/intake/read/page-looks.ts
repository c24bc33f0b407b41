/**
 * Takes away looks that hold for nearly all of a page: a story that is all bold, all small or all centred (often by an
 * element that was never closed) says nothing by it.
 */
import type { Line, Mark } from './manuscript.ts'
import { isOrnament } from './typing.ts'

const MIN_CHARACTERS = 1000
const MARKED_SHARE = 0.8
const CENTRED_SHARE = 0.6

export function withoutPageLooks(lines: readonly Line[]): readonly Line[] {
  let total = 0
  let centred = 0
  const marked = new Map<Mark['kind'], number>()
  for (const line of lines) {
    const { length } = line.run.text
    total += length
    if (line.align !== null) centred += length
    for (const mark of line.marks) marked.set(mark.kind, (marked.get(mark.kind) ?? 0) + mark.to - mark.from)
  }
  if (total < MIN_CHARACTERS) return lines
  const kinds = new Set([...marked].filter(([, length]) => length > total * MARKED_SHARE).map(([kind]) => kind))
  const isCentred = centred > total * CENTRED_SHARE
  if (kinds.size === 0 && !isCentred) return lines
  return lines.map((line) => ({
    ...line,
    marks: line.marks.filter((mark) => !kinds.has(mark.kind)),
    align: isCentred && line.kind === 'text' && !isOrnament(line.run.text) ? null : line.align,
  }))
}
