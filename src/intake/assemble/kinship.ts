/**
 * Tells what two texts are to each other by what they share: the same text, one a part of the other, or another version.
 *
 * Measured on damaged copies of five stories: mojibake, other quotes, re-wrapped and quoted lines leave a likeness of
 * 1.00, one changed word in a hundred 0.91, five in a hundred 0.63, half of the text 0.50 with all of it in the whole;
 * different stories 0.00.
 */
import type { Outline } from './outline.ts'
import { overlapOf } from './overlap.ts'

export type Kinship = 'same' | 'part' | 'version'

export interface Kin {
  readonly kinship: Kinship
  /** The share of shingles that both have among all that either has. */
  readonly likeness: number
  /** The share of the shorter text that is in the longer. */
  readonly contained: number
}

/** From here on two texts are the same one, differently damaged. */
export const SAME_TEXT = 0.8
/** From here on one is another version of the other. */
export const OTHER_VERSION = 0.35
/** From here on the shorter text stands in the longer one. */
const PART = 0.9
/** From here on the shorter text is another version of a part of the longer one. */
const VERSION_OF_PART = 0.5
/** In fewer hashes chance is heard too loudly. */
const ENOUGH_FOR_PART = 8
const ENOUGH_FOR_VERSION_OF_PART = 16
/** A hundred drabbles may be half alike. */
export const MIN_WORDS_TO_COMPARE = 100

/** Null for texts that have too little in common, or are too short to tell. */
export function kinOf(a: Outline, b: Outline): Kin | null {
  if (Math.min(a.words, b.words) < MIN_WORDS_TO_COMPARE) return null
  const { likeness, ofFirst, ofSecond, compared } = overlapOf(a.sketch, b.sketch)
  const contained = Math.max(ofFirst, ofSecond)
  const kin = (kinship: Kinship): Kin => ({ kinship, likeness, contained })
  if (likeness >= SAME_TEXT) return kin('same')
  if (contained >= PART && compared >= ENOUGH_FOR_PART) return kin('part')
  if (likeness >= OTHER_VERSION) return kin('version')
  return contained >= VERSION_OF_PART && compared >= ENOUGH_FOR_VERSION_OF_PART ? kin('version') : null
}

/** Whether either of two texts names somebody whom the other does not, or a title that the other does not have. */
export function contradicts(a: Outline, b: Outline): boolean {
  return namesOthers(a, b) && a.title !== null && b.title !== null && a.title !== b.title
}

/** Both name people, and none of them is the same. */
export function namesOthers(a: Outline, b: Outline): boolean {
  return a.authors.length > 0 && b.authors.length > 0 && !a.authors.some((author) => b.authors.includes(author))
}

/** Parts of one title that give themselves different numbers are different parts, however alike. */
export function areOtherParts(a: Outline, b: Outline): boolean {
  return a.title === b.title && a.part !== null && b.part !== null && a.part.number !== b.part.number
}

/** Whether a text that stands in another says nothing of itself that speaks against being a part of it. */
export function mayBePart(part: Outline, whole: Outline): boolean {
  if (namesOthers(part, whole)) return false
  if (part.title === null || whole.title === null || part.title === whole.title) return true
  // "lanterns chapter 3" is of "lanterns"; "lanterns at sea" may be a story in a collection of that name.
  return (
    part.title.startsWith(`${whole.title} `) && /^(?:part|chapter|ch|\d)/.test(part.title.slice(whole.title.length + 1))
  )
}
