import type { Outline } from './outline.ts'

/** A source of the batch that was read as a story. */
export interface ReadSource {
  readonly sha256: string
  /** Where it was found; the same bytes may stand in several places. */
  readonly places: readonly Place[]
  readonly outline: Outline
}

export interface Place {
  readonly path: string
  readonly within: readonly string[]
}
