/**
 * Read labels with their whole values: the rest of the line, and the lines that it runs on in.
 *
 * A value goes on over a line that is indented, begins in lower case, or was broken at the margin; over the lines
 * below a label that stands alone; and, where sentences are expected, over everything up to the next label without a
 * blank line between.
 */
import type { Line } from '../../read/manuscript.ts'
import { joinRuns, type Run } from '../../run.ts'
import { readDate } from '../dates.ts'
import { findRating } from '../rating.ts'
import { readCompleted, readStatus } from '../status.ts'
import type { LabelKey } from './label-keys.ts'
import { cellOf, type Labelled, PROSE_KEYS } from './label-line.ts'
import { isBreakLine, isEndMarker, runsOn } from './line-shape.ts'
import { isPartHeading, readPart } from './part-number.ts'

export interface Entry {
  readonly key: LabelKey
  /** Null where the role was recognised without a label. */
  readonly labelRun: Run | null
  /** The value, one run a line. */
  readonly runs: readonly Run[]
  /** The lines joined by spaces, paragraphs by a blank line. */
  readonly value: Run
  readonly lines: readonly number[]
  readonly isStrong: boolean
  readonly languages: readonly string[]
  readonly rule: string
  readonly confidence: number
}

/** How many lines a value may run on. */
const MAX_LINES = 60

/** The entries of a label line. Only the last label of a line has a value that runs on. */
export function entriesAt(
  lines: readonly Line[],
  at: number,
  labels: readonly Labelled[],
  isLabel: (line: number) => boolean,
): Entry[] {
  return labels.map((labelled, i) => {
    const isLast = i === labels.length - 1
    const more = isLast ? linesThatFollow(lines, at, labelled, isLabel) : []
    const runs = [labelled.value, ...more.map((line) => (lines[line] as Line).run)].filter((run) => run.text !== '')
    return {
      key: labelled.label.key,
      labelRun: labelled.labelRun,
      runs,
      value: joinRuns(runs, ' '),
      lines: [at, ...more],
      isStrong: labelled.label.isStrong,
      languages: labelled.label.languages,
      rule: ruleOf(labelled),
      confidence: labelled.label.isExact ? 0.95 : 0.85,
    }
  })
}

/** An entry with further paragraphs that belong to it. */
export function withParagraph(entry: Entry, lines: readonly Line[], more: readonly number[]): Entry {
  const runs = more.map((line) => (lines[line] as Line).run)
  return {
    ...entry,
    runs: [...entry.runs, ...runs],
    value: entry.value.text === '' ? joinRuns(runs, ' ') : joinRuns([entry.value, joinRuns(runs, ' ')], '\n\n'),
    lines: [...entry.lines, ...more],
  }
}

/** Can the value be what the label promises? "Rating: Captain" is a dossier, not a header. */
export function isPlausible(entry: Entry): boolean {
  return PLAUSIBLE[entry.key]?.(entry.value.text) ?? true
}

const PLAUSIBLE: Readonly<Partial<Record<LabelKey, (value: string) => boolean>>> = {
  title: (value) => value.length <= 250 && value !== '',
  author: (value) => value.length <= 160 && value !== '',
  rating: (value) => findRating(value) !== null || /rating|rated|tbd|same|see/i.test(value),
  status: (value) => readStatus(value) !== null,
  completed: (value) => readCompleted(value) !== null || readDate(value) !== null,
  date: hasDate,
  posted: hasDate,
  updated: hasDate,
  written: hasDate,
  words: hasNumber,
  chapters: hasNumber,
  pov: (value) => value.length <= 80 && !/[.!?]$/.test(value),
  part: (value) => readPart(value) !== null && value.length <= 80,
}

function hasDate(value: string): boolean {
  return value.length <= 120 && (/\d/.test(value) || readDate(value) !== null)
}

function hasNumber(value: string): boolean {
  return value.length <= 80 && /\d/.test(value)
}

function linesThatFollow(
  lines: readonly Line[],
  at: number,
  labelled: Labelled,
  isLabel: (line: number) => boolean,
): number[] {
  const first = lines[at] as Line
  const following: number[] = []
  const isProse = PROSE_KEYS.has(labelled.label.key)
  const isEmpty = labelled.value.text === ''
  let line = at + 1
  // The value may stand below a label alone with a blank line between.
  if (isEmpty && lines[line]?.kind === 'blank' && (isProse || labelled.label.isStrong)) line++
  const start = line
  const reachesLabel = isProse && !isEmpty && labelWithoutBlank(lines, at, isLabel)
  for (; line < Math.min(lines.length, at + MAX_LINES); line++) {
    const next = lines[line] as Line
    if (isStop(next) || isLabel(line) || (line > start && cellOf(next) !== cellOf(lines[start] as Line))) break
    const before = lines[line - 1] as Line
    if (!isEmpty && COUNTED.has(labelled.label.key)) break
    const goesOn =
      (isEmpty && (line === start || isProse)) ||
      reachesLabel ||
      (next.indent > first.indent + 1 && !isSaid(labelled.label.key, before)) ||
      runsOn(before, next)
    if (!goesOn) break
    following.push(line)
  }
  return following
}

/** Is the value at its end, so that an indented line below it is the first paragraph of the story? */
function isSaid(key: LabelKey, line: Line): boolean {
  return key === 'rating' || (/[.!?]["”’')]*$/.test(line.run.text) && line.indent + line.run.text.length < 60)
}

/** Values of one line: dates, numbers, addresses. */
const COUNTED: ReadonlySet<LabelKey> = new Set<LabelKey>([
  'status',
  'completed',
  'date',
  'written',
  'posted',
  'updated',
  'words',
  'chapters',
  'part',
  'language',
  'email',
  'pov',
])

/** Does another label follow before the next blank line? Then what is between belongs to this one. */
function labelWithoutBlank(lines: readonly Line[], at: number, isLabel: (line: number) => boolean): boolean {
  for (let line = at + 1; line < Math.min(lines.length, at + MAX_LINES); line++) {
    if (isStop(lines[line] as Line)) return false
    if (isLabel(line)) return true
  }
  return false
}

function isStop(line: Line): boolean {
  if (line.kind === 'blank' || line.kind === 'heading' || isBreakLine(line)) return true
  return isPartHeading(line.run.text) || isEndMarker(line.run.text)
}

function ruleOf(labelled: Labelled): string {
  if (!labelled.label.isExact) return 'label-with-slip'
  return {
    colon: 'label',
    bracket: 'label-in-brackets',
    dots: 'label-with-dots',
    dash: 'label-with-dash',
    alone: 'label-alone',
    rated: 'rated',
  }[labelled.shape]
}
