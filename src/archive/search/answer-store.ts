/**
 * Answers a question from the store, where the index of tags cannot be had.
 *
 * Works are looked at in the order of the list, so many and no more, and those that were found by their words or titles
 * besides. In a small archive that is all of them, and the answer is as exact as the index's; in a large one it says that
 * it looked at the first only.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Answer, Condition, FacetValue, Question } from '../../search/question.ts'
import { testOf } from './condition-store.ts'
import type { WorkPlace } from './resolve-store.ts'

/** Works that are looked at for one question. */
export const LOOKED_AT = 4000
/** Works found by other means that are looked at besides. */
const FOUND_BESIDES = 2000

export interface StoreAnswer extends Answer {
  /** Whether every work was looked at, so that totals and counts are exact. */
  readonly isExact: boolean
  /** Whether it is in the order that was asked for. */
  readonly isSorted: boolean
}

const COLUMNS = { updated: 'updated_key', posted: 'posted_key', title: 'sort_title', words: 'words' } as const
type Column = (typeof COLUMNS)[keyof typeof COLUMNS]

export async function answerFromStore(db: Db, question: Question, anchor?: WorkPlace): Promise<StoreAnswer> {
  const { viewer, condition, hidden, sort } = question
  const column = COLUMNS[sort.by as keyof typeof COLUMNS] as Column | undefined
  const looked: Looked = {
    viewer,
    column: column ?? 'updated_key',
    isDescending: column === undefined || sort.isDescending,
    lead: leadOf(condition),
    besides: foundIn(condition).slice(0, FOUND_BESIDES),
  }
  const isCut = foundIn(condition).length > FOUND_BESIDES
  const all = testOf(viewer, condition)
  const shown = hidden === undefined ? all : sql<SqlBool>`(${all} and not (${testOf(viewer, hidden)}))`
  const scores = sort.by === 'best' ? scoresIn(condition) : new Map<number, number>()
  const [page, counts] = await Promise.all([
    scores.size > 0 ? pageByScore(db, question, looked, shown, scores) : pageOf(db, question, looked, shown, anchor),
    countsOf(db, looked, { all, shown }, question),
  ])
  return { ...page, ...counts, isExact: counts.isExact && !isCut, isSorted: column !== undefined || sort.by === 'best' }
}

/** One tag or pen name that all of them have, whose list is then read in place of all works. */
interface Lead {
  readonly kind: 'tag' | 'pen-name'
  readonly key: number
}

interface Looked {
  readonly viewer: Viewer
  readonly column: Column
  readonly isDescending: boolean
  readonly lead: Lead | undefined
  readonly besides: readonly number[]
}

function leadOf(condition: Condition): Lead | undefined {
  if (condition.kind === 'all') {
    for (const each of condition.of) {
      const lead = leadOf(each)
      if (lead !== undefined) return lead
    }
  }
  if (condition.kind !== 'tag' && condition.kind !== 'pen-name') return undefined
  const [key, ...others] = condition.keys
  return key !== undefined && others.length === 0 ? { kind: condition.kind, key } : undefined
}

/** Works that the condition names by key, other than to leave them out. */
function foundIn(condition: Condition): readonly number[] {
  if (condition.kind === 'works') return [...condition.keys]
  return condition.kind === 'all' || condition.kind === 'any' ? condition.of.flatMap(foundIn) : []
}

type Side = 'first' | 'behind' | 'last'

/** Keys of the works that are looked at, before anything is asked of them. */
function candidates(looked: Looked, side: Side, isBackwards: boolean, anchor?: WorkPlace): RawBuilder<unknown> {
  const { viewer, column, lead, besides } = looked
  const isDescending = looked.isDescending !== isBackwards
  const behind = (table: string, id: string): RawBuilder<unknown> =>
    side === 'behind' && anchor !== undefined
      ? sql`and (${sql.ref(`${table}.${column}`)}, ${sql.ref(id)}) ${isDescending ? sql`<` : sql`>`} (${anchor[column]}, ${anchor.key})`
      : sql``
  const direction = isDescending ? sql`desc` : sql`asc`
  const inOrder =
    lead === undefined
      ? sql`select work.id from work where ${visibleTo(viewer)} ${behind('work', 'work.id')} order by work.${sql.raw(column)} ${direction}, work.id ${direction} limit ${sql.lit(LOOKED_AT)}`
      : sql`select work.id from listing cross join work where listing.kind = ${sql.lit(lead.kind)} and listing.ref_id = ${sql.lit(lead.key)} and work.id = listing.work_id and ${visibleTo(viewer)} ${behind('listing', 'listing.work_id')} order by listing.${sql.raw(column)} ${direction}, listing.work_id ${direction} limit ${sql.lit(LOOKED_AT)}`
  if (besides.length === 0) return sql`(${inOrder})`
  const keys = sql.join(besides.map((key) => sql`(${sql.lit(key)})`))
  return sql`(select id from (${inOrder}) as in_order union select work.id from (values ${keys}) as wanted cross join work where work.id = wanted.column1 and ${visibleTo(viewer)} ${behind('work', 'work.id')})`
}

interface Page {
  readonly works: readonly number[]
  readonly hasPrevious: boolean
  readonly hasNext: boolean
}

async function pageOf(
  db: Db,
  question: Question,
  looked: Looked,
  test: RawBuilder<SqlBool>,
  anchor: WorkPlace | undefined,
): Promise<Page> {
  const { after, before, size, isLast = false } = question
  const isInside = anchor !== undefined && (after !== undefined || before !== undefined)
  const isBackwards = isLast || (isInside && after === undefined)
  const direction = looked.isDescending !== isBackwards ? 'desc' : 'asc'
  const rows = await db
    .selectFrom(
      sql<{
        id: number
      }>`${candidates(looked, isInside ? 'behind' : isLast ? 'last' : 'first', isBackwards, anchor)}`.as('candidate'),
    )
    .crossJoin('work')
    .whereRef('work.id', '=', 'candidate.id')
    .where(test)
    .orderBy(sql.ref(`work.${looked.column}`), direction)
    .orderBy('work.id', direction)
    .limit(size + 1)
    .select('work.id')
    .execute()
  const hasMore = rows.length > size
  const keys = rows.slice(0, size).map((row) => row.id)
  return {
    works: isBackwards ? keys.toReversed() : keys,
    hasPrevious: isBackwards ? hasMore : isInside,
    hasNext: isBackwards ? !isLast : hasMore,
  }
}

/** How well works fit by what was found by other means, added up as the index does. */
function scoresIn(condition: Condition): Map<number, number> {
  const sums = new Map<number, number>()
  const add = (each: Condition): void => {
    if (each.kind === 'all' || each.kind === 'any') each.of.forEach(add)
    if (each.kind !== 'works' || each.scores === undefined) return
    for (const [i, score] of each.scores.entries()) {
      const key = each.keys[i] ?? 0
      sums.set(key, (sums.get(key) ?? 0) + score)
    }
  }
  add(condition)
  return sums
}

/** All that fit of those looked at, in the order of their scores; then the page of them. */
async function pageByScore(
  db: Db,
  { after, before, size, sort, isLast = false }: Question,
  looked: Looked,
  test: RawBuilder<SqlBool>,
  scores: ReadonlyMap<number, number>,
): Promise<Page> {
  const rows = await db
    .selectFrom(sql<{ id: number }>`${candidates(looked, 'first', false)}`.as('candidate'))
    .crossJoin('work')
    .whereRef('work.id', '=', 'candidate.id')
    .where(test)
    .orderBy('work.updated_key', 'desc')
    .orderBy('work.id', 'desc')
    .select('work.id')
    .execute()
  const best = rows.map((row) => row.id).toSorted((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0))
  const keys = sort.isDescending ? best : best.toReversed()
  const at = keys.indexOf(after ?? before ?? -1)
  const end = isLast ? keys.length : before !== undefined && at >= 0 ? at : undefined
  const start = end === undefined ? at + 1 : Math.max(0, end - size)
  const stop = end ?? start + size
  return { works: keys.slice(start, stop), hasPrevious: start > 0, hasNext: stop < keys.length }
}

interface Tests {
  readonly all: RawBuilder<SqlBool>
  readonly shown: RawBuilder<SqlBool>
}

interface CountRow {
  readonly facet: string
  readonly key: number | null
  readonly value: string | null
  readonly count: number | string
}

/** Totals and facets in one query over the works that are looked at; tags and pen names with their names. */
async function countsOf(
  db: Db,
  looked: Looked,
  { all, shown }: Tests,
  { facets, top }: Question,
): Promise<Pick<StoreAnswer, 'total' | 'hidden' | 'facets' | 'isExact'>> {
  const asked = sql`select work.id, work.rating, work.status, work.language, case when ${all} then 1 else 0 end as fits, case when ${shown} then 1 else 0 end as is_shown
    from ${candidates(looked, 'first', false)} as candidate cross join work where work.id = candidate.id`
  const rows = facets.length === 0 ? TOTALS : sql`${TOTALS} ${FACETS}`
  const { rows: counted } =
    await sql<CountRow>`with asked as (${asked}), found as (select * from asked where is_shown = 1) ${rows}`.execute(db)
  const totalOf = (name: string): number => Number(counted.find((row) => row.facet === name)?.count ?? 0)
  const byFacet = Map.groupBy(counted, (row) => row.facet)
  return {
    total: totalOf('shown'),
    hidden: totalOf('fits') - totalOf('shown'),
    isExact: totalOf('asked') < LOOKED_AT,
    facets: new Map(facets.map((facet) => [facet, topOf(byFacet.get(facet) ?? [], top)])),
  }
}

const TOTALS = sql`
  select 'asked' as facet, cast(null as bigint) as key, cast(null as text) as value, count(*) as count from asked
  union all select 'fits', null, null, count(*) from asked where fits = 1
  union all select 'shown', null, null, count(*) from found`

const FACETS = sql`
  union all select 'rating', null, rating, count(*) from found group by rating
  union all select 'status', null, status, count(*) from found where status is not null group by status
  union all select 'language', null, language, count(*) from found where language is not null group by language
  union all select tag.kind, tag.id, tag.name, count(*) from found cross join listing cross join tag
    where listing.work_id = found.id and listing.kind = 'tag' and tag.id = listing.ref_id and tag.canonical_id is null group by tag.kind, tag.id, tag.name
  union all select 'pen-name', pen_name.id, pen_name.name, count(*) from found cross join listing cross join pen_name
    where listing.work_id = found.id and listing.kind = 'pen-name' and pen_name.id = listing.ref_id group by pen_name.id, pen_name.name`

function topOf(rows: readonly CountRow[], top: number): readonly FacetValue[] {
  return rows
    .map(({ key, value, count }) => ({ key, value, count: Number(count) }))
    .toSorted((a, b) => b.count - a.count || (a.key ?? 0) - (b.key ?? 0))
    .slice(0, top)
}
