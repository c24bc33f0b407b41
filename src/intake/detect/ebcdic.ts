/**
 * Tells text in EBCDIC, the code of mainframes: its blank is the `@` of all other codes, and its letters are bytes that
 * stand side by side in no other text with so many of those between them.
 */

/** Bytes looked at, and how few say nothing. */
const SAMPLE = 4096
const LEAST = 32
const BLANK = 0x40
/** `. < ( + | & ! $ * ) ; - / , % _ > ? : # ' "`, tab, and the ends of lines. */
const SIGNS = new Set([
  0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x5a, 0x5b, 0x5c, 0x5d, 0x5e, 0x60, 0x61, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f, 0x7a,
  0x7b, 0x7d, 0x7e, 0x7f, 0x05, 0x0d, 0x15, 0x25,
])

export function isEbcdic(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  // Most texts of other codes have no @ here.
  if (sample.length < LEAST || !sample.includes(BLANK)) return false
  let [blanks, letters, others] = [0, 0, 0]
  for (const byte of sample) {
    if (byte === BLANK) blanks++
    else if (isLetter(byte)) letters++
    else if (!SIGNS.has(byte) && (byte < 0xf0 || byte > 0xf9)) others++
  }
  const { length } = sample
  return blanks > length * 0.08 && letters > length * 0.5 && others < length * 0.02
}

/** a to i, j to r, s to z, and the same in capitals. */
function isLetter(byte: number): boolean {
  const low = byte & 0x0f
  const row = byte & 0xbf
  if (row < 0x80) return false
  return row >= 0xa0 ? row < 0xb0 && low >= 2 && low <= 9 : low >= 1 && low <= 9
}
