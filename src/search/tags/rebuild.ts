/** Makes the tag index anew from the store and keeps it; a running server takes it over at its next refresh. */
import type { Db } from '../../platform/db/database.ts'
import { countWorks } from './catalogue.ts'
import { keep, makeAnew } from './holding.ts'

/** Gives how many works are in it. Throws when the directory cannot be written to. */
export async function rebuildTagIndex(db: Db, directory: string): Promise<number> {
  const made = await makeAnew(db)
  keep(made, directory)
  return countWorks(made.catalogue)
}
