/**
 * Read a date as far as it is known, in EDTF.
 *
 *     "March 5, 2002"   2002-03-05        "5 mars"      XXXX-03-05
 *     "Spring 2001"     2001-21           "1/10/2002"   [2002-01-10,2002-10-01]
 *
 * A date in numbers means two days to two readers. It stays both (EDTF's "one of"), unless one reading is impossible
 * or the caller knows the order from the shape around it. Times of day are not kept: they carry no zone that we
 * could trust.
 */
import { MONTHS, SEASONS, WEEKDAYS } from './date-words.ts'

/** Which of two numbers comes first, where the place they stand in tells. */
export type NumberOrder = 'month-first' | 'day-first' | 'unknown'

/** A longer text is no date. */
const MAX_LENGTH = 80

/** "2002-03-05", "2002/3/5", "2002.03.05", "2002年3月5日" */
const YEAR_FIRST = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:(?:[-/.]|月)(\d{1,2})日?)?$/

/** "3/5/02", "03.05.2002", "3-5-2002" */
const NUMBERS = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|'?\d{2})$/

const TIME =
  /(?:[,\s]+|T)(?:at |um |à )?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2}|[A-Z]{3,4})?(?:\s*\([A-Z]{2,5}\))?\.?$/i

/** The date that a text is, as a whole; null when it is anything else. */
export function readDate(text: string, order: NumberOrder = 'unknown'): string | null {
  if (text.length > MAX_LENGTH) return null
  const bare = text
    .trim()
    .replace(/^[[(*_~\s-]+|[\])*_~\s.,;:!-]+$/g, '')
    .replace(TIME, '')
  const yearFirst = YEAR_FIRST.exec(bare)
  if (yearFirst !== null) return calendarDate(yearFirst[1], yearFirst[2], yearFirst[3])
  const numbers = NUMBERS.exec(bare)
  if (numbers !== null) return numericDate(numbers, order)
  if (/^(?:19[5-9]|20[0-9])\d$/.test(bare)) return bare
  return wordDate(bare)
}

/** Does a value in EDTF leave more than one day open? */
export function isAmbiguous(edtf: string): boolean {
  return edtf.startsWith('[')
}

function numericDate(match: RegExpExecArray, order: NumberOrder): string | null {
  const [, first, separator, second, year] = match
  const monthFirst = calendarDate(year, first, second)
  const dayFirst = calendarDate(year, second, first)
  if (monthFirst === null || dayFirst === null || monthFirst === dayFirst) return monthFirst ?? dayFirst
  if (order === 'month-first') return monthFirst
  // Only countries that put the day first write dots.
  if (order === 'day-first' || separator === '.') return dayFirst
  return `[${[monthFirst, dayFirst].toSorted().join(',')}]`
}

/** Dates with the month in words: weekday, day, month and year in any order, with the little words between them. */
function wordDate(text: string): string | null {
  let day: string | null = null
  let month: string | null = null
  let year: string | null = null
  let season: string | null = null
  for (const token of tokens(text)) {
    const number = /^(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.|e|:a)?$/.exec(token)?.[1]
    const named = MONTHS.get(token)
    if (named !== undefined && month === null) month = named
    else if (SEASONS.has(token) && season === null) season = SEASONS.get(token) ?? null
    else if (/^\d{4}$/.test(token) && year === null) year = token
    else if (/^['’]\d{2}$/.test(token) && year === null) year = token
    else if (number !== undefined && day === null) day = number
    else if (number !== undefined && year === null && number.length === 2) year = number
    else if (!WEEKDAYS.has(token)) return null
  }
  if (month !== null && season === null) {
    if (year === null) return day === null ? null : yearless(month, day)
    return calendarDate(year, month, day ?? undefined)
  }
  if (season === null || year === null || day !== null || month !== null) return null
  return `${fullYear(year)}-${season}`
}

function tokens(text: string): string[] {
  const folded = text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return folded
    .replace(/(\d)([a-z]{3,})/g, '$1 $2')
    .split(/[\s,]+|(?<=\p{L})\.|\/|(?<=[\p{L}\d])-/u)
    .map((token) => (token.length > 3 ? token.replace(/\.$/, '') : token))
    .filter((token) => token !== '' && !LITTLE_WORDS.has(token))
}

const LITTLE_WORDS = new Set([
  'of',
  'the',
  'in',
  'on',
  'de',
  'del',
  'le',
  'den',
  'am',
  'im',
  'do',
  'di',
  'van',
  'og',
  'г',
  'года',
  'roku',
  'r',
])

function yearless(month: string, day: string): string | null {
  const date = calendarDate('2000', month, day)
  return date === null ? null : `XXXX${date.slice(4)}`
}

function calendarDate(year: string | undefined, month: string | undefined, day: string | undefined): string | null {
  if (year === undefined || month === undefined) return null
  const written = `${fullYear(year)}-${month.padStart(2, '0')}`
  if (Number(month) < 1 || Number(month) > 12) return null
  if (day === undefined) return written
  const days = new Date(Date.UTC(Number(fullYear(year)), Number(month), 0)).getUTCDate()
  return Number(day) >= 1 && Number(day) <= days ? `${written}-${day.padStart(2, '0')}` : null
}

/** Nobody posted fan fiction before 1970 or will before 2070: "98" is 1998, "04" is 2004. */
function fullYear(year: string): string {
  const digits = year.replace(/\D/g, '')
  if (digits.length === 4) return digits
  return `${Number(digits) >= 70 ? '19' : '20'}${digits}`
}
