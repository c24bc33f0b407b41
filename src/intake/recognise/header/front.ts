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
import { joinRuns, type Run, sliceRun } from '../../run.ts'
import { readDate } from '../dates.ts'
import {
  countWords,
  isAboutStory,
  isDisclaimer,
  isNarrated,
  isRemark,
  isSpoken,
  readerCue,
  sentencesOf,
} from './cues.ts'
import type { Entry } from './entry.ts'
import type { LabelKey } from './label-keys.ts'
import { isShapedLikeLabel } from './label-line.ts'
import {
  type Byline,
  findByline,
  findTitleWithByline,
  isAddress,
  isBreakLine,
  isCounted,
  isEndMarker,
  isTitleShaped,
  runsOn,
} from './line-shape.ts'
import { isPartHeading } from './part-number.ts'
import { isSameText } from './same-text.ts'
import { judgeTitle } from './title.ts'

export interface Front {
  readonly entries: readonly Entry[]
  readonly suggestions: readonly Suggestion[]
}

/** Lines that run together and have no label. */
interface Unit {
  readonly first: number
  readonly last: number
  readonly run: Run
  readonly blankAfter: number
}

const MAX_UNITS = 16
const MAX_TEXT = 6000
/** So many words without a sign of the header may stand between two signs of it. */
const WORDS_BETWEEN = 160
const MAX_NOTE_WORDS = 250

/** `titles` are those that labels give; null when neither a label nor a subject gives one. */
export function readFront(
  manuscript: Manuscript,
  claimed: ReadonlySet<number>,
  titles: readonly string[] | null,
  frontEnd: number,
): Front {
  const { lines } = manuscript
  const units = unitsOf(lines, claimed)
  const hasTitle = titles !== null
  const entries: Entry[] = []
  const used = new Set<Unit>()
  const take = (unit: Unit, key: LabelKey, value: Run, rule: string, confidence: number): void => {
    used.add(unit)
    entries.push(unlabelled(key, value, unit, rule, confidence))
  }

  let signed: Unit | null = null
  for (const [i, unit] of units.slice(0, 5).entries()) {
    const above = i > 0 ? units[i - 1] : undefined
    const byline = unit.first === unit.last ? bylineOf(units, i, claimed) : null
    if (byline === null) continue
    signed = unit
    takeByline(unit, byline, take)
    if (
      byline.titleTo === null &&
      !hasTitle &&
      above !== undefined &&
      isTitleUnit(lines, above) &&
      unit.first - above.last <= 4
    ) {
      take(above, 'title', above.run, 'line-above-byline', 0.95)
    }
    break
  }
  const said = titles ?? entries.filter((entry) => entry.key === 'title').map((entry) => entry.value.text)
  const opening = units[0]
  if (opening !== undefined && !used.has(opening) && said.some((title) => isSameText(title, opening.run.text))) {
    take(opening, 'title', opening.run, 'line-as-label', 0.9)
  }
  const last = lastOfHeader(lines, units, used, claimed, frontEnd)
  classify(lines, units, used, last, entries, take)
  const unsettled = units.filter((unit) => !used.has(unit) && !isPartHeading(unit.run.text))
  const title = hasTitle || entries.some((entry) => entry.key === 'title')
  const suggestions: Suggestion[] = []
  if (!title) {
    const judged = judgeTitle(manuscript, unsettled, Math.max(last, frontEnd), claimed)
    if (judged?.isStated === true) entries.push(unlabelled('title', judged.run, judged, judged.rule, judged.confidence))
    else if (judged !== null)
      suggestions.push(suggest('title', judged.run.text, lines[judged.first] as Line, judged.confidence, judged.why))
  }
  for (const unit of unsettled) {
    if (isBetweenLabels(lines, unit, claimed) && !entries.some((entry) => entry.lines.includes(unit.first)))
      take(unit, 'notes', unit.run, 'line-between-labels', 0.6)
  }
  const summary =
    signed === null || entries.some((entry) => entry.key === 'summary')
      ? null
      : maybeSummary(lines, units, used, signed)
  if (summary !== null)
    suggestions.push(
      suggest(
        'summary',
        summary.run.text,
        lines[summary.first] as Line,
        0.6,
        'A short paragraph stands between the byline and a break.',
      ),
    )
  return { entries, suggestions }
}

/** A line that labels touch on both sides is of the header, whatever it says: "Base : Stargate", "Muse: on strike". */
function isBetweenLabels(lines: readonly Line[], unit: Unit, claimed: ReadonlySet<number>): boolean {
  return !isBreakLine(lines[unit.first] as Line) && claimed.has(unit.first - 1) && claimed.has(unit.last + 1)
}

function unitsOf(lines: readonly Line[], claimed: ReadonlySet<number>): Unit[] {
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

function takeByline(
  unit: Unit,
  byline: Byline,
  take: (unit: Unit, key: LabelKey, value: Run, rule: string, confidence: number) => void,
): void {
  if (byline.titleTo !== null) take(unit, 'title', sliceRun(unit.run, 0, byline.titleTo), 'title-with-byline', 0.9)
  take(
    unit,
    'author',
    sliceRun(unit.run, byline.from, byline.to),
    byline.titleTo === null ? 'byline' : 'title-with-byline',
    0.9,
  )
  if (byline.email !== null) take(unit, 'email', sliceRun(unit.run, ...byline.email), 'byline', 0.95)
}

function isTitleUnit(lines: readonly Line[], unit: Unit): boolean {
  return unit.first === unit.last && isTitleShaped(lines[unit.first] as Line)
}

/** The index of the last line that is certainly of the header. */
function lastOfHeader(
  lines: readonly Line[],
  units: readonly Unit[],
  used: ReadonlySet<Unit>,
  claimed: ReadonlySet<number>,
  frontEnd: number,
): number {
  let last = -1
  let words = 0
  let established = used.size > 0 || frontEnd >= 0
  for (const [i, unit] of units.entries()) {
    const text = unit.run.text
    if (used.has(unit)) {
      last = unit.last
      words = 0
      continue
    }
    if (words <= WORDS_BETWEEN && unit.first <= frontEnd + 1 && claimedBetween(claimed, last, unit.first)) {
      last = unit.first - 1
      words = 0
    }
    if (established && words === 0 && isAddress(text)) {
      last = unit.last
      continue
    }
    if (isSpoken(text)) return last
    if ((isDisclaimerUnit(text, i, established) || isNoteUnit(text, i, established)) && words <= WORDS_BETWEEN) {
      // Where nothing but such words follows, what stands before them is the story, and these close it.
      if (words > 0 && !isFollowed(lines, units, i)) return last
      last = unit.last
      established = true
      words = 0
      continue
    }
    if (isPartHeading(text) && !isCounted(text))
      return established && words <= WORDS_BETWEEN && words > 0 ? unit.first - 1 : last
    if (isCounted(text)) return last
    if (isBreakLine(lines[unit.first] as Line)) {
      // A drawn line closes a header when all above it, back to the header, speaks about the story.
      if (established && words > 0 && words <= WORDS_BETWEEN && areAboutStory(units, last, unit.first))
        [last, words] = [unit.first, 0]
      continue
    }
    // Without any header, what is no title is the story.
    if (!established && !isTitleUnit(lines, unit)) return last
    words += countWords(text)
    if (words > WORDS_BETWEEN * 2) return last
  }
  return words <= WORDS_BETWEEN && claimedBetween(claimed, last, frontEnd + 1) ? frontEnd : last
}

function areAboutStory(units: readonly Unit[], after: number, before: number): boolean {
  return units.every(({ first, run }) => first <= after || first >= before || isAboutStory(run.text))
}

/** Is there anything behind a unit that could be the story? */
function isFollowed(lines: readonly Line[], units: readonly Unit[], i: number): boolean {
  if (units.length === MAX_UNITS) return true
  return units.slice(i + 1).some(({ first, run }) => {
    const isOther = isBreakLine(lines[first] as Line) || isEndMarker(run.text) || isDisclaimer(run.text)
    return !isOther && readerCue(run.text) === null
  })
}

function claimedBetween(claimed: ReadonlySet<number>, from: number, to: number): boolean {
  for (let line = Math.max(0, from + 1); line < to; line++) if (claimed.has(line)) return true
  return false
}

function isDisclaimerUnit(text: string, i: number, established: boolean): boolean {
  return isDisclaimer(text) && countWords(text) <= MAX_NOTE_WORDS && (established || i <= 2)
}

function isNoteUnit(text: string, i: number, established: boolean): boolean {
  const cue = readerCue(text)
  if (cue === null || countWords(text) > MAX_NOTE_WORDS || (!established && isShapedLikeLabel(text))) return false
  return established || (cue === 'decisive' && i <= 2 && !isNarrated(text))
}

/** What stands before the end of the header and has no label. */
function classify(
  lines: readonly Line[],
  units: readonly Unit[],
  used: Set<Unit>,
  last: number,
  entries: readonly Entry[],
  take: (unit: Unit, key: LabelKey, value: Run, rule: string, confidence: number) => void,
): void {
  for (const unit of units) {
    if (unit.last > last || used.has(unit)) continue
    const text = unit.run.text
    const line = lines[unit.first] as Line
    if (isBreakLine(line) || isPartHeading(text)) continue
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

function isSummaryShaped(text: string): boolean {
  return countWords(text) <= 120 && sentencesOf(text).length <= 5 && readDate(text) === null
}

/** A paragraph right behind the byline that a break sets apart. */
function maybeSummary(
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

function suggest(field: string, value: string, line: Line, confidence: number, why: string): Suggestion {
  return {
    code: 'maybe-field',
    line: line.number,
    column: null,
    field,
    value,
    before: null,
    after: null,
    confidence,
    why,
    lines: [line.number],
  }
}
