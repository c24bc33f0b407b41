/**
 * Takes typed signs for what they are known to mean where a text is from: rows that divide scenes, blank lines that do,
 * and lines in capitals that are headings.
 *
 *     in     three blank lines, at a list where three divide scenes     out     the second of them is a rule
 *
 * Only what a line is changes, never what it says, and there are as many lines as before. What pairs of marks mean is
 * for `emphasis.ts`.
 */
import type { Marker } from './emphasis-pairs.ts'
import type { Line } from './manuscript.ts'

/** What a pair of marks around words stands for; `nothing`: it is text and stays. */
export type MarkMeaning = 'italics' | 'bold' | 'underline' | 'nothing'

export interface TypedSigns {
  readonly marks: ReadonlyMap<Marker, MarkMeaning>
  /** Lines that divide scenes, as written: `<>`, `oOo`. */
  readonly breaks: readonly string[]
  /** So many blank lines, or more, divide scenes; null where they mean nothing. */
  readonly blankLines: number | null
  /** A line of its own in capitals is a heading. */
  readonly hasCapitalHeadings: boolean
}

export function readSigns(lines: readonly Line[], signs: TypedSigns): readonly Line[] {
  const breaks = new Set(signs.breaks)
  const read = lines.map((line, i): Line => {
    if (line.kind !== 'text') return line
    if (breaks.has(line.run.text)) return { ...line, kind: 'rule' }
    return signs.hasCapitalHeadings && isHeading(lines, i) ? { ...line, kind: 'heading' } : line
  })
  return signs.blankLines === null ? read : ruleBlankLines(read, signs.blankLines)
}

function ruleBlankLines(lines: readonly Line[], least: number): readonly Line[] {
  const read = [...lines]
  let blank = 0
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as Line
    if (line.kind === 'blank') {
      blank++
      continue
    }
    const isBetween = i > blank && line.kind === 'text' && lines[i - blank - 1]?.kind === 'text'
    const middle = i - Math.ceil(blank / 2)
    if (blank >= least && isBetween) read[middle] = { ...(lines[middle] as Line), kind: 'rule' }
    blank = 0
  }
  return read
}

/** Longer lines in capitals are shouted. */
const LONGEST_HEADING = 60

function isHeading(lines: readonly Line[], index: number): boolean {
  const { text } = (lines[index] as Line).run
  if (text.length > LONGEST_HEADING || /[.!?…"”,;:]$/.test(text) || !/\p{Lu}{3}/u.test(text) || /\p{Ll}/u.test(text))
    return false
  const isOpen = (at: number): boolean => lines[at] === undefined || lines[at].kind === 'blank'
  return isOpen(index - 1) && isOpen(index + 1)
}
