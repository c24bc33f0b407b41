/**
 * A whole value decoded and with its text repaired at its places, its markup as it was: to compare with what its author
 * wrote. Repairs that change looks only (hard spaces) or unpack entities are not made.
 */
import { applyEdits } from '../repair/edits.ts'
import { openValue } from './open-value.ts'
import type { ValueEvidence } from './value.ts'

const LOOKS: ReadonlySet<string> = new Set(['nbsp-indent', 'nbsp-space', 'entity'])

export function repairedSource(bytes: Uint8Array, evidence: ValueEvidence): string {
  const { text, edits } = openValue(bytes, evidence)
  return applyEdits(
    text,
    edits.filter(({ codes }) => codes.some((code) => !LOOKS.has(code))),
  )
}
