/** A suggestion as the recognisers of the story make it: in terms of the manuscript's lines, like everything they find. */
import type { SuggestionCode } from '../../codes.ts'
import type { Run } from '../../run.ts'

export interface StorySuggestion {
  readonly code: SuggestionCode
  /** Index of the line that it is about. */
  readonly line: number
  /** The text that it is about; null for blank lines. */
  readonly run: Run | null
  /** Indexes of all lines that it is about. */
  readonly lines: readonly number[]
  readonly field: string | null
  readonly value: string | null
  readonly before: string | null
  readonly after: string | null
  readonly confidence: number
  readonly why: string
}

export function suggest(
  code: SuggestionCode,
  line: number,
  confidence: number,
  why: string,
  details: Partial<StorySuggestion> = {},
): StorySuggestion {
  return {
    code,
    line,
    run: null,
    lines: [line],
    field: null,
    value: null,
    before: null,
    after: null,
    confidence,
    why,
    ...details,
  }
}
