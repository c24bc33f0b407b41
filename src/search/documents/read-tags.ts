/** Reads what all tags lead to: canonical tags, and the meta tags above them. */
import type { Db } from '../../platform/db/database.ts'
import { viewsOf } from './views.ts'
import type { TagDocument } from './work-document.ts'

export async function readTags(db: Db): Promise<ReadonlyMap<number, TagDocument>> {
  const tags = new Map<number, TagDocument & { readonly under: number[] }>()
  const rows = await viewsOf(db).selectFrom('search_tag').select(['tag_id', 'kind', 'canonical_id']).execute()
  for (const row of rows) tags.set(row.tag_id, { kind: row.kind, canonical: row.canonical_id ?? row.tag_id, under: [] })
  const closure = await viewsOf(db).selectFrom('search_tag_closure').select(['tag_id', 'found_under_id']).execute()
  for (const row of closure) tags.get(row.tag_id)?.under.push(row.found_under_id)
  return tags
}
