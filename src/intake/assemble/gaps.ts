/** Names what is missing of a work whose sources are together: parts before, between and after those that are here. */
import type { MissingFact } from '../reading.ts'
import type { Outline } from './outline.ts'

/** A story that calls itself part 900 is not missing 899 entries; the first and last are named. */
const MOST_NAMED = 50

export function gapsOf(outlines: readonly Outline[]): MissingFact[] {
  const parts = outlines.flatMap((outline) => (outline.part === null ? [] : [outline.part]))
  // Beside parts there may be a text that holds several of them.
  const wholes = parts.length === 0 ? outlines : outlines.filter((outline) => outline.part === null)
  const whole = chapterNumbersOf(wholes)
  // What it holds nobody knows, then.
  if (parts.length > 0 && wholes.length > 0 && whole.length === 0) return []
  const numbers = [...parts.flatMap(numbersOf), ...whole]
  if (numbers.length === 0) return []
  const here = new Set(numbers)
  const first = Math.min(...numbers)
  const last = Math.max(...numbers)
  const total = Math.max(last, ...parts.map((part) => part.total ?? 0))
  const missing: MissingFact[] = []
  for (let number = 1; number <= total && missing.length < MOST_NAMED; number++) {
    if (here.has(number)) continue
    const code = number < first ? 'earlier-part' : number > last ? 'later-part' : 'chapter'
    missing.push({ code, number, why: sentence(number, total, last), lines: [] })
  }
  return missing
}

function numbersOf(part: NonNullable<Outline['part']>): number[] {
  const last = Math.min(part.to ?? part.number, part.number + 1000)
  return Array.from({ length: Math.max(1, last - part.number + 1) }, (_, i) => part.number + i)
}

/** Chapter headings count only when several give numbers, so that a story which opens with "Chapter 7" is part of it. */
function chapterNumbersOf(outlines: readonly Outline[]): number[] {
  const numbers = outlines.flatMap((outline) => outline.chapterNumbers).filter((number) => number !== null)
  return numbers.filter((number) => Number.isInteger(number) && number > 0 && number < 10_000)
}

function sentence(number: number, total: number, last: number): string {
  if (number > last) return `The story says it has ${total} parts; part ${number} is not in this archive.`
  return `Part ${number} is not in this archive; a later part is.`
}
