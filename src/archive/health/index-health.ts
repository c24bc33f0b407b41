/**
 * Whether the index of tags says what the catalogue says. Nothing is lost when it does not: it is made anew at once, and a
 * running server takes that over.
 */
import type { Db } from '../../platform/db/database.ts'
import { compareTagIndex, rebuildTagIndex } from '../../search/tags/index.ts'

/** `none`: there is nothing that could be used; the next start of the server makes it. */
export type IndexHealth = { readonly state: 'none' | 'sound' } | { readonly state: 'mended'; readonly wrong: number }

export async function mendTagIndex(db: Db, dataDirectory: string): Promise<IndexHealth> {
  const found = await compareTagIndex(db, dataDirectory)
  if (found === null) return { state: 'none' }
  const wrong = found.missing + found.surplus + found.different
  if (wrong === 0) return { state: 'sound' }
  await rebuildTagIndex(db, dataDirectory)
  return { state: 'mended', wrong }
}
