/** Findings about the rows of a rescued site that no work's page says; each is entered once. */
import type { Db } from '../../platform/db/database.ts'
import type { SiteNote } from './context.ts'

export interface NotePlace {
  readonly batchId: number
  readonly dumpSha256: string | null
}

/** `field` names the row: `categories/8`. */
export async function saveNotes(tx: Db, place: NotePlace, notes: readonly SiteNote[]): Promise<void> {
  for (const [position, note] of notes.entries()) {
    const field = `${note.row.table}/${note.row.key}`
    const known = await tx
      .selectFrom('finding')
      .select('id')
      .where('sha256', place.dumpSha256 === null ? 'is' : '=', place.dumpSha256)
      .where('code', '=', note.code)
      .where('field', '=', field)
      .where('why', '=', note.why)
      .executeTakeFirst()
    if (known !== undefined) continue
    await tx
      .insertInto('finding')
      .values({
        batch_id: place.batchId,
        sha256: place.dumpSha256,
        work_id: note.workId ?? null,
        kind: note.code === 'changed-here' ? 'conflict' : 'suggestion',
        code: note.code,
        field,
        before: note.before ?? null,
        after: note.after ?? null,
        why: note.why,
        position,
      })
      .execute()
  }
}
