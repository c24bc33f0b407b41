/** Rows of conventions that the archivist chose for sources. */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

const KEYS_A_QUERY = 500

export async function saveConvention(tx: Db, sha256: string, convention: string): Promise<void> {
  await tx
    .insertInto('source_convention')
    .values({ sha256, convention })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet({ convention }))
    .execute()
}

/** The key of the site file that was chosen for a source. */
export async function findConvention(db: Db, sha256: string): Promise<string | null> {
  const [row] = await conventionOfSource(db, { sha256 })
  return row?.convention ?? null
}

const conventionOfSource = prepared((db, given: Given<{ sha256: string }>) =>
  db.selectFrom('source_convention').select('convention').where('sha256', '=', given.sha256),
)

/** Keys of site files, by the SHA-256 of the source. */
export type ChosenConventions = ReadonlyMap<string, string>

/** What was chosen for these sources. */
export async function listConventions(db: Db, sha256s: readonly string[]): Promise<ChosenConventions> {
  const chosen = new Map<string, string>()
  for (const part of chunks(sha256s, KEYS_A_QUERY)) {
    const rows = await db
      .selectFrom('source_convention')
      .select(['sha256', 'convention'])
      .where('sha256', 'in', part)
      .execute()
    for (const { sha256, convention } of rows) chosen.set(sha256, convention)
  }
  return chosen
}
