/**
 * Finds the headings of parts and chapters: lines that read as headings and stand where headings stand.
 *
 * A word with a number ("Part III") alone on its line is one. What could be anything else too (a number, "IV", "Act 1",
 * "3. The Well") wants a sequence with story between its members, or a place at the very top. A run of headings with
 * nothing between them is a table of contents. A heading after which no story comes is none.
 *
 * Deliberately not found: headings inside a paragraph, and a title with a number that nothing repeats ("Becoming,
 * Part 2" may be an episode); the header's own statements come in as hints (`part.ts`).
 */
import { foldText } from '../../../kernel/text.ts'
import { type Body, type BodyLine, isSetOff, isSetOffAfter, isSetOffBefore, LABEL_MAX, nextWritten } from './body.ts'
import { type Heading, parseHeading } from './parse-heading.ts'
import { findTitleLine } from './title-line.ts'
import { countWords } from './words.ts'

export interface FoundHeading {
  readonly parsed: Heading
  /** Index of its line, and of the last line that still belongs to it (a title below it). */
  readonly line: number
  readonly lastLine: number
  /** As written, a title on the next line included. */
  readonly text: string
  readonly rule: string
  readonly confidence: number
}

export interface Headings {
  /** In order; those that stand on each other's heels are one. */
  readonly found: readonly FoundHeading[]
  /** Lines of a table of contents. */
  readonly contents: readonly number[]
  /** A heading above the others that numbers the whole file: "Parts 3-5", or "Book Two" over its chapters. */
  readonly whole: FoundHeading | null
}

export interface HeadingHelp {
  readonly title: string | null
  /** Lines that are something else for certain. */
  readonly isOther: (index: number) => boolean
  readonly isName: (text: string) => boolean
}

interface Candidate {
  readonly line: BodyLine
  readonly parsed: Heading
  readonly rule: string
}

/** Fewer words between two headings are no chapter. */
const FEWEST_WORDS = 12
/** Between weak headings there must be more. */
const ENOUGH_WORDS = 25
/** Forms that are a number and nothing else. */
const COUNTING: ReadonlySet<Heading['form']> = new Set<Heading['form']>(['roman', 'number'])

export function findHeadings(body: Body, help: HeadingHelp): Headings {
  const candidates = findCandidates(body, help)
  if (candidates.length === 0) return { found: [], contents: [], whole: null }
  const words = wordsBefore(body)
  const accepted = accept(body, candidates, words)
  const listed = new Set(findContents(accepted, words))
  const followed = accepted
    .filter((heading) => !listed.has(heading.line))
    .map((heading) => withTitle(body, heading, help))
    .filter((heading, i, all) => wordsBetween(words, heading, all[i + 1], body) > 0 || i + 1 < all.length)
  const headed = new Set(followed.map((heading) => heading.parsed.label))
  // A list whose chapters are not here is all that the file says: it stays text.
  const contents = accepted
    .filter((heading) => listed.has(heading.line) && headed.has(heading.parsed.label))
    .map((heading) => heading.line)
  return { ...mergeAdjacent(followed, words), contents }
}

/** Words of story before each line. */
function wordsBefore(body: Body): Int32Array {
  const words = new Int32Array(body.lines.length + 1)
  for (const line of body.lines)
    words[line.index + 1] = (words[line.index] ?? 0) + (line.isTaken ? 0 : countWords(line.text))
  return words
}

function wordsBetween(words: Int32Array, a: { lastLine: number }, b: { line: number } | undefined, body: Body): number {
  return (words[b?.line ?? body.lines.length] ?? 0) - (words[a.lastLine + 1] ?? 0)
}

function findCandidates(body: Body, help: HeadingHelp): Candidate[] {
  const prefixes = new Map<string, Set<number>>()
  const titled: { readonly line: BodyLine; readonly prefix: string; readonly parsed: Heading }[] = []
  const candidates: Candidate[] = []
  for (const line of body.lines) {
    if (!mayBeHeading(line) || help.isOther(line.index)) continue
    const parsed = parseHeading(line.text)
    if (parsed !== null) {
      candidates.push({ line, parsed, rule: `heading-${parsed.form}` })
      continue
    }
    const split = splitTitle(line.text, help.title)
    if (split === null) continue
    titled.push({ line, ...split })
    const numbers = prefixes.get(split.prefix) ?? new Set()
    prefixes.set(split.prefix, numbers.add(split.parsed.number ?? 0))
  }
  const title = help.title === null ? null : foldText(help.title)
  for (const { line, prefix, parsed } of titled) {
    if (prefix !== title && (prefixes.get(prefix)?.size ?? 0) < 2) continue
    candidates.push({ line, parsed: { ...parsed, isStrong: true, heading: line.text }, rule: 'heading-after-title' })
  }
  return candidates.toSorted((a, b) => a.line.index - b.line.index)
}

function mayBeHeading(line: BodyLine): boolean {
  if (line.isBlank || line.isTaken || line.source.kind === 'rule' || line.text.length > LABEL_MAX) return false
  return line.isOpening
}

/** Without a digit, a roman number or a number in words after one of these no title is numbered. */
const MAY_BE_NUMBERED =
  /\d|\b[IVX]+\b|\b(?:part|chapter|book|teil|kapitel|chapitre|partie|parte|cap[ií]tulo|capitolo)\b|часть|глава|第/iu

/** "Porchlight - Chapter 3" as the title and its heading. */
function splitTitle(text: string, title: string | null): { prefix: string; parsed: Heading } | null {
  if (!/[\s(]/.test(text) || !MAY_BE_NUMBERED.test(text)) return null
  for (const match of text.matchAll(/\s*(?:[-–—:,~|]+\s+|\s+(?=[([]))|\s+(?=\S+\s*\S*$)/gu)) {
    const prefix = foldText(text.slice(0, match.index))
    const suffix = text.slice(match.index + match[0].length)
    const parsed = parseHeading(suffix)
    if (prefix === '' || parsed === null || parsed.number === null) continue
    const isNumbered = parsed.isStrong || (parsed.form === 'fraction' && /^[([]/.test(suffix))
    const isTitle = title !== null && prefix === foldText(title)
    if (isNumbered || (isTitle && parsed.form !== 'numbered-title' && parsed.form !== 'word')) return { prefix, parsed }
  }
  return null
}

function accept(body: Body, candidates: readonly Candidate[], words: Int32Array): FoundHeading[] {
  const confidence = new Map<Candidate, number>()
  for (const candidate of candidates) {
    if (candidate.parsed.isStrong) confidence.set(candidate, strength(body, candidate))
    else if (candidate.line.source.kind === 'heading') confidence.set(candidate, 0.9)
  }
  for (const group of weakGroups(candidates)) {
    for (const chain of findChains(body, group, words)) {
      for (const member of chain) confidence.set(member, chain.length > 2 ? 0.9 : 0.8)
    }
  }
  const opening = candidates[0]
  if (opening !== undefined && !confidence.has(opening)) {
    const alone = openingStrength(body, opening, words)
    if (alone > 0) confidence.set(opening, alone)
  }
  return candidates.flatMap((candidate) => {
    const sure = confidence.get(candidate) ?? 0
    const { line, parsed, rule } = candidate
    return sure === 0
      ? []
      : [{ parsed, line: line.index, lastLine: line.index, text: parsed.heading, rule, confidence: sure }]
  })
}

/** How sure a heading with a word and a number is, by its place; 0 where its line runs on into prose. */
function strength(body: Body, { line, parsed }: Candidate): number {
  if (line.source.kind === 'heading') return 0.99
  if (isSetOff(body, line.index) || line.source.align === 'centre') return 0.97
  const isBefore = isSetOffBefore(body, line.index)
  if (!line.isAlone) return isBefore && parsed.title === null ? 0.75 : 0
  return isBefore || isSetOffAfter(body, line.index) ? 0.9 : 0.75
}

function weakGroups(candidates: readonly Candidate[]): Candidate[][] {
  const groups = new Map<string, Candidate[]>()
  for (const candidate of candidates) {
    const { form, level, isStrong, number } = candidate.parsed
    if (isStrong || number === null || !candidate.line.isAlone) continue
    const key = `${form} ${level}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [candidate])
    else group.push(candidate)
  }
  return [...groups.values()]
}

/** Runs of two or more that count on by one, set off, each with story after it. */
function findChains(body: Body, group: readonly Candidate[], words: Int32Array): Candidate[][] {
  const chains: Candidate[][] = []
  let chain: Candidate[] = []
  group.forEach((candidate, i) => {
    const next = group[i + 1]
    const after = (words[next?.line.index ?? body.lines.length] ?? 0) - (words[candidate.line.index + 1] ?? 0)
    // Scenes that are counted from one may be as short as drabbles.
    const isCounted = COUNTING.has(candidate.parsed.form) && group.length > 2 && group[0]?.parsed.number === 1
    if (after < (isCounted ? FEWEST_WORDS : ENOUGH_WORDS) || !isSetOff(body, candidate.line.index)) return
    const last = chain.at(-1)
    if (last !== undefined && candidate.parsed.number === (last.parsed.number ?? 0) + 1) chain.push(candidate)
    else {
      chains.push(chain)
      chain = [candidate]
    }
  })
  chains.push(chain)
  return chains.filter((each) => each.length > 1)
}

/** A weak heading that is the first thing of the story numbers it: "(1/?)", "Act 2", "IV". */
function openingStrength(body: Body, { line, parsed }: Candidate, words: Int32Array): number {
  if ((words[line.index] ?? 0) > 0 || !isSetOffAfter(body, line.index)) return 0
  if ((words[body.lines.length] ?? 0) - (words[line.index + 1] ?? 0) < ENOUGH_WORDS) return 0
  if (parsed.form === 'fraction') return 0.9
  if (parsed.form === 'keyword') return 0.8
  return parsed.form === 'roman' ? 0.7 : parsed.form === 'number' ? 0.6 : 0
}

/** Three and more headings with next to nothing between them are a table of contents. */
function findContents(headings: readonly FoundHeading[], words: Int32Array): number[] {
  const contents: number[] = []
  let group: FoundHeading[] = []
  const close = (): void => {
    if (group.length > 2) contents.push(...group.map((heading) => heading.line))
    group = []
  }
  for (const heading of headings) {
    const last = group.at(-1)
    if (last !== undefined) {
      const between = (words[heading.line] ?? 0) - (words[last.line + 1] ?? 0)
      const startsAgain = (heading.parsed.number ?? 99) <= (last.parsed.number ?? 0)
      if (between >= FEWEST_WORDS || startsAgain) close()
    }
    group.push(heading)
  }
  close()
  return contents
}

function withTitle(body: Body, heading: FoundHeading, help: HeadingHelp): FoundHeading {
  if (heading.parsed.title !== null || heading.parsed.form === 'numbered-title') return heading
  const line = body.lines[nextWritten(body, heading.line)]
  if (line === undefined || help.isOther(line.index) || help.isName(line.text)) return heading
  const title = findTitleLine(body, heading.line, line)
  if (title === null) return heading
  return { ...heading, lastLine: line.index, text: `${heading.text}: ${title}`, parsed: { ...heading.parsed, title } }
}

function mergeAdjacent(headings: readonly FoundHeading[], words: Int32Array): Omit<Headings, 'contents'> {
  const found: FoundHeading[] = []
  let whole: FoundHeading | null = null
  headings.forEach((heading, i) => {
    const above = found.at(-1)
    const touches = above !== undefined && (words[heading.line] ?? 0) === (words[above.lastLine + 1] ?? 0)
    if (!touches) {
      found.push(heading)
      return
    }
    found.pop()
    const isRange = above.parsed.to !== null && heading.parsed.to === null
    const isUpper = above.parsed.level !== heading.parsed.level && above.parsed.number !== null
    const stands = headings.some((other, j) => j > i && other.parsed.level === above.parsed.level)
    if (found.length === 0 && (isRange || (isUpper && !stands && i + 1 < headings.length))) {
      whole = above
      found.push(heading)
    } else found.push(joinHeadings(above, heading))
  })
  return { found, whole }
}

/** "Part One" over "Chapter 1": one heading that opens one chapter; what both say is said once. */
function joinHeadings(above: FoundHeading, below: FoundHeading): FoundHeading {
  const isSame = above.parsed.number === below.parsed.number && above.parsed.level === below.parsed.level
  const text = isSame ? joinSame(above, below) : `${above.text}: ${below.text}`
  const parsed = below.parsed.number === null ? { ...above.parsed, title: below.parsed.title } : below.parsed
  return { ...below, line: above.line, text, parsed }
}

/** "Chapter 2" over "Chapter 2: The Well" is the longer of both; of two titles for one number neither is lost. */
function joinSame(above: FoundHeading, below: FoundHeading): string {
  const [shorter, longer] = below.text.length < above.text.length ? [below, above] : [above, below]
  const said = new Set([...wordsOf(longer.text), ...wordsOf(shorter.parsed.label)])
  if (wordsOf(shorter.text).every((word) => said.has(word))) return longer.text
  const { title, label } = below.parsed
  return `${above.text}: ${title !== null && below.text.startsWith(label) ? title : below.text}`
}

function wordsOf(text: string): readonly string[] {
  return foldText(text).match(/[\p{L}\p{N}]+/gu) ?? []
}
