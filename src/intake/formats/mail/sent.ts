/** When a mail was sent, as its own clock says (RFC 5322 date, with what old programs made of it): `2002-03-05T21:04:11`. */

/** "Tue, 5 Mar 2002 21:04:11 -0500", "5 Mar 02 21:04", "Tue Mar  5 21:04:11 2002" */
const DAY_FIRST = /\b(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s,-]+(\d{4}|\d{2})(?:[\s,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?/
const MONTH_FIRST =
  /\b([A-Za-z]{3})[a-z]*\s+(\d{1,2}),?\s+(?:(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:[A-Z]{3,4}\s+)?)?(\d{4})/
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T\s](\d{2}):(\d{2})(?::(\d{2}))?)?/
const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

export function readSent(written: string | null): string | null {
  const text = (written ?? '').slice(0, 120).trim()
  const iso = ISO.exec(text)
  if (iso !== null) return dated(iso[1], Number(iso[2]), iso[3], iso.slice(4, 7))
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst !== null) return dated(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1], dayFirst.slice(4, 7))
  const monthFirst = MONTH_FIRST.exec(text)
  if (monthFirst !== null) return dated(monthFirst[6], monthOf(monthFirst[1]), monthFirst[2], monthFirst.slice(3, 6))
  return null
}

function monthOf(name: string | undefined): number {
  return MONTHS.indexOf((name ?? '').toLowerCase()) + 1
}

function dated(year = '', month: number, day = '', time: readonly (string | undefined)[]): string | null {
  const full = year.length === 2 ? (Number(year) < 70 ? 2000 : 1900) + Number(year) : Number(year)
  const isDay = Number(day) >= 1 && Number(day) <= 31 && month >= 1 && month <= 12
  // Mail is not older, and clocks that were never set said 1904, 1970 or 2036.
  if (!isDay || full < 1975 || full > 2035) return null
  const date = `${full}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  const [hour, minute, second = '00'] = time
  if (hour === undefined || minute === undefined || Number(hour) > 23 || Number(minute) > 59) return date
  return `${date}T${hour.padStart(2, '0')}:${minute}:${second}`
}
