/**
 * Count the words of a text: runs between white space, and in scripts that put no space between words, the words that
 * a dictionary finds.
 *
 *     She said—nothing.      2
 *     彼女は黙っていた。        6
 *
 * Chinese, Japanese, Thai, Lao, Khmer and Burmese are told by their letters, not by the language somebody stated, so
 * that an English title in a Japanese story and a story of unknown language count rightly. Korean has spaces.
 */
import { unitsOf } from '../kernel/units.ts'

/** The number of words. The language, where it is known, tells the dictionary which one to be. */
export function countWords(text: string, language: string | null = null): number {
  if (!MAYBE_WITHOUT_SPACES.test(text) || !WITHOUT_SPACES.test(text)) return countRuns(text)
  let words = 0
  let segmenter: Intl.Segmenter | undefined
  for (const run of text.split(WHITE_SPACE)) {
    if (run === '') continue
    if (!WITHOUT_SPACES.test(run)) words++
    else {
      segmenter ??= new Intl.Segmenter(localeOf(language), { granularity: 'word' })
      for (const segment of segmenter.segment(run)) if (segment.isWordLike === true) words++
    }
  }
  return words
}

const WHITE_SPACE = /\s+/
/** The blocks that these scripts are in; far quicker to look for. */
const MAYBE_WITHOUT_SPACES = /[\u0e00-\u1fff\u2e80-\uffff]/
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** The runs between white space, without an array of them: a text may be a hundred megabytes. */
export function countRuns(text: string): number {
  const units = unitsOf(text)
  let words = 0
  let before = 1
  for (let i = 0; i < text.length; i++) {
    const white = WHITE[units[i] as number] as number
    // No branch, which the processor would guess wrong at every word.
    words += before & ~white
    before = white
  }
  return words
}

/** The same characters as `\s`. */
function isWhiteSpace(unit: number): boolean {
  if (unit < 0x80) return unit === 0x20 || (unit >= 0x9 && unit <= 0xd)
  if (unit === 0xa0 || unit === 0x1680 || unit === 0xfeff) return true
  if (unit < 0x2000 || unit > 0x3000) return false
  return unit <= 0x200a || unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000
}

/** `isWhiteSpace` of every unit: every text is walked unit by unit. */
const WHITE = Uint8Array.from({ length: 0x10000 }, (_, unit) => (isWhiteSpace(unit) ? 1 : 0))

function localeOf(language: string | null): string {
  if (language === null) return 'und'
  try {
    return Intl.Segmenter.supportedLocalesOf(language)[0] ?? 'und'
  } catch {
    // A stated language may be no language tag at all; the dictionary then goes by the letters alone.
    return 'und'
  }
}
