/**
 * Finds where common words follow each other in a text, four at a time, and writes each such run as a short code.
 *
 *     and she was in the garden      and-she-was-in · she-was-in-the      4kf · z2
 *
 * A common word stands in nearly every chapter, and to find a phrase of common words FTS5 has to walk through all their
 * places. Four of them one behind the other stand in few chapters; which ones takes two bytes a run to remember. A phrase
 * is then looked for in the chapters alone that have its runs.
 *
 * Different runs may share a code, and a word that is not common may be taken for one: then a chapter too many is looked
 * at. None can be missed, since texts and phrases are read by this same function.
 */

/** Which words are common, by the lower half of their hashes. */
export type CommonWords = Uint8Array

export function commonWords(words: Iterable<string>): CommonWords {
  const common = new Uint8Array(HALF + 1)
  for (const word of words) {
    let hash = 0
    for (let at = 0; at < word.length; at++) hash = hashedWith(hash, folded(word.charCodeAt(at)))
    common[hash & HALF] = 1
  }
  return common
}

/** The codes of the runs in a text, which is cut as FTS5 cuts it: at everything in ASCII that is no letter or digit. */
export function runsIn(text: string, common: CommonWords): ReadonlySet<string> {
  const runs = new Set<string>()
  let hash = 0
  let isInWord = false
  /** How many common words stand right before this place, and the hashes of the last three of them. */
  let length = 0
  let [first, second, third] = [0, 0, 0]
  for (let at = 0; at <= text.length; at++) {
    const unit = at === text.length ? END : text.charCodeAt(at)
    if (unit >= 0x80 || IS_LETTER[unit] === 1) {
      hash = hashedWith(hash, folded(unit))
      isInWord = true
    } else if (isInWord) {
      if (common[hash & HALF] === 1) {
        length++
        if (length >= RUN) runs.add(codeOf(first, second, third, hash))
        first = second
        second = third
        third = hash
      } else {
        length = 0
      }
      hash = 0
      isInWord = false
    }
  }
  return runs
}

const RUN = 4
const HALF = 0xffff
const END = 0x20
const IS_LETTER = Uint8Array.from({ length: 0x80 }, (_, unit) => Number(/[A-Za-z0-9]/.test(String.fromCharCode(unit))))

/** FTS5 takes no difference between letters of ASCII alone; the others are folded already. */
function folded(unit: number): number {
  return unit >= 0x41 && unit <= 0x5a ? unit + 0x20 : unit
}

/** As FNV does it, with the lower half stirred, by which common words are told. */
function hashedWith(hash: number, unit: number): number {
  const next = Math.imul(hash ^ unit, 0x0100_0193) + 0x9e37
  return next ^ (next >>> 15)
}

/** So few that FTS5 has them all near the processor while it writes: with six times as many it takes seven times as long. */
const CODES = 8192

function codeOf(...hashes: readonly number[]): string {
  let mixed = 0
  for (const hash of hashes) mixed = Math.imul(mixed ^ hash, 0x85eb_ca6b) ^ (mixed >>> 13)
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0xc2b2_ae35)
  return ((mixed >>> 0) % CODES).toString(36)
}
