/**
 * Tells by the first lines whether a file may be a mail, so that tens of thousands of story files need not be looked at
 * for signs of every other format to learn that they are none.
 *
 *     Received: from …      may be one
 *     <p>From: here on      is none
 *
 * Only what is certainly none is told: `detectFormat` decides about the rest.
 */

/** As far as a header is looked at. */
const MOST_BYTES = 16_384

export function startsLikeMail(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  // Two bytes a character, by a mark or by a zero: somebody else tells.
  if (first === 0 || second === 0 || (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return true
  }
  const start = first === 0xef && second === 0xbb && bytes[2] === 0xbf ? 3 : 0
  const end = Math.min(bytes.length, start + MOST_BYTES)
  let hasName = false
  for (let at = start; at < end; ) {
    const unit = bytes[at] as number
    // The blank line behind the header.
    if (unit === LINE_FEED || (unit === RETURN && bytes[at + 1] === LINE_FEED)) return hasName
    if (unit !== BLANK && unit !== TAB) {
      if (!isName(bytes, at, end)) return false
      hasName = true
    }
    const lineEnd = bytes.indexOf(LINE_FEED, at)
    at = lineEnd === -1 ? end : lineEnd + 1
  }
  return hasName
}

const TAB = 0x09
const LINE_FEED = 0x0a
const RETURN = 0x0d
const BLANK = 0x20
const HYPHEN = 0x2d
const COLON = 0x3a
const UNDERSCORE = 0x5f

/** `Content-Type:`, or the beginning of such a name where the bytes end. */
function isName(bytes: Uint8Array, from: number, end: number): boolean {
  if (!isLetter(bytes[from] as number)) return false
  for (let at = from + 1; at < end; at++) {
    const unit = bytes[at] as number
    if (unit === COLON) return true
    const isDigit = unit >= 0x30 && unit <= 0x39
    if (!isLetter(unit) && !isDigit && unit !== HYPHEN && unit !== UNDERSCORE) return false
  }
  return true
}

function isLetter(unit: number): boolean {
  const small = unit | 0x20
  return small >= 0x61 && small <= 0x7a
}
