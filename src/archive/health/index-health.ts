/**
 * Whether the indexes say what the catalogue says. Nothing is lost when one does not: what differs is read again at once,
 * and a running server takes that over.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Db } from '../../platform/db/database.ts'
import { compareWithCatalogue, INDEX_FILE, openWordIndex } from '../../search/bodies/index.ts'
import { compareTagIndex, rebuildTagIndex } from '../../search/tags/index.ts'

/** `none`: there is nothing that could be used; the next start of the server makes it. */
export type IndexHealth = { readonly state: 'none' | 'sound' } | { readonly state: 'mended'; readonly wrong: number }

/** Where an archive is: its indexes open it by themselves. */
export interface IndexPlace {
  readonly dataDirectory: string
  readonly databaseUrl: string | null
}

export async function mendTagIndex(db: Db, dataDirectory: string): Promise<IndexHealth> {
  const found = await compareTagIndex(db, dataDirectory)
  if (found === null) return { state: 'none' }
  const wrong = found.missing + found.surplus + found.different
  if (wrong === 0) return { state: 'sound' }
  await rebuildTagIndex(db, dataDirectory)
  return { state: 'mended', wrong }
}

/** What has changed since the index was last brought up to date is no fault of it. */
export async function mendWordIndex(db: Db, place: IndexPlace): Promise<IndexHealth> {
  const path = join(place.dataDirectory, INDEX_FILE)
  if (!existsSync(path)) return { state: 'none' }
  await using index = openWordIndex({ database: place, directory: place.dataDirectory })
  await index.refresh()
  const drift = await compareWithCatalogue(db, path, true)
  const wrong = drift.works + drift.chapters + drift.gone
  if (wrong === 0 && !drift.isUseless) return { state: 'sound' }
  await (drift.isUseless ? index.rebuild() : index.refresh())
  return { state: 'mended', wrong }
}

/** Makes the word index anew; gives the number of chapters in it. */
export async function rebuildWordIndex(place: IndexPlace): Promise<number> {
  await using index = openWordIndex({ database: place, directory: place.dataDirectory })
  await index.rebuild()
  const state = index.state()
  if (state.kind === 'failed') throw new Error(`the word index could not be made: ${state.why}`)
  return state.chapters
}
