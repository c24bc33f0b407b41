/** Rows of conventions that the archivist chose for sources. */
import type { Db } from '../../platform/db/database.ts'

export async function saveConvention(tx: Db, sha256: string, convention: string): Promise<void> {
  await tx
    .insertInto('source_convention')
    .values({ sha256, convention })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ convention }))
    .execute()
}

/** Keys of site files, by the SHA-256 of the source. */
export type ChosenConventions = ReadonlyMap<string, string>

export async function listConventions(db: Db): Promise<ChosenConventions> {
  const rows = await db.selectFrom('source_convention').select(['sha256', 'convention']).execute()
  return new Map(rows.map(({ sha256, convention }) => [sha256, convention]))
}
