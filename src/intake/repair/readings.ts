/** The encodings that UTF-8 is misread as, and when what looks misread is ordinary text after all. */
import { decodeSingleByte, isExpectedAlone, scriptOf } from '../decode/index.ts'
import { type Judge, type Misreading, misreadingAs, type Row, type Sequence } from './misread-utf8.ts'

const UPPER_BYTES = Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i)
const LATIN_1 = Array.from(UPPER_BYTES, (byte) => String.fromCharCode(byte)).join('')

const WESTERN: Judge = {
  isOrdinary: (row, text) => isLatin(row, text) || (isShouted(row, text) && !/^[ÃÂ]/.test(own(row, text))),
  isTelling: () => true,
}
const MACINTOSH: Judge = {
  isOrdinary: (row, text, isProven) =>
    isOpenedWord(row, text) || (!isProven && row.length === 1 && isDashed(row[0] as Sequence, text)),
  // “—£5” spells nothing, and proves nothing.
  isTelling: (sequence, text) =>
    (isExpectedAlone(sequence.code) || scriptOf(sequence.code) !== undefined) &&
    !isDashed(sequence, text) &&
    !isOpenedWord([sequence], text),
}
const DRAWINGS: Judge = {
  isOrdinary: isLineDrawing,
  isTelling: (sequence, text) => !isDrawn(sequence, text),
}
const EASTERN: Judge = {
  isOrdinary: (row, text) => isLatin(row, text) || isShouted(row, text),
  isTelling: () => true,
}
const CYRILLIC: Judge = {
  isOrdinary: (row, text, isProven) =>
    isInCyrillicWord(row, text) || (!isProven && (isCapitalAndSign(row, text) || isShouted(row, text))),
  isTelling: isAmongLatin,
}

export const AS_CP1252 = misreadingAs('utf8-as-cp1252', decodeSingleByte(UPPER_BYTES, 'windows-1252'), WESTERN)
export const AS_LATIN1 = misreadingAs('utf8-as-latin1', LATIN_1, WESTERN)
export const AS_MACROMAN = misreadingAs('utf8-as-macroman', decodeSingleByte(UPPER_BYTES, 'macintosh'), MACINTOSH)
export const AS_CP437 = misreadingAs('utf8-as-cp437', decodeSingleByte(UPPER_BYTES, 'cp437'), DRAWINGS)

export const AS_CP1250 = misreadingAs('utf8-as-cp1250', decodeSingleByte(UPPER_BYTES, 'windows-1250'), EASTERN)
export const AS_CP1251 = misreadingAs('utf8-as-cp1251', decodeSingleByte(UPPER_BYTES, 'windows-1251'), CYRILLIC)

/** All of them: layers may be of different kinds. */
export const READINGS: readonly Misreading[] = [AS_CP1252, AS_LATIN1, AS_MACROMAN, AS_CP437, AS_CP1250, AS_CP1251]

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

function own(row: Row, text: string): string {
  return text.slice((row[0] as Sequence).from, (row.at(-1) as Sequence).to)
}

/** Words and quotes of Latin scripts. */
function isLatin(row: Row, text: string): boolean {
  return isCapitalAndSign(row, text) || isLetterAndSigns(row, text) || isEndOfWord(row, text)
}

/**
 * An accented letter and two quotes behind it, as where one quotation ends in another: Spanish «“está”», “está»”. In
 * Vietnamese these spell a letter, so its other letters stand around.
 */
function isLetterAndSigns(row: Row, text: string): boolean {
  const [{ from, to }] = row as readonly [Sequence]
  if (to - from !== 3 || row.length > 1 || !/[»”“’…–—›]{2}/.test(text.slice(from + 1, to))) return false
  if (LETTER.test(text.charAt(to)) || !LOWER.test(text.charAt(from))) return false
  const around = text.slice(Math.max(0, from - VIETNAMESE_REACH), from) + text.slice(to, to + VIETNAMESE_REACH)
  return !VIETNAMESE.test(around)
}

const VIETNAMESE_REACH = 200
/** What every second word of misread Vietnamese has: ạ to ỹ, đ, ư, ơ. */
const VIETNAMESE = /áº|Ä‘|Æ°|Æ¡|á»[‹™£±§¥‡ƒ¯³µ·¹]/

/**
 * The end of a Latin word and the signs behind it, where they spell a letter or two of another script: Czech
 * píšťala, těžší…” and »Bechyně«. No word goes from one script to the other.
 */
function isEndOfWord(row: Row, text: string): boolean {
  const [{ from }] = row as readonly [Sequence]
  if (row.length > 2 || row.some(({ code }) => scriptOf(code) === undefined)) return false
  if (row.length === 2 && row.some((sequence) => sequence.to - sequence.from < 3)) return false
  // Words of one letter: Portuguese «é», Italian “è…”.
  if (row.length === 1 && ONE_LETTER.test(own(row, text))) return true
  if (!LETTER.test(text.charAt(from - 1))) return false
  return END_OF_WORD.test(own(row, text))
}

const ONE_LETTER = /^\p{Ll}[»”“’«›\u00a0…–—]{2}$/u
const END_OF_WORD = /^\p{L}[\p{L}…»”“’‘«›‹\u00a0–—]+$/u

/** A quote, or a hard space, and the word that it opens: «été», ‚óévi‘. A letter before it is of a word of pinyin: b«éo. */
function isOpenedWord(row: Row, text: string): boolean {
  if (row.length > 1) return false
  const [{ from, to }] = row as readonly [Sequence]
  if (LETTER.test(text.charAt(from - 1)) || !OPENED_WORD.test(own(row, text))) return false
  return to - from === 2 || /[\p{L}’‘]/u.test(text.charAt(to))
}

const OPENED_WORD = /^[«»“”„‚‘’‹›\u00a0][\p{Ll}ªº]+$/u

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

/** Capitals only, with nothing small beside them: Romanian PĂŞUNE, Czech ČŠ, Ukrainian СІРІ. */
function isShouted(row: Row, text: string): boolean {
  const { from } = row[0] as Sequence
  const { to } = row.at(-1) as Sequence
  return CAPITALS_ONLY.test(own(row, text)) && !LOWER.test(text.charAt(from - 1)) && !LOWER.test(text.charAt(to))
}

const CAPITALS_ONLY = /^\p{Lu}+$/u
const CYRILLIC_LETTER = /\p{Script=Cyrillic}/u

/** A piece of a word, as in Ukrainian Дім: one capital and a letter that Windows-1251 has among the signs. */
function isInCyrillicWord(row: Row, text: string): boolean {
  if (row.length > 1) return false
  const { from, to } = row[0] as Sequence
  if (UPPER.test(text.charAt(from - 1)) && SIGN.test(text.charAt(to - 1))) return true
  // No word has a small в before the capital Ђ.
  if (text.startsWith('вЂ', from)) return false
  return CYRILLIC_LETTER.test(text.charAt(from - 1)) || CYRILLIC_LETTER.test(text.charAt(to))
}

const LATIN_LETTER = /[A-Za-z]/

/** A mark that no Cyrillic word has, or one letter in a Latin word. */
function isAmongLatin({ from, to }: Sequence, text: string): boolean {
  if (text.startsWith('вЂ', from)) return true
  const [before, after] = [text.charAt(from - 1), text.charAt(to)]
  if (CYRILLIC_LETTER.test(before) || CYRILLIC_LETTER.test(after)) return false
  return LATIN_LETTER.test(before) || LATIN_LETTER.test(after)
}
