/** What decoding a source gives: the text, and how each stretch of bytes became it. */
import type { Doubt } from './doubt.ts'
import type { Undecoded } from './multi-byte.ts'

/** A stretch of a source that is in one encoding. */
export interface Stretch {
  /** `[start, end)` in bytes. */
  readonly bytes: readonly [number, number]
  /** `[start, end)` in the text. */
  readonly text: readonly [number, number]
  readonly encoding: string
}

export interface Decoded {
  /** Without a byte order mark. */
  readonly text: string
  /** Lower-case WHATWG names; `mixed: utf-8, windows-1252` for several, the most used first. */
  readonly encoding: { readonly name: string; readonly confidence: number }
  /** Whether a byte order mark stood before the text. */
  readonly bom: boolean
  /** What is in which encoding, in order and without gaps. */
  readonly stretches: readonly Stretch[]
  /** Bytes that no reading makes sense of, at their U+FFFD. */
  readonly undecoded: readonly Undecoded[]
  /** Choices that a person should look at, as `doubtful-encoding`. */
  readonly suggestions: readonly Doubt[]
}
