/** Dates of a header: which of its dates a value holds, and what happened on them. */

import type { Run } from '../../run.ts'
import { sliceRun } from '../../run.ts'
import { isAmbiguous, type NumberOrder, readDate } from '../dates.ts'
import { addFact, addOther, type Draft, found } from './draft.ts'
import type { Entry } from './entry.ts'
import type { FoundDate } from './header.ts'

/** What an entry's label says of its date. */
const KINDS: Readonly<Record<string, FoundDate['kind']>> = {
  written: 'written',
  posted: 'posted',
  updated: 'updated',
  date: 'unknown',
}

export function addDates(draft: Draft, entry: Entry, order: NumberOrder): void {
  const kind = KINDS[entry.key] ?? 'unknown'
  const place = dateIn(entry.value, order)
  if (place === null) {
    addOther(draft, entry, 'site', entry.value)
    return
  }
  const [run, value] = place
  const whole = run === entry.value
  addFact(draft, `date ${kind}`, draft.dates, {
    ...found(entry),
    value,
    asWritten: run.text,
    evidence: whole ? [...entry.runs] : [run],
    rule: isAmbiguous(value) ? 'date-in-either-order' : entry.rule,
    kind,
  })
}

/** The whole value if it is a date, else the first date in it: "January 2002, revised in May". */
function dateIn(value: Run, order: NumberOrder): readonly [Run, string] | null {
  const whole = readDate(value.text, order)
  if (whole !== null) return [value, whole]
  const words = [...value.text.slice(0, 160).matchAll(/\S+/g)]
  for (let from = 0; from < words.length; from++) {
    for (let count = Math.min(5, words.length - from); count >= 1; count--) {
      const [first, last] = [words[from], words[from + count - 1]]
      if (first === undefined || last === undefined) continue
      const text = value.text.slice(first.index, last.index + last[0].length)
      const date = /\d/.test(text) ? readDate(text, order) : null
      if (date !== null) return [sliceRun(value, first.index, last.index + last[0].length), date]
    }
  }
  return null
}

/** The order in which a header writes the numbers of its dates, when one of them can be read in one way only. */
export function orderOfDates(values: readonly string[]): NumberOrder {
  const orders = new Set<NumberOrder>()
  for (const value of values) {
    const match = /^(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}$/.exec(value.trim())
    if (match === null) continue
    if (Number(match[1]) > 12) orders.add('day-first')
    if (Number(match[2]) > 12) orders.add('month-first')
  }
  const [only] = orders
  return orders.size === 1 && only !== undefined ? only : 'unknown'
}
