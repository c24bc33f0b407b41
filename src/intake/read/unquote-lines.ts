/** Takes mail quoting off the lines of markup: forwarded mails were saved as pages, too. */
import { EMPTY_RUN, sliceRun } from '../run.ts'
import type { Line } from './manuscript.ts'
import { unquote } from './quoting.ts'

export function unquoteLines(lines: readonly Line[]): { readonly lines: readonly Line[]; readonly quoted: boolean } {
  const { lines: taken, levels, quoted } = unquote(lines.map((line) => line.run))
  if (levels === undefined) return { lines, quoted }
  const unquoted = lines.map((line, i) => {
    const quote = levels[i] ?? 0
    return quote === 0 ? line : unquoteLine(line, line.run.text.length - (taken[i]?.text.length ?? 0), quote)
  })
  return { lines: unquoted, quoted }
}

function unquoteLine(line: Line, length: number, quote: number): Line {
  const rest = line.run.text.slice(length)
  const from = length + rest.length - rest.trimStart().length
  if (from >= line.run.text.length) return { ...line, run: EMPTY_RUN, marks: [], kind: 'blank', indent: 0, quote }
  const marks = line.marks.map((mark) => ({ ...mark, from: Math.max(0, mark.from - from), to: mark.to - from }))
  return {
    ...line,
    run: sliceRun(line.run, from),
    marks: marks.filter((mark) => mark.from < mark.to),
    indent: from - length,
    quote,
  }
}
