/**
 * Find the closing words to the readers: behind the end marker, or as the last paragraphs.
 *
 *     - fin -
 *
 *     Thanks for sticking with me. Reviews are love!
 *
 * Behind an end marker everything short is a closing word. Without one a last paragraph must speak of reviews,
 * feedback or the next chapter, and must not be spoken by somebody in the story: "Thank you for reading this letter"
 * closes many a letter.
 */
import type { Line } from '../../read/manuscript.ts'
import { joinRuns } from '../../run.ts'
import { isFurnitureLine } from '../furniture-line.ts'
import { countWords, isDisclaimer, isNarrated, isSpoken, readerCue } from './cues.ts'
import type { Entry } from './entry.ts'
import { isBreakLine, isEndMarker, runsOn } from './line-shape.ts'
import { isPartHeading } from './part-number.ts'

/** So many written lines at the end are looked at. */
const LAST_LINES = 40
const MAX_WORDS = 250
/** A sign-off of this length behind a closing word goes with it: "Love, Tamsin". */
const SIGN_OFF_WORDS = 6
/** So many paragraphs may be signing off. */
const MOST_SIGN_OFFS = 2

interface Paragraph {
  readonly first: number
  readonly last: number
  readonly text: string
}

export function readClosing(lines: readonly Line[], claimed: ReadonlySet<number>): Entry[] {
  const start = startOfLast(lines)
  const paragraphs = paragraphsFrom(lines, start, claimed)
  const marker = paragraphs.findLastIndex((paragraph) => isEndMarker(paragraph.text))
  const behind = marker === -1 ? null : paragraphs.slice(marker + 1)
  const closing = behind !== null && isClosing(behind) ? behind : lastWords(lines, paragraphs.slice(marker + 1), start)
  return closing
    .filter(({ text }) => !isEndMarker(text))
    .map((paragraph) => closingEntry(lines, paragraph, behind !== null && behind.includes(paragraph)))
}

function startOfLast(lines: readonly Line[]): number {
  let written = 0
  for (let at = lines.length - 1; at >= 0; at--) {
    if (lines[at]?.kind !== 'blank') written++
    if (written >= LAST_LINES) return at
  }
  return 0
}

function paragraphsFrom(lines: readonly Line[], start: number, claimed: ReadonlySet<number>): Paragraph[] {
  const paragraphs: Paragraph[] = []
  for (let first = start; first < lines.length; first++) {
    const line = lines[first] as Line
    if (line.kind === 'blank' || claimed.has(first) || isBreakLine(line)) continue
    // Links of the page stand behind the closing words; the recogniser of the story takes them.
    if (isFurnitureLine(line.run.text)) continue
    let last = first
    while (isOneWith(lines, last, claimed)) last++
    const text = lines
      .slice(first, last + 1)
      .map((each) => each.run.text)
      .join(' ')
    paragraphs.push({ first, last, text })
    first = last
  }
  return paragraphs
}

function isOneWith(lines: readonly Line[], at: number, claimed: ReadonlySet<number>): boolean {
  const [line, next] = [lines[at], lines[at + 1]]
  return (
    line?.kind === 'text' && next?.kind === 'text' && !claimed.has(at + 1) && !isBreakLine(next) && runsOn(line, next)
  )
}

/** Is everything behind the end marker a closing word? A further part is not. */
function isClosing(behind: readonly Paragraph[]): boolean {
  if (behind.length === 0) return false
  const words = behind.reduce((sum, { text }) => sum + countWords(text), 0)
  if (words > MAX_WORDS || behind.some(({ text }) => isPartHeading(text) || isSpoken(text))) return false
  return words <= 60 || behind.some(({ text }) => readerCue(text) !== null || isDisclaimer(text))
}

/** The last paragraphs, as far as they speak to the readers. */
function lastWords(lines: readonly Line[], paragraphs: readonly Paragraph[], start: number): Paragraph[] {
  const earliest = paragraphs.length - MOST_SIGN_OFFS - 1
  const last = paragraphs.findLastIndex(({ text }, i) => i >= earliest && isToReaders(text))
  if (last === -1) return []
  const after = paragraphs.slice(last + 1)
  if (after.some(({ text }) => countWords(text) > SIGN_OFF_WORDS || isSpoken(text))) return []
  let first = last
  while (first > 0 && paragraphs.length - first < 6 && isAlsoToReaders(paragraphs[first - 1] as Paragraph)) first--
  // The whole text cannot be its own closing word.
  if (start === 0 && first === 0) return []
  // A last line that a paragraph of the story runs straight into is the story's.
  const opening = paragraphs[first] as Paragraph
  const before = lines[opening.first - 1]
  const isApart =
    before === undefined ||
    before.kind === 'blank' ||
    isBreakLine(before) ||
    !lines.some((line) => line.kind === 'blank')
  return isApart ? paragraphs.slice(first) : []
}

function isToReaders(text: string): boolean {
  if (countWords(text) > MAX_WORDS) return false
  return readerCue(text) === 'decisive' && !isNarrated(text)
}

function isAlsoToReaders({ text }: Paragraph): boolean {
  return countWords(text) <= MAX_WORDS && !isNarrated(text) && readerCue(text) !== null
}

function closingEntry(lines: readonly Line[], paragraph: Paragraph, isBehindMarker: boolean): Entry {
  const at = Array.from({ length: paragraph.last - paragraph.first + 1 }, (_, i) => paragraph.first + i)
  const runs = at.map((line) => (lines[line] as Line).run)
  return {
    key: isDisclaimer(paragraph.text) ? 'disclaimer' : 'endNotes',
    labelRun: null,
    runs,
    value: joinRuns(runs, ' '),
    lines: at,
    isStrong: true,
    languages: [],
    rule: isBehindMarker ? 'behind-end-marker' : 'last-words',
    confidence: isBehindMarker ? 0.9 : 0.85,
  }
}
