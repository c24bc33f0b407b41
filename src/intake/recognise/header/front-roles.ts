/** Say what each paragraph of an unlabelled header is: an address, rights, a disclaimer, a note, the summary. */
import type { Line } from '../../read/manuscript.ts'
import { type Run, sliceRun, trimRun } from '../../run.ts'
import { readDate } from '../dates.ts'
import { countWords, isDisclaimer, isRemark, isSpoken, readerCue, sentencesOf } from './cues.ts'
import { type Entry, isPlausible } from './entry.ts'
import type { Unit } from './front-unit.ts'
import type { LabelKey } from './label-keys.ts'
import { readLabelLine } from './label-line.ts'
import { isBreakLine, isTitleShaped } from './line-shape.ts'
import { isPartHeading } from './part-number.ts'

export type TakeUnit = (unit: Unit, key: LabelKey, value: Run, rule: string, confidence: number) => void

/** What stands before the end of the header and has no label. */
export function takeByContent(
  lines: readonly Line[],
  units: readonly Unit[],
  used: Set<Unit>,
  last: number,
  entries: Entry[],
  take: TakeUnit,
): void {
  for (const unit of units) {
    if (unit.last > last || used.has(unit)) continue
    const text = unit.run.text
    const line = lines[unit.first] as Line
    if (isBreakLine(line) || isPartHeading(text)) continue
    const labelled = entryOf(unit, line)
    if (labelled !== null) {
      used.add(unit)
      entries.push(labelled)
      continue
    }
    const address = /^[<([]?(?:e-?mail:?\s*)?([^\s<>()]{1,60}@[^\s<>()]{3,60}?)[>)\]]?$/i.exec(text)
    const rights = /^(?:©|\(c\)|copyright\b)/i.exec(text)
    if (address?.[1] !== undefined)
      take(
        unit,
        'email',
        sliceRun(unit.run, text.indexOf(address[1]), text.indexOf(address[1]) + address[1].length),
        'address-alone',
        0.9,
      )
    else if (/^https?:\/\/\S{4,200}$/.test(text)) take(unit, 'url', unit.run, 'address-alone', 0.9)
    else if (rights !== null && text.length < 120) take(unit, 'copyright', unit.run, 'copyright-line', 0.9)
    else if (isDisclaimer(text)) take(unit, 'disclaimer', unit.run, 'disclaimer-by-content', 0.85)
    else if (readerCue(text) !== null || isRemark(text)) take(unit, 'notes', unit.run, 'note-by-content', 0.8)
    else if (isTitleShaped(line) && unit.first === unit.last && countWords(text) <= 8) continue
    else if (!entries.some((entry) => entry.key === 'summary') && isSummaryShaped(text))
      take(unit, 'summary', unit.run, 'paragraph-in-header', 0.75)
    else take(unit, 'notes', unit.run, 'paragraph-in-header', 0.6)
  }
}

/** "WARNING: the lamp dies.": too little of a header to be one by itself, and a label where one is. */
function entryOf({ first, last, run }: Unit, line: Line): Entry | null {
  const labels = readLabelLine(line)
  const [only] = labels ?? []
  if (only === undefined || labels?.length !== 1 || only.shape !== 'colon' || only.value.text === '') return null
  const { key, isStrong, languages } = only.label
  const value = trimRun(sliceRun(run, line.run.text.trimEnd().length - only.value.text.length))
  const entry: Entry = {
    key,
    labelRun: only.labelRun,
    runs: [value],
    value,
    lines: Array.from({ length: last - first + 1 }, (_, i) => first + i),
    isStrong,
    languages,
    rule: 'label',
    confidence: 0.85,
  }
  return isPlausible(entry) ? entry : null
}

function isSummaryShaped(text: string): boolean {
  return countWords(text) <= 120 && sentencesOf(text).length <= 5 && readDate(text) === null
}

/** A paragraph right behind the byline that a break sets apart. */
export function maybeSummary(
  lines: readonly Line[],
  units: readonly Unit[],
  used: ReadonlySet<Unit>,
  signed: Unit,
): Unit | null {
  const at = units.indexOf(signed) + 1
  const [unit, next] = [units[at], units[at + 1]]
  if (unit === undefined || next === undefined || used.has(unit) || isSpoken(unit.run.text)) return null
  const isSetApart = isBreakLine(lines[next.first] as Line) || unit.blankAfter >= 3
  return isSetApart &&
    isSummaryShaped(unit.run.text) &&
    countWords(unit.run.text) <= 80 &&
    countWords(unit.run.text) > 3
    ? unit
    : null
}
