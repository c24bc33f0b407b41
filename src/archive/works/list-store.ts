/**
 * Lists of works: one function for every list there is, paged by key.
 *
 * A list that is narrowed by something with a page of its own (a tag, a pen name, a point of a canon) is read from
 * `listing` in the order it is shown; one that is not from `work`. The names a filter gives are looked up first, so a
 * filter that names nothing finds nothing.
 *
 * Counts are exact up to `COUNTED`; beyond it they are not made, because counting a hundred thousand works to print one
 * number would make every page wait. The choices that narrow a list further come from the same first thousand.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { chapterCount, FACT_COLUMNS, type FactRow, factsOf, listNames, NO_NAMES } from './facts-store.ts'
import type { ListPage, WorkFilter } from './filter.ts'
import type { Sort } from './labels.ts'
import { nameOfViewer } from './viewer.ts'
import type { Blurb } from './work.ts'

export const PAGE_SIZE = 20
const COUNTED = 1000
const CHOICES_SHOWN = 40

export interface WorkList {
  readonly works: readonly Blurb[]
  /** Public ids to page on from, where there is more. */
  readonly previous: string | undefined
  readonly next: string | undefined
}

/** One thing a list can be narrowed by, and how many works that would leave. */
export interface ListChoice {
  readonly kind: 'fandom' | 'relationship' | 'by' | 'setting' | 'rating' | 'status' | 'language'
  readonly value: string
  readonly name: string
  readonly count: number
}

export interface ListSummary {
  /** Exact when not more than were counted. */
  readonly total: number
  readonly isExact: boolean
  readonly choices: readonly ListChoice[]
}

/** The works that the viewer may find in lists, narrowed and sorted; two queries beside looking up what the filter names. */
export async function listWorks(
  db: Db,
  viewer: Viewer,
  filter: WorkFilter,
  page: ListPage = {},
  size = PAGE_SIZE,
): Promise<WorkList> {
  const refs = await findRefs(db, filter)
  if (refs === undefined) return { works: [], previous: undefined, next: undefined }
  const anchor = await findAnchor(db, viewer, filter.sort, page)
  const isBackwards = anchor !== undefined && page.after === undefined
  const rows = await pageOfWorks(
    db,
    shapeOf(viewer, filter, refs, anchor === undefined ? 'first' : isBackwards ? 'before' : 'after'),
    { ...refs, ...filter, anchorKey: anchor?.key, anchorId: anchor?.id, size: size + 1 } as unknown as Values,
  )
  const hasMore = rows.length > size
  const shown = isBackwards ? rows.slice(0, size).reverse() : rows.slice(0, size)
  return {
    works: await blurbsOf(db, shown),
    previous: (isBackwards ? hasMore : anchor !== undefined) ? shown[0]?.public_id : undefined,
    next: (isBackwards ? true : hasMore) ? shown.at(-1)?.public_id : undefined,
  }
}

/** The works that came in last. */
export async function listNewWorks(db: Db, viewer: Viewer, size: number): Promise<readonly Blurb[]> {
  return blurbsOf(db, await newestWorks(db, viewer, { size }))
}

/** These works, as far as the viewer may find them in lists, in the order of the keys. */
export async function listWorksByKey(db: Db, viewer: Viewer, keys: readonly number[]): Promise<readonly Blurb[]> {
  if (keys.length === 0) return []
  const values = Object.fromEntries(
    Array.from({ length: KEYS_A_QUERY }, (_, i) => [`key${i}`, keys[i] ?? (keys[0] as number)]),
  )
  const rows = await worksByKey(db, viewer, values)
  return blurbsOf(
    db,
    rows.toSorted((a, b) => keys.indexOf(a.id) - keys.indexOf(b.id)),
  )
}

/** How many works a list has and what it can be narrowed by. */
export async function summariseList(db: Db, viewer: Viewer, filter: WorkFilter): Promise<ListSummary> {
  const refs = await findRefs(db, filter)
  if (refs === undefined) return { total: 0, isExact: true, choices: [] }
  const rows = await summaryOfList(db, shapeOf(viewer, filter, refs, 'first'), {
    ...refs,
    ...filter,
  } as unknown as Values)
  const total = Number(rows.find((row) => row.kind === 'all')?.count ?? 0)
  return {
    total: Math.min(total, COUNTED),
    isExact: total <= COUNTED,
    choices: rows
      .filter((row) => row.kind !== 'all' && row.value !== null && row.value !== '')
      .map((row) => ({ ...row, count: Number(row.count) }) as ListChoice),
  }
}

/** The names of what a filter says, for its chips: `fandom` → "The Glass Harbour". */
export async function nameRefs(db: Db, filter: WorkFilter): Promise<{ readonly [Name in RefKey]?: string }> {
  const found = await lookUpRefs(db, filter)
  return Object.fromEntries(found.map((row) => [row.filter, row.name]))
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
  selectBlurbs(db, viewer).orderBy('work.added_at', 'desc').orderBy('work.id', 'desc').limit(given.size),
)

/** Keys that one query takes; a shorter list repeats its first. */
const KEYS_A_QUERY = 40

const worksByKey = preparedByShape<Viewer, Record<string, number>, BlurbRow>(nameOfViewer, (db, given, viewer) =>
  selectBlurbs(db, viewer).where(
    'work.id',
    'in',
    Array.from({ length: KEYS_A_QUERY }, (_, i) => given[`key${i}`] as Expression<number>),
  ),
)

function selectBlurbs(db: Db, viewer: Viewer) {
  return db
    .selectFrom('work')
    .where(visibleTo(viewer))
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb).as('chapters'))
}

type RefKey = 'fandom' | 'relationship' | 'tag' | 'by' | 'setting'
const REF_KEYS: readonly RefKey[] = ['setting', 'by', 'relationship', 'tag', 'fandom']
type Refs = { readonly [Name in RefKey as `${Name}Id`]?: number }

/** The keys of what the filter names; undefined when one of them is not there. */
async function findRefs(db: Db, filter: WorkFilter): Promise<Refs | undefined> {
  const wanted = REF_KEYS.filter((name) => filter[name] !== undefined)
  if (wanted.length === 0) return {}
  const found = await lookUpRefs(db, filter)
  if (!wanted.every((name) => found.some((row) => row.filter === name))) return undefined
  return Object.fromEntries(found.map((row) => [`${row.filter}Id`, row.id]))
}

async function lookUpRefs(
  db: Db,
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
  return refsByName(db, {
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

const refsByName = prepared<Asked, { filter: string; id: number; name: string }>((db, given) => {
  function tags(filter: 'fandom' | 'relationship' | 'tag', asked: Expression<string>) {
    return db
      .selectFrom('tag')
      .leftJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
      .where('tag.public_id', '=', asked)
      .select([
        sql.lit(filter).$castTo<string>().as('filter'),
        sql<number>`coalesce(canonical.id, tag.id)`.as('id'),
        sql<string>`coalesce(canonical.name, tag.name)`.as('name'),
      ])
  }
  return tags('fandom', given.fandom)
    .unionAll(tags('relationship', given.relationship))
    .unionAll(tags('tag', given.tag))
    .unionAll(
      db
        .selectFrom('pen_name')
        .where('pen_name.public_id', '=', given.by)
        .select([sql.lit('by').$castTo<string>().as('filter'), 'pen_name.id', 'pen_name.name']),
    )
    .unionAll(
      db
        .selectFrom('canon_point')
        .where('canon_point.canon_key', '=', given.canon)
        .where('canon_point.key', '=', given.point)
        .select([sql.lit('setting').$castTo<string>().as('filter'), 'canon_point.id', 'canon_point.name']),
    )
})

const SORT_COLUMNS = {
  updated: 'updated_key',
  posted: 'posted_key',
  title: 'sort_title',
  words: 'words',
} as const satisfies Record<Sort, string>

type Side = 'first' | 'after' | 'before'

/** What decides the text of the query; everything else is a value in it. */
interface Shape {
  readonly viewer: Viewer
  readonly sort: Sort
  readonly side: Side
  readonly refs: readonly RefKey[]
  readonly columns: readonly ('rating' | 'status' | 'language')[]
}

interface Values {
  settingId: number
  byId: number
  relationshipId: number
  tagId: number
  fandomId: number
  rating: string
  status: string
  language: string
  anchorKey: string | number
  anchorId: number
  size: number
}

function shapeOf(viewer: Viewer, filter: WorkFilter, refs: Refs, side: Side): Shape {
  return {
    viewer,
    sort: filter.sort,
    side,
    refs: REF_KEYS.filter((name) => refs[`${name}Id`] !== undefined),
    columns: (['rating', 'status', 'language'] as const).filter((name) => filter[name] !== undefined),
  }
}

function nameOfShape({ viewer, sort, side, refs, columns }: Shape): string {
  return [nameOfViewer(viewer), sort, side, ...refs, ...columns].join(' ')
}

type GivenValues = { readonly [Name in keyof Values]: Expression<Values[Name]> }

/** Which kind of `listing` a part of the filter is. */
const LISTING_KINDS = { setting: 'point', by: 'pen-name', relationship: 'tag', tag: 'tag', fandom: 'tag' } as const

/** The works of a list without order or end, with what orders them as `sorter`. */
function worksOfList(db: Db, given: GivenValues, shape: Shape) {
  const column = SORT_COLUMNS[shape.sort]
  const [leading, ...others] = shape.refs
  const from =
    leading === undefined
      ? db.selectFrom('work').select([`work.${column} as sorter`])
      : db
          .selectFrom('listing')
          .innerJoin('work', 'work.id', 'listing.work_id')
          .where('listing.kind', '=', sql.lit(LISTING_KINDS[leading]))
          .where('listing.ref_id', '=', given[`${leading}Id`])
          .select([`listing.${column} as sorter`])
  let query = (from as ReturnType<typeof plainWorks>).where(visibleTo(shape.viewer))
  for (const ref of others)
    query = query.where((eb) => eb.exists(isInListing(eb, LISTING_KINDS[ref], given[`${ref}Id`])))
  for (const each of shape.columns) query = query.where(`work.${each}`, '=', given[each])
  return query
}

/** For its type: what `worksOfList` builds on, whichever table it starts from. */
function plainWorks(db: Db) {
  return db.selectFrom('work').select(['work.words as sorter'])
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

const pageOfWorks = preparedByShape<Shape, Values, BlurbRow>(nameOfShape, (db, given, shape) => {
  // The columns as the index has them: with a leading reference both are those of `listing`.
  const table = shape.refs.length === 0 ? 'work' : 'listing'
  const sorter = sql.ref(`${table}.${SORT_COLUMNS[shape.sort]}`)
  const id = sql.ref(table === 'work' ? 'work.id' : 'listing.work_id')
  const isAscending = (shape.sort === 'title') === (shape.side !== 'before')
  const direction = isAscending ? 'asc' : 'desc'
  let query = worksOfList(db, given, shape)
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb).as('chapters'))
  if (shape.side !== 'first') {
    const anchor = sql`(${given.anchorKey}, ${given.anchorId})`
    query = query.where(
      isAscending ? sql<SqlBool>`(${sorter}, ${id}) > ${anchor}` : sql<SqlBool>`(${sorter}, ${id}) < ${anchor}`,
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

interface SummaryRow {
  readonly kind: string
  readonly value: string | null
  readonly name: string | null
  readonly count: number
}

const summaryOfList = preparedByShape<Shape, Values, SummaryRow>(nameOfShape, (db, given, shape) => {
  const found = worksOfList(db, given, shape)
    .select(['work.id', 'work.rating', 'work.status', 'work.language'])
    .limit(COUNTED + 1)
  const all = db.with('found', () => found)
  const ofColumn = (column: 'rating' | 'status' | 'language') =>
    sql`select ${sql.lit(column)} as kind, ${sql.ref(column)} as value, ${sql.ref(column)} as name, count(*) as count from found group by ${sql.ref(column)}`
  const ofListing = (kind: string, listing: string, table: string, value: string, condition: string) =>
    sql`select * from (select ${sql.lit(kind)} as kind, ${sql.raw(value)} as value, ${sql.ref(`${table}.name`)} as name, count(*) as count from found inner join listing on listing.work_id = found.id inner join ${sql.table(table)} on ${sql.ref(`${table}.id`)} = listing.ref_id where listing.kind = ${sql.lit(listing)} ${sql.raw(condition)} group by ${sql.ref(`${table}.id`)}, ${sql.ref(`${table}.name`)} order by count(*) desc, ${sql.ref(`${table}.name`)} limit ${sql.lit(CHOICES_SHOWN)}) as ${sql.ref(`by_${kind}`)}`
  const rows = sql<SummaryRow>`
    select 'all' as kind, cast(null as text) as value, cast(null as text) as name, count(*) as count from found
    union all ${ofColumn('rating')} union all ${ofColumn('status')} union all ${ofColumn('language')}
    union all ${ofListing('fandom', 'tag', 'tag', 'tag.public_id', "and tag.kind = 'fandom'")}
    union all ${ofListing('relationship', 'tag', 'tag', 'tag.public_id', "and tag.kind = 'relationship'")}
    union all ${ofListing('by', 'pen-name', 'pen_name', 'pen_name.public_id', '')}
    union all ${ofListing('setting', 'point', 'canon_point', "canon_point.canon_key || ':' || canon_point.key", '')}`
  return all.selectFrom(sql<SummaryRow>`(${rows})`.as('summary')).selectAll()
})
