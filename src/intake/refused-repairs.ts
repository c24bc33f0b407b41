/**
 * Repairs that somebody has undone, known again by what they are and where they stand in the source.
 *
 *     line 12, column 31, cp1252-as-macroman   ▶   "cp1252-as-macroman 12 31"
 *
 * Neither a later version of intake nor other canons move what stands in the source, so a decision holds for every later
 * reading. Where a later version mends something else there, that is another repair, and nobody has undone it.
 */
import { repairFacts } from './inspection.ts'
import { indexLines } from './position.ts'
import type { RepairFact } from './reading.ts'
import type { Edit } from './repair/index.ts'

export interface RepairPlace {
  readonly code: string
  readonly line: number | null
  readonly column: number | null
}

export function repairKey({ code, line, column }: RepairPlace): string {
  return `${code} ${line ?? ''} ${column ?? ''}`
}

/** Tells of the edits of a decoded source whether their repairs are among those with these keys. */
export function refusalIn(source: string, keys: readonly string[]): (edit: Edit) => boolean {
  const undone = new Set(keys)
  const lines = indexLines(source)
  return (edit) => repairFacts(lines, [edit]).some((repair) => undone.has(repairKey(repair)))
}

/** The repair itself and all that is changed as one with it, among those of a source. */
export function listUndoneWith(repair: RepairPlace, all: readonly RepairFact[]): readonly RepairFact[] {
  const key = repairKey(repair)
  const own = all.filter((each) => repairKey(each) === key)
  const [first] = own.flatMap(({ begins }) => begins ?? [])
  if (first === undefined) return own
  return all.filter(({ begins }) => begins?.line === first.line && begins.column === first.column)
}
