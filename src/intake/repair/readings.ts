/** The encodings that UTF-8 is misread as, and when what looks misread is ordinary text after all. */
import { decodeSingleByte } from '../decode/index.ts'
import { type Misreading, misreadingAs, type Sequence } from './misread-utf8.ts'

const UPPER_BYTES = Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i)
const LATIN_1 = Array.from(UPPER_BYTES, (byte) => String.fromCharCode(byte)).join('')

export const AS_CP1252 = misreadingAs(decodeSingleByte(UPPER_BYTES, 'windows-1252'), isCapitalAndSign)
export const AS_LATIN1 = misreadingAs(LATIN_1, isCapitalAndSign)
export const AS_MACROMAN = misreadingAs(decodeSingleByte(UPPER_BYTES, 'macintosh'), () => false)
export const AS_CP437 = misreadingAs(decodeSingleByte(UPPER_BYTES, 'cp437'), isLineDrawing)

/** All of them: layers may be of different kinds. */
export const READINGS: readonly Misreading[] = [AS_CP1252, AS_LATIN1, AS_MACROMAN, AS_CP437]

/** Signs that stand behind a word, and so behind a capital that ends one: MAMÃ”, JÄ…, HYVÄ’. */
const SIGN = /[’‘”“‚„…–—›‹»«™\u00a0]/
const UPPER = /\p{Lu}/u
const LOWER = /\p{Ll}/u

/**
 * A capital and a sign behind it, as in a shouted word. Inside or after small letters no capital stands, and Ã and Â
 * are no words; Å and Ä are (“Å …”), so those want a small letter on one side.
 */
function isCapitalAndSign({ from, to }: Sequence, text: string): boolean {
  if (to - from !== 2 || !SIGN.test(text.charAt(from + 1))) return false
  const before = text.charAt(from - 1)
  if (UPPER.test(before)) return true
  if (LOWER.test(before)) return false
  const lead = text.charAt(from)
  if (lead === 'Ã' || lead === 'Â') return false
  return !LOWER.test(text.charAt(to)) || /[’–—\u00a0]/.test(text.charAt(from + 1))
}

const DRAWING = /[\u2500-\u257f]/
const LETTER = /\p{L}/u

/** Two pieces of a drawn line, unless they stand in a word and no other piece stands beside them. */
function isLineDrawing({ from, to }: Sequence, text: string): boolean {
  if (to - from !== 2 || !DRAWING.test(text.charAt(from + 1))) return false
  const before = text.charAt(from - 1)
  const after = text.charAt(to)
  if (DRAWING.test(before) || DRAWING.test(after)) return true
  return !LETTER.test(before) && !LETTER.test(after)
}
