/**
 * Read what stands unlabelled before the story: title, byline, summary, disclaimer, a word to the readers.
 *
 *     Hollow Ground
 *     by Tamsin Reed
 *
 *     The well is older than the farm.          (summary: it stands between the byline and the disclaimer)
 *
 *     They all belong to somebody else.         (disclaimer by what it says)
 *
 *     Part III
 *
 * The story begins after the last line that is certainly of the header: a label, a byline, a disclaimer, a word to the
 * readers, or the heading of the part below them. Whatever stands before that line and is none of these is summary or
 * note. Nothing after it is touched, so a story never loses its first paragraph to a guess.
 */
import type { Line, Manuscript } from '../../read/manuscript.ts'
import type { Suggestion } from '../../reading.ts'
import { type Run, sliceRun } from '../../run.ts'
import { readDate } from '../dates.ts'
import type { Entry } from './entry.ts'
import { lastOfHeader } from './front-extent.ts'
import { maybeSummary, type TakeUnit, takeByContent } from './front-roles.ts'
import { isTitleUnit, type Unit, unitsOf } from './front-unit.ts'
import type { LabelKey } from './label-keys.ts'
import { type Byline, findByline, findTitleWithByline, isBreakLine } from './line-shape.ts'
import { maybeField } from './maybe-field.ts'
import { isPartHeading } from './part-number.ts'
import { isSameText } from './same-text.ts'
import { judgeTitle } from './title.ts'

export interface Front {
  readonly entries: readonly Entry[]
  readonly suggestions: readonly Suggestion[]
}

/** A front while it is read. */
interface Desk {
  readonly lines: readonly Line[]
  /** Lines that labels took. */
  readonly claimed: ReadonlySet<number>
  readonly units: readonly Unit[]
  readonly used: Set<Unit>
  readonly entries: Entry[]
  readonly suggestions: Suggestion[]
  readonly take: TakeUnit
}

/** `titles` are those that labels give; null when neither a label nor a subject gives one. */
export function readFront(
  manuscript: Manuscript,
  claimed: ReadonlySet<number>,
  titles: readonly string[] | null,
  frontEnd: number,
): Front {
  const desk = openDesk(manuscript.lines, claimed)
  const { lines, units, used, entries, suggestions, take } = desk
  const signed = takeSigned(desk, titles !== null)
  takeTitleAgain(desk, titles ?? titlesIn(entries))
  const last = lastOfHeader(lines, units, used, claimed, frontEnd)
  takeByContent(lines, units, used, last, entries, take)
  const unsettled = units.filter((unit) => !used.has(unit) && !isPartHeading(unit.run.text))
  if (titles === null && titlesIn(entries).length === 0)
    judgeOpening(desk, manuscript, unsettled, Math.max(last, frontEnd))
  for (const unit of unsettled) {
    if (isBetweenLabels(lines, unit, claimed) && !entries.some((entry) => entry.lines.includes(unit.first)))
      take(unit, 'notes', unit.run, 'line-between-labels', 0.6)
  }
  if (signed !== null && !entries.some((entry) => entry.key === 'summary')) suggestSummary(desk, signed)
  return { entries, suggestions }
}

function openDesk(lines: readonly Line[], claimed: ReadonlySet<number>): Desk {
  const used = new Set<Unit>()
  const entries: Entry[] = []
  const take: TakeUnit = (unit, key, value, rule, confidence) => {
    used.add(unit)
    entries.push(unlabelled(key, value, unit, rule, confidence))
  }
  return { lines, claimed, units: unitsOf(lines, claimed), used, entries, suggestions: [], take }
}

function titlesIn(entries: readonly Entry[]): string[] {
  return entries.filter((entry) => entry.key === 'title').map((entry) => entry.value.text)
}

/** Takes the byline, which is one of the first five, and the title above it; gives the unit of the byline. */
function takeSigned({ lines, claimed, units, take }: Desk, hasTitle: boolean): Unit | null {
  for (const [i, unit] of units.slice(0, 5).entries()) {
    const byline = unit.first === unit.last ? bylineOf(units, i, claimed) : null
    if (byline === null) continue
    takeByline(unit, byline, take)
    const above = i > 0 ? units[i - 1] : undefined
    const isTitled = hasTitle || byline.titleTo !== null
    if (!isTitled && above !== undefined && isTitleUnit(lines, above) && unit.first - above.last <= 4)
      take(above, 'title', above.run, 'line-above-byline', 0.95)
    return unit
  }
  return null
}

/** The first line may say again what a label or the byline's line says. */
function takeTitleAgain({ units, used, take }: Desk, titles: readonly string[]): void {
  const opening = units[0]
  if (opening === undefined || used.has(opening)) return
  if (titles.some((title) => isSameText(title, opening.run.text)))
    take(opening, 'title', opening.run, 'line-as-label', 0.9)
}

function judgeOpening(
  { lines, claimed, entries, suggestions }: Desk,
  manuscript: Manuscript,
  unsettled: readonly Unit[],
  headerEnd: number,
): void {
  const judged = judgeTitle(manuscript, unsettled, headerEnd, claimed)
  if (judged === null) return
  if (judged.isStated) entries.push(unlabelled('title', judged.run, judged, judged.rule, judged.confidence))
  else
    suggestions.push(maybeField('title', judged.run.text, lines[judged.first] as Line, judged.confidence, judged.why))
}

function suggestSummary({ lines, units, used, suggestions }: Desk, signed: Unit): void {
  const summary = maybeSummary(lines, units, used, signed)
  if (summary === null) return
  const why = 'A short paragraph stands between the byline and a break.'
  suggestions.push(maybeField('summary', summary.run.text, lines[summary.first] as Line, 0.6, why))
}

/** A line that labels touch on both sides is of the header, whatever it says: "Base : Stargate", "Muse: on strike". */
function isBetweenLabels(lines: readonly Line[], unit: Unit, claimed: ReadonlySet<number>): boolean {
  return !isBreakLine(lines[unit.first] as Line) && claimed.has(unit.first - 1) && claimed.has(unit.last + 1)
}

function bylineOf(units: readonly Unit[], i: number, claimed: ReadonlySet<number>): Byline | null {
  const unit = units[i] as Unit
  const alone = findByline(unit.run.text)
  if (alone === null) return i <= 1 ? findTitleWithByline(unit.run.text) : null
  // "By Monday" above the first paragraph is no name unless something of a header stands around it.
  const name = unit.run.text.slice(alone.from, alone.to)
  if (readDate(name) !== null) return null
  if (i === 0 && claimed.size === 0) return /\s/.test(name) && unit.blankAfter > 0 ? alone : null
  return alone
}

function takeByline(unit: Unit, byline: Byline, take: TakeUnit): void {
  const { from, to, titleTo } = byline
  if (titleTo !== null) take(unit, 'title', sliceRun(unit.run, 0, titleTo), 'title-with-byline', 0.9)
  const isOfSeveral = /\bco-?(?:written|authored)\b/i.test(unit.run.text.slice(titleTo ?? 0, from))
  const rule = isOfSeveral ? 'byline-of-several' : titleTo === null ? 'byline' : 'title-with-byline'
  take(unit, 'author', sliceRun(unit.run, from, to), rule, 0.9)
  if (byline.email !== null) take(unit, 'email', sliceRun(unit.run, ...byline.email), 'byline', 0.95)
}

function unlabelled(
  key: LabelKey,
  value: Run,
  place: { readonly first: number; readonly last: number },
  rule: string,
  confidence: number,
): Entry {
  const lines = Array.from({ length: place.last - place.first + 1 }, (_, i) => place.first + i)
  return { key, labelRun: null, runs: [value], value, lines, isStrong: true, languages: [], rule, confidence }
}
