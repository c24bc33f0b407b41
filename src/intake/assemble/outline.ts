/**
 * The outline of a reading: the little of it that decides which sources belong together, so that a batch of many
 * thousand sources can be assembled without holding their texts.
 */
import { createHash } from 'node:crypto'
import { foldKey } from '../../kernel/text.ts'
import type { ContentsLink } from '../formats/sites/contents.ts'
import type { Reading } from '../reading.ts'
import { lettersOf, sketchOf } from './sketch.ts'

export interface Outline {
  /** Null when no title is stated. */
  readonly title: string | null
  /** Folded, ascending; empty when nobody is named. */
  readonly authors: readonly string[]
  readonly part: { readonly number: number; readonly to: number | null; readonly total: number | null } | null
  /** The numbers its chapter headings give, in order. */
  readonly chapterNumbers: readonly (number | null)[]
  readonly words: number
  /** SHA-256 of the text as letters and digits only. */
  readonly textHash: string
  readonly sketch: readonly number[]
  /** The files that an index page names. */
  readonly contents?: readonly ContentsLink[]
}

/** The outline of a reading and the plain text of its story. A refused source has none. */
export function outlineOf(reading: Reading, storyText: string): Outline | null {
  const { work, chapters, counts } = reading.inspection
  if (work === null) return null
  const letters = lettersOf(storyText)
  return {
    title: work.title === null ? null : foldKey(work.title.value),
    authors: [...new Set(work.authors.map((author) => foldKey(author.value)))].toSorted(),
    part: work.part === null ? null : { number: work.part.number, to: work.part.to, total: work.part.total },
    chapterNumbers: chapters.map((chapter) => chapter.number),
    words: counts.words,
    textHash: createHash('sha256').update(letters).digest('hex'),
    sketch: sketchOf(letters),
    ...(reading.contents !== undefined && { contents: reading.contents.links }),
  }
}
