/**
 * Dates as numbers that sort as the catalogue sorts them, what is known less exactly before what is known better.
 *
 *     2002-03-05  20020305        2002-03  20020300        2002  20020000        nothing  -1
 */

export const NO_DAY = -1

const DATE = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/

export function dayNumber(date: string): number {
  const [, year, month = 0, day = 0] = DATE.exec(date) ?? []
  return year === undefined ? NO_DAY : Number(year) * 10_000 + Number(month) * 100 + Number(day)
}

/** The first day that it may be: a work of March 2002 counts as posted on the first of March. */
export function firstDay(number: number): number {
  if (number === NO_DAY) return NO_DAY
  const month = Math.floor(number / 100) % 100 === 0 ? 100 : 0
  return number + month + (number % 100 === 0 ? 1 : 0)
}

/** The last day that is meant by a date. */
export function lastDay(number: number): number {
  const month = Math.floor(number / 100) % 100 === 0 ? 1200 : 0
  return number + month + (number % 100 === 0 ? 31 : 0)
}
