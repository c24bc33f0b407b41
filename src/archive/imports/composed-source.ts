import type { Place } from '../../intake/assemble/index.ts'
import type { StoredReading } from './stored-reading.ts'

/** A source of a work with what intake made of it. */
export interface ComposedSource {
  readonly sha256: string
  readonly role: 'text' | 'duplicate' | 'other-version' | 'index'
  readonly number: number | null
  /** What an index page calls its chapter. */
  readonly title?: string
  readonly places: readonly Place[]
  readonly reading: StoredReading
  /** Keys of what was found private and somebody decided to show, see `privateKey`. */
  readonly shown?: readonly string[]
}
