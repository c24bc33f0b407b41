/**
 * Takes off indents that are made of no-break spaces, as word processors and HTML editors wrote them.
 *
 *     in     ⍽⍽⍽⍽ I woke up late.
 *     out    I woke up late.
 *
 * An indent is a style, and the reader's; no-break spaces would keep it for ever. The whole run goes, with the
 * ordinary blanks in it: one repair a line. Indents of ordinary blanks are left for reading, which may find verse or
 * a letter in them; a line of nothing but blanks belongs to `nbsp-space`.
 */
import { type Change, NOTHING, type Rule } from './rule.ts'

export const repairNbspIndents: Rule = {
  code: 'nbsp-indent',
  find: (text) => {
    const changes: Change[] = []
    for (let at = text.indexOf(NBSP); at !== -1; ) {
      const from = startOfBlanks(text, at)
      let to = at
      while (isBlank(text[to])) to++
      const startsLine = from === 0 || text[from - 1] === '\n' || text[from - 1] === '\r'
      if (startsLine && to < text.length && text[to] !== '\n' && text[to] !== '\r')
        changes.push({ from, to, after: '' })
      at = text.indexOf(NBSP, to)
    }
    return changes.length === 0 ? NOTHING : { changes, doubts: [] }
  },
}

const NBSP = '\u00a0'

function isBlank(character: string | undefined): boolean {
  return character === NBSP || character === ' ' || character === '\t'
}

function startOfBlanks(text: string, at: number): number {
  let from = at
  while (isBlank(text[from - 1])) from--
  return from
}
