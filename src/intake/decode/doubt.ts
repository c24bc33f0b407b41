/** Something uncertain that a stage found in a decoded source, by offsets; `suggestionOf` is the form of the report. */
import type { SuggestionCode } from '../codes.ts'
import { type LineIndex, positionOf, spanOf } from '../position.ts'
import type { Suggestion } from '../reading.ts'

export interface Doubt {
  readonly code: SuggestionCode
  /** `[start, end)` in the decoded source. */
  readonly at: readonly [number, number]
  readonly before: string | null
  readonly after: string | null
  readonly confidence: number
  /** One sentence for a person. */
  readonly why: string
}

export function suggestionOf(source: LineIndex, doubt: Doubt): Suggestion {
  const [start, end] = doubt.at
  const { line, column } = positionOf(source, start)
  const { endLine } = spanOf(source, start, end)
  return {
    code: doubt.code,
    line,
    column,
    field: null,
    value: null,
    before: doubt.before,
    after: doubt.after,
    confidence: doubt.confidence,
    why: doubt.why,
    lines: Array.from({ length: endLine - line + 1 }, (_, i) => line + i),
  }
}
