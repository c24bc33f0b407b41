/** Compares the words of a site: its categories with their tree, its characters, classes and ratings. */
import type { Differences } from './differences.ts'
import type { Rescued } from './rescued.ts'
import { said } from './said.ts'
import type { Truth } from './truth.ts'

export async function checkWords(
  { db, siteId, extraOf }: Rescued,
  truth: Truth,
  differences: Differences,
): Promise<void> {
  const rows = await db.selectFrom('site_term').selectAll().where('site_id', '=', siteId).execute()
  const termOf = (kind: string, id: number) => rows.find((row) => row.kind === kind && row.old_id === String(id))
  const oldIdOf = (id: number | null): string | null => rows.find((row) => row.id === id)?.old_id ?? null
  const categories = new Set((truth.categories ?? []).map(({ catid }) => catid))
  for (const { catid, name, parent, order, locked } of truth.categories ?? []) {
    const where = `category ${catid}`
    const term = termOf('category', catid)
    differences.same(`${where}, name`, said(name), term?.name)
    differences.same(
      `${where}, above it`,
      categories.has(parent) ? String(parent) : null,
      oldIdOf(term?.parent_id ?? null),
    )
    if (order !== undefined) differences.same(`${where}, place`, order, term?.position)
    if (locked !== undefined) {
      differences.same(`${where}, locked`, locked ? '1' : '0', extraOf('categories', catid)['locked'] ?? '0')
    }
  }
  for (const { charid, name, catid } of truth.characters ?? []) {
    const term = termOf('character', charid)
    differences.same(`character ${charid}, name`, said(name), term?.name)
    const above = categories.has(catid) ? String(catid) : null
    differences.same(`character ${charid}, category`, above, oldIdOf(term?.parent_id ?? null))
  }
  const titles = new Map((truth.classtypes ?? []).map(({ id, title }) => [id, said(title)]))
  for (const { id, type, name } of truth.classes ?? []) {
    const term = termOf('class', id)
    differences.same(`class ${id}`, [said(name), titles.get(type) ?? null], [term?.name, term?.type_name])
  }
  for (const { rid, rating, ratingwarning_bits: bits, warningtext = '' } of truth.ratings ?? []) {
    const term = termOf('rating', rid)
    differences.same(
      `rating ${rid}`,
      [said(rating), bits, said(warningtext)],
      [term?.name, term?.bits, term?.description ?? ''],
    )
  }
}
