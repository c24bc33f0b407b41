/**
 * Sets pages aside that only list stories, or chapters that are not here: they are kept, and are no works.
 *
 * Whether a page is the index of something is known only when everything is read that it might name. One that was set
 * aside before and is the index of a story now, since its chapters have come, is no longer said to be none.
 */
import type { ReadSource } from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { groupWrites } from '../../platform/db/group-writes.ts'
import type { ImportCounts } from './counts.ts'
import type { ImportRequest } from './import-request.ts'
import { removeRefusals, saveRefusal } from './refusal-store.ts'
import { refuseUse } from './store.ts'

interface ListsToSetAside {
  readonly request: ImportRequest
  readonly batchId: number
  readonly counts: ImportCounts
  /** What this import met. */
  readonly met: readonly ReadSource[]
  readonly lists: readonly ReadSource[]
}

export async function setListsAside(db: Db, { request, batchId, counts, met, lists }: ListsToSetAside): Promise<void> {
  const aside = new Set(lists.map(({ sha256 }) => sha256))
  const writes = groupWrites(db, request.assertHeld)
  for (const source of met.filter(({ outline }) => outline.isList === true)) {
    const { sha256 } = source
    for (const { path, within } of source.places) {
      const place = { sha256, path, within }
      if (!aside.has(sha256)) await writes.add((tx) => removeRefusals(tx, place, sha256), 0)
      else
        await writes.add(async (tx) => {
          await refuseUse(tx, place)
          await saveRefusal(tx, { ...place, batchId, code: 'site-file', why: whyList(source) })
          return () => {
            counts.refused++
          }
        }, 0)
    }
  }
  await writes.finish()
}

const MOST_NAMED = 10
const MOST_CHARACTERS = 1000

function whyList({ outline }: ReadSource): string {
  const links = outline.contents ?? []
  const named = links.slice(0, MOST_NAMED).map(({ path, text }) => (text === '' ? path : `“${text}” (${path})`))
  const more = links.length > MOST_NAMED ? ` and ${links.length - MOST_NAMED} more` : ''
  return `This page lists files and is no story: ${named.join(', ').slice(0, MOST_CHARACTERS)}${more}. It is kept.`
}
