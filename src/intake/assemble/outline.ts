/**
 * The outline of a reading: the little of it that decides which sources belong together, so that a batch of many
 * thousand sources can be assembled without holding their texts.
 */
import { createHash } from 'node:crypto'
import { foldKey } from '../../kernel/text.ts'
import type { ContentsLink } from '../formats/sites/contents.ts'
import type { Reading, WorkFacts } from '../reading.ts'
import { lettersOf, type Sketch, sketchOf } from './sketch.ts'

export interface Outline {
  /** Null when no title is stated. */
  readonly title: string | null
  /** Folded, ascending; empty when nobody is named. */
  readonly authors: readonly string[]
  readonly part: { readonly number: number; readonly to: number | null; readonly total: number | null } | null
  /** The numbers its chapter headings give, in order. */
  readonly chapterNumbers: readonly (number | null)[]
  readonly words: number
  /** Stretches of emphasis, which some formats lose. */
  readonly emphasis: number
  /** How many facts it states beside title, people and part. */
  readonly facts: number
  /** When a post that calls itself revised was sent, empty when nobody knows; null for everything else. */
  readonly revisedAt: string | null
  /** SHA-256 of the text as letters and digits only. */
  readonly textHash: string
  readonly sketch: Sketch
  /** Where it comes from not everybody could see it. */
  readonly isPrivate?: true
  /** The files that an index page names. */
  readonly contents?: readonly ContentsLink[]
  /** An index page that holds nothing else. */
  readonly isList?: true
}

/** The outline of a reading and the plain text of its story. A refused source has none. */
export function outlineOf(reading: Reading, storyText: string): Outline | null {
  const { work, chapters, counts, suggestions } = reading.inspection
  if (work === null) return null
  const letters = lettersOf(storyText)
  return {
    title: work.title === null ? null : foldKey(work.title.value),
    authors: [...new Set(work.authors.map((author) => foldKey(author.value)))].toSorted(),
    part: work.part === null ? null : { number: work.part.number, to: work.part.to, total: work.part.total },
    chapterNumbers: chapters.map((chapter) => chapter.number),
    words: counts.words,
    emphasis: counts.emphasis,
    facts: factsIn(work),
    revisedAt: reading.letter?.isRevision === true ? (reading.letter.sent ?? '') : null,
    textHash: createHash('sha256').update(letters).digest('hex'),
    sketch: sketchOf(letters),
    ...(suggestions.some(({ code }) => code === 'not-public') && { isPrivate: true as const }),
    ...(reading.contents !== undefined && { contents: reading.contents.links }),
    ...(reading.contents?.isBare === true && { isList: true as const }),
  }
}

function factsIn(work: WorkFacts): number {
  const { summary, rating, language, status, fandoms, relationships, characters, warnings, dates, other } = work
  const singles = [summary, rating, language, status].filter((fact) => fact !== null)
  return [singles, fandoms, relationships, characters, warnings, dates, other].reduce(
    (sum, list) => sum + list.length,
    0,
  )
}
