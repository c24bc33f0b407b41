/** Writes the words of a rescued site: its categories, characters, classes and ratings, as they were. */
import type { Db } from '../../../platform/db/database.ts'
import { insertRows, upsertRows } from '../../../platform/db/insert-rows.ts'
import { listTermsAnew } from '../../works/index.ts'
import type { TermKind } from '../context.ts'

export interface TermFacts {
  readonly kind: TermKind
  readonly oldId: string
  readonly name: string
  /** Of a class: the title of its type. */
  readonly typeName: string | null
  readonly description: string | null
  /** The id above it as the site had it, also when nothing is there. */
  readonly oldParent: string | null
  /** What a rating asked: 1 a warning, 2 the reader's age, 4 membership. */
  readonly bits: number | null
  readonly position: number
}

/** Gives the keys in the order of the terms. */
export async function saveTerms(tx: Db, siteId: number, terms: readonly TermFacts[]): Promise<readonly number[]> {
  if (terms.length === 0) return []
  const rows = terms.map((term) => ({
    site_id: siteId,
    kind: term.kind,
    old_id: term.oldId,
    name: term.name,
    type_name: term.typeName,
    description: term.description,
    old_parent: term.oldParent,
    bits: term.bits,
    position: term.position,
  }))
  await upsertRows(tx, 'site_term', rows, ['site_id', 'kind', 'old_id'])
  const saved = await tx
    .selectFrom('site_term')
    .select(['id', 'kind', 'old_id'])
    .where('site_id', '=', siteId)
    .where(
      'old_id',
      'in',
      terms.map((term) => term.oldId),
    )
    .execute()
  const ids = new Map(saved.map((row) => [`${row.kind} ${row.old_id}`, row.id]))
  return terms.map((term) => ids.get(`${term.kind} ${term.oldId}`) as number)
}

export async function saveTermParents(
  tx: Db,
  parents: readonly { readonly id: number; readonly parentId: number | null }[],
): Promise<void> {
  for (const { id, parentId } of parents) {
    await tx.updateTable('site_term').set({ parent_id: parentId }).where('id', '=', id).execute()
  }
}

/** The terms of a work, a series or a challenge, in the site's order; those it had before go. */
export async function replaceTermUses(
  tx: Db,
  kind: 'work' | 'series' | 'challenge',
  targetId: number,
  termIds: readonly number[],
  isNew = false,
): Promise<void> {
  if (!isNew) await tx.deleteFrom('term_use').where('kind', '=', kind).where('target_id', '=', targetId).execute()
  const rows = [...new Set(termIds)].map((id, position) => ({ kind, target_id: targetId, site_term_id: id, position }))
  await insertRows(tx, 'term_use', rows)
  if (kind === 'work') await listTermsAnew(tx, targetId)
}

/** What a story's rating says. */
export interface RatingWords {
  readonly name: string
  readonly bits: number
  readonly text: string | null
}

/** The words of a site for rows that name them: ids by kind and name (`rating pg-13`), and its ratings by id. */
export async function readSiteWords(
  db: Db,
  siteId: number,
): Promise<{ readonly idOfName: ReadonlyMap<string, string>; readonly ratings: ReadonlyMap<string, RatingWords> }> {
  const rows = await db
    .selectFrom('site_term')
    .select(['kind', 'old_id as oldId', 'name', 'description', 'bits'])
    .where('site_id', '=', siteId)
    .orderBy('id')
    .execute()
  const idOfName = new Map<string, string>()
  const ratings = new Map<string, RatingWords>()
  for (const { kind, oldId, name, description, bits } of rows) {
    const key = `${kind} ${name.toLowerCase()}`
    // A name that is a number is no name: ids come first.
    if (!idOfName.has(key) && !/^\d+$/.test(name)) idOfName.set(key, oldId)
    if (kind === 'rating') ratings.set(oldId, { name, bits: bits ?? 0, text: description })
  }
  return { idOfName, ratings }
}
