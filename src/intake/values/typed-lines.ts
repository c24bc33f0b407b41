/**
 * Tells how the markup of a value was meant: whether its line ends are its paragraphs, and whether stars in it may be
 * emphasis.
 *
 *     One.⏎⏎Two, <i>she</i> said.             typed: the old software turned line ends into <br>
 *     <p>One,⏎and two.</p>                    not: its paragraphs are marked
 *     <p>Note</p>One.⏎⏎Two.⏎⏎Three.⏎⏎Four.    typed, but for a few tags: more blank lines in the text than tags
 */

export function keepsLines(source: string): boolean {
  if (!LINE_END.test(source)) return false
  let tags = 0
  for (const _ of source.matchAll(PARAGRAPH_TAG)) tags++
  if (tags === 0) return true
  if (tags > MOST_TAGS_AMONG_TYPED) return false
  const blankLines = countBlankLines(source)
  return blankLines >= FEWEST_BLANK_LINES && blankLines > 2 * tags
}

const LINE_END = /[\r\n]/
const PARAGRAPH_TAG = /<(?:br|p)(?=[\s/>])/gi
const MOST_TAGS_AMONG_TYPED = 200
const FEWEST_BLANK_LINES = 3

/** Blank lines with text on both sides; between tags they only make the source easier to read. */
function countBlankLines(source: string): number {
  let count = 0
  let at = 0
  while (at < source.length) {
    const end = source.indexOf('\n', at)
    if (end === -1) break
    let next = end + 1
    let ends = 1
    while (isSpace(source.charCodeAt(next))) if (source.charCodeAt(next++) === 0xa) ends++
    let before = end - 1
    while (before > at && isSpace(source.charCodeAt(before))) before--
    const isInText = source.charAt(before) !== '>' && source.charAt(next) !== '<' && next < source.length
    if (ends > 1 && isInText) count++
    at = next
  }
  return count
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x9 && unit <= 0xd)
}

/** An author who had italics did not type stars instead. */
export function mayHaveTypedEmphasis(source: string): boolean {
  return !EMPHASIS_TAG.test(source)
}

const EMPHASIS_TAG = /<(?:i|em|b|strong|u)(?=[\s>])/i
