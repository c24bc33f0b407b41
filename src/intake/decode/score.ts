/**
 * Scores how well bytes read as prose in an 8-bit encoding.
 *
 *     Don 92 t go     windows-1252: ’ between letters, good     macintosh: í in an English word, worse
 *                     cp437: Æ, a capital inside a word, impossible
 *
 * Detectors that count letters fail on the usual case, an English story with a handful of curly quotes; the
 * neighbours of each such character decide there. For texts with many letters beyond ASCII the alphabets of the
 * languages decide.
 */
import { ALPHABETS } from './alphabets.ts'
import { unitsOf } from './single-byte.ts'

export interface Score {
  readonly total: number
  /** Characters that cannot stand where they do: controls, capitals inside a word, line drawings beside letters. */
  readonly impossible: number
  /** What the neighbours can add in any encoding, at most. */
  readonly bound: number
}

/** Bytes to score, with what is the same in every encoding: where those beyond ASCII stand. */
export interface Sample {
  readonly bytes: Uint8Array
  readonly high: readonly number[]
  /** The points of a contraction at each of them. */
  readonly contractions: readonly number[]
  /** The different ones among them, in the order of the bytes. */
  readonly distinct: readonly number[]
}

export function sampleBytes(bytes: Uint8Array): Sample {
  const high: number[] = []
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) >= 0x80) high.push(i)
  const distinct = [...new Set(high.map((at) => bytes[at] as number))]
  return { bytes, high, contractions: high.map((at) => pointsOfContraction(bytes, at)), distinct }
}

/** `neighbours` leaves the language out: for single lines, which say little about it. */
export function scoreReading(sample: Sample, encoding: string, by: 'all' | 'neighbours' = 'all'): Score {
  const { bytes, high } = sample
  const units = unitsOf(encoding)
  if (units === undefined) return { total: Number.NEGATIVE_INFINITY, impossible: bytes.length, bound: 0 }
  const kinds = kindsOf(encoding, units)
  const letters = new Map<number, number>()
  let total = 0
  let impossible = 0
  let bound = 0
  for (let h = 0; h < high.length; h++) {
    const i = high[h] as number
    const byte = bytes[i] as number
    const kind = kinds[byte] as Kind
    const before = i === 0 ? 'space' : (kinds[bytes[i - 1] as number] as Kind)
    const after = i + 1 === bytes.length ? 'space' : (kinds[bytes[i + 1] as number] as Kind)
    if (by === 'all' && (kind === 'lower' || kind === 'upper')) letters.set(byte, (letters.get(byte) ?? 0) + 1)
    const isMixed = isForeign(units[byte] as number) && (isAsciiLetter(bytes[i - 1]) || isAsciiLetter(bytes[i + 1]))
    const contraction = sample.contractions[h] as number
    bound += MOST + contraction
    const points = isMixed ? IMPOSSIBLE : pointsOf(kind, before, after) + (kind === 'apostrophe' ? contraction : 0)
    total += points
    if (points <= IMPOSSIBLE) impossible++
  }
  return { total: by === 'all' ? total + pointsOfLanguage(letters, units) : total, impossible, bound }
}

type Kind =
  | 'lower'
  | 'upper'
  | 'caseless'
  | 'digit'
  | 'space'
  | 'no-break-space'
  | 'mark'
  | 'apostrophe'
  | 'low'
  | 'opening'
  | 'closing'
  | 'inverted'
  | 'dash'
  | 'ellipsis'
  | 'sign'
  | 'ordinal'
  | 'drawing'
  | 'control'
  | 'odd'

/** What a character adds where it stands best, contractions aside. */
const MOST = 3
/** What a character adds that cannot stand where it does. */
const IMPOSSIBLE = -3

function pointsOf(kind: Kind, before: Kind, after: Kind): number {
  switch (kind) {
    case 'control':
      return -5
    case 'lower':
      if (before === 'upper' && after === 'upper') return -2
      if (before === 'digit' || after === 'digit') return -2
      return isLetter(before) || isLetter(after) ? 1.5 : 0
    case 'upper':
      if (before === 'lower') return IMPOSSIBLE
      if (before === 'upper' && after === 'lower') return -1
      if (before === 'upper' || after === 'upper') return 1
      return after === 'lower' ? 1 : 0
    case 'caseless':
      return isLetter(before) || isLetter(after) ? 1.5 : 0
    case 'apostrophe':
      if (isLetter(before) && isLetter(after)) return 3
      if (!isGap(before)) return isLetter(after) ? 0 : 2
      return after === 'digit' ? 2 : isLetter(after) ? 1 : 0
    case 'low':
      return isLetter(before) || isGap(after) ? IMPOSSIBLE : 3
    case 'opening':
      if (isLetter(before) && isLetter(after)) return IMPOSSIBLE
      if (!isLetter(before) && !isGap(after)) return 3
      return isGap(before) || isGap(after) ? 1 : 0
    case 'closing':
      if (isLetter(before) && isLetter(after)) return IMPOSSIBLE
      if (!isGap(before) && !isLetter(after)) return 3
      return isGap(before) || isGap(after) ? 1 : 0
    case 'inverted':
      return isLetter(before) ? IMPOSSIBLE : 3
    case 'dash':
      if (isGap(before) && isGap(after)) return 3
      return before === 'digit' && after === 'digit' ? 2 : 1
    case 'ellipsis':
      return isLetter(after) && isLetter(before) ? 1 : isGap(before) && isGap(after) ? 1 : 3
    case 'no-break-space':
      return isGap(before) || isGap(after) ? 2 : 0.5
    case 'ordinal':
      return before === 'digit' || before === 'mark' ? 1.5 : isLetter(before) ? IMPOSSIBLE : -1
    case 'sign':
      return isLetter(before) && isLetter(after) ? IMPOSSIBLE : 0.5
    case 'drawing':
      return before === 'drawing' || after === 'drawing' ? 0.2 : isLetter(before) || isLetter(after) ? IMPOSSIBLE : -1
    case 'odd':
      return isLetter(before) || isLetter(after) ? IMPOSSIBLE : -1
    case 'digit':
    case 'mark':
    case 'space':
      return 0
  }
}

/** `t`, `s`, `ll` … and then no letter: nothing but an English contraction looks so (`Don’t`). */
function pointsOfContraction(bytes: Uint8Array, at: number): number {
  if (!isAsciiLetter(bytes[at - 1])) return 0
  const isTail = CONTRACTED.some(
    (tail) => tail.every((letter, i) => bytes[at + 1 + i] === letter) && !isAsciiLetter(bytes[at + 1 + tail.length]),
  )
  return isTail ? 3 : 0
}

const CONTRACTED = ['t', 's', 'd', 'm', 'll', 're', 've'].map((tail) => [...Buffer.from(tail)])

/** A letter of a script that is not mixed with Latin letters in one word. */
function isForeign(unit: number): boolean {
  return unit >= 0x0370 && unit < 0x2000
}

function isAsciiLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a))
}

function isLetter(kind: Kind): boolean {
  return kind === 'lower' || kind === 'upper' || kind === 'caseless'
}

function isGap(kind: Kind): boolean {
  return kind === 'space' || kind === 'no-break-space'
}

const KIND_OF_CHARACTERS: readonly (readonly [Kind, RegExp])[] = [
  ['no-break-space', /[\u00a0\u202f]/],
  ['space', /[\s]/],
  ['apostrophe', /[’]/],
  ['low', /[„‚]/],
  ['opening', /[‘“«‹]/],
  ['closing', /[”»›]/],
  ['inverted', /[¿¡]/],
  ['dash', /[–—]/],
  ['ellipsis', /[…]/],
  ['ordinal', /[ªº]/],
  ['sign', /[£€$©®™°§•·†½¼¾²³¹¢¥№]/],
  // Combining vowels of Thai and the like belong to the word.
  ['caseless', /[\u0e00-\u0e7f\u0590-\u06ff]/],
  ['drawing', /[\u2500-\u259f]/],
  ['odd', /[µƒ\u0250-\u036f\ufb00-\ufb06]/],
  ['lower', /[ßıĸ\p{Ll}]/u],
  ['upper', /\p{Lu}/u],
  ['digit', /[0-9]/],
  ['mark', /[!-/:-@[-`{-~]/],
]

const kindsByEncoding = new Map<string, readonly Kind[]>()

function kindsOf(encoding: string, units: Uint16Array): readonly Kind[] {
  const known = kindsByEncoding.get(encoding)
  if (known !== undefined) return known
  const hasGreek = units[0xe1] === 0x03b1
  const kinds = Array.from(units, (unit): Kind => {
    if (unit >= 0x80 && unit < 0xa0) return 'control'
    // The Greek letters and the like of mathematics, in encodings that are not for Greek.
    if (unit >= 0x0370 && unit < 0x0400 && !hasGreek) return 'odd'
    const character = String.fromCharCode(unit)
    return KIND_OF_CHARACTERS.find(([, characters]) => characters.test(character))?.[0] ?? 'odd'
  })
  kindsByEncoding.set(encoding, kinds)
  return kinds
}

/** How much more probable the letters are in the language that fits them best than in none, in natural logarithms. */
function pointsOfLanguage(letters: ReadonlyMap<number, number>, units: Uint16Array): number {
  const counts = new Map<string, number>()
  for (const [byte, count] of letters) {
    const letter = String.fromCharCode(units[byte] as number).toLowerCase()
    counts.set(letter, (counts.get(letter) ?? 0) + count)
  }
  if (counts.size === 0) return 0
  let best = Number.NEGATIVE_INFINITY
  for (const chances of languages()) {
    let points = 0
    for (const [letter, count] of counts) points += count * (chances.get(letter) ?? NOT_IN_ALPHABET)
    best = Math.max(best, points)
  }
  // A few letters are a name or a foreign word and say nothing of the language.
  const all = [...counts.values()].reduce((a, b) => a + b, 0)
  return (best * all) / (all + FEW)
}

const FEW = 8

/** Logarithm of the chance of a letter the language does not use, compared with one of sixty equal ones. */
const NOT_IN_ALPHABET = -2.5

let languageChances: readonly ReadonlyMap<string, number>[] | undefined

function languages(): readonly ReadonlyMap<string, number>[] {
  languageChances ??= Object.values(ALPHABETS).map(chancesOf)
  return languageChances
}

/** The commonest letter is twice, three times … as common as the second, third …; long alphabets are flatter. */
function chancesOf(alphabet: string): ReadonlyMap<string, number> {
  const letters = [...new Set(alphabet)]
  const offset = letters.length > 20 ? 8 : 1
  const weights = letters.map((_, rank) => 1 / (rank + offset))
  const sum = weights.reduce((a, b) => a + b, 0)
  return new Map(letters.map((letter, rank) => [letter, Math.log((60 * (weights[rank] as number)) / sum)]))
}
