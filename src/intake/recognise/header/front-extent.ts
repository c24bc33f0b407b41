/**
 * Find how far an unlabelled header reaches: to the last line before the story that is certainly of the header.
 *
 * Such a line is a label, a byline, an address, a disclaimer, a word to the readers, the heading of a part below them,
 * or a drawn line when all above it speaks about the story. Speech ends the search: that is the story.
 */
import type { Line } from '../../read/manuscript.ts'
import { countWords, isAboutStory, isDisclaimer, isNarrated, isPointer, isSpoken, readerCue } from './cues.ts'
import { isTitleUnit, MAX_UNITS, type Unit } from './front-unit.ts'
import { isShapedLikeLabel } from './label-line.ts'
import { isAddress, isBreakLine, isCounted, isEndMarker } from './line-shape.ts'
import { isPartHeading } from './part-number.ts'

/** So many words without a sign of the header may stand between two signs of it. */
const WORDS_BETWEEN = 160
const MAX_NOTE_WORDS = 250

/** The index of the last line that is certainly of the header. */
export function lastOfHeader(
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
    if (established && words === 0 && (isAddress(text) || isPointer(text))) {
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
