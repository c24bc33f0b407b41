/**
 * What the names in a filter stand for: tags, pen names and points of a canon by their keys. One that leads to no work the
 * viewer may find is not there, so that a filter gives no name away.
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { WorkFilter } from './filter.ts'

export type RefKey = 'fandom' | 'relationship' | 'tag' | 'by' | 'setting'
export const REF_KEYS: readonly RefKey[] = ['setting', 'by', 'relationship', 'tag', 'fandom']
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
  const [canon, point] = filter.setting?.split(':', 2) ?? []
  const { fandom, relationship, tag, by } = filter
  if (
    fandom === undefined &&
    relationship === undefined &&
    tag === undefined &&
    by === undefined &&
    point === undefined
  )
    return []
  return refsByName(db, viewer, {
    fandom: fandom ?? '',
    relationship: relationship ?? '',
    tag: tag ?? '',
    by: by ?? '',
    canon: canon ?? '',
    point: point ?? '',
  })
}

interface Asked {
  fandom: string
  relationship: string
  tag: string
  by: string
  canon: string
  point: string
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
  },
)
