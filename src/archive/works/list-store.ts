/**
 * Lists of works: one function for every list there is, paged by key. The names a filter gives are looked up first, so
 * a filter that names nothing finds nothing.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { chapterCount, FACT_COLUMNS, type FactRow, factsOf, listNames, NO_NAMES } from './facts-store.ts'
import type { ListPage, WorkFilter } from './filter.ts'
import { findRefs, type Refs } from './filter-store.ts'
import type { Sort } from './labels.ts'
import {
  nameOfShape,
  orderOf,
  type Shape,
  SORT_COLUMNS,
  shapeOf,
  type Values,
  worksOfList,
} from './list-query-store.ts'
import type { Blurb } from './work.ts'

export const PAGE_SIZE = 20

export interface WorkList {
  readonly works: readonly Blurb[]
  /** Public ids to page on from, where there is more. */
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** The works that the viewer may find in lists, narrowed and sorted; two queries beside looking up what the filter names. */
export async function listWorks(
  db: Db,
  viewer: Viewer,
  filter: WorkFilter,
  page: ListPage = {},
  size = PAGE_SIZE,
): Promise<WorkList> {
  return listWorksOf(db, viewer, filter, await findRefs(db, viewer, filter), page, size)
}

/** The same when what the filter names was looked up already. */
export async function listWorksOf(
  db: Db,
  viewer: Viewer,
  filter: WorkFilter,
  refs: Refs | undefined,
  page: ListPage,
  size = PAGE_SIZE,
): Promise<WorkList> {
  if (refs === undefined) return { works: [], previous: undefined, next: undefined }
  const anchor = await findAnchor(db, viewer, filter.sort, page)
  const isBackwards = anchor !== undefined && page.after === undefined
  const rows = await pageOfWorks(
    db,
    shapeOf(viewer, filter, refs, anchor === undefined ? 'first' : isBackwards ? 'before' : 'after'),
    { ...refs, ...filter, anchorKey: anchor?.key, anchorId: anchor?.id, size: size + 1 } as unknown as Values,
  )
  const { shown, previous, next } = pageOfRows(rows, size, { isBackwards, isInside: anchor !== undefined })
  return { works: await blurbsOf(db, shown), previous: previous?.public_id, next: next?.public_id }
}

/** The works that came in last. */
export async function listNewWorks(db: Db, viewer: Viewer, size: number): Promise<readonly Blurb[]> {
  return blurbsOf(db, await newestWorks(db, viewer, { size }))
}

/** These works, as far as the viewer may find them in lists, in the order of the keys. */
export async function listWorksByKey(db: Db, viewer: Viewer, keys: readonly number[]): Promise<readonly Blurb[]> {
  if (keys.length === 0) return []
  const rows = await worksByKey(db, viewer, valuesOfKeys(keys, KEYS_A_QUERY))
  return blurbsOf(
    db,
    rows.toSorted((a, b) => keys.indexOf(a.id) - keys.indexOf(b.id)),
  )
}

type BlurbRow = FactRow & { readonly chapters: number | null }

async function blurbsOf(db: Db, rows: readonly BlurbRow[]): Promise<readonly Blurb[]> {
  const names = await listNames(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...factsOf(row, row.chapters ?? 0), ...(names.get(row.id) ?? NO_NAMES) }))
}

const newestWorks = preparedByShape<Viewer, { size: number }, BlurbRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('work')
    .where(visibleTo(viewer))
    .orderBy('work.added_at', 'desc')
    .orderBy('work.id', 'desc')
    .limit(given.size)
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb, viewer).as('chapters')),
)

/** Keys that one query takes. */
const KEYS_A_QUERY = 40

/** The keys are a table that stands first: given as a list, SQLite would rather look for them in all public works. */
const worksByKey = preparedByShape<Viewer, Record<string, number>, BlurbRow>(nameOfViewer, (db, given, viewer) => {
  const keys = placesOfKeys(given, KEYS_A_QUERY).map((place) => sql`select cast(${place} as bigint) as key`)
  return db
    .selectFrom(sql<{ key: number }>`(${sql.join(keys, sql` union `)})`.as('wanted'))
    .crossJoin('work')
    .whereRef('work.id', '=', 'wanted.key')
    .where(visibleTo(viewer))
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb as unknown as ExpressionBuilder<Tables, 'work'>, viewer).as('chapters'))
})

const pageOfWorks = preparedByShape<Shape, Values, BlurbRow>(nameOfShape, (db, given, shape) => {
  const { sorter, id, direction } = orderOf(shape)
  let query = worksOfList(db, given, shape)
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb, shape.viewer).as('chapters'))
  if (shape.side !== 'first') {
    const anchor = sql`(${given.anchorKey}, ${given.anchorId})`
    query = query.where(
      direction === 'asc' ? sql<SqlBool>`(${sorter}, ${id}) > ${anchor}` : sql<SqlBool>`(${sorter}, ${id}) < ${anchor}`,
    )
  }
  return query
    .orderBy(sorter, direction)
    .orderBy(id, direction)
    .limit(given.size as Expression<number> & number)
})

/** Where a page begins: the sort key of the work that the address names, as long as the viewer may find that work. */
async function findAnchor(
  db: Db,
  viewer: Viewer,
  sort: Sort,
  page: ListPage,
): Promise<{ key: string | number; id: number } | undefined> {
  const publicId = page.after ?? page.before
  if (publicId === undefined) return undefined
  const [row] = await anchorOf(db, viewer, { publicId })
  return row === undefined ? undefined : { key: row[SORT_COLUMNS[sort]], id: row.id }
}

interface AnchorRow {
  readonly id: number
  readonly updated_key: string
  readonly posted_key: string
  readonly sort_title: string
  readonly words: number
}

const anchorOf = preparedByShape<Viewer, { publicId: string }, AnchorRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('work')
    .where('work.public_id', '=', given.publicId)
    .where(visibleTo(viewer))
    .select(['work.id', 'work.updated_key', 'work.posted_key', 'work.sort_title', 'work.words']),
)
