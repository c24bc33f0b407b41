/**
 * Judge whether a line that nobody labelled is the title.
 *
 * It is stated when something else says so: markup makes it a heading, labels or a header stand right below or above
 * it, the page's `<title>` repeats it, quotation marks or the page's middle set it off, the story itself takes up its
 * words, or it is written as only titles are ("What the River Keeps"). A short first line with none of these may be a
 * title, a place or a name over a section: a suggestion.
 */
import type { Line, Manuscript } from '../../read/manuscript.ts'
import type { Run } from '../../run.ts'
import { readLabelLine } from './label-line.ts'
import { isBreakLine, isQuoted, isTitleShaped } from './line-shape.ts'

export interface JudgedTitle {
  readonly first: number
  readonly last: number
  readonly run: Run
  readonly isStated: boolean
  readonly rule: string
  readonly confidence: number
  readonly why: string
}

interface Candidate {
  readonly first: number
  readonly last: number
  readonly run: Run
  readonly blankAfter: number
}

/** The story is searched this far for the words of its title. */
const ECHO_LENGTH = 400_000

export function judgeTitle(
  manuscript: Manuscript,
  candidates: readonly Candidate[],
  headerEnd: number,
  claimed: ReadonlySet<number>,
): JudgedTitle | null {
  const { lines, hints } = manuscript
  const near = candidates.filter((unit) => !isBreakLine(lines[unit.first] as Line))
  const first = near[0]
  if (first === undefined || first.first !== first.last) return null
  const line = lines[first.first] as Line
  if (!isTitleShaped(line) || readLabelLine(line) !== null || /^\p{L}{1,2}:/u.test(line.run.text)) return null
  const judge = (isStated: boolean, rule: string, confidence: number, why = ''): JudgedTitle => ({
    ...first,
    isStated,
    rule,
    confidence,
    why,
  })
  if (line.kind === 'heading') return judge(true, 'heading', 0.9)
  if (hints.title !== null && sharesWords(hints.title.text, line.run.text))
    return judge(true, 'line-as-page-title', 0.9)
  const isBelowHeader = headerEnd >= 0 && first.first > headerEnd && first.first - headerEnd <= 6
  if (claimed.size > 0 && labelsBelow(claimed, first.last)) return judge(true, 'line-above-labels', 0.85)
  if (headerEnd >= 0 && first.first <= headerEnd) return judge(true, 'line-in-header', 0.75)
  if (isBelowHeader && first.blankAfter > 0 && isSetOff(lines, first.first) && countLetters(line.run.text) > 2)
    return judge(true, 'line-below-header', 0.75)
  const isOpening = lines.slice(0, first.first).every((before) => before.kind === 'blank' || isBreakLine(before))
  if (!isOpening) return null
  if (isUnderlined(lines, first.first) || isQuoted(line.run.text)) return judge(true, 'first-line-set-off', 0.8)
  if (first.blankAfter === 0) return null
  if (isEchoed(lines, first.last + 1, line.run.text)) return judge(true, 'first-line-echoed', 0.85)
  if (line.align === 'centre') return judge(true, 'first-line-centred', 0.75)
  if (isWrittenAsTitle(line.run.text, first.blankAfter)) return judge(true, 'first-line-in-title-case', 0.75)
  return judge(
    false,
    'first-line',
    first.blankAfter >= 2 ? 0.7 : 0.6,
    'The first line is short, ends without a full stop and stands by itself.',
  )
}

/** Small words inside, which names of people hardly have; first words of places and times; either in any case. */
const SMALL_WORD =
  /\s(?:a|an|the|of|to|for|and|or|but|nor|in|on|at|by|with|without|from|into|is|are|was|my|your|his|her)\s/i
const OF_PLACE_OR_TIME =
  /^(?:at|in|on|by|near|outside|inside|behind|under|over|back|earlier|later|meanwhile|before|after|next|previously|somewhere|elsewhere|int|ext|part|day|night|the (?:next|following|same|other|edge|outskirts|middle|corner|end|roof|house|office|home)|that|this|one (?:day|night|week|year)|outskirts|edge|streets|house|home|office|university|city|port|gates?)\b/i

/** Three words and more in title case, with a small word among them or more blank lines below than paragraphs have. */
function isWrittenAsTitle(text: string, blankAfter: number): boolean {
  const words = text.split(/\s+/)
  if (words.length < 3 || words.length > 9 || /[\d,;:/|()]/.test(text) || OF_PLACE_OR_TIME.test(text)) return false
  const weighty = words.filter((word) => word.replace(/[^\p{L}]/gu, '').length >= 4)
  const small = weighty.filter((word) => /^[^\p{L}]*\p{Ll}/u.test(word)).length
  const isTitleCase = /^[^\p{L}]?\p{Lu}/u.test(text) && weighty.length > 0 && small <= (words.length > 3 ? 1 : 0)
  return isTitleCase && small < weighty.length && (SMALL_WORD.test(text) || blankAfter >= 2)
}

function labelsBelow(claimed: ReadonlySet<number>, line: number): boolean {
  return [1, 2, 3].some((below) => claimed.has(line + below))
}

function isSetOff(lines: readonly Line[], at: number): boolean {
  const text = (lines[at] as Line).run.text
  const words = text.split(/\s+/)
  return (
    (lines[at - 1]?.kind ?? 'blank') === 'blank' && !/[.!?]$/.test(text.replace(/\.{3}$/, '')) && words.length <= 10
  )
}

/** A row of dashes or equals signs right below. */
function isUnderlined(lines: readonly Line[], at: number): boolean {
  const below = lines[at + 1]
  return below !== undefined && below.kind !== 'blank' && /^(?:-{4,}|={4,}|_{4,}|~{4,}|\*{4,})$/.test(below.run.text)
}

/** The same words, whatever the site hung on its page title. */
function sharesWords(pageTitle: string, line: string): boolean {
  const [page, bare] = [wordsOf(pageTitle), wordsOf(line)]
  return bare !== '' && ` ${page} `.includes(` ${bare} `)
}

/**
 * Does the story say the words of the line in a sentence? A name or a place is written with capitals there too, so
 * one word of weight must stand in lower case.
 */
function isEchoed(lines: readonly Line[], from: number, title: string): boolean {
  const bare = wordsOf(title)
  if (/^\p{Lu}\p{Ll}{3,}$/u.test(title)) return !TIMES.has(bare) && isSaidSmall(lines, from, bare)
  if (bare.split(' ').length < 2 || bare.length < 6) return false
  const weighty = bare.split(' ').filter((word) => word.length >= 4)
  let seen = 0
  for (let at = from; at < lines.length && seen < ECHO_LENGTH; at++) {
    const text = (lines[at] as Line).run.text.slice(0, ECHO_LENGTH)
    seen += text.length
    const original = spaced(text)
    const found = original.toLowerCase().indexOf(` ${bare} `)
    if (found === -1) continue
    const echo = original.slice(found, found + bare.length + 2)
    if (weighty.some((word) => echo.includes(` ${word} `))) return true
  }
  return false
}

/** Words over scenes that stories use in lower case too. */
const TIMES: ReadonlySet<string> = new Set(
  'later now then before after today tomorrow yesterday tonight morning evening night midnight dawn dusk noon meanwhile home outside inside upstairs downstairs once finally somewhere here there'.split(
    ' ',
  ),
)

/** A single word that the story says in lower case is no name. */
function isSaidSmall(lines: readonly Line[], from: number, word: string): boolean {
  let seen = 0
  for (let at = from; at < lines.length && seen < ECHO_LENGTH; at++) {
    const text = (lines[at] as Line).run.text.slice(0, ECHO_LENGTH)
    seen += text.length
    if (spaced(text).includes(` ${word} `)) return true
  }
  return false
}

function wordsOf(text: string): string {
  return spaced(text).toLowerCase().trim()
}

function spaced(text: string): string {
  return ` ${text.replace(/['’]/g, '').replace(/[^\p{L}\p{N}]+/gu, ' ')} `.replace(/ {2,}/g, ' ')
}

function countLetters(text: string): number {
  return text.match(/\p{L}/gu)?.length ?? 0
}
