/** Reads what tags lead to: canonical tags, and the meta tags above them. */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { viewsOf } from './views.ts'
import type { TagDocument } from './work-document.ts'

type Tags = ReadonlyMap<number, TagDocument>

const KEYS_A_QUERY = 500

export function readTags(db: Db): Promise<Tags> {
  return readPortion(db, null)
}

/** These of them. */
export async function readSomeTags(db: Db, keys: readonly number[]): Promise<Tags> {
  const tags = new Map<number, TagDocument>()
  for (const some of chunks(keys, KEYS_A_QUERY))
    for (const [key, tag] of await readPortion(db, some)) tags.set(key, tag)
  return tags
}

async function readPortion(db: Db, keys: readonly number[] | null): Promise<Tags> {
  const tags = new Map<number, TagDocument & { readonly under: number[] }>()
  let rows = viewsOf(db).selectFrom('search_tag').select(['tag_id', 'kind', 'canonical_id'])
  let closure = viewsOf(db).selectFrom('search_tag_closure').select(['tag_id', 'found_under_id'])
  if (keys !== null) {
    rows = rows.where('tag_id', 'in', keys)
    closure = closure.where('tag_id', 'in', keys)
  }
  for (const { tag_id: key, kind, canonical_id: canonical } of await rows.execute())
    tags.set(key, { kind, canonical: canonical ?? key, under: [] })
  for (const { tag_id: key, found_under_id: under } of await closure.execute()) tags.get(key)?.under.push(under)
  return tags
}
