/** Rows of a site's terms and of what they mean here. */
import type { Insertable } from 'kysely'
import type { Db } from '../../../platform/db/database.ts'
import { insertRows } from '../../../platform/db/insert-rows.ts'
import type { Tables } from '../../../platform/db/tables.ts'
import { isRating, isTagKind } from '../../works/index.ts'
import { inOrder, type Mapping, type Meaning, type SiteTerm, TERM_KINDS, type TermKind } from './term.ts'

/** The term that stands for the site itself is made here, since no row of the old site does. Call it in a transaction. */
export async function saveSiteTerm(tx: Db, siteId: number): Promise<void> {
  const { name } = await tx.selectFrom('rescued_site').select('name').where('id', '=', siteId).executeTakeFirstOrThrow()
  await tx
    .insertInto('site_term')
    .values({ site_id: siteId, kind: 'site', old_id: '', name, position: 0 })
    .onConflict((conflict) => conflict.columns(['site_id', 'kind', 'old_id']).doUpdateSet({ name }))
    .execute()
}

/** All terms of a site in the order in which a mapping file has them. */
export async function listTerms(db: Db, siteId: number): Promise<readonly SiteTerm[]> {
  const rows = await db
    .selectFrom('site_term')
    .select(['id', 'kind', 'old_id', 'name', 'type_name', 'description', 'parent_id', 'old_parent', 'bits'])
    .select((eb) =>
      eb
        .selectFrom('term_use')
        .whereRef('term_use.site_term_id', '=', 'site_term.id')
        .where('term_use.kind', '=', 'work')
        .select((each) => each.fn.countAll<number>().as('works'))
        .$asScalar()
        .$notNull()
        .as('works'),
    )
    .where('site_id', '=', siteId)
    .orderBy('position')
    .orderBy('id')
    .execute()
  const all = await countWorks(db, siteId)
  const terms = rows.flatMap((row): SiteTerm[] => {
    if (!isTermKind(row.kind)) return []
    const { id, kind, name, description, bits } = row
    const works = kind === 'site' ? all : row.works
    const columns = { oldId: row.old_id, typeName: row.type_name, parentId: row.parent_id, oldParent: row.old_parent }
    return [{ id, kind, name, description, bits, works, ...columns }]
  })
  return terms.toSorted((a, b) => TERM_KINDS.indexOf(a.kind) - TERM_KINDS.indexOf(b.kind))
}

async function countWorks(db: Db, siteId: number): Promise<number> {
  const row = await db
    .selectFrom('work')
    .select(({ fn }) => fn.countAll<number>().as('works'))
    .where('site_id', '=', siteId)
    .executeTakeFirstOrThrow()
  return row.works
}

/** What the terms of a site mean by now, by the key of the term. */
export async function listMappings(db: Db, siteId: number): Promise<ReadonlyMap<number, Mapping>> {
  const rows = await db
    .selectFrom('term_mapping')
    .innerJoin('site_term', 'site_term.id', 'term_mapping.site_term_id')
    .select(['site_term_id', 'tag_kind', 'tag_name', 'said_by', 'why'])
    .where('site_term.site_id', '=', siteId)
    .orderBy('site_term_id')
    .orderBy('tag_name')
    .execute()
  const byTerm = Map.groupBy(rows, (row) => row.site_term_id)
  return new Map(
    [...byTerm].map(([termId, own]): [number, Mapping] => {
      const means = own.flatMap((row) => meaningOf(row.tag_kind, row.tag_name) ?? [])
      const saidBy = own.some((row) => row.said_by === 'archivist') ? 'archivist' : 'program'
      return [termId, { termId, means: inOrder(means), saidBy, why: own[0]?.why ?? '' }]
    }),
  )
}

/** Replaces what these terms mean. Call it in a transaction. */
export async function saveMappings(tx: Db, mappings: readonly Mapping[]): Promise<void> {
  if (mappings.length === 0) return
  const ids = mappings.map(({ termId }) => termId)
  await tx.deleteFrom('term_mapping').where('site_term_id', 'in', ids).execute()
  const rows = new Map<string, Insertable<Tables['term_mapping']>>()
  for (const { termId, means, saidBy, why } of mappings) {
    // No meaning at all is something that somebody said, too.
    for (const { kind, name } of means.length === 0 ? [{ kind: NOTHING, name: '' }] : means) {
      const columns = { tag_kind: kind, tag_name: name, said_by: saidBy, why: why === '' ? null : why }
      rows.set(`${termId} ${kind} ${name}`, { site_term_id: termId, ...columns })
    }
  }
  await insertRows(tx, 'term_mapping', [...rows.values()])
}

const NOTHING = 'none'

function meaningOf(kind: string, name: string): Meaning | undefined {
  if (isTagKind(kind)) return { kind, name }
  return kind === 'rating' && isRating(name) ? { kind, name } : undefined
}

function isTermKind(kind: string): kind is TermKind {
  return (TERM_KINDS as readonly string[]).includes(kind)
}
