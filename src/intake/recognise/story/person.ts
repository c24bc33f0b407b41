/**
 * Tells in which person a stretch of story is narrated, from the pronouns outside speech.
 *
 * Plain thresholds per thousand words: the first person when there are enough and they are no mere trace beside the
 * third; the second when "you" is frequent and "I" is not; else the third. Thoughts that lost their italics put an "I"
 * into a third-person story, but only into a few paragraphs, so a weak majority must be spread over most of them.
 * Too few words say nothing, and languages without a table neither.
 */
import { foldText } from '../../../kernel/text.ts'
import type { Person } from '../../reading.ts'
import { PRONOUNS, type Pronouns } from './pronouns.ts'
import type { Voice } from './voice.ts'

/** Fewer words of narration say nothing about its person, unless every fourth of them is a pronoun. */
const FEWEST_WORDS = 12
/** So much narration without any "I" or "you" is about others, whatever they are called. */
const ENOUGH_WORDS = 60
/** A paragraph of so many words in a first-person story has an "I" in it, as a rule. */
const LONG_PARAGRAPH = 25
const WORD = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu

/** The person of several paragraphs together. */
export function personOf(voices: readonly Voice[], language: string | null): Person | null {
  const table = language === null ? undefined : PRONOUNS.get(language)
  if (table === undefined) return null
  const sum = sumOf(voices)
  const pronouns = sum.first + sum.second + sum.third
  if (pronouns === 0) return sum.words >= ENOUGH_WORDS ? 'third' : null
  if (sum.words < FEWEST_WORDS && pronouns * 4 < sum.words) return null
  const rate = (count: number): number => (count * 1000) / sum.words
  if (rate(sum.second) >= table.secondLeast && rate(sum.first) < 15 && sum.second > Math.max(1, sum.third * 0.5))
    return 'second'
  if (rate(sum.first) >= table.firstLeast && sum.first > sum.third * 0.3)
    return isSpread(voices, sum) ? 'first' : 'third'
  // A story told by "I" in which others act for long: rare, but in every paragraph.
  if (rate(sum.first) >= table.firstLeast / 2 && sum.first > sum.third) return 'first'
  return sum.third > 0 ? 'third' : null
}

/** The first person where it outweighs the third is clear; where it does not, most long paragraphs must have it. */
function isSpread(voices: readonly Voice[], sum: Voice): boolean {
  if (sum.first >= sum.third) return true
  const long = voices.filter((voice) => voice.words >= LONG_PARAGRAPH)
  if (long.length < 3) return true
  return long.filter((voice) => voice.first > 0).length * 2 >= long.length
}

export function sumOf(voices: readonly Voice[]): Voice {
  let [words, first, second, third] = [0, 0, 0, 0]
  for (const voice of voices) {
    words += voice.words
    first += voice.first
    second += voice.second
    third += voice.third
  }
  return { words, first, second, third }
}

/** The language whose commonest words are commonest in the texts; null when none stands out. */
export function guessLanguage(paragraphs: Iterable<string>): string | null {
  const hits = new Map<string, number>()
  let seen = 0
  for (const paragraph of paragraphs) {
    for (const [word] of foldText(paragraph.slice(0, 4000)).matchAll(WORD)) {
      seen++
      for (const [language, table] of PRONOUNS)
        if (isCommon(table, word)) hits.set(language, (hits.get(language) ?? 0) + 1)
    }
    if (seen > 3000) break
  }
  const [best, second] = [...hits].toSorted((a, b) => b[1] - a[1])
  if (best === undefined || best[1] * 12 < seen) return null
  return second !== undefined && second[1] >= best[1] ? null : best[0]
}

function isCommon(table: Pronouns, word: string): boolean {
  return table.common.has(word) || table.first.has(word) || table.second.has(word) || table.third.has(word)
}
