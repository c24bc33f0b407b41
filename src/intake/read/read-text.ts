/**
 * Reads plain text into a manuscript.
 *
 * Takes off mail quoting, indents and marks of emphasis, finds out how the text was typed, and says which lines run
 * together. The line numbers are those of the source: repairs neither add nor remove ends of lines.
 */
import { EMPTY_RUN, joinRuns, type Run, sliceRun } from '../run.ts'
import { makeManuscript } from './make-manuscript.ts'
import type { Container, Line, Manuscript, Mark } from './manuscript.ts'
import { unquote } from './quoting.ts'
import { splitLines } from './split-lines.ts'
import type { TypedSigns } from './typed-signs.ts'
import { indentOf } from './typing.ts'

const NO_MARKS: readonly Mark[] = []
const NO_CONTAINERS: readonly Container[] = []

/** Characters that are nothing to see: joiners and the like, which programs leave on blank lines. */
const INVISIBLE = /^[\s\u200B-\u200D\u2060\uFEFF]*$/
/** Ends of pages and of typed lines inside a line; they read as white space. */
const PAGE_ENDS = /[\f\v]/

/** `signs` are known of the place where the text is from. */
export function readText(run: Run, signs?: TypedSigns): Manuscript {
  const { lines, quoted } = typedLines(run)
  const hints = { title: null, language: null }
  return makeManuscript({ lines, flows: undefined }, { hints, quoted, emphasis: [], signs })
}

interface TypedLines {
  readonly lines: readonly Line[]
  readonly quoted: boolean
}

/** The lines of a text, without quoting and indents. */
function typedLines(run: Run): TypedLines {
  const { lines, levels, quoted } = unquote(splitLines(run))
  return { lines: lines.map((raw, i) => typedLine(raw, i + 1, levels?.[i] ?? 0)), quoted }
}

function typedLine(raw: Run, number: number, quote: number): Line {
  const { text } = raw
  const end = text.trimEnd().length
  const isBlank = end === 0 || (end < 20 && INVISIBLE.test(text))
  const start = isBlank ? 0 : text.length - text.trimStart().length
  const said = start === 0 && end === text.length ? raw : sliceRun(raw, start, end)
  return {
    run: isBlank ? EMPTY_RUN : withoutPageEnds(said),
    marks: NO_MARKS,
    number,
    kind: isBlank ? 'blank' : 'text',
    indent: start === 0 ? 0 : indentOf(text),
    quote,
    align: null,
    containers: NO_CONTAINERS,
  }
}

function withoutPageEnds(run: Run): Run {
  if (!PAGE_ENDS.test(run.text)) return run
  const parts: Run[] = []
  let at = 0
  for (const end of run.text.matchAll(/[\f\v]/g)) {
    parts.push(sliceRun(run, at, end.index), asSpace(sliceRun(run, end.index, end.index + 1)))
    at = end.index + 1
  }
  parts.push(sliceRun(run, at))
  return joinRuns(parts)
}

function asSpace(run: Run): Run {
  return { text: ' ', pieces: run.pieces }
}
