/**
 * The works of a list, as the part of a query that its pages and its summary share.
 *
 * A list that is narrowed by something with a list of its own (a tag, a pen name, a point of a canon, a word of a rescued
 * site) is read from `listing` in the order it is shown; one that is not from `work`.
 */
import {
  type Expression,
  type ExpressionBuilder,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { WorkFilter } from './filter.ts'
import { REF_KEYS, type RefKey, type Refs } from './filter-store.ts'
import type { Sort } from './labels.ts'

export const SORT_COLUMNS = {
  updated: 'updated_key',
  posted: 'posted_key',
  title: 'sort_title',
  words: 'words',
} as const satisfies Record<Sort, string>

export type Side = 'first' | 'after' | 'before'

/** What decides the text of the query; everything else is a value in it. */
export interface Shape {
  readonly viewer: Viewer
  readonly sort: Sort
  readonly side: Side
  readonly refs: readonly RefKey[]
  readonly columns: readonly ('rating' | 'status' | 'language')[]
}

export interface Values {
  settingId: number
  byId: number
  relationshipId: number
  tagId: number
  fandomId: number
  wasId: number
  siteId: number
  rating: string
  status: string
  language: string
  anchorKey: string | number
  anchorId: number
  size: number
}

export function shapeOf(viewer: Viewer, filter: WorkFilter, refs: Refs, side: Side): Shape {
  return {
    viewer,
    sort: filter.sort,
    side,
    refs: REF_KEYS.filter((name) => refs[`${name}Id`] !== undefined),
    columns: (['rating', 'status', 'language'] as const).filter((name) => filter[name] !== undefined),
  }
}

export function nameOfShape({ viewer, sort, side, refs, columns }: Shape): string {
  return [nameOfViewer(viewer), sort, side, ...refs, ...columns].join(' ')
}

/** What a list builds on, whichever table it starts from. */
export type WorksOfList = SelectQueryBuilder<Tables, 'work', { readonly sorter: string | number }>

export type GivenValues = { readonly [Name in keyof Values]: Expression<Values[Name]> }

/** Which kind of `listing` a part of the filter is. */
const LISTING_KINDS = {
  setting: 'point',
  by: 'pen-name',
  was: 'term',
  relationship: 'tag',
  tag: 'tag',
  fandom: 'tag',
} as const satisfies Record<ListedRef, string>

/** What has a list in `listing`; of a site every work says that itself. */
type ListedRef = Exclude<RefKey, 'site'>

function listedRefs(shape: Shape): readonly ListedRef[] {
  return shape.refs.filter((ref) => ref !== 'site')
}

/** The works of a list without order or end, with what orders them as `sorter`. */
export function worksOfList(db: Db, given: GivenValues, shape: Shape): WorksOfList {
  const column = SORT_COLUMNS[shape.sort]
  const [leading, ...others] = listedRefs(shape)
  const from =
    leading === undefined
      ? db.selectFrom('work').select([`work.${column} as sorter`])
      : db
          .selectFrom('listing')
          .innerJoin('work', 'work.id', 'listing.work_id')
          .where('listing.kind', '=', sql.lit(LISTING_KINDS[leading]))
          .where('listing.ref_id', '=', given[`${leading}Id`])
          .select([`listing.${column} as sorter`])
  let query = (from as WorksOfList).where(visibleTo(shape.viewer))
  for (const ref of others)
    query = query.where((eb) => eb.exists(isInListing(eb, LISTING_KINDS[ref], given[`${ref}Id`])))
  if (shape.refs.includes('site')) query = query.where('work.site_id', '=', given.siteId)
  for (const each of shape.columns) query = query.where(`work.${each}`, '=', given[each])
  return query
}

/** What orders a list, with the columns as the index has them: those of `listing` where the list is read from it. */
export function orderOf(shape: Shape): {
  readonly sorter: RawBuilder<unknown>
  readonly id: RawBuilder<unknown>
  readonly direction: 'asc' | 'desc'
} {
  const table = listedRefs(shape).length === 0 ? 'work' : 'listing'
  return {
    sorter: sql.ref(`${table}.${SORT_COLUMNS[shape.sort]}`),
    id: sql.ref(table === 'work' ? 'work.id' : 'listing.work_id'),
    direction: (shape.sort === 'title') === (shape.side !== 'before') ? 'asc' : 'desc',
  }
}

function isInListing(
  eb: ExpressionBuilder<Tables, 'work'>,
  kind: string,
  ref: Expression<number>,
): Expression<SqlBool> {
  return eb
    .selectFrom('listing as other')
    .whereRef('other.work_id', '=', 'work.id')
    .where('other.kind', '=', sql.lit(kind))
    .where('other.ref_id', '=', ref)
    .select(sql`1`.as('one')) as unknown as Expression<SqlBool>
}
