/** Works with tags, planted straight into the tables, and what the lists say of them. */
import { foldKey } from '../../../kernel/text.ts'
import type { Db } from '../../../platform/db/database.ts'
import { inTransaction } from '../../../platform/db/database.ts'
import { insertPublicRows } from '../../../platform/db/insert-public-rows.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'
import { findOrAddTag, listTagsAnew, type TagKind } from '../../works/index.ts'

const NOW = '2001-01-01T00:00:00.000Z'

/** `character Willow` */
export async function plantTaggedWork(db: Db, title: string, tags: readonly string[]): Promise<number> {
  return inTransaction(db, async (tx) => {
    const [workId] = await insertPublicRows(tx, 'work', [
      { title, sort_title: title.toLowerCase(), folded_title: foldKey(title), added_at: NOW, changed_at: NOW },
    ])
    const id = workId as number
    const rows = []
    for (const [position, tag] of tags.entries()) {
      const { kind, name } = readTag(tag)
      const tagId = await findOrAddTag(tx, kind, name)
      rows.push({ work_id: id, tag_id: tagId, as_written: name, position, said_by: 'source' })
    }
    await insertRows(tx, 'work_tag', rows)
    await listTagsAnew(tx, [id])
    return id
  })
}

export function readTag(tag: string): { readonly kind: TagKind; readonly name: string } {
  const space = tag.indexOf(' ')
  return { kind: tag.slice(0, space) as TagKind, name: tag.slice(space + 1) }
}

/** Titles of the works that stand under a tag in lists. */
export async function worksUnder(db: Db, tag: string): Promise<readonly string[]> {
  const { kind, name } = readTag(tag)
  const rows = await db
    .selectFrom('listing')
    .innerJoin('tag', 'tag.id', 'listing.ref_id')
    .innerJoin('work', 'work.id', 'listing.work_id')
    .where('listing.kind', '=', 'tag')
    .where('tag.kind', '=', kind)
    .where('tag.folded', '=', foldKey(name))
    .orderBy('work.title')
    .select('work.title')
    .execute()
  return rows.map((row) => row.title)
}
