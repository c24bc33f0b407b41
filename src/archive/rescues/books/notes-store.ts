/**
 * Findings about the rows of a rescued site that no work's page says; each is entered once.
 *
 * What is entered is asked once and remembered: a broken site may have a note on each of its rows, and asking the
 * database for each would take longer the more there are.
 */
import { createHash } from 'node:crypto'
import type { Db } from '../../../platform/db/database.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'
import type { SiteNote } from '../context.ts'

export interface NotePlace {
  readonly batchId: number
  readonly dumpSha256: string | null
}

/** Enters notes in the transaction that is given; those that are entered already are passed over. */
export function openNotes(place: NotePlace): (tx: Db, notes: readonly SiteNote[]) => Promise<void> {
  let entered: Promise<Set<string>> | undefined
  return async (tx, notes) => {
    if (notes.length === 0) return
    entered ??= listEntered(tx, place)
    const known = await entered
    const rows = notes.flatMap((note, position) => {
      const row = rowOf(note, place, position)
      const name = nameOf(row)
      if (known.has(name)) return []
      known.add(name)
      return [row]
    })
    await insertRows(tx, 'finding', rows)
  }
}

/** `field` names the row: `categories/8`. */
function rowOf(note: SiteNote, { batchId, dumpSha256 }: NotePlace, position: number) {
  return {
    batch_id: batchId,
    sha256: dumpSha256,
    work_id: note.workId ?? null,
    kind: note.code === 'changed-here' ? 'conflict' : 'suggestion',
    code: note.code,
    field: `${note.row.table}/${note.row.key}`,
    before: note.before ?? null,
    after: note.after ?? null,
    why: note.why,
    position,
  }
}

interface Named {
  readonly code: string
  readonly field: string | null
  readonly why: string | null
}

async function listEntered(tx: Db, { dumpSha256 }: NotePlace): Promise<Set<string>> {
  const rows: readonly Named[] = await tx
    .selectFrom('finding')
    .select(['code', 'field', 'why'])
    .where('sha256', dumpSha256 === null ? 'is' : '=', dumpSha256)
    .where('field', 'is not', null)
    .execute()
  return new Set(rows.map(nameOf))
}

/** Short, since there may be very many. */
function nameOf({ code, field, why }: Named): string {
  return createHash('sha256')
    .update(JSON.stringify([code, field, why]))
    .digest('base64')
    .slice(0, 20)
}
