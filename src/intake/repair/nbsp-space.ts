/**
 * Takes out no-break spaces that stand beside another blank, where they keep nothing together: the second space after
 * a sentence as HTML editors wrote it, and blanks at the end of a line.
 *
 *     in     It was late.⍽ She ran.⍽
 *     out    It was late. She ran.
 *
 * Only the no-break spaces go, so that the blank typed beside them stays; where there are only no-break spaces, one
 * space stays. A single one between two words may be meant (10⍽km, M.⍽Dupont) and is left, and so is every one that
 * French, or anybody, sets inside quotes and before `; : ! ?`.
 */
import { type Change, NOTHING, type Rule } from './rule.ts'

export const repairNbspSpaces: Rule = {
  code: 'nbsp-space',
  find: (text) => {
    const changes: Change[] = []
    for (let at = text.indexOf(NBSP); at !== -1; ) {
      const first = at
      let from = at
      while (isBlank(text[from - 1])) from--
      let to = at
      let last = at
      for (; isBlank(text[to]); to++) if (text[to] === NBSP) last = to
      const change = changeOf(text, { from, first, last, to })
      if (change !== undefined) changes.push(change)
      at = text.indexOf(NBSP, to)
    }
    return changes.length === 0 ? NOTHING : { changes, doubts: [] }
  },
}

const NBSP = '\u00a0'

/** A run of blanks `[from, to)`, the first and the last no-break space in it. */
interface Blanks {
  readonly from: number
  readonly first: number
  readonly last: number
  readonly to: number
}

function changeOf(text: string, { from, first, last, to }: Blanks): Change | undefined {
  const after = text[to]
  const before = text[from - 1]
  if (isLineEnd(after)) return { from: first, to: last + 1, after: '' }
  if (to - from === 1 || isLineEnd(before)) return undefined
  if (isSetApart(before, after)) return undefined
  const hasOtherBlank = first > from || last + 1 < to
  return { from: first, to: last + 1, after: hasOtherBlank ? '' : ' ' }
}

/** « text », text ! and the like: the no-break space there is typesetting. */
function isSetApart(before: string | undefined, after: string | undefined): boolean {
  return /[«‹—–]/.test(before ?? '') || /[»›;:!?%€]/.test(after ?? '')
}

function isBlank(character: string | undefined): boolean {
  return character === NBSP || character === ' ' || character === '\t'
}

function isLineEnd(character: string | undefined): boolean {
  return character === undefined || character === '\n' || character === '\r'
}
