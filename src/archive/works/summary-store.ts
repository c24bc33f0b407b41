/**
 * How many works a list has, and what it can be narrowed by.
 *
 * Counts are exact up to `COUNTED`; beyond it they are not made, because counting a hundred thousand works to print one
 * number would make every page wait. The choices that narrow a list further are those that most of the counted works have:
 * of a longer list, its beginning.
 *
 * Joins are crossed, which is the same to PostgreSQL and tells SQLite to keep their order; it would rather walk the
 * names of all works there are than look up those of a thousand.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { WorkFilter } from './filter.ts'
import { findRefs, type Refs } from './filter-store.ts'
import { nameOfShape, orderOf, type Shape, shapeOf, type Values, worksOfList } from './list-query-store.ts'

const COUNTED = 1000
const CHOICES_SHOWN = 40

/** One thing a list can be narrowed by, and how many works that would leave. */
export interface ListChoice {
  readonly kind: 'fandom' | 'relationship' | 'by' | 'setting' | 'rating' | 'status' | 'language' | 'site'
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

/** How many works a list has and what it can be narrowed by. */
export async function summariseList(db: Db, viewer: Viewer, filter: WorkFilter): Promise<ListSummary> {
  return summariseListOf(db, viewer, filter, await findRefs(db, viewer, filter))
}

async function summariseListOf(
  db: Db,
  viewer: Viewer,
  filter: WorkFilter,
  refs: Refs | undefined,
): Promise<ListSummary> {
  if (refs === undefined) return { total: 0, isExact: true, choices: [] }
  const rows = await summaryOfList(db, shapeOf(viewer, filter, refs, 'first'), {
    ...refs,
    ...filter,
  } as unknown as Values)
  const total = rows.find((row) => row.kind === 'all')?.count ?? 0
  return {
    total: Math.min(total, COUNTED),
    isExact: total <= COUNTED,
    choices: rows
      .filter((row) => row.kind !== 'all' && row.value !== null && row.value !== '')
      .map((row) => row as ListChoice),
  }
}

interface SummaryRow {
  readonly kind: string
  readonly value: string | null
  readonly name: string | null
  readonly count: number
}

const summaryOfList = preparedByShape<Shape, Values, SummaryRow>(nameOfShape, (db, given, shape) => {
  const { sorter, id, direction } = orderOf(shape)
  const found = worksOfList(db, given, shape)
    .select(['work.id', 'work.rating', 'work.status', 'work.language', 'work.site_id'])
    .orderBy(sorter, direction)
    .orderBy(id, direction)
    .limit(sql.lit(COUNTED + 1))
  const rows = sql<SummaryRow>`
    select 'all' as kind, cast(null as text) as value, cast(null as text) as name, count(*) as count from found
    union all ${byColumn('rating')} union all ${byColumn('status')} union all ${byColumn('language')}
    union all ${byListing('fandom', TAGS_OF.fandom)}
    union all ${byListing('relationship', TAGS_OF.relationship)}
    union all ${byListing('by', PEN_NAMES)}
    union all ${byListing('setting', POINTS)}
    union all ${bySite()}`
  return db
    .with('found', () => found)
    .selectFrom(sql<SummaryRow>`(${rows})`.as('summary'))
    .selectAll()
})

/** Where the choices of a kind are, and what an address calls them. */
interface ChoiceTable {
  readonly listing: string
  readonly table: string
  readonly value: RawBuilder<string>
  readonly only: RawBuilder<unknown>
}

const TAGS_OF = { fandom: tagsOf('fandom'), relationship: tagsOf('relationship') }
const PEN_NAMES: ChoiceTable = { listing: 'pen-name', table: 'pen_name', value: sql`pen_name.public_id`, only: sql`` }
const POINTS: ChoiceTable = {
  listing: 'point',
  table: 'canon_point',
  value: sql`canon_point.canon_key || ':' || canon_point.key`,
  only: sql``,
}

function tagsOf(kind: string): ChoiceTable {
  return { listing: 'tag', table: 'tag', value: sql`tag.public_id`, only: sql`and tag.kind = ${sql.lit(kind)}` }
}

function byColumn(name: 'rating' | 'status' | 'language'): RawBuilder<unknown> {
  const column = sql.ref(name)
  return sql`select ${sql.lit(name)} as kind, ${column} as value, ${column} as name, count(*) as count from found group by ${column}`
}

function bySite(): RawBuilder<unknown> {
  return sql`select 'site' as kind, rescued_site.public_id as value, rescued_site.name as name, count(*) as count
    from found cross join rescued_site where rescued_site.id = found.site_id group by rescued_site.id, rescued_site.name`
}

function byListing(kind: string, { listing, table, value, only }: ChoiceTable): RawBuilder<unknown> {
  const id = sql.ref(`${table}.id`)
  const name = sql.ref(`${table}.name`)
  return sql`select * from (
    select ${sql.lit(kind)} as kind, ${value} as value, ${name} as name, count(*) as count
    from found cross join listing cross join ${sql.table(table)}
    where listing.work_id = found.id and listing.kind = ${sql.lit(listing)} and ${id} = listing.ref_id ${only}
    group by ${id}, ${name}
    order by count(*) desc, ${name}
    limit ${sql.lit(CHOICES_SHOWN)}) as ${sql.ref(`by_${kind}`)}`
}
