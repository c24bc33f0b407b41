/**
 * Where a site's rating stands on our scale, as far as that is certain.
 *
 *     "PG-13"                                         teen
 *     "MA", asks for the reader's age                 explicit
 *     "Midnight", "You must be 18 to read this."      explicit    the text says so
 *     "Midnight", asks for the reader's age           unrated     for grown-ups, but nothing says how far it goes
 *     "G", asks for the reader's age                  unrated     the word and the site's own rule contradict each other
 *
 * A reader who filters by rating relies on it, so what is read wrongly must err on the side of "not rated", which shows
 * the site's word. Who has to be a member, or is asked for their age, does not depend on this: it was settled by the
 * site, and is kept with each work.
 */

import type { Rating } from '../../../intake/reading.ts'
import { findRating } from '../../../intake/recognise/rating.ts'
import { foldText } from '../../../kernel/text.ts'
import type { Meant } from './propose-people.ts'
import { cut, quote, type SiteTerm } from './term.ts'

/** Bits of `ratingwarning`. */
const ASKS_AGE = 2

export function proposeRating({ name, description, bits }: SiteTerm): Meant {
  const word = findRating(name)
  const isNegated = word !== null && (NEGATION.test(name.slice(0, word.from)) || YOUNG.test(name.slice(0, word.from)))
  const named = word === null || isNegated ? null : word.value
  const isForAdults = saysAdults(description ?? '')
  const asksAge = ((bits ?? 0) & ASKS_AGE) !== 0
  if (named === 'unrated') return rated('unrated', `${quote(name)} says that it is not rated.`)
  if ((named === 'general' || named === 'teen') && (isForAdults || asksAge)) {
    const rule = isForAdults ? 'what it warned of is for adults' : 'it asked readers for their age'
    return rated('unrated', `${quote(name)} is for the young, but ${rule}: somebody has to decide.`)
  }
  if (named !== null) return rated(named, `${quote(name)} means this.`)
  if (isForAdults)
    return rated('explicit', `Its warning says that it is for adults only: “${cut(description ?? '', 120)}”`)
  if (asksAge) return rated('unrated', 'It asked readers for their age, but nothing says how far it goes.')
  return rated('unrated', `Nothing says where ${quote(name)} stands on the scale.`)
}

/** "Not for general audiences", "no teens" */
const NEGATION = /\b(?:not?|non|nicht|keine?|pas|unsuitable|un)\b[^,;]*$/i

/** "Young Adult" */
const YOUNG = /\byoung(?:er)?\s*$/i

/** "You must be 18", "18+", "adults only", "NC-17"; not "18 pages", not "adult supervision". */
function saysAdults(text: string): boolean {
  const folded = foldText(text.slice(0, MOST_READ))
  return ADULTS.some((pattern) => pattern.test(folded))
}

const MOST_READ = 2_000

const ADULTS = [
  /\b(?:18|21) ?(?:\+|years?|yrs?|jahren?|ans|anos|anni|jaar|or (?:over|older|above|up)|and (?:over|older|above|up))/,
  /\b(?:over|at least|above|under|ab|unter|mayor(?:es)? de|moins de|plus de) (?:the age of )?(?:18|21)\b/,
  /\b(?:must|have to|need to) be (?:at least )?(?:18|21)\b/,
  /\badults? only\b|\bonly (?:for )?adults\b|\bnc-?17\b/,
] as const

function rated(name: Rating, why: string): Meant {
  return { means: [{ kind: 'rating', name }], why }
}
