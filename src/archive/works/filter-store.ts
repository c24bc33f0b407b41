/**
 * What the names in a filter stand for: tags, pen names, points of a canon, rescued sites and their words by their keys.
 * A tag or pen name that leads to no work the viewer may find is not there, so that a filter gives no name away. The words
 * of a site stood on its pages for everybody.
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { WorkFilter } from './filter.ts'

export type RefKey = 'fandom' | 'relationship' | 'tag' | 'by' | 'setting' | 'was' | 'site'
export const REF_KEYS: readonly RefKey[] = ['setting', 'by', 'was', 'relationship', 'tag', 'fandom', 'site']
export type Refs = { readonly [Name in RefKey as `${Name}Id`]?: number }

/** The names of what a filter says, for its chips: `fandom` → "The Glass Harbour". */
export async function nameRefs(
  db: Db,
  viewer: Viewer,
  filter: WorkFilter,
): Promise<{ readonly [Name in RefKey]?: string }> {
  const found = await lookUpRefs(db, viewer, filter)
  return Object.fromEntries(found.map((row) => [row.filter, row.name]))
}

/** The keys of what the filter names; undefined when one of them is not there. */
export async function findRefs(db: Db, viewer: Viewer, filter: WorkFilter): Promise<Refs | undefined> {
  const wanted = REF_KEYS.filter((name) => filter[name] !== undefined)
  if (wanted.length === 0) return {}
  const found = await lookUpRefs(db, viewer, filter)
  if (!wanted.every((name) => found.some((row) => row.filter === name))) return undefined
  return Object.fromEntries(found.map((row) => [`${row.filter}Id`, row.id]))
}

async function lookUpRefs(
  db: Db,
  viewer: Viewer,
  filter: WorkFilter,
): Promise<readonly { filter: string; id: number; name: string }[]> {
  if (REF_KEYS.every((name) => filter[name] === undefined)) return []
  const { setting = '', fandom = '', relationship = '', tag = '', by = '', site = '', was = '' } = filter
  const [canon = '', point = ''] = setting.split(':', 2)
  const [termSite = '', termKind = '', term = ''] = was.split(':', 3)
  return refsByName(db, viewer, { fandom, relationship, tag, by, canon, point, site, termSite, termKind, term })
}

interface Asked {
  fandom: string
  relationship: string
  tag: string
  by: string
  canon: string
  point: string
  site: string
  termSite: string
  termKind: string
  term: string
}

const refsByName = preparedByShape<Viewer, Asked, { filter: string; id: number; name: string }>(
  nameOfViewer,
  (db, given, viewer) => {
    const inUse = (kind: 'tag' | 'pen-name' | 'point', id: RawBuilder<number>): Expression<SqlBool> =>
      sql<SqlBool>`exists (select 1 from listing inner join work on work.id = listing.work_id where listing.kind = ${sql.lit(kind)} and listing.ref_id = ${id} and ${visibleTo(viewer)})`
    const canonicalId = sql<number>`coalesce(canonical.id, tag.id)`
    const tags = (filter: 'fandom' | 'relationship' | 'tag', asked: Expression<string>) =>
      db
        .selectFrom('tag')
        .leftJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
        .where('tag.public_id', '=', asked)
        .where(inUse('tag', canonicalId))
        .select([
          sql.lit(filter).$castTo<string>().as('filter'),
          canonicalId.as('id'),
          sql<string>`coalesce(canonical.name, tag.name)`.as('name'),
        ])
    return tags('fandom', given.fandom)
      .unionAll(tags('relationship', given.relationship))
      .unionAll(tags('tag', given.tag))
      .unionAll(
        db
          .selectFrom('pen_name')
          .where('pen_name.public_id', '=', given.by)
          .where(inUse('pen-name', sql.ref('pen_name.id')))
          .select([sql.lit('by').$castTo<string>().as('filter'), 'pen_name.id', 'pen_name.name']),
      )
      .unionAll(
        db
          .selectFrom('canon_point')
          .where('canon_point.canon_key', '=', given.canon)
          .where('canon_point.key', '=', given.point)
          .select([sql.lit('setting').$castTo<string>().as('filter'), 'canon_point.id', 'canon_point.name']),
      )
      .unionAll(
        db
          .selectFrom('rescued_site')
          .where('rescued_site.public_id', '=', given.site)
          .select([sql.lit('site').$castTo<string>().as('filter'), 'rescued_site.id', 'rescued_site.name']),
      )
      .unionAll(
        db
          .selectFrom('site_term')
          .innerJoin('rescued_site', 'rescued_site.id', 'site_term.site_id')
          .where('rescued_site.public_id', '=', given.termSite)
          .where('site_term.kind', '=', given.termKind)
          .where('site_term.old_id', '=', given.term)
          .select([
            sql.lit('was').$castTo<string>().as('filter'),
            'site_term.id',
            sql<string>`site_term.name || ' (' || rescued_site.name || ')'`.as('name'),
          ]),
      )
  },
)
