/** Edits: the repairs of a source as changes of the decoded source, which can be made and undone as text. */
import type { RepairCode } from '../codes.ts'

export interface Edit {
  /** `[start, end)` in the decoded source. */
  readonly at: readonly [number, number]
  readonly before: string
  readonly after: string
  /** All repairs that touched the place, in order. */
  readonly codes: readonly RepairCode[]
  /** Where the first of several stretches is that were changed as one, as where tags stand inside of it. */
  readonly begins?: number
}

/** The source with the edits made. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  return exchange(
    source,
    edits,
    (edit) => edit.before,
    (edit) => edit.after,
  )
}

/** The decoded source again, from what `applyEdits` made of it. */
export function undoEdits(repaired: string, edits: readonly Edit[]): string {
  let grown = 0
  const moved = edits.map((edit) => {
    const from = edit.at[0] + grown
    grown += edit.after.length - edit.before.length
    return { ...edit, at: [from, from + edit.after.length] as const }
  })
  return exchange(
    repaired,
    moved,
    (edit) => edit.after,
    (edit) => edit.before,
  )
}

function exchange(
  text: string,
  edits: readonly Edit[],
  from: (edit: Edit) => string,
  to: (edit: Edit) => string,
): string {
  const parts: string[] = []
  let done = 0
  for (const edit of edits) {
    const [start, end] = edit.at
    if (text.slice(start, end) !== from(edit)) throw new RangeError(`no such text at ${start}`)
    parts.push(text.slice(done, start), to(edit))
    done = end
  }
  parts.push(text.slice(done))
  return parts.join('')
}
