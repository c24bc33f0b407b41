/**
 * Tells by its name alone what a category or class of a site is, where the name leaves no doubt.
 *
 *     "Season One", "2. Staffel", "Pre-Series"    period
 *     "Books & Literature"                        media
 *     "Hurt/Comfort", "Episode Tags", "NC-17"     genre
 *     "Lantern Harbour"                           plain
 */
import { findRating } from '../../../intake/recognise/rating.ts'
import { foldKey } from '../../../kernel/text.ts'
import {
  AROUND_NUMBERS,
  CATEGORY_WORDS,
  type ClassType,
  CROSSOVER,
  GENRES,
  MEDIA,
  NONE,
  NUMBER_WORDS,
  PAIRING_SHELVES,
  PEOPLE_SHELVES,
  TYPE_STEMS,
  UNITS,
  VAGUE,
} from './name-words.ts'

export type NameShape = 'none' | 'vague' | 'media' | 'category' | 'crossover' | 'genre' | 'period' | 'rating' | 'plain'

export function shapeOf(name: string): NameShape {
  const key = foldKey(name)
  if (!/[\p{L}\p{N}]/u.test(key) || NONE.has(key)) return 'none'
  if (VAGUE.has(key)) return 'vague'
  if (CATEGORY_WORDS.has(key)) return 'category'
  if (CROSSOVER.has(key)) return 'crossover'
  if (isMedia(key)) return 'media'
  if (GENRES.has(key) || isListOf(GENRES, key)) return 'genre'
  if (key.length <= LONGEST_KEY && key.split(' ').every(saysNothing)) return 'vague'
  if (isPeriod(name)) return 'period'
  return isRatingAlone(name) ? 'rating' : 'plain'
}

/** Longer names are sentences. */
const LONGEST_KEY = 60

/** "misc anime", "other pairings" */
function saysNothing(word: string): boolean {
  return [VAGUE, MEDIA, PAIRING_SHELVES, PEOPLE_SHELVES].some((words) => words.has(word))
}

/** What classes of this type are; null for types of the site's own. */
export function classTypeOf(typeName: string | null): ClassType | null {
  const words = wordsOf(typeName)
  return TYPE_STEMS.find(([, stems]) => beginsWithOne(words, stems))?.[0] ?? null
}

/** Are there pairings among classes of this type, whatever else: "Characters/Pairings"? */
export function hasPairings(typeName: string | null): boolean {
  const words = wordsOf(typeName)
  return TYPE_STEMS.some(([type, stems]) => type === 'pairing' && beginsWithOne(words, stems))
}

function wordsOf(typeName: string | null): readonly string[] {
  return foldKey((typeName ?? '').slice(0, 200)).split(/[ /&+]/)
}

function beginsWithOne(words: readonly string[], stems: ReadonlySet<string>): boolean {
  return [...stems].some((stem) => words.some((word) => word.startsWith(stem)))
}

/** "movies & tv", "anime/manga", "books and comics" */
function isMedia(key: string): boolean {
  return MEDIA.has(key) || isListOf(MEDIA, key)
}

function isListOf(words: ReadonlySet<string>, key: string): boolean {
  const parts = key.split(/[/&+]| and | und | et | y /)
  return parts.length > 1 && parts.every((part) => words.has(part))
}

/** Longer names are sentences. */
const MOST_WORDS = 8

/** A unit with its number and nothing but little words: "Season One", not "Jungle Book 2". What follows a colon is a title. */
export function isPeriod(name: string): boolean {
  const key = foldKey(name.slice(0, 200).split(/[:(–—]| - /, 1)[0] ?? '')
  if (/^(?:pre|post)(?: |-)?(?:series|canon|war|finale|show|books?|movies?|film)$/.test(key)) return true
  const words = key.split(/[ /&+]/).filter((word) => word !== '')
  if (words.length > MOST_WORDS) return false
  if (words.length > 0 && words.every((word) => /^s\d{1,2}(?:e\d{1,3})?$/.test(word))) return true
  const hasUnit = words.some((word) => UNITS.has(word))
  const hasNumber = words.some(isNumber)
  return hasUnit && hasNumber && words.every((word) => UNITS.has(word) || isNumber(word) || AROUND_NUMBERS.has(word))
}

/** "3", "IV", "4th", "1re", "second" */
function isNumber(word: string): boolean {
  return (
    NUMBER_WORDS.has(word) ||
    /^(?:\d{1,4}(?:st|nd|rd|th|e|er|re|eme|ere|o|a)?|x{0,2}(?:ix|iv|v?i{1,3}|v)|x{1,2})$/.test(word)
  )
}

function isRatingAlone(name: string): boolean {
  const found = findRating(name)
  return found !== null && found.from === 0 && found.to === name.length
}
