/**
 * A condition as the store asks it, where the index cannot be had: the same question, asked of one work after the other.
 * Whoever asks bounds how many works are looked at. The query must have the table `work`.
 */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { chapterVisibleTo, entryVisibleTo, type Viewer } from '../../platform/db/visibility.ts'
import type { Condition } from '../../search/question.ts'

type Test = RawBuilder<SqlBool>

const YES: Test = sql<SqlBool>`1 = 1`
const NO: Test = sql<SqlBool>`1 = 0`
/** Keys that one statement takes; those of works found by their words beyond it are left out. */
const MOST_KEYS = 5000

export function testOf(viewer: Viewer, condition: Condition): Test {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return joined(
        condition.of.map((each) => testOf(viewer, each)),
        condition.kind,
      )
    case 'not':
      return sql<SqlBool>`not (${testOf(viewer, condition.of)})`
    case 'tag':
    case 'pen-name':
      return isListed(condition.kind, condition.keys)
    case 'series':
      return condition.keys.length === 0
        ? NO
        : sql<SqlBool>`exists (select 1 from series_entry as part where part.work_id = work.id and part.series_id in (${list(condition.keys)}) and ${entryVisibleTo(viewer, 'part')})`
    case 'site':
      return condition.keys.length === 0 ? NO : sql<SqlBool>`work.site_id in (${list(condition.keys)})`
    case 'works':
      return condition.keys.length === 0 ? NO : sql<SqlBool>`work.id in (${list([...condition.keys])})`
    case 'rating':
    case 'status':
      return isOneOf(condition.kind, condition.values)
    case 'language':
      return joined(condition.values.map(isInLanguage), 'any')
    case 'words':
      return between(sql`work.words`, condition)
    case 'reviews':
      return between(sql`work.review_count`, condition)
    case 'hits':
      return between(sql`coalesce(work.hits, 0)`, condition)
    case 'chapters':
      return between(chapters(viewer), condition)
    case 'posted':
    case 'updated':
      return isDated(sql.ref(`work.${condition.kind}_key`), condition.from, condition.to)
    case 'setting':
      return isSet(condition)
    case 'told':
      return isTold(viewer, condition.persons)
    case 'told-by':
      return isToldBy(viewer, condition.names)
    case 'is':
      return hasFlag(viewer, condition.flag)
  }
}

function joined(tests: readonly Test[], kind: 'all' | 'any'): Test {
  if (tests.length === 0) return kind === 'all' ? YES : NO
  return sql<SqlBool>`(${sql.join(tests, kind === 'all' ? sql` and ` : sql` or `)})`
}

function list(keys: readonly number[]): RawBuilder<unknown> {
  return sql.join(keys.slice(0, MOST_KEYS).map((key) => sql.lit(key)))
}

/** The first row, in place of `exists`: PostgreSQL would rather make a list of all works that have one of them. */
function isListed(kind: string, keys: readonly number[]): Test {
  if (keys.length === 0) return NO
  return sql<SqlBool>`(select 1 from listing as under where under.work_id = work.id and under.kind = ${sql.lit(kind)} and under.ref_id in (${list(keys)}) limit 1) is not null`
}

function isOneOf(column: 'rating' | 'status', values: readonly string[]): Test {
  if (values.length === 0) return NO
  return sql<SqlBool>`coalesce(${sql.ref(`work.${column}`)}, '') in (${sql.join(values)})`
}

function isInLanguage(value: string): Test {
  return sql<SqlBool>`(lower(coalesce(work.language, '')) = ${value} or substr(lower(coalesce(work.language, '')), 1, ${sql.lit(value.length + 1)}) = ${`${value}-`})`
}

interface Range {
  readonly from: number | null
  readonly to: number | null
}

function between(value: RawBuilder<unknown>, { from, to }: Range): Test {
  return joined(
    [
      ...(from === null ? [] : [sql<SqlBool>`${value} >= ${sql.lit(from)}`]),
      ...(to === null ? [] : [sql<SqlBool>`${value} <= ${sql.lit(to)}`]),
    ],
    'all',
  )
}

function chapters(viewer: Viewer): RawBuilder<unknown> {
  return sql`(select count(*) from chapter as counted where counted.work_id = work.id and ${chapterVisibleTo(viewer, 'counted')})`
}

/** A day that is known to the month or the year counts as its first. */
function isDated(key: RawBuilder<unknown>, from: string | null, to: string | null): Test {
  const day = sql`substr(${key} || '-01-01', 1, 10)`
  return joined(
    [
      sql<SqlBool>`${key} <> ''`,
      ...(from === null ? [] : [sql<SqlBool>`${day} >= ${from}`]),
      ...(to === null ? [] : [sql<SqlBool>`${day} <= ${to}`]),
    ],
    'all',
  )
}

/** What is set before or after a stretch stands half a step from it; a setting that is known to be somewhere is nowhere. */
function isSet({ canon, from, to }: Extract<Condition, { kind: 'setting' }>): Test {
  return sql<SqlBool>`exists (select 1 from search_work_setting as place
    where place.work_id = work.id and place.canon_key = ${canon}
    and ${joined(
      [
        ...(from === null ? [] : [sql<SqlBool>`${placeAt('to')} >= ${sql.lit(from)}`]),
        ...(to === null ? [] : [sql<SqlBool>`${placeAt('from')} <= ${sql.lit(to)}`]),
      ],
      'all',
    )})`
}

function placeAt(end: 'from' | 'to'): RawBuilder<unknown> {
  return sql`case place.relation when 'after' then place.to_position + 0.5 when 'before' then place.from_position - 0.5
    else ${sql.ref(`place.${end}_position`)} end`
}

function isTold(viewer: Viewer, persons: readonly string[]): Test {
  if (persons.length === 0) return NO
  return sql<SqlBool>`exists (select 1 from chapter as told inner join section on section.chapter_id = told.id
    where told.work_id = work.id and ${chapterVisibleTo(viewer, 'told')} and section.person in (${sql.join(persons)}))`
}

/** As far as a database can fold a name: without case and apostrophes. */
function isToldBy(viewer: Viewer, names: readonly string[]): Test {
  const who = sql`replace(replace(lower(section.who), '''', ''), '’', '')`
  return sql<SqlBool>`exists (select 1 from chapter as told inner join section on section.chapter_id = told.id
    where told.work_id = work.id and ${chapterVisibleTo(viewer, 'told')} and section.who is not null
    and ${joined(
      names.map((name) => sql<SqlBool>`replace(${who}, ${name}, '') <> ${who}`),
      'any',
    )})`
}

function hasFlag(viewer: Viewer, flag: Extract<Condition, { kind: 'is' }>['flag']): Test {
  switch (flag) {
    case 'crossover':
      return sql<SqlBool>`${tagsOfKind('fandom')} > 1`
    case 'single-pairing':
      return sql<SqlBool>`${tagsOfKind('relationship')} = 1`
    case 'one-chapter':
      return sql<SqlBool>`${chapters(viewer)} = 1`
    case 'round-robin':
      return sql<SqlBool>`work.is_round_robin = ${sql.lit(true)}`
    case 'series-part':
      return sql<SqlBool>`exists (select 1 from series_entry as part where part.work_id = work.id and ${entryVisibleTo(viewer, 'part')})`
  }
}

/** How many canonical tags of a kind the work has. */
function tagsOfKind(kind: string): RawBuilder<unknown> {
  return sql`(select count(distinct coalesce(tag.canonical_id, tag.id)) from work_tag as has inner join tag on tag.id = has.tag_id where has.work_id = work.id and tag.kind = ${sql.lit(kind)})`
}
