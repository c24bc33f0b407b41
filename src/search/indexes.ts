/**
 * The two indexes as pages ask them. Either may be missing, warming or broken: then it answers null, or is null here, and
 * the store answers in its place.
 */
import type { WordIndex } from './bodies/index.ts'
import type { TagIndex } from './tags/index.ts'

export type { Passage, PassagePiece, TextPart } from './bodies/index.ts'

export interface Indexes {
  readonly tags: Pick<TagIndex, 'ask' | 'count' | 'matchMost' | 'like' | 'random'> | null
  readonly words: Pick<WordIndex, 'find' | 'passages' | 'like'> | null
}

export const NO_INDEXES: Indexes = { tags: null, words: null }
