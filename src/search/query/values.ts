/**
 * Reads the values of fields: numbers, days, places on a timeline.
 *
 *     5k-10,000        5000 to 10000
 *     2003..2005       2003-01-01 to 2005-12-31
 *     <7days           seven days ago and later
 *     after-season-5   after season 5
 */
import type { SettingPoint, SettingRange } from './query.ts'
import type { Comparison } from './tokens.ts'

export interface Span<Value> {
  readonly from: Value | null
  readonly to: Value | null
}

const NUMBER = String.raw`\d{1,3}(?:[,.'’ ]\d{3})+|\d{1,12}(?:\.\d)?`
/** `5,000`, `1.5k`, `5k-10k`, `1000..2000`, `5000+` */
const NUMBERS = new RegExp(String.raw`^(${NUMBER})(k|m)?(?:(\+)|(?:-|–|\.\.|to)(?:(${NUMBER})(k|m)?)?)?$`, 'i')
/** `-5000`, `..5000` */
const UP_TO = new RegExp(String.raw`^(?:-|–|\.\.)(${NUMBER})(k|m)?$`, 'i')

/** How many: both ends included; null for what is no number. */
export function readCount(comparison: Comparison, text: string): Span<number> | null {
  const typed = text.replaceAll(/\s+/g, '')
  const upTo = UP_TO.exec(typed)
  if (upTo !== null && comparison === '') return { from: null, to: amount(upTo[1], upTo[2]) }
  const found = NUMBERS.exec(typed)
  if (found === null) return null
  const [, first, firstUnit, plus, second, secondUnit] = found
  const isRange =
    plus !== undefined || /-|–|\.\.|to/i.test(typed.slice((first ?? '').length + (firstUnit ?? '').length))
  const to = second === undefined ? null : amount(second, secondUnit)
  // "5-10k" is five to ten thousand.
  const from = amount(
    first,
    firstUnit ?? (to !== null && secondUnit !== undefined && amount(first, '') < 100 ? secondUnit : undefined),
  )
  if (isRange) return comparison === '' ? { from, to } : null
  return spanOf(comparison, from, from, from - 1, from + 1)
}

function amount(digits: string | undefined, unit: string | undefined): number {
  const isDecimal = /^\d+\.\d$/.test(digits ?? '')
  const number = Number(isDecimal ? digits : (digits ?? '').replaceAll(/[^\d]/g, ''))
  const times = unit?.toLowerCase() === 'k' ? 1000 : unit?.toLowerCase() === 'm' ? 1_000_000 : 1
  return Math.round(number * times)
}

function spanOf<Value>(comparison: Comparison, first: Value, last: Value, before: Value, after: Value): Span<Value> {
  switch (comparison) {
    case '':
      return { from: first, to: last }
    case '>':
      return { from: after, to: null }
    case '>=':
      return { from: first, to: null }
    case '<':
      return { from: null, to: before }
    case '<=':
      return { from: null, to: last }
  }
}

export const DATE_UNITS = /^(?:d|days?|w|wks?|weeks?|m|mo|months?|y|yrs?|years?|hours?|h)(?:ago)?$/i
const DAY = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/
const DAYS = /^(.+?)(?:\.\.|–|to)(.+)$/
const YEARS = /^(\d{4})-(\d{4})$/
const AGO = /^(\d{1,4})(?:[-–](\d{1,4}))?([a-z]+?)(?:ago)?$/i

/** Days, both included; null for what is no date. `today` is ISO 8601. */
export function readDates(comparison: Comparison, text: string, today: string): Span<string> | null {
  const typed = text.replaceAll(/\s+/g, '')
  const years = YEARS.exec(typed)
  if (years !== null && comparison === '') return { from: `${years[1]}-01-01`, to: `${years[2]}-12-31` }
  const one = dayRange(typed)
  if (one !== null) return spanOf(comparison, one.first, one.last, shift(one.first, -1), shift(one.last, 1))
  const two = DAYS.exec(typed)
  if (two !== null && comparison === '') {
    const from = dayRange(two[1] ?? '')
    const to = dayRange(two[2] ?? '')
    if (from !== null && to !== null) return { from: from.first, to: to.last }
  }
  return readAgo(comparison, typed, today)
}

/** "<7 days" is newer than seven days ago, ">2 weeks" older, "1-3 months" between; "1 year ago" that whole year. */
function readAgo(comparison: Comparison, typed: string, today: string): Span<string> | null {
  const found = AGO.exec(typed)
  if (found === null || !DATE_UNITS.test(found[3] ?? '')) return null
  const unit = (found[3] ?? '').charAt(0).toLowerCase()
  const near = back(today, Number(found[1]), unit)
  if (found[2] !== undefined) return comparison === '' ? { from: back(today, Number(found[2]), unit), to: near } : null
  if (comparison === '<' || comparison === '<=') return { from: near, to: null }
  if (comparison === '>' || comparison === '>=') return { from: null, to: near }
  return { from: near, to: shift(back(today, Number(found[1]) - 1, unit), -1) }
}

function back(today: string, count: number, unit: string): string {
  if (unit === 'h') return shift(today, -Math.ceil(count / 24))
  if (unit === 'd') return shift(today, -count)
  if (unit === 'w') return shift(today, -7 * count)
  const date = new Date(`${today}T00:00:00Z`)
  const months = unit === 'y' ? 12 * count : count
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() - months)
  // The 31st of a month that has none is its last day.
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, last))
  return isoDay(date)
}

function dayRange(typed: string): { readonly first: string; readonly last: string } | null {
  const found = DAY.exec(typed)
  if (found === null) return null
  const year = Number(found[1])
  const month = found[2] === undefined ? null : Number(found[2])
  const day = found[3] === undefined ? null : Number(found[3])
  if (month !== null && (month < 1 || month > 12)) return null
  const lastDay = new Date(Date.UTC(year, month ?? 12, 0)).getUTCDate()
  if (day !== null && (day < 1 || day > lastDay)) return null
  const text = (m: number, d: number) => `${found[1]}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  return { first: text(month ?? 1, day ?? 1), last: text(month ?? 12, day ?? lastDay) }
}

function shift(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return isoDay(date)
}

function isoDay(date: Date): string {
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999
    ? '0000-01-01'
    : date.toISOString().slice(0, 10)
}

const RELATIONS: ReadonlyMap<string, SettingRange['relation']> = new Map([
  ['before', 'before'],
  ['pre', 'before'],
  ['until', 'until'],
  ['upto', 'until'],
  ['during', 'during'],
  ['in', 'during'],
  ['at', 'during'],
  ['early', 'during'],
  ['mid', 'during'],
  ['late', 'during'],
  ['since', 'from'],
  ['from', 'from'],
  ['after', 'after'],
  ['post', 'after'],
])
const COMPARED = { '': null, '<': 'before', '<=': 'until', '>': 'after', '>=': 'from' } as const
const ORDINALS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ')
/** `season 5`, `s5`, `5`, `s05e03`, `5x03`, `season 5 episode 3` */
const POINT = /^(?:(?:season|series|s)\s*(\d{1,2})(?:\s*(?:episode|ep|e)\s*(\d{1,3}))?|(\d{1,2})(?:[x.](\d{1,3}))?)$/

export function readSetting(comparison: Comparison, text: string): SettingRange | null {
  const stretch = /^(.+?)\s*\.\.\s*(.+)$/.exec(text) ?? /^between\s+(.+?)\s+and\s+(.+)$/i.exec(text)
  if (stretch !== null && comparison === '') return range('during', stretch[1] ?? '', stretch[2] ?? '')
  const numbers = /^(?:seasons?|s)?[\s-]*(\d{1,2})\s*[-–]\s*(?:s|season)?[\s-]*(\d{1,2})$/i.exec(text.trim())
  if (numbers !== null && comparison === '') return range('during', `s${numbers[1]}`, `s${numbers[2]}`)
  const words = text
    .trim()
    .replace(/^(pre|post|after|before|during|since|until|early|mid|late|from|in|at)[\s:-]+/i, '$1 ')
  const [first = '', ...rest] = words.split(' ')
  const said = RELATIONS.get(first.toLowerCase())
  const relation = COMPARED[comparison] ?? (rest.length > 0 ? (said ?? 'during') : 'during')
  return range(relation, said !== undefined && rest.length > 0 ? rest.join(' ') : words, null)
}

function range(relation: SettingRange['relation'], from: string, to: string | null): SettingRange | null {
  const first = point(from)
  const last = to === null ? null : point(to)
  if (first === null || (to !== null && last === null)) return null
  return { relation, from: first, to: last }
}

function point(text: string): SettingPoint | null {
  const name = text
    .replaceAll(/(?<=\S)-(?=\S)/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .trim()
  const plain = name.toLowerCase().replace(/^the\s+(?=season)/, '')
  const spelled = plain.replace(/\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$/, (word) =>
    String(ORDINALS.indexOf(word)),
  )
  const found = POINT.exec(/^(?:season|series) /.test(plain) ? spelled : plain)
  if (found !== null) {
    const episode = found[2] ?? found[4]
    return { season: Number(found[1] ?? found[3]), episode: episode === undefined ? null : Number(episode) }
  }
  return /[\p{L}\p{N}]/u.test(name) ? { name } : null
}
