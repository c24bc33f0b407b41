/**
 * A source that only wraps another: a record of a web archive around a page, JSON around a mail. What is inside is read
 * by its own format, and what the wrapping says stands beside it.
 */
import type { LossFact, RefusedFormat, StatedFact } from './opened-format.ts'

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

type Unwrap = (bytes: Uint8Array, most: number) => Unwrapped | RefusedFormat | null

const WRAPPINGS: Readonly<Record<string, () => Promise<Unwrap>>> = {
  'web-record': async () => (await import('./web-record/index.ts')).unwrapRecord,
  html: async () => (await import('./yahoo/index.ts')).unwrapPage,
  'yahoo-message': async () => (await import('./yahoo/index.ts')).unwrapMessage,
}

/** Null for what wraps nothing. `most` is how many bytes may be inside. */
export async function unwrap(
  format: string,
  bytes: Uint8Array,
  most: number,
): Promise<Unwrapped | RefusedFormat | null> {
  const load = Object.hasOwn(WRAPPINGS, format) ? WRAPPINGS[format] : undefined
  if (load === undefined) return null
  const open = await load()
  return open(bytes, most)
}
