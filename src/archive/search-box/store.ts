/**
 * The search box: titles, pen names and tags that begin with what was typed, or have it inside.
 *
 * Beginnings are read from an index. For the inside the first rows of that index are looked through, so that one search
 * costs the same in an archive of any size; whole search, also in the text, is another feature. Joins are crossed so that
 * SQLite begins with what was found; it would rather walk all public works, taking them for few.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'
import type { TagKind } from '../works/index.ts'

/** Rows that are looked through for what is inside them. */
const LOOKED_THROUGH = 20_000
export const FOUND = 20

export interface FoundTag extends Named {
  readonly kind: TagKind
}

/** Keys of the works found. `folded` is the question as `foldText` makes it. */
export async function findTitles(db: Db, viewer: Viewer, folded: string): Promise<readonly number[]> {
  return (await titles(db, viewer, asked(folded))).map((row) => row.id)
}

export async function findPeople(db: Db, viewer: Viewer, folded: string): Promise<readonly Named[]> {
  return people(db, viewer, asked(folded))
}

/** Tags fold their names as keys, so they are asked for by the question's key. */
export async function findTags(db: Db, viewer: Viewer, key: string): Promise<readonly FoundTag[]> {
  return key === '' ? [] : tags(db, viewer, asked(key))
}

interface Asked {
  from: string
  to: string
}

function asked(folded: string): Asked {
  return { from: folded, to: `${folded}\u{10ffff}` }
}

type GivenAsked = { readonly [Name in keyof Asked]: Expression<string> }

/** Keys of rows of a table by a folded column: those that begin so first, then those that have it inside. */
function matching(table: 'work' | 'pen_name' | 'tag', column: string, given: GivenAsked) {
  const folded = sql.ref(column)
  const all = sql.table(table)
  return sql`(
    select id, 0 as rank from (select id from ${all} where ${folded} >= ${given.from} and ${folded} < ${given.to} order by ${folded}, id limit ${sql.lit(LOOKED_THROUGH)}) as begins
    union
    select id, 1 as rank from (select id, ${folded} as folded from ${all} order by ${folded}, id limit ${sql.lit(LOOKED_THROUGH)}) as looked
    where replace(folded, ${given.from}, '') <> folded and not (folded >= ${given.from} and folded < ${given.to})
  )`
}

const titles = preparedByShape<Viewer, Asked, { id: number }>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom(sql<{ id: number; rank: number }>`${matching('work', 'folded_title', given)}`.as('found'))
    .crossJoin('work')
    .whereRef('work.id', '=', 'found.id')
    .where(visibleTo(viewer))
    .orderBy('found.rank')
    .orderBy('work.sort_title')
    .orderBy('work.id')
    .limit(sql.lit(FOUND + 1))
    .select('work.id'),
)

const people = preparedByShape<Viewer, Asked, Named>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom(sql<{ id: number; rank: number }>`${matching('pen_name', 'folded', given)}`.as('found'))
    .crossJoin('pen_name')
    .whereRef('pen_name.id', '=', 'found.id')
    .where((eb) => hasWork(eb as unknown as PenNameBuilder, viewer))
    .orderBy('found.rank')
    .orderBy('pen_name.sort_name')
    .orderBy('pen_name.id')
    .limit(sql.lit(FOUND + 1))
    .select(['pen_name.public_id as publicId', 'pen_name.name']),
)

type PenNameBuilder = ExpressionBuilder<Tables, 'pen_name'>

function hasWork(eb: PenNameBuilder, viewer: Viewer): Expression<SqlBool> {
  return isAny(
    eb
      .selectFrom('creator')
      .innerJoin('work', 'work.id', 'creator.work_id')
      .whereRef('creator.pen_name_id', '=', 'pen_name.id')
      .where(visibleTo(viewer))
      .select('work.id')
      .limit(sql.lit(1)),
  )
}

const tags = preparedByShape<Viewer, Asked, FoundTag>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom(sql<{ id: number; rank: number }>`${matching('tag', 'folded', given)}`.as('found'))
    .crossJoin('tag')
    .whereRef('tag.id', '=', 'found.id')
    .where((eb) => isInUse(eb as unknown as TagBuilder, viewer))
    .orderBy('found.rank')
    .orderBy('tag.folded')
    .orderBy('tag.id')
    .limit(sql.lit(FOUND + 1))
    .select(['tag.public_id as publicId', 'tag.name', sql<TagKind>`tag.kind`.as('kind')]),
)

type TagBuilder = ExpressionBuilder<Tables, 'tag'>

function isInUse(eb: TagBuilder, viewer: Viewer): Expression<SqlBool> {
  return isAny(
    eb
      .selectFrom('listing')
      .innerJoin('work', 'work.id', 'listing.work_id')
      .where('listing.kind', '=', sql.lit('tag'))
      .whereRef('listing.ref_id', '=', 'tag.id')
      .where(visibleTo(viewer))
      .select('work.id')
      .limit(sql.lit(1)),
  )
}

/** `exists`, asked of each row that was found: PostgreSQL would rather make a list of all names that are in use. */
function isAny(first: Expression<unknown>): Expression<SqlBool> {
  return sql<SqlBool>`${first} is not null`
}
