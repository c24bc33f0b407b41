/**
 * Decides what a newer dump may change: what still stands as we wrote it, and never what somebody changed here.
 *
 *     written    what an earlier dump said, as we wrote it
 *     standing   what stands in the catalogue now
 *     next       what this dump says
 *
 * Where the dump says what it said before, what stands stays, whoever wrote it. Where both changed, what stands stays too,
 * and that is a conflict for the archivist to see.
 */
import { packed, packedValue, type Written } from './records-store.ts'

export interface Settlement {
  /** Names of what the newer dump changes. */
  readonly apply: ReadonlySet<string>
  /** Names of what was changed on both sides, and stays as it stands. */
  readonly conflicts: readonly string[]
}

export function settle(written: Written | null, standing: Written, next: Written): Settlement {
  const apply = new Set<string>()
  const conflicts: string[] = []
  for (const [name, value] of Object.entries(packed(next))) {
    const before = written?.[name]
    const now = packedValue(standing[name] ?? null)
    if (value === now || value === before) continue
    if (before === undefined || now === before) apply.add(name)
    else conflicts.push(name)
  }
  return { apply, conflicts }
}
