/**
 * Says which part of something longer a file is, and what is missing of it.
 *
 * One heading that numbers the whole file says it, or the header (a `Part:` label, a number in the title or subject).
 * A file with several numbered headings is no part. "Part 3" means that parts 1 and 2 are missing here; a total, or
 * "to be continued", that later ones are; a hole in the numbers of chapters is a missing chapter.
 */
import { foldText } from '../../../kernel/text.ts'
import type { MissingFact } from '../../reading.ts'
import type { Run } from '../../run.ts'
import type { FoundHeading, Headings } from './find-headings.ts'
import { headingWords } from './heading-words.ts'
import { parseHeading } from './parse-heading.ts'

/** Where the header names a part: the value of a `Part:` label, a title, a subject. */
export interface PartHint {
  readonly run: Run
  /** Index of the line. */
  readonly line: number
  readonly from: 'label' | 'title' | 'subject' | 'page-title'
}

export interface FoundPart {
  readonly number: number
  readonly to: number | null
  readonly total: number | null
  readonly label: string
  /** Indexes of the lines that say so. */
  readonly lines: readonly number[]
  readonly evidence: readonly Run[]
  readonly rule: string
  readonly confidence: number
}

/** `lines` are indexes. */
export type FoundMissing = MissingFact

/** A story that calls itself part 900 is not missing 899 entries. */
const MOST_NAMED = 50
const HINT_RULES = {
  label: 'part-label',
  title: 'part-in-title',
  subject: 'part-in-subject',
  'page-title': 'part-in-page-title',
} as const
const HINT_CONFIDENCE = { label: 0.98, title: 0.9, subject: 0.92, 'page-title': 0.85 } as const

/** What says best which part it is, with the total that another statement of the same part gives. */
export function findPart(
  headings: Headings,
  hints: readonly PartHint[],
  opensWith: FoundHeading | null,
  runOf: (line: number) => Run,
): FoundPart | null {
  const part = statedPart(headings, hints, opensWith, runOf)
  if (part === null || part.total !== null) return part
  const fuller = hints.map(partOfHint).find((each) => each?.number === part.number && each.to === part.to && each.total)
  if (fuller === undefined || fuller === null) return part
  const lines = [...new Set([...fuller.lines, ...part.lines])].filter((line) => line >= 0).toSorted((a, b) => a - b)
  return { ...part, total: fuller.total, lines, evidence: [...part.evidence, ...fuller.evidence] }
}

function statedPart(
  headings: Headings,
  hints: readonly PartHint[],
  opensWith: FoundHeading | null,
  runOf: (line: number) => Run,
): FoundPart | null {
  const label = hints.find((hint) => hint.from === 'label')
  const labelled = label === undefined ? null : partOfHint(label)
  if (labelled !== null) return labelled
  const numbered = headings.found.filter((heading) => heading.parsed.number !== null)
  // A title below a heading over the chapters stands nowhere else.
  if (headings.whole !== null) return partOfHeading(headings.whole, headings.whole.lastLine, runOf)
  const opening = numbered.length === 1 && numbered[0] === opensWith ? opensWith : null
  if (opening !== null) return partOfHeading(opening, opening.line, runOf)
  for (const hint of hints) {
    const part = partOfHint(hint)
    // The title of a page often repeats the first of several headings; a title that the author wrote speaks of the file.
    if (part !== null && (numbered.length < 2 || part.to !== null || hint.from !== 'page-title')) return part
  }
  return null
}

function partOfHeading(heading: FoundHeading, last: number, runOf: (line: number) => Run): FoundPart | null {
  const { number, to, total, label } = heading.parsed
  if (number === null) return null
  const { line, rule, confidence } = heading
  const lines = Array.from({ length: last - line + 1 }, (_, i) => line + i).filter((each) => runOf(each).text !== '')
  return { number, to, total, label, lines, evidence: lines.map(runOf), rule, confidence }
}

export function partOfHint(hint: PartHint): FoundPart | null {
  const text = hint.run.text.slice(0, 300)
  const parsed = hint.from === 'label' ? parseHeading(`Part ${text.replace(/^\s*part\s+/i, '')}`) : partIn(text)
  if (parsed === null || parsed.number === null) return null
  const { number, to, total, label } = parsed
  return {
    number,
    to,
    total,
    label: hint.from === 'label' ? text.trim() : label,
    lines: [hint.line],
    evidence: [hint.run],
    rule: HINT_RULES[hint.from],
    confidence: HINT_CONFIDENCE[hint.from],
  }
}

/** A part named inside a title: "Porchlight, Part 2 of 5", "FIC: Porchlight (2/7) [PG]". The last one counts. */
function partIn(text: string): ReturnType<typeof parseHeading> {
  let found: ReturnType<typeof parseHeading> = null
  for (const match of text.matchAll(/(?<![\d/])\d{1,3}\s?\/\s?(?:\d{1,3}|\?+|x+)(?![\d/\p{L}])/giu))
    found = parseHeading(match[0]) ?? found
  for (const match of text.matchAll(/\p{L}+/gu)) {
    if (!headingWords(foldText(match[0])).some((word) => word.isStrong)) continue
    const rest = text.slice(match.index).replace(/[)\]"”].*$/u, '')
    const parsed = parseHeading(rest.slice(0, 60)) ?? parseHeading(rest.split(/\s*(?:[-–—:,;]|$)/u, 1)[0] ?? '')
    if (parsed?.number !== null && parsed !== null) found = parsed
  }
  return found
}

/** `posted` are the parts that a file holds, each with its header: what its total has behind them is missing too. */
export function findMissing(
  part: FoundPart | null,
  posted: FoundPart | null,
  headings: readonly FoundHeading[],
  isContinued: number | null,
): FoundMissing[] {
  const later = posted === null ? [] : missingParts(posted).filter((each) => each.code === 'later-part')
  const missing = part === null ? [...missingChapters(headings), ...later] : missingParts(part)
  if (isContinued === null || missing.some((each) => each.code === 'later-part')) return missing
  const last = part?.to ?? part?.number ?? headings.at(-1)?.parsed.number ?? null
  const number = last === null ? null : Math.floor(last) + 1
  return [...missing, { code: 'later-part', number, why: 'It ends with a promise to go on.', lines: [isContinued] }]
}

function missingParts(part: FoundPart): FoundMissing[] {
  const { lines } = part
  const missing: FoundMissing[] = []
  const first = Math.min(Math.ceil(part.number), MOST_NAMED + 1)
  for (let number = 1; number < first; number++) {
    missing.push({
      code: 'earlier-part',
      number,
      why: `It calls itself “${part.label}”; part ${number} is not in this file.`,
      lines,
    })
  }
  const last = Math.floor(part.to ?? part.number)
  for (let number = last + 1; number <= Math.min(part.total ?? 0, last + MOST_NAMED); number++) {
    missing.push({
      code: 'later-part',
      number,
      why: `It says there are ${part.total} parts; part ${number} is not in this file.`,
      lines,
    })
  }
  return missing
}

/** Numbers that a row of chapters leaves out. Two levels of headings, or numbers that start again, are no row. */
function missingChapters(headings: readonly FoundHeading[]): FoundMissing[] {
  const numbered = headings.filter((heading) => heading.parsed.number !== null)
  const levels = new Set(numbered.map((heading) => heading.parsed.level))
  const isRow = numbered.every(
    (heading, i) => i === 0 || (heading.parsed.number ?? 0) > (numbered[i - 1]?.parsed.number ?? 0),
  )
  if (numbered.length < 2 || levels.size > 1 || !isRow) return []
  const missing: FoundMissing[] = []
  let expected = numbered[0] === headings[0] ? 1 : Math.floor(numbered[0]?.parsed.number ?? 1)
  for (const heading of numbered) {
    const number = Math.floor(heading.parsed.number ?? 0)
    for (; expected < number && missing.length < MOST_NAMED; expected++) {
      const code = heading === numbered[0] ? 'earlier-part' : 'chapter'
      missing.push({
        code,
        number: expected,
        why: `The headings go on with ${number}; ${expected} is not in this file.`,
        lines: [heading.line],
      })
    }
    expected = Math.floor(heading.parsed.to ?? number) + 1
  }
  return missing
}
