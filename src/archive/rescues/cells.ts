/** Reads single columns of an old row: ids, numbers, flags and lists. Text is read by `intake/values`. */
import type { SiteRow } from './staged-site.ts'

type Row = Pick<SiteRow, 'values'>

/** The bytes of a column; null when it is not there, NULL or empty. */
export function bytesOf(row: Row, column: string): Uint8Array | null {
  const value = row.values.get(column)
  return value === undefined || value === null || value.length === 0 ? null : value
}

/** A column of ids or numbers as it stands, without the blanks around it; '' when it holds nothing. */
export function wordOf(row: Row, column: string): string {
  const value = bytesOf(row, column)
  if (value === null) return ''
  return Buffer.from(value.buffer, value.byteOffset, Math.min(value.length, MOST_OF_A_WORD)).toString('latin1').trim()
}

/** Ids are short; what is longer is none. */
const MOST_OF_A_WORD = 1000

/** A whole number that we can count with; null for anything else. */
export function wholeOf(row: Row, column: string): number | null {
  const word = wordOf(row, column)
  if (!/^[+-]?\d{1,15}$/.test(word)) return null
  return Number(word)
}

/** How often something was counted: a whole number from 0 on that fits into a column. */
export function countOf(row: Row, column: string): number | null {
  const number = wholeOf(row, column)
  return number === null || number < 0 || number > 2 ** 31 - 1 ? null : number
}

/** An id of another row: '' for none, which the old software writes as nothing, 0 or -1. */
export function idOf(row: Row, column: string): string {
  return asId(wordOf(row, column))
}

/** `7`, `07` and ` 7` name one row, as they did in the old database. */
export function asId(word: string): string {
  const trimmed = word.trim()
  if (/^-?0*$/.test(trimmed) || trimmed === '-1') return ''
  return /^0+\d/.test(trimmed) && /^\d+$/.test(trimmed) ? trimmed.replace(/^0+/, '') : trimmed
}

/** A list of ids with commas, in its order, each once: `1,3,,3` is 1 and 3. */
export function idsOf(row: Row, column: string): readonly string[] {
  const value = bytesOf(row, column)
  if (value === null) return []
  const text = Buffer.from(value.buffer, value.byteOffset, value.length).toString('latin1')
  return [...new Set(text.split(',').map(asId))].filter((id) => id !== '')
}

/** What the old software takes for yes: 1, Y, on, true. */
export function isYes(row: Row, column: string): boolean {
  const word = wordOf(row, column).toLowerCase()
  return word !== '' && !NO.has(word) && !/^[+-]?0+$/.test(word)
}

const NO: ReadonlySet<string> = new Set(['n', 'no', 'off', 'false'])
