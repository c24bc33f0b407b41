/**
 * A source that only wraps another: a record of a web archive around a page, JSON around a mail. What is inside is read
 * by its own format, and what the wrapping says stands beside it.
 */
import type { LossFact, StatedFact } from './opened-format.ts'

export interface Unwrapped {
  readonly bytes: Uint8Array
  /** What it is called, for its ending; empty where nothing says. */
  readonly path: string
  /** The encoding that the wrapping names. */
  readonly charset: string | null
  /** Which part of the source positions count in. */
  readonly part: string
  readonly stated: readonly StatedFact[]
  readonly losses: readonly LossFact[]
}
