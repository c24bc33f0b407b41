/**
 * Finds date lines that open the entries of a diary, or date a scene.
 *
 * Which of the two it is, the story below decides (`sections.ts`). A date directly below the lines of the header
 * belongs to the header and is only suggested as such; a date with no story below it is left alone.
 */
import { type NumberOrder, readDate } from '../dates.ts'
import {
  type Body,
  type BodyLine,
  isSetOffAfter,
  isSetOffBefore,
  LABEL_MAX,
  nextWritten,
  previousWritten,
} from './body.ts'
import { type DiaryDate, readDiaryDate } from './diary-date.ts'
import { countWords } from './words.ts'

export interface FoundDate extends DiaryDate {
  readonly line: number
  readonly label: string
}

export interface Dates {
  readonly found: readonly FoundDate[]
  /** Dates that belong to the header by their place. */
  readonly header: readonly FoundDate[]
}

const ENOUGH_WORDS = 8

/** `isHeading` tells the headings of chapters: a date above one belongs to no entry. */
export function findDates(
  body: Body,
  isFree: (index: number) => boolean,
  isHeading: (index: number) => boolean,
): Dates {
  const lines = body.lines.filter((line) => mayBeDate(body, line, isFree))
  const order = numberOrder(lines)
  const read = lines.flatMap((line) => {
    const date = readDiaryDate(line.text, order)
    return date === null ? [] : [{ ...date, line: line.index, label: line.text }]
  })
  const told = read.filter((date) => hasStoryBelow(body, date.line, isFree, isHeading))
  const hasCompany = told.length > 1
  const kept = told.filter((date) => !date.isWeak || hasCompany)
  const header = kept.filter((date) => isBelowHeader(body, date))
  return { found: kept.filter((date) => !header.includes(date)), header }
}

function mayBeDate(body: Body, line: BodyLine, isFree: (index: number) => boolean): boolean {
  if (line.isBlank || !line.isOpening || line.text.length > LABEL_MAX || !isFree(line.index)) return false
  if (!/\d|\p{L}{5}|\p{L}{3,4} \p{L}{3}/u.test(line.text)) return false
  return line.isAlone
    ? isSetOffBefore(body, line.index) || isSetOffAfter(body, line.index) || body.gap === 0
    : isSetOffBefore(body, line.index)
}

/** One date that only reads one way ("3/25/02") tells how the others are meant. */
function numberOrder(lines: readonly BodyLine[]): NumberOrder {
  let [monthFirst, dayFirst] = [0, 0]
  for (const line of lines) {
    const match = /(?:^|\s)(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(line.text)
    if (match === null || readDate(match[0].trim()) === null) continue
    if (Number(match[2]) > 12) monthFirst++
    if (Number(match[1]) > 12) dayFirst++
  }
  if (monthFirst > 0 === dayFirst > 0) return 'unknown'
  return monthFirst > 0 ? 'month-first' : 'day-first'
}

function hasStoryBelow(
  body: Body,
  index: number,
  isFree: (index: number) => boolean,
  isHeading: (index: number) => boolean,
): boolean {
  let words = 0
  for (
    let i = nextWritten(body, index), seen = 0;
    i < body.lines.length && seen < 12;
    i = nextWritten(body, i), seen++
  ) {
    if (isHeading(i)) return false
    if (isFree(i)) words += countWords(body.lines[i]?.text ?? '', ENOUGH_WORDS)
    if (words >= ENOUGH_WORDS) return true
  }
  return false
}

function isBelowHeader(body: Body, date: FoundDate): boolean {
  if (body.lines[nextWritten(body, date.line)]?.isTaken === true) return true
  const above = body.lines[previousWritten(body, date.line)]
  return above?.isTaken === true && (body.blankBefore[date.line] ?? 0) === 0 && !date.isDiary && !body.isMarkup
}
