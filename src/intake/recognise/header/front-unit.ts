/**
 * The paragraphs at the front of a file as its header sees them: lines that run together, and that no label has taken.
 */
import type { Line } from '../../read/manuscript.ts'
import { joinRuns, type Run } from '../../run.ts'
import { findByline, isBreakLine, isTitleShaped, runsOn } from './line-shape.ts'
import { isPartHeading } from './part-number.ts'

/** Lines that run together and have no label. */
export interface Unit {
  readonly first: number
  readonly last: number
  readonly run: Run
  readonly blankAfter: number
}

/** More than so many are no header any longer. */
export const MAX_UNITS = 16
const MAX_TEXT = 6000

export function unitsOf(lines: readonly Line[], claimed: ReadonlySet<number>): Unit[] {
  const units: Unit[] = []
  let length = 0
  for (let first = 0; first < lines.length && units.length < MAX_UNITS && length < MAX_TEXT; first++) {
    const line = lines[first] as Line
    if (line.kind === 'blank' || claimed.has(first)) continue
    let last = first
    while (last - first < 60 && isOneWith(lines, last, claimed)) last++
    const run = joinRuns(
      lines.slice(first, last + 1).map((each) => each.run),
      ' ',
    )
    let blank = last + 1
    while (lines[blank]?.kind === 'blank') blank++
    units.push({ first, last, run, blankAfter: blank - last - 1 })
    length += run.text.length
    first = last
  }
  return units
}

function isOneWith(lines: readonly Line[], at: number, claimed: ReadonlySet<number>): boolean {
  const [line, next] = [lines[at], lines[at + 1]]
  if (line === undefined || next === undefined || next.kind !== 'text' || line.kind !== 'text' || claimed.has(at + 1))
    return false
  const isByline =
    findByline(next.run.text) !== null || (line.run.text.length < 50 && findByline(line.run.text) !== null)
  return runsOn(line, next) && !isBreakLine(next) && !isPartHeading(line.run.text) && !isByline
}

export function isTitleUnit(lines: readonly Line[], unit: Unit): boolean {
  return unit.first === unit.last && isTitleShaped(lines[unit.first] as Line)
}
