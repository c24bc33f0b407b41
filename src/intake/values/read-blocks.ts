/** Reads the parsed markup of a value into blocks: all of it is story, and lines of signs are breaks. */
import { type Built, buildChapters } from '../build/index.ts'
import { readMarkup } from '../read/index.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { Markup } from '../read/markup.ts'
import type { MarkupReading } from '../read/read-html.ts'
import { readBody } from '../recognise/story/body.ts'
import { findBreaks } from '../recognise/story/find-breaks.ts'
import type { LineRole, Structure } from '../recognise/structure.ts'
import type { Run } from '../run.ts'

export function readBlocks(markup: Markup, runs: readonly Run[], how: MarkupReading): Built {
  const manuscript = readMarkup(markup, runs, how)
  return buildChapters(manuscript, structureOf(manuscript))
}

function structureOf(manuscript: Manuscript): Structure {
  const { lines } = manuscript
  const roles = lines.map((line): LineRole => (line.kind === 'blank' ? 'blank' : 'story'))
  const breaks = findBreaks(readBody(manuscript, new Map()))
  for (const mark of breaks) if (!mark.isUnderline) roles[mark.line] = 'break'
  const whole = {
    heading: null,
    number: null,
    first: 0,
    last: lines.length - 1,
    rule: 'value',
    confidence: 1,
    sections: [],
  }
  return { roles, chapters: [whole], breaks: [] }
}
