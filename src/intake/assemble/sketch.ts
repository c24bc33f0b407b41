/**
 * A sketch of a text: hashes from which the share of text that two versions have in common can be told without either of
 * them.
 *
 * Shingles of five words are hashed, and all hashes up to a limit are kept: the SIZE smallest different ones, and of a
 * long text every one below FRACTION. So a chapter can be told inside a book, of which SIZE hashes alone would hold two
 * or three of that chapter. Before that every character that is no letter, digit or space is deleted, so that broken
 * apostrophes, other quotes and re-flowed lines change nothing: measured on damaged copies of five stories, the likeness
 * of copy and original stayed 1.00.
 *
 * The estimate of a likeness near 0.8 is off by less than 0.1 in 95 of 100 cases at this size.
 */

/** Ascending, different whole numbers below HASHES; fewer than SIZE for a short text. */
export type Sketch = readonly number[] | Float64Array

/** A sketch of fewer hashes holds all that the text has. */
export const SIZE = 128
/**
 * Hashes have 53 bits, all that a number holds exactly: in an archive of a million chapters 32 bits are no longer enough
 * to tell a shingle from one that has its hash by chance. The upper 32 decide which are kept.
 */
export const HASHES = 2 ** 53
const LOWER = 2 ** 21
/** One of 64 shingles: more than SIZE from 8,000 words on. */
const FRACTION = HASHES / 64
/** A text of over a million words keeps a smaller share. */
const MOST = 16_384
const SHINGLE_WORDS = 5
const SPACE = 0x20

/** `letters` as `lettersOf` gives them. */
export function sketchOf(letters: Uint8Array): readonly number[] {
  const recent = new Int32Array(SHINGLE_WORDS)
  // Thinned out in bulk: sorting at every word would cost more than hashing.
  let kept = new Float64Array(SIZE * 8)
  let count = 0
  let limit = 0xffffffff
  let words = 0
  let hash = FNV_START
  for (let i = 0; i <= letters.length; i++) {
    const byte = i < letters.length ? (letters[i] as number) : SPACE
    if ((byte - FIRST_WITHOUT_SPACES) >>> 0 > LAST_WITHOUT_SPACES - FIRST_WITHOUT_SPACES) {
      if (byte !== SPACE) {
        hash = Math.imul(hash ^ byte, FNV_PRIME)
        continue
      }
      if (hash === FNV_START) continue
    } else {
      for (const end = i + 2; i < end; i++) hash = Math.imul(hash ^ (letters[i] as number), FNV_PRIME)
      hash = Math.imul(hash ^ (letters[i] as number), FNV_PRIME)
    }
    recent[words++ % SHINGLE_WORDS] = hash
    hash = FNV_START
    if (words < SHINGLE_WORDS) continue
    const upper = hashShingle(recent, words, UPPER)
    if (upper > limit) continue
    kept[count++] = upper * LOWER + (hashShingle(recent, words, 0) >>> 11)
    if (count < kept.length) continue
    count = thin(kept, count)
    // Nothing above the largest of enough is wanted any more.
    if (count >= SIZE) {
      const largest = Math.max(kept[SIZE - 1] as number, count >= MOST ? (kept[MOST - 1] as number) : FRACTION)
      limit = Math.floor(largest / LOWER)
    }
    if (count > kept.length / 2) kept = grown(kept)
  }
  return Array.from(kept.subarray(0, thin(kept, count)))
}

/** The first bytes of Chinese and Japanese letters (U+3000 to U+9FFF), which have no spaces: each counts as a word. */
const FIRST_WITHOUT_SPACES = 0xe3
const LAST_WITHOUT_SPACES = 0xe9

/**
 * A text without what damage and re-flowing change: lower-case letters and digits, one space between words, in UTF-8.
 * Text of ASCII letters with typographic punctuation, which is nearly all there is in English, takes one pass.
 */
export function lettersOf(text: string): Uint8Array {
  const letters = Buffer.allocUnsafe(text.length)
  let length = 0
  let isSpace = true
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const kind = unit < 0x80 ? (KINDS[unit] as number) : unit === 0xa0 ? SPACE : isPunctuation(unit) ? 0 : SLOW
    if (kind === SLOW) return slowLettersOf(text)
    if (kind === 0 || (kind === SPACE && isSpace)) continue
    isSpace = kind === SPACE
    letters[length++] = kind
  }
  return letters.subarray(0, length > 0 && isSpace ? length - 1 : length)
}

/** For each ASCII character what it becomes: itself in lower case, a space, or 0 for nothing. */
const KINDS = Uint8Array.from({ length: 0x80 }, (_, unit) => {
  const character = String.fromCharCode(unit)
  if (/\s/.test(character)) return SPACE
  return /[a-z0-9]/i.test(character) ? character.toLowerCase().charCodeAt(0) : 0
})
const SLOW = 0xff

/** Dashes, quotes, the ellipsis: the general punctuation that is no space and joins nothing. */
function isPunctuation(unit: number): boolean {
  return unit >= 0x2010 && unit <= 0x2027
}

function slowLettersOf(text: string): Uint8Array {
  const letters = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s]+/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return Buffer.from(letters)
}

/** FNV-1a. */
const FNV_START = 0x811c9dc5
const FNV_PRIME = 0x01000193

const UPPER = 0x9e3779b9 | 0

/** `recent` is a ring of which the next word overwrites the oldest. */
function hashShingle(recent: Int32Array, next: number, start: number): number {
  let hash = start
  for (let i = 0, at = next % SHINGLE_WORDS; i < SHINGLE_WORDS; i++, at = at + 1 === SHINGLE_WORDS ? 0 : at + 1) {
    hash = Math.imul(hash ^ (recent[at] as number), 0x85ebca6b)
    hash = (hash << 13) | (hash >>> 19)
  }
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 15)) >>> 0
}

function grown(hashes: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(hashes.length * 2)
  larger.set(hashes)
  return larger
}

/** Puts the different ones of the first `count` hashes that are wanted to the front, ascending, and says how many. */
function thin(hashes: Float64Array, count: number): number {
  hashes.subarray(0, count).sort()
  let different = 0
  for (let i = 0; i < count && different < MOST; i++) {
    const hash = hashes[i] as number
    if (different > 0 && hash === hashes[different - 1]) continue
    if (different >= SIZE && hash >= FRACTION) break
    hashes[different++] = hash
  }
  return different
}
