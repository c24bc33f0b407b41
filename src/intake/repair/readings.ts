/** The encodings that UTF-8 is misread as, and when what looks misread is ordinary text after all. */
import { decodeSingleByte, scriptOf } from '../decode/index.ts'
import { type Judge, type Misreading, misreadingAs, type Row, type Sequence } from './misread-utf8.ts'

const UPPER_BYTES = Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i)
const LATIN_1 = Array.from(UPPER_BYTES, (byte) => String.fromCharCode(byte)).join('')

const CAPITALS: Judge = { isOrdinary: isCapitalAndSign, isTelling: () => true }
const DASHES: Judge = {
  isOrdinary: (row, text, isProven) => !isProven && row.length === 1 && isDashed(row[0] as Sequence, text),
  isTelling: (sequence, text) => !isDashed(sequence, text),
}
const DRAWINGS: Judge = {
  isOrdinary: isLineDrawing,
  isTelling: (sequence, text) => !isDrawn(sequence, text),
}

export const AS_CP1252 = misreadingAs('utf8-as-cp1252', decodeSingleByte(UPPER_BYTES, 'windows-1252'), CAPITALS)
export const AS_LATIN1 = misreadingAs('utf8-as-latin1', LATIN_1, CAPITALS)
export const AS_MACROMAN = misreadingAs('utf8-as-macroman', decodeSingleByte(UPPER_BYTES, 'macintosh'), DASHES)
export const AS_CP437 = misreadingAs('utf8-as-cp437', decodeSingleByte(UPPER_BYTES, 'cp437'), DRAWINGS)

/** All of them: layers may be of different kinds. */
export const READINGS: readonly Misreading[] = [AS_CP1252, AS_LATIN1, AS_MACROMAN, AS_CP437]

/** Signs that stand behind a word, and so behind a capital that ends one: MAMÃ”, HYVÄ…, SPÄ’. */
const SIGN = /[’‘”“…–—›»«\u00a0]/
/** Those of them that no letter follows. */
const CLOSING_SIGN = /[”“›»«]/
const UPPER = /\p{Lu}/u
const LOWER = /\p{Ll}/u
const LETTER = /\p{L}/u

/**
 * A capital and a sign behind it, as in a shouted word. Behind small letters no capital stands; Å and Ä are words of
 * their own, so those want a small letter on one side. A row of several sequences is no accident.
 */
function isCapitalAndSign(row: Row, text: string): boolean {
  const [{ from, to, code }] = row as readonly [Sequence]
  const sign = text.charAt(from + 1)
  if (to - from !== 2 || row.length > 1 || !SIGN.test(sign) || scriptOf(code) !== undefined) return false
  const before = text.charAt(from - 1)
  const after = text.charAt(to)
  const lead = text.charAt(from)
  if (LETTER.test(after) && CLOSING_SIGN.test(sign)) return false
  // No shouted word ends in Â before these.
  if (lead === 'Â' && /[»«›]/.test(sign)) return false
  if (UPPER.test(before)) return true
  if (LOWER.test(before)) return false
  // “Ã…” may be a sound that somebody makes; Ã and Â before anything else are no words.
  if (lead === 'Ã' || lead === 'Â') return /[’”…]/.test(sign) && !LOWER.test(after)
  return !LOWER.test(after) || /[’–—\u00a0]/.test(sign)
}

/** A dash right before a word with an accent, as in Spanish (`—Él`): a Cyrillic letter otherwise. */
function isDashed({ from, to }: Sequence, text: string): boolean {
  return to - from === 2 && /[–—]/.test(text.charAt(from)) && LETTER.test(text.charAt(from + 1))
}

const DRAWING = /[\u2500-\u257f]/
const WORD = /[\p{L}\p{N}]/u

/**
 * Pieces of a drawn line, unless they stand in a word or spell one, or the accident is proven; with another piece
 * beside them they are a line in any case.
 */
function isLineDrawing(row: Row, text: string, isProven: boolean): boolean {
  if (!row.every((sequence) => isDrawn(sequence, text))) return false
  const before = text.charAt((row[0] as Sequence).from - 1)
  const after = text.charAt((row.at(-1) as Sequence).to)
  if (DRAWING.test(before) || DRAWING.test(after)) return true
  if (isProven || WORD.test(before) || WORD.test(after)) return false
  return row.length === 1 || row.some(({ code }) => scriptOf(code) === undefined)
}

function isDrawn({ from, to }: Sequence, text: string): boolean {
  return to - from === 2 && DRAWING.test(text.charAt(from)) && DRAWING.test(text.charAt(from + 1))
}
