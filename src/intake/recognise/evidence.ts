/** Where in a source a fact was read, and how it becomes a `Field` of the report. */
import { type LineIndex, type Span, spanOf } from '../position.ts'
import type { Field } from '../reading.ts'
import { type Run, sourceSpan } from '../run.ts'

/** A fact as recognisers hand it on: its evidence is the runs it was read from, in order. */
export interface Found<Value = string> {
  readonly value: Value
  readonly asWritten: string
  readonly evidence: readonly Run[]
  readonly rule: string
  readonly confidence: number
}

/** The report's form of a found fact. `source` indexes the decoded source. */
export function fieldOf<Value>(source: LineIndex, found: Found<Value>): Field<Value> {
  const spans = found.evidence.filter((run) => run.pieces.length > 0).map((run) => spanOfRun(source, run))
  return {
    value: found.value,
    asWritten: found.asWritten,
    lines: linesOf(spans),
    spans,
    rule: found.rule,
    confidence: found.confidence,
  }
}

export function spanOfRun(source: LineIndex, run: Run): Span {
  const [start, end] = sourceSpan(run)
  return spanOf(source, start, end)
}

/** All lines that spans touch, ascending, each once. */
export function linesOf(spans: readonly Span[]): number[] {
  const lines = new Set<number>()
  for (const span of spans) for (let line = span.line; line <= span.endLine; line++) lines.add(line)
  return [...lines].toSorted((a, b) => a - b)
}
