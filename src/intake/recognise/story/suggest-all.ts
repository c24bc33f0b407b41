/** Gathers what the story may have lost or may mean, as suggestions, in the order of their lines. */
import type { FoundChapter } from '../structure.ts'
import type { Body } from './body.ts'
import { calledIn } from './called.ts'
import type { FoundDate } from './find-dates.ts'
import { findGaps } from './find-gaps.ts'
import type { DoubtfulLetter, FoundLetter } from './find-letters.ts'
import { findLostItalics } from './find-lost-italics.ts'
import { findSlips } from './find-slips.ts'
import type { NarratorChange } from './narrator-change.ts'
import { findNarratorSwaps } from './narrator-swap.ts'
import type { Roles } from './roles.ts'
import { type StorySuggestion, suggest } from './story-suggestion.ts'

export interface Doubts {
  readonly chapters: readonly FoundChapter[]
  readonly letters: readonly FoundLetter[]
  readonly doubtful: readonly DoubtfulLetter[]
  readonly headerDates: readonly FoundDate[]
  readonly suspected: readonly NarratorChange[]
  readonly notes: readonly StorySuggestion[]
  readonly language: string | null
}

/** Past these many a list of doubts helps nobody. */
const MOST = 100
/** A longer story calls too many people to tell one by it. */
const MOST_PARAGRAPHS = 500

export function suggestAll(body: Body, roles: Roles, doubts: Doubts): StorySuggestion[] {
  const isStory = (index: number): boolean => {
    const role = roles.of[index]
    return role === 'story' || role === 'salutation' || role === 'signature'
  }
  const sections = doubts.chapters.flatMap((chapter) => chapter.sections)
  const all = [
    ...findGaps(body, seamsOutside(body, roles, doubts.letters)),
    ...quotesOfLetters(findSlips(body, isStory, doubts.language), doubts.letters),
    ...findLostItalics(body, sections, doubts.language),
    ...lostSignatures(body, doubts.letters),
    ...doubts.doubtful.slice(0, MOST).map(maybeLetter),
    ...doubts.headerDates.map(maybeDate),
    ...doubts.suspected.map((change) => maybeNarrator(body, change)),
    ...findNarratorSwaps(body, doubts.chapters),
    ...doubts.notes,
  ]
  return all.toSorted((a, b) => a.line - b.line)
}

/** Paragraphs of story that follow on story, and not on the edge of a letter. */
function seamsOutside(body: Body, roles: Roles, letters: readonly FoundLetter[]): (paragraph: number) => boolean {
  const { paragraphs } = body.manuscript
  const edges = new Set(letters.flatMap((letter) => [letter.first, ...letter.salutationLines.map((line) => line + 1)]))
  const ends = new Set(letters.map((letter) => letter.last))
  return (p) => {
    const [above, below] = [paragraphs[p - 1], paragraphs[p]]
    if (above === undefined || below === undefined || !roles.isFree(above.last) || !roles.isFree(below.first))
      return false
    if (edges.has(below.first) || ends.has(above.last)) return false
    for (let i = above.last + 1; i < below.first; i++) if (roles.of[i] !== 'blank') return false
    return true
  }
}

/** A quote that opens at the salutation should close where the letter ends. */
function quotesOfLetters(slips: readonly StorySuggestion[], letters: readonly FoundLetter[]): StorySuggestion[] {
  const bySalutation = new Map(
    letters.flatMap((letter) => letter.salutationLines.map((line) => [line, letter] as const)),
  )
  return slips.map((slip) => {
    const letter = slip.code === 'lost-quote' ? bySalutation.get(slip.line) : undefined
    if (letter === undefined) return slip
    const why = 'The quote that opens at the salutation of the letter is never closed; it may have closed here.'
    const { confidence } = slip
    return suggest('lost-quote', letter.last, confidence, why, { lines: [letter.first, letter.last] })
  })
}

function lostSignatures(body: Body, letters: readonly FoundLetter[]): StorySuggestion[] {
  const unsigned = letters.filter((letter) => letter.lacksSignature)
  const called = unsigned.length === 0 ? [] : calledOutside(body, letters)
  return unsigned.flatMap((letter) => lostSignature(body, letter, called))
}

/** Whom the story calls by name outside its letters. */
function calledOutside(body: Body, letters: readonly FoundLetter[]): string[] {
  const called = new Set<string>()
  let next = 0
  for (const { first, run } of body.manuscript.paragraphs.slice(0, MOST_PARAGRAPHS)) {
    while ((letters[next]?.last ?? first) < first) next++
    if ((letters[next]?.first ?? first + 1) <= first) continue
    for (const name of calledIn(run.text.slice(0, 5000))) called.add(name)
  }
  return [...called]
}

function lostSignature(body: Body, letter: FoundLetter, called: readonly string[]): StorySuggestion[] {
  const blanks = body.blankAfter[letter.last] ?? 0
  const isAtEnd = letter.last + blanks >= body.lines.length
  const isGap = !isAtEnd && blanks > Math.max(1, body.gap)
  const isClosed = letter.rule === 'letter-closing'
  if (!isGap && !isClosed) return []
  const lines = isGap ? Array.from({ length: blanks }, (_, i) => letter.last + 1 + i) : [letter.last]
  const why = isClosed
    ? 'The letter closes, and no name follows: a signature may be lost.'
    : `The letter ends without a name, and ${blanks} blank lines follow: a signature may be lost.`
  const others = called.filter((name) => letter.to?.includes(name) !== true)
  const value = others.length === 1 ? (others[0] ?? null) : null
  const writer = value === null ? '' : ` The story calls one other person by name, ${value}.`
  return [suggest('lost-signature', lines[0] ?? letter.last, isClosed ? 0.6 : 0.5, `${why}${writer}`, { lines, value })]
}

function maybeLetter(letter: DoubtfulLetter): StorySuggestion {
  const why = 'This reads like the beginning of a letter, but where it ends cannot be told.'
  return suggest('maybe-section', letter.line, 0.5, why, { field: 'letter', value: letter.to })
}

function maybeDate(date: FoundDate): StorySuggestion {
  const why = 'A date stands directly below the lines of the header: the story may have been written or posted then.'
  return suggest('maybe-field', date.line, 0.6, why, { field: 'dates', value: date.date, before: date.label })
}

function maybeNarrator(body: Body, change: NarratorChange): StorySuggestion {
  const paragraph = body.manuscript.paragraphs[change.paragraph]
  const line = paragraph?.first ?? 0
  const why = 'The narrator whom the label names is spoken of by name from here on: somebody else may be telling this.'
  return suggest('maybe-section', line, 0.5, why, { field: 'narration' })
}
