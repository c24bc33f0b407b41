/** A work as it is put together: which sources are read, in which order, and what is missing. */
import type { MissingFact } from '../reading.ts'

export type JoinRule = 'same-text' | 'numbered-parts' | 'chapter-files' | 'revision' | 'index-page' | 'whole-and-parts'

export interface AssembledSource {
  readonly sha256: string
  /** `text` gives chapters; a duplicate or other version is kept and shown as a further source. */
  readonly role: 'text' | 'duplicate' | 'other-version' | 'index'
  /** The number its first chapter has in the work, when it says one. */
  readonly number: number | null
  /** What an index page calls its chapter. */
  readonly title?: string
}

export interface AssembledWork {
  /** The sources that give chapters first, in reading order. */
  readonly sources: readonly AssembledSource[]
  /** Parts that are known to be missing once all sources are together. */
  readonly missing: readonly MissingFact[]
  /** Why several sources are one work; null for a single source. */
  readonly rule: JoinRule | null
}
