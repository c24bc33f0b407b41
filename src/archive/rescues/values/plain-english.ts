/**
 * Says of most English texts that they are English, for next to nothing.
 *
 * Telling languages by all their letters takes 100 MB and some milliseconds a text, and most old sites are in English.
 * A quarter of the words of English prose are of a few dozen that no other language has; a text that is not so clear is
 * for the full recognition.
 */
import { forEachWord } from '../../../kernel/letters.ts'

const COMMON: ReadonlySet<string> = new Set(
  (
    'the and of was were that this with his her she they you your had have what there said been would could into them ' +
    'then when who from not but out him their are know just about how why because here back my we our which before'
  ).split(' '),
)

const ENOUGH_WORDS = 60
const CLEAR_SHARE = 0.25
/** Words with letters beyond those of English: names, at most. */
const MOST_FOREIGN = 0.05

export function isPlainEnglish(text: string): boolean {
  let words = 0
  let common = 0
  let foreign = 0
  forEachWord(text, (from, to) => {
    const word = text.slice(from, to).toLowerCase()
    words++
    if (COMMON.has(word)) common++
    else if (/[^a-z]/.test(word)) foreign++
  })
  return words >= ENOUGH_WORDS && common >= words * CLEAR_SHARE && foreign <= words * MOST_FOREIGN
}
