/**
 * Reads the dates of every era of the old software, as ISO 8601 or, where less is known, EDTF.
 *
 *     1208304000              2008-04-16T00:00:00Z      seconds since 1970; milliseconds, too
 *     2003-05-17 21:04:09     2003-05-17T21:04:09       a database's own; nobody knows in which zone
 *     20030517210409          2003-05-17T21:04:09       the same, of MySQL before 4.1
 *     2003-05-00              2003-05
 *     May 17, 2003            2003-05-17
 *     0000-00-00 00:00:00     null
 *
 * Midnight in a database's date says that the time was not known, or not asked; it is left out. Years before fans were
 * online and after anybody could have posted are no dates but slips: null.
 */
import { readDate as readWrittenDate } from '../recognise/dates.ts'

const EARLIEST = 1980
const LATEST = 2099
const LONGEST = 64
/** The last second that an old 32-bit number can hold: a stand-in for never. */
const NEVER = 2 ** 31 - 1

export function readDate(value: Uint8Array | string | null | undefined): string | null {
  if (value === null || value === undefined || value.length > LONGEST) return null
  const text = (typeof value === 'string' ? value : Buffer.from(value).toString('latin1')).trim()
  if (/^\d+(?:\.\d+)?$/.test(text)) return readNumber(text)
  return readTimestamp(text) ?? readWords(text)
}

/** Digits: seconds, milliseconds, or a database's date without its signs. */
function readNumber(text: string): string | null {
  const whole = text.split('.')[0] as string
  if (whole.length === 4) return isPlausible(Number(whole)) ? whole : null
  const unsigned = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/.exec(whole)
  if (unsigned !== null) return dateOf(unsigned)
  if (whole.length <= 10) return fromSeconds(Number(whole))
  if (whole.length <= 13) return fromSeconds(Math.floor(Number(whole) / 1000))
  return whole.length === 16 ? fromSeconds(Math.floor(Number(whole) / 1_000_000)) : null
}

function fromSeconds(seconds: number): string | null {
  if (seconds === NEVER || seconds > 2 ** 33) return null
  const date = new Date(seconds * 1000)
  return isPlausible(date.getUTCFullYear()) ? date.toISOString().replace('.000Z', 'Z') : null
}

/** `2003-05-17 21:04:09.0`, `2003-05-17T21:04:09+02:00`, `2003-05-17`. */
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?$/

function readTimestamp(text: string): string | null {
  const found = TIMESTAMP.exec(text)
  return found === null ? null : dateOf(found)
}

/** Year, month, day, hour, minute, second, zone; month and day may be 0 for unknown. */
function dateOf(found: RegExpExecArray): string | null {
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', zone] = found
  if (!isPlausible(Number(year)) || Number(month) > 12) return null
  if (Number(month) === 0) return year
  const written = `${year}-${month.padStart(2, '0')}`
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  if (Number(day) > days) return null
  if (Number(day) === 0) return written
  const date = `${written}-${day.padStart(2, '0')}`
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return date
  const time = `${hour.padStart(2, '0')}:${minute}:${second}`
  if (zone === undefined) return time === '00:00:00' ? date : `${date}T${time}`
  const instant = new Date(`${date}T${time}${zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone}`)
  return Number.isNaN(instant.getTime()) ? date : instant.toISOString().replace('.000Z', 'Z')
}

/** Only with a year: a day of an unknown year is no date that anything was posted on. */
function readWords(text: string): string | null {
  const date = readWrittenDate(text)
  if (date === null || date.startsWith('XXXX')) return null
  return isPlausible(Number(/\d{4}/.exec(date)?.[0])) ? date : null
}

function isPlausible(year: number): boolean {
  return year >= EARLIEST && year <= LATEST
}
