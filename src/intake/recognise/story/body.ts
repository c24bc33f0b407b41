/**
 * The body of a story as its recognisers look at it: every line with what stands around it.
 *
 * Nothing here judges what a line is. Lines that the header took are kept apart (`isTaken`), so that they are never
 * read twice, and count as neighbours like any other text.
 */
import type { Line, Manuscript } from '../../read/manuscript.ts'
import type { Run } from '../../run.ts'
import type { LineRole } from '../structure.ts'

export interface BodyLine {
  readonly index: number
  readonly text: string
  readonly run: Run
  readonly isBlank: boolean
  /** The header has it already. */
  readonly isTaken: boolean
  /** A paragraph of one line, a heading, a rule, or broken off on purpose: it does not run on into its neighbours. */
  readonly isAlone: boolean
  /** Opens its paragraph, or was begun on purpose inside one (true of every line that is alone). */
  readonly isOpening: boolean
  /** All of it is emphasised. */
  readonly isEmphasised: boolean
  readonly source: Line
}

export interface Body {
  readonly manuscript: Manuscript
  readonly lines: readonly BodyLine[]
  /** Index of the paragraph of each line, -1 for none. */
  readonly paragraphOf: Int32Array
  /** Blank lines directly before and after each line; the ends of the file count as two. */
  readonly blankBefore: Int32Array
  readonly blankAfter: Int32Array
  /** The usual number of blank lines between two paragraphs. */
  readonly gap: number
  /** Blocks are told by markup, so that blank lines say nothing. */
  readonly isMarkup: boolean
}

/** A longer line is prose, whatever it looks like. */
export const LABEL_MAX = 90

/** Roles that the header gives and keeps; its guesses at headings and dates are judged again here. */
const TAKEN: ReadonlySet<LineRole> = new Set(['field', 'note', 'furniture'])

export function readBody(manuscript: Manuscript, taken: ReadonlyMap<number, LineRole>): Body {
  const { lines, paragraphs } = manuscript
  const paragraphOf = new Int32Array(lines.length).fill(-1)
  paragraphs.forEach((paragraph, i) => paragraphOf.fill(i, paragraph.first, paragraph.last + 1))
  const starts = ownStarts(manuscript)
  const bodyLines = lines.map((line, index): BodyLine => {
    const isBlank = line.kind === 'blank' || (line.kind !== 'rule' && line.run.text === '')
    const isOpening = !isBlank && (paragraphOf[index] === -1 || starts[index] === 1)
    return {
      index,
      text: line.run.text,
      run: line.run,
      isBlank,
      isTaken: TAKEN.has(taken.get(index) ?? 'story'),
      isAlone: isOpening && isLastOfItsOwn(manuscript, paragraphOf, starts, index),
      isOpening,
      isEmphasised: isAllMarked(line),
      source: line,
    }
  })
  return {
    manuscript,
    lines: bodyLines,
    paragraphOf,
    ...countBlanks(bodyLines),
    gap: usualGap(manuscript),
    isMarkup: manuscript.layout.emphasis.includes('markup') || lines.some((line) => line.kind === 'heading'),
  }
}

/** Blank lines, or the ends of a block, set a line off from what stands before and after it. */
export function isSetOff(body: Body, index: number): boolean {
  return isSetOffBefore(body, index) && isSetOffAfter(body, index)
}

export function isSetOffBefore(body: Body, index: number): boolean {
  return (body.blankBefore[index] ?? 0) > 0 || isOwnBlock(body, index)
}

export function isSetOffAfter(body: Body, index: number): boolean {
  return (body.blankAfter[index] ?? 0) > 0 || isOwnBlock(body, index)
}

/** The index of the next line that is not blank, or the number of lines. */
export function nextWritten(body: Body, index: number): number {
  return Math.min(body.lines.length, index + 1 + (body.blankAfter[index] ?? 0))
}

/** The index of the line before that is not blank, or -1. */
export function previousWritten(body: Body, index: number): number {
  return Math.max(-1, index - 1 - (body.blankBefore[index] ?? 0))
}

/** Marks the lines that start a paragraph, or that the author began on purpose inside one. */
function ownStarts(manuscript: Manuscript): Uint8Array {
  const starts = new Uint8Array(manuscript.lines.length)
  for (const { first, last, run, lineBreaks } of manuscript.paragraphs) {
    starts[first] = 1
    if (lineBreaks.length === 0) continue
    const broken = new Set(lineBreaks)
    let offset = 0
    for (let i = first; i < last; i++) {
      const text = manuscript.lines[i]?.run.text ?? ''
      const next = manuscript.lines[i + 1]?.run.text ?? ''
      offset += text.length
      // Lines are joined by a space, or by nothing in scripts without spaces.
      if (next !== '' && text !== '' && run.text.charAt(offset) === ' ' && run.text.startsWith(next, offset + 1))
        offset++
      if (broken.has(offset)) starts[i + 1] = 1
    }
  }
  return starts
}

function isLastOfItsOwn(manuscript: Manuscript, paragraphOf: Int32Array, starts: Uint8Array, index: number): boolean {
  const paragraph = manuscript.paragraphs[paragraphOf[index] ?? -1]
  return paragraph === undefined || paragraph.last === index || starts[index + 1] === 1
}

function isOwnBlock(body: Body, index: number): boolean {
  return body.lines[index]?.isAlone === true && body.isMarkup
}

function isAllMarked(line: Line): boolean {
  const { length } = line.run.text
  return length > 0 && line.marks.some((mark) => mark.from === 0 && mark.to >= length && mark.kind !== 'a')
}

function countBlanks(lines: readonly BodyLine[]): Pick<Body, 'blankBefore' | 'blankAfter'> {
  const blankBefore = new Int32Array(lines.length)
  const blankAfter = new Int32Array(lines.length)
  let blanks = 0
  let hasText = false
  for (const line of lines) {
    blankBefore[line.index] = hasText ? blanks : Math.max(2, blanks)
    blanks = line.isBlank ? blanks + 1 : 0
    hasText ||= !line.isBlank
  }
  blanks = 0
  hasText = false
  for (let i = lines.length - 1; i >= 0; i--) {
    blankAfter[i] = hasText ? blanks : blanks + 2
    const isBlank = lines[i]?.isBlank === true
    blanks = isBlank ? blanks + 1 : 0
    hasText ||= !isBlank
  }
  return { blankBefore, blankAfter }
}

/** The commonest number of blank lines before a paragraph, the first of all left out. */
function usualGap(manuscript: Manuscript): number {
  const counts = new Map<number, number>()
  manuscript.paragraphs.forEach((paragraph, i) => {
    if (i > 0) counts.set(paragraph.blankBefore, (counts.get(paragraph.blankBefore) ?? 0) + 1)
  })
  let best = manuscript.layout.gap
  let most = 0
  for (const [gap, count] of counts) if (count > most || (count === most && gap < best)) [best, most] = [gap, count]
  return best
}
