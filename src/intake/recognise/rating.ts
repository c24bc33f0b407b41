/**
 * Read a rating off the author's words and put it on our one scale, keeping the word.
 *
 *     "PG-13 for language"     teen       word "PG-13"
 *     "[NC-17]"                explicit   word "NC-17"
 *     "R/NC-17"                explicit   word "R/NC-17"
 *     "ab 12"                  teen       word "12"
 *
 * Archives used the film ratings of their country, numbers of their own (FR13), the letters of one big site (K+, T) or
 * the sentences of another (Teen And Up Audiences). Where two are given the higher one counts, since a reader is to be
 * warned; the word shown is still the author's.
 *
 * Wants the value of a rating label, never running text: there "R" and "12" mean other things.
 */
import type { Rating } from '../reading.ts'
import { RATING_WORDS } from './rating-words.ts'

export interface RatingWord {
  readonly value: Rating
  /** `text[from, to)` is the author's word. */
  readonly from: number
  readonly to: number
}

/** A value is read this far; whoever writes more than this after `Rating:` writes about something else. */
const MAX_LENGTH = 200

/** Between two ratings of a range: "PG to R", "PG-13/R", "T (M)". */
const JOINS = /^\s*(?:\/|-|–|,|to|through|thru|or|and|&|up to|bis|à|a|\()\s*$/i

const ORDER: readonly Rating[] = ['unrated', 'general', 'teen', 'mature', 'explicit']

export function findRating(text: string): RatingWord | null {
  const capital = /^\s*[a-z]{1,2}(?=$|[\s,.;:(/+-])/.test(text) ? text.slice(0, 4).toUpperCase() + text.slice(4) : text
  const words = ratingWords(capital.slice(0, MAX_LENGTH))
  const first = words[0]
  if (first === undefined) return null
  let { value, to } = first
  for (const word of words.slice(1)) {
    if (!JOINS.test(text.slice(to, word.from))) break
    if (ORDER.indexOf(word.value) > ORDER.indexOf(value)) value = word.value
    to = word.to
  }
  return { value, from: first.from, to }
}

function ratingWords(text: string): RatingWord[] {
  const words: RatingWord[] = []
  for (let at = 0; at < text.length; ) {
    const word = startsWord(text, at) ? wordAt(text, at) : null
    if (word !== null) words.push(word)
    at = word?.to ?? at + 1
  }
  return words
}

function wordAt(text: string, at: number): RatingWord | null {
  const rest = text.slice(at, at + 40)
  for (const [value, pattern] of RATING_WORDS) {
    const match = pattern.exec(rest)
    if (match === null || continues(rest, match[0].length)) continue
    // "PG-ish"
    const more = /^-ish(?!\p{L})/iu.exec(rest.slice(match[0].length))?.[0].length ?? 0
    return { value, from: at, to: at + match[0].length + more }
  }
  return null
}

function startsWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}-]/u.test(text.charAt(at)) && (at === 0 || !/[\p{L}\p{N}’']/u.test(text.charAt(at - 1)))
}

/** "R" is no rating in "R's" or "Ron", nor is "X" in "X-Files". */
function continues(rest: string, length: number): boolean {
  return /^(?:[\p{L}\p{N}]|['’]\p{L}|-(?!rated|ish(?!\p{L}))\p{L}{3})/u.test(rest.slice(length))
}
