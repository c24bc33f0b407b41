/**
 * Tells verse from prose: short lines that were broken on purpose, mostly starting with capitals or mostly with small
 * letters, mostly not ending sentences.
 *
 * Song lyrics are everywhere in old stories. What is missed here is still kept line by line where its lines are short
 * of the margin; what is taken for verse by mistake loses only the look of prose.
 */
import type { Line } from './manuscript.ts'
import { endsSentence, isLabelled, isListItem, isOrnament, opensQuote, startsLower, widthOf } from './typing.ts'

const WIDEST_VERSE = 60
const MIN_LINES = 4
/** Verse that is indented or set in the middle convinces earlier. */
const MIN_LINES_SET_OFF = 3

export function isVerse(lines: readonly Line[], margin: number): boolean {
  const isSetOff = lines.every((line) => line.indent >= 2 || line.align === 'centre')
  if (lines.length < (isSetOff ? MIN_LINES_SET_OFF : MIN_LINES)) return false
  const widest = margin === 0 ? WIDEST_VERSE : Math.min(WIDEST_VERSE, margin * 0.8)
  let ended = 0
  let small = 0
  let words = 0
  for (const { run } of lines) {
    const { text } = run
    if (widthOf(text) > widest || isLabelled(text) || isListItem(text) || isOrnament(text) || opensQuote(text))
      return false
    if (endsSentence(text)) ended++
    if (startsLower(text)) small++
    words += text.split(' ').length
  }
  const count = lines.length
  const startsAlike = small <= count * 0.3 || small >= count * 0.7
  return startsAlike && ended <= count * 0.6 && words >= count * 2.5
}
