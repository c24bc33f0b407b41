/**
 * Find what a title or subject says of the part it stands on, at its end.
 *
 *     "Hollow Ground (Part 3 of 5)"   title "Hollow Ground", part 3 of 5
 *     "Still Water 1/4"               title "Still Water", part 1 of 4
 *     "Missing Scene from "Becoming, Part 2""   no part: the number belongs to what is quoted
 */
import { parseHeading } from '../story/parse-heading.ts'

export interface PartNumber {
  readonly number: number
  /** The last part where several stand together. */
  readonly to: number | null
  readonly total: number | null
}

export interface PartInText {
  readonly part: PartNumber
  /** `text[from, to)` says it. */
  readonly from: number
  readonly to: number
}

const NUMBER_WORDS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const NUMBER = `\\d{1,3}|[IVXLivxl]{1,7}|${NUMBER_WORDS.join('|')}`
const PART =
  'parts?|chapters?|chaps?\\.?|ch\\.?|pts?\\.?|episodes?|teil|kapitel|partie|chapitre|parte|cap[ií]tulo|deel|cz[ęe][śs][ćc]|часть|глава|cap[ií]tol|kapitola|d[ií]l|diel|[čc][áa]s[ťt]|r[ée]sz|fejezet|hluti|kafli'

/** "(Part 3 of 5)", "- Chapter IV", "parts 2-4/7", "Part Two" */
const WORDED = new RegExp(
  `[\\s,:;–—-]*[([{]?\\s*(?<![\\p{L}\\d])(?:${PART})[\\s#]*(${NUMBER})(?:\\s*(?:-|–|to|&|and)\\s*(${NUMBER}))?(?:\\s*(?:of|/|von|de|out of)\\s*(${NUMBER}|\\?+))?\\s*[)\\]}]?\\s*$`,
  'iu',
)

/** "1/4", "(3/?)", "[2 of 7]", "2-3/7" */
const FRACTION =
  /[\s,:;–—-]*[([{]?\s*(?<![\d/])(\d{1,3})(?:\s*[-–&]\s*(\d{1,3}))?\s*(?:\/|of|von)\s*(\d{1,3}|\?+|X|x)\s*[)\]}]?\s*$/u

const MAX_TAIL = 60

/** The part that a title ends with. Numbers inside quotation marks belong to the quoted title. */
export function findPartAtEnd(text: string): PartInText | null {
  const start = Math.max(0, text.length - MAX_TAIL)
  const tail = text.slice(start)
  const match = WORDED.exec(tail) ?? FRACTION.exec(tail)
  if (match === null) return null
  const number = readNumber(match[1])
  if (number === null) return null
  const total = readNumber(match[3])
  const part = { number, to: readNumber(match[2]), total }
  if (total !== null && total < number) return null
  return { part, from: start + match.index, to: text.length }
}

/** The part that a value of a `Part:` label names: "1/4", "3 of 5", "Two", "1". */
export function readPart(text: string): PartNumber | null {
  const bare = text.trim().slice(0, MAX_TAIL)
  const found = findPartAtEnd(bare)
  if (found !== null && found.from === 0) return found.part
  const match = new RegExp(`^[([#]?\\s*(${NUMBER})\\b`, 'iu').exec(bare)
  const number = readNumber(match?.[1])
  return number === null ? null : { number, to: null, total: null }
}

/** A number in digits, in Roman ones or as an English word. */
function readNumber(written: string | undefined): number | null {
  if (written === undefined) return null
  if (/^\d+$/.test(written)) return Number(written)
  const word = NUMBER_WORDS.indexOf(written.toLowerCase())
  return word === -1 ? readRoman(written.toUpperCase()) : word + 1
}

function readRoman(text: string): number | null {
  if (!/^(?:X{0,3})(?:IX|IV|V?I{0,3})$/.test(text) || text === '') return null
  const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10 }
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charAt(i)] ?? 0
    sum += value < (values[text.charAt(i + 1)] ?? 0) ? -value : value
  }
  return sum
}

/** A line that is a heading of a part and nothing else, or such a heading with a title: "Part III", "Chapter 2: Home". */
export function isPartHeading(text: string): boolean {
  if (text.length > 90) return false
  const bare = text.replace(/^[\s*_~#=<>[(-]+|[\s*_~#=<>\])-]+$/g, '')
  return (
    PART_HEADING.test(bare) ||
    /^(?:\d{1,3}\s*\/\s*(?:\d{1,3}|\?+)|\d{1,3}\.?|(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\.?)$/.test(bare) ||
    isNumberedHeading(text)
  )
}

/** In any of the languages of headings: "Kapitola první", "Zweiter Teil". */
function isNumberedHeading(text: string): boolean {
  const heading = parseHeading(text)
  return heading !== null && heading.isStrong && heading.number !== null
}

/** "Part III", "Chapter Two: Home", "Prologue" */
const PART_HEADING = new RegExp(
  `^(?:(?:${PART}|act|book)[\\s#]*(?:${NUMBER})(?:\\s*(?:of|/|von|-|–)\\s*(?:\\d{1,3}|\\?+))?(?:\\s*[:.–—-].{0,60}|\\s*\\(.{0,40}\\))?|(?:prologue?|epilogue?|interlude|prolog|epilog|teaser)(?:\\s*[:–—-].{0,60})?)$`,
  'iu',
)
