/** Rows of files of an old site that no chapter names. */
import type { Db } from '../../../platform/db/database.ts'

export interface FileUse {
  readonly sha256: string
  readonly batchId: number
  readonly path: string
  readonly within: readonly string[]
  readonly role: 'image' | 'stray' | 'orphan-chapter'
}

/** A place is kept once, for the batch that met it first. */
export async function saveFileUse(tx: Db, { sha256, batchId, path, within, role }: FileUse): Promise<void> {
  await tx
    .insertInto('source_use')
    .values({
      sha256,
      batch_id: batchId,
      path,
      within: JSON.stringify(within),
      role,
      work_id: null,
      chapter_id: null,
    })
    .onConflict((conflict) => conflict.columns(['sha256', 'path', 'within', 'position']).doNothing())
    .execute()
}
