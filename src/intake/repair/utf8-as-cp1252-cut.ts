/**
 * Puts back the closing quote of misread UTF-8 whose last byte was lost: Windows-1252 has nothing at 9D, so many
 * programs dropped it, or wrote a space, a quote or a question mark in its place.
 *
 *     in     “Yes,â€ he said. “No.â€"
 *     out    “Yes,” he said. “No.”
 *
 * Only ” ends in 9D of all marks, and no text has â€ in it. Certain is what stands where a quotation ends: a curly quote
 * was opened before it in the paragraph and none closed since. `â€"` may also be a dash whose curly quote was made
 * straight, so it must stand behind a comma or the end of a sentence. Everything else is a doubt.
 */
import { type Change, type DoubtfulChange, NOTHING, type Rule, unitsBeyondAscii } from './rule.ts'

const CUT = 'â€'
/** Longer quotations are hardly one. */
const LONGEST = 4000
const MOST_DOUBTS = 500

export const repairUtf8AsCp1252Cut: Rule = {
  code: 'utf8-as-cp1252-cut',
  find: (text, session) => {
    const units = unitsBeyondAscii(text, session)
    if (!units.has(0x20ac) || !units.has(0xe2)) return NOTHING
    const changes: Change[] = []
    const doubts: DoubtfulChange[] = []
    /** Where the last change was made: it closed a quotation. */
    let closed = -1
    for (let at = text.indexOf(CUT); at !== -1; at = text.indexOf(CUT, at + CUT.length)) {
      const to = endOfCut(text, at)
      if (isClosing(text, at, to) && isOpen(text, at, closed)) {
        changes.push({ from: at, to, after: '”' })
        closed = at
      } else if (doubts.length < MOST_DOUBTS && !WHOLE.test(text.charAt(at + 2))) {
        const why = 'This may be “””: a quote that lost its last byte looks so.'
        doubts.push({ from: at, to, after: '”', confidence: 0.6, why })
      }
    }
    return { changes, doubts }
  },
}

/** The third character of a mark that lost nothing; the repairs of whole marks decide about those. */
const WHOLE = /[\u0080-\u009f™˜œ“”¦¢¡žŸš¹º]/

/** What stands in the place of the lost byte goes with it. */
function endOfCut(text: string, at: number): number {
  const next = text.charAt(at + 2)
  const isStandIn = next === '"' || next === '\ufffd' || (next === '?' && /[\s<]|^$/.test(text.charAt(at + 3)))
  return at + (isStandIn ? 3 : 2)
}

function isClosing(text: string, at: number, to: number): boolean {
  const before = text.charAt(at - 1)
  const after = text.charAt(to)
  if (text.charAt(at + 2) === '"' && !/[.,!?…]/.test(before)) return false
  return /[\p{L}\p{N}.,!?…’*_—–-]/u.test(before) && (after === '' || /[\s.,;:!?)\]’—–<*_-]/.test(after))
}

/** A quote was opened in the paragraph, and not closed since. */
function isOpen(text: string, at: number, closed: number): boolean {
  const start = Math.max(0, at - LONGEST)
  const stretch = text.slice(start, at)
  const paragraph = Math.max(stretch.lastIndexOf('\n\n'), stretch.lastIndexOf('\n\r\n'))
  const opened = Math.max(stretch.lastIndexOf('“'), stretch.lastIndexOf('„'))
  const ended = Math.max(stretch.lastIndexOf('”'), closed - start)
  return opened > ended && opened > paragraph
}
