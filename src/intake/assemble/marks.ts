/**
 * Marks: a few numbers of a source by which others are found that may belong to it, among any number, without comparing
 * all with all.
 *
 * Marks of a text are the smallest hashes of its sketch, and of a long text one of 256 shingles, so that a chapter meets
 * a mark of the book it is in. Who looks asks with more hashes than are kept: a book has to meet the marks of a chapter,
 * which are rarer in it. A text and one of a likeness of 0.35 miss each other in one of a thousand cases, a chapter of
 * 1,000 words and its book in one of fifty.
 *
 * Marks of what a source states: parts with one title and pen name, numbered files of one stem.
 */
import { createHash } from 'node:crypto'
import { MIN_WORDS_TO_COMPARE } from './kinship.ts'
import { numbersOfFile } from './numbered-file.ts'
import type { Outline } from './outline.ts'
import type { ReadSource } from './read-source.ts'
import { HASHES } from './sketch.ts'

/** Marks that every text has. */
const MARKS = 8
/** One of 256 shingles. */
const MARKED = HASHES / 256
/** Asked with at least: so many of the smallest hashes of a text hold those of one three times as long. */
const ASKED = 24
/** One of 64 shingles: all that the sketch of a long text has. */
const ASKED_BELOW = HASHES / 64

export function textMarks(outline: Outline): readonly number[] {
  return Array.from(outline.sketch.slice(0, countTextMarks(outline)))
}

/** With these a text finds those whose marks it has. */
export function textAsks(outline: Outline): readonly number[] {
  return Array.from(outline.sketch.slice(0, countTextAsks(outline)))
}

/** So many hashes at the beginning of its sketch. */
export function countTextMarks(outline: Outline): number {
  return countSmallest(outline, MARKS, MARKED)
}

export function countTextAsks(outline: Outline): number {
  return countSmallest(outline, ASKED, ASKED_BELOW)
}

/** At least `least`, and all that are below a limit. */
function countSmallest({ sketch, words }: Outline, least: number, limit: number): number {
  if (words < MIN_WORDS_TO_COMPARE) return 0
  let count = Math.min(least, sketch.length)
  while (count < sketch.length && (sketch[count] as number) < limit) count++
  return count
}

/** Equal for two sources that may be parts of one work by what they say. */
export function statedMarks(source: ReadSource): readonly number[] {
  const { title, authors, part, revisedAt } = source.outline
  const says = [
    ...(title !== null && authors.length > 0 && (part !== null || revisedAt !== null)
      ? [['part', title, ...authors]]
      : []),
    ...numbersOfFile(source).map(({ stem }) => ['file', stem]),
  ]
  return says.map(numberOf)
}

/** 48 bits: chance meets a mark of a text as rarely as two of these. */
function numberOf(words: readonly string[]): number {
  return createHash('sha256').update(JSON.stringify(words)).digest().readUIntBE(0, 6)
}
