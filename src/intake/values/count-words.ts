/**
 * Counts the words of a value: what stands between white space and has a letter or a digit.
 *
 *     Don’t — stop – now.      3
 *     彼女は黙っていた。          6
 *
 * Dashes and stars that stand alone are none: people type them in masses, and sites that count differ most there. A text
 * that is mostly of a script without spaces is counted with a dictionary.
 */
import { countWords as countWithDictionary } from '../../document/count-words.ts'

export function countWords(text: string): number {
  if (isWithoutSpaces(text)) return countWithDictionary(text)
  let words = 0
  let isCounted = false
  for (let i = 0; i < text.length; i++) {
    const kind = kindOf(text.charCodeAt(i))
    if (kind === SPACE) isCounted = false
    else if (kind === LETTER && !isCounted) {
      words++
      isCounted = true
    }
  }
  return words
}

const OTHER = 0
const LETTER = 1
const SPACE = 2

const UNKNOWN = 3
/** What is known of each UTF-16 unit. */
const kinds = new Uint8Array(0x10000).fill(UNKNOWN)

/** Halves of pairs are none: beyond the first plane stories have emoji. */
function kindOf(unit: number): number {
  if (kinds[unit] === UNKNOWN) kinds[unit] = judge(unit)
  return kinds[unit] as number
}

function judge(unit: number): number {
  const character = String.fromCharCode(unit)
  if (/\s/.test(character)) return SPACE
  return /[\p{L}\p{N}]/u.test(character) ? LETTER : OTHER
}

const SCRIPTS_WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu
const MAYBE = /[\u0e00-\u1fff\u2e80-\u9fff\uf900-\uffef]/

/** Most of its characters, blanks aside, are of scripts that put no space between words. */
function isWithoutSpaces(text: string): boolean {
  if (!MAYBE.test(text)) return false
  const count = text.match(SCRIPTS_WITHOUT_SPACES)?.length ?? 0
  return count * 2 > text.replaceAll(/\s+/g, '').length
}
