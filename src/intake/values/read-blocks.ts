/** Reads the parsed markup of a value into blocks: all of it is story, and lines of signs between its parts are breaks. */
import { type Built, buildChapters } from '../build/index.ts'
import { readMarkup } from '../read/index.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { Markup } from '../read/markup.ts'
import type { MarkupReading } from '../read/read-html.ts'
import { readBody } from '../recognise/story/body.ts'
import { findBreaks } from '../recognise/story/find-breaks.ts'
import type { FoundChapter, LineRole } from '../recognise/structure.ts'
import type { Run } from '../run.ts'

export interface BlockReading extends MarkupReading {
  /** Whether `* * *` is a break, as in a story; a line of hearts is a whole review. */
  readonly readsSymbolBreaks: boolean
}

export function readBlocks(markup: Markup, runs: readonly Run[], how: BlockReading): Built {
  const manuscript = readMarkup(markup, runs, how)
  const roles = rolesOf(manuscript)
  if (how.readsSymbolBreaks) claimBreaks(manuscript, roles)
  return buildChapters(manuscript, { roles, chapters: [wholeOf(manuscript)], breaks: [] })
}

function rolesOf({ lines }: Manuscript): LineRole[] {
  return lines.map((line) => (line.kind === 'blank' ? 'blank' : 'story'))
}

/** Signs before the first word and behind the last part nothing; they are what the author set there. */
function claimBreaks(manuscript: Manuscript, roles: LineRole[]): void {
  const found = findBreaks(readBody(manuscript, new Map())).filter((mark) => !mark.isUnderline)
  const drawn = manuscript.lines.flatMap(({ kind, run }, line) =>
    kind === 'text' && DRAWN.test(run.text) ? [{ line }] : [],
  )
  const marks = [...found, ...drawn]
  const isMark = new Set(marks.map((mark) => mark.line))
  const isText = (role: LineRole, at: number): boolean => role === 'story' && !isMark.has(at)
  const first = roles.findIndex(isText)
  const last = roles.findLastIndex(isText)
  for (const { line } of marks) if (line > first && line < last) roles[line] = 'break'
}

/** A line so long of one sign was drawn to the edge of somebody's window: `-----…`. */
const DRAWN = /^([-_=*~#.+•·])\1{80,}$/

function wholeOf({ lines }: Manuscript): FoundChapter {
  return { heading: null, number: null, first: 0, last: lines.length - 1, rule: 'value', confidence: 1, sections: [] }
}
