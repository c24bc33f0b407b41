/** A suggestion for a field of the work, as headers make them. */
import type { Line } from '../../read/manuscript.ts'
import type { Suggestion } from '../../reading.ts'

export function maybeField(field: string, value: string, line: Line, confidence: number, why: string): Suggestion {
  return {
    code: 'maybe-field',
    line: line.number,
    column: null,
    field,
    value,
    before: null,
    after: null,
    confidence,
    why,
    lines: [line.number],
  }
}
