/** Reads plain text into a manuscript: its lines, and the paragraphs they make. */
import { EMPTY_RUN, joinRuns, type Run, trimRun } from '../run.ts'
import type { Line, Manuscript, Paragraph } from './manuscript.ts'
import { splitLines } from './split-lines.ts'

export function readText(run: Run): Manuscript {
  const lines = splitLines(run).map(readLine)
  const wrapped = isWrapped(lines)
  return {
    lines,
    paragraphs: readParagraphs(lines, wrapped),
    layout: { wrapped, gap: 1, emphasis: [], quoted: false },
    hints: { title: null, language: null },
  }
}

function readLine(raw: Run, index: number): Line {
  const run = trimRun(raw)
  const isBlank = run.text === ''
  return {
    run: isBlank ? EMPTY_RUN : run,
    marks: [],
    number: index + 1,
    kind: isBlank ? 'blank' : 'text',
    indent: isBlank ? 0 : raw.text.length - raw.text.trimStart().length,
    quote: 0,
    align: null,
    containers: [],
  }
}

function isWrapped(lines: readonly Line[]): boolean {
  const written = lines.filter((line) => line.kind !== 'blank')
  const atMargin = written.filter((line) => line.run.text.length >= 55 && line.run.text.length <= 85)
  return atMargin.length * 2 > written.length
}

function readParagraphs(lines: readonly Line[], wrapped: boolean): Paragraph[] {
  const paragraphs: Paragraph[] = []
  let blankBefore = 0
  for (let first = 0; first < lines.length; first++) {
    if (lines[first]?.kind === 'blank') {
      blankBefore++
      continue
    }
    let last = first
    while (wrapped && (lines[last + 1]?.kind ?? 'blank') !== 'blank') last++
    const run = joinRuns(
      lines.slice(first, last + 1).map((line) => line.run),
      ' ',
    )
    paragraphs.push({ first, last, run, marks: [], lineBreaks: [], blankBefore })
    blankBefore = 0
    first = last
  }
  return paragraphs
}
