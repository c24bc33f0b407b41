/**
 * Marks: a few numbers of a source by which others are found that may belong to it, among any number, without comparing
 * all with all.
 *
 * Marks of a text are the smallest hashes of its sketch, and of a long text one of 256 shingles, so that a chapter meets
 * a mark of the book it is in. Who looks asks with more hashes than are kept: a book has to meet the marks of a chapter,
 * which are rarer in it. A text and one of a likeness of 0.35 miss each other in one of a thousand cases, a chapter of
 * 1,000 words and its book in one of fifty.
 *
 * Marks of what a source states: parts with one title and pen name, numbered files of one stem. They are above the marks
 * of texts.
 */
import { createHash } from 'node:crypto'
import { MIN_WORDS_TO_COMPARE } from './kinship.ts'
import { numbersOfFile } from './numbered-file.ts'
import type { Outline } from './outline.ts'
import type { ReadSource } from './read-source.ts'

/** Marks that every text has. */
const MARKS = 8
/** One of 256 shingles. */
const MARKED = 2 ** 24
/** Asked with at least: so many of the smallest hashes of a text hold those of one three times as long. */
const ASKED = 24
/** One of 64 shingles: all that the sketch of a long text has. */
const ASKED_BELOW = 2 ** 26

export function textMarks({ sketch, words }: Outline): readonly number[] {
  if (words < MIN_WORDS_TO_COMPARE) return []
  return sketch.filter((hash, i) => i < MARKS || hash < MARKED)
}

/** With these a text finds those whose marks it has. */
export function textAsks({ sketch, words }: Outline): readonly number[] {
  if (words < MIN_WORDS_TO_COMPARE) return []
  return sketch.filter((hash, i) => i < ASKED || hash < ASKED_BELOW)
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

/** 48 bits, above the 32 of a text's hashes. */
function numberOf(words: readonly string[]): number {
  return 2 ** 32 + createHash('sha256').update(JSON.stringify(words)).digest().readUIntBE(0, 6)
}
