/**
 * What names in questions mean: tags, pen names, series and sites by their folded names, whole or in part; titles for
 * words. Only what leads to a work that the viewer may find is there, so no question gives a name away.
 *
 * Whole names and beginnings are read from an index. For the inside the first rows of that index are looked through, so
 * that one question costs the same in an archive of any size. Joins are crossed so that SQLite begins with what was
 * found; it would rather walk all public works, taking them for few.
 */
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { foldKey, foldText } from '../../kernel/text.ts'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'
import type { TagKind } from '../works/index.ts'

/** Rows that are looked through for what is inside them. */
const LOOKED_THROUGH = 20_000
/** Names that one part of a name may mean. */
export const NAMES_MEANT = 200

export interface KnownName extends Named {
  readonly key: number
  readonly folded: string
}

export interface KnownTag extends KnownName {
  readonly kind: TagKind
}

/** What has this in its title or name: works, tags and pen names, those that begin with it first. */
export interface CalledSo {
  readonly works: readonly number[]
  readonly tags: readonly KnownTag[]
  readonly penNames: readonly KnownName[]
}

/** In one query. */
export async function findCalledSo(db: Db, viewer: Viewer, text: string): Promise<CalledSo> {
  const [folded, key] = [foldText(text), foldKey(text)]
  if (folded === '') return { works: [], tags: [], penNames: [] }
  const { from: tagFrom, to: tagTo } = asked(key === '' ? folded : key)
  const rows = await calledSo(db, viewer, { ...asked(folded), tagFrom, tagTo })
  const of = (what: string): readonly CalledRow[] => rows.filter((row) => row.what === what)
  return {
    works: of('work').map((row) => row.key),
    tags: of('tag'),
    penNames: of('pen-name'),
  }
}

export async function findPenNamesLike(db: Db, viewer: Viewer, folded: string): Promise<readonly KnownName[]> {
  return penNames(db, viewer, asked(folded))
}

export async function findSeriesLike(db: Db, viewer: Viewer, folded: string): Promise<readonly KnownName[]> {
  return series(db, viewer, asked(folded))
}

/** Tags fold their names as keys; a synonym is here with the key and the name of its canonical tag. */
export async function findTagsLike(db: Db, viewer: Viewer, key: string): Promise<readonly KnownTag[]> {
  return key === '' ? [] : tags(db, viewer, asked(key))
}

/** The tags, of any kind, that have one of these names, whole; there are at most `NAMES_A_QUERY`. */
export async function findTagsNamed(db: Db, viewer: Viewer, keys: readonly string[]): Promise<readonly KnownTag[]> {
  return tagsNamed(db, viewer, namesIn(keys))
}

export async function findPenNamesNamed(
  db: Db,
  viewer: Viewer,
  folded: readonly string[],
): Promise<readonly KnownName[]> {
  return penNamesNamed(db, viewer, namesIn(folded))
}

/** A series by the id that its address has. */
export async function findSeriesHere(
  db: Db,
  viewer: Viewer,
  publicId: string,
): Promise<(Named & { readonly key: number }) | undefined> {
  return (await seriesHere(db, viewer, { publicId }))[0]
}

/** Sites stood open for everybody, and there are few. */
export async function listSites(db: Db): Promise<readonly { readonly key: number; readonly name: string }[]> {
  return db
    .selectFrom('rescued_site')
    .orderBy('rescued_site.id')
    .limit(sql.lit(NAMES_MEANT))
    .select(['rescued_site.id as key', 'rescued_site.name'])
    .execute()
}

/** Folded names that begin so, whoever may see what they are of: only to be compared, and then looked up. */
export async function listNamesBeginning(
  db: Db,
  table: 'tag' | 'pen_name' | 'series',
  start: string,
): Promise<readonly string[]> {
  return (await namesBeginning(db, table, asked(start))).map((row) => row.folded)
}

const namesBeginning = preparedByShape<'tag' | 'pen_name' | 'series', Asked, { folded: string }>(
  String,
  (db, given, table) => {
    const folded = sql.ref(table === 'series' ? 'folded_title' : 'folded')
    return db
      .selectFrom(
        sql<{
          folded: string
        }>`(select ${folded} as folded from ${sql.table(table)} where ${folded} >= ${given.from} and ${folded} < ${given.to} order by ${folded} limit ${sql.lit(LOOKED_THROUGH)})`.as(
          'begins',
        ),
      )
      .select('folded')
  },
)

/**
 * Folded names that have these letters behind their first one, for names whose first letter is wrong. There is no index of
 * that; so many names are looked through, and it is asked only for a name that was not found.
 */
export async function listNamesBehindFirst(
  db: Db,
  table: 'tag' | 'pen_name' | 'series',
  letters: string,
): Promise<readonly string[]> {
  return (await namesBehindFirst(db, table, { letters })).map((row) => row.folded)
}

const namesBehindFirst = preparedByShape<'tag' | 'pen_name' | 'series', { letters: string }, { folded: string }>(
  String,
  (db, given, table) => {
    const folded = sql.ref(table === 'series' ? 'folded_title' : 'folded')
    return db
      .selectFrom(
        sql<{
          folded: string
        }>`(select ${folded} as folded from ${sql.table(table)} order by ${folded} limit ${sql.lit(LOOKED_THROUGH_FOR_LETTERS)})`.as(
          'looked',
        ),
      )
      .where(sql<SqlBool>`substr(looked.folded, 2, ${sql.lit(LETTERS_BEHIND)}) = ${given.letters}`)
      .limit(sql.lit(LOOKED_THROUGH))
      .select('folded')
  },
)

/** Letters that must be right behind a wrong first one. */
export const LETTERS_BEHIND = 2
const LOOKED_THROUGH_FOR_LETTERS = 200_000

export const NAMES_A_QUERY = 40

interface Asked {
  from: string
  to: string
}

function asked(folded: string): Asked {
  return { from: folded, to: `${folded}\u{10ffff}` }
}

function namesIn(names: readonly string[]): Record<string, string> {
  const first = names[0] ?? ''
  return Object.fromEntries(Array.from({ length: NAMES_A_QUERY }, (_, i) => [`name${i}`, names[i] ?? first]))
}

type GivenAsked = { readonly [Name in keyof Asked]: Expression<string> }
type GivenNames = Readonly<Record<string, Expression<string>>>

function placesOf(given: GivenNames): readonly Expression<string>[] {
  return Array.from({ length: NAMES_A_QUERY }, (_, i) => given[`name${i}`] as Expression<string>)
}

/** Keys of rows of a table by a folded column: those that begin so first, then those that have it inside. */
function matching(table: 'work' | 'pen_name' | 'tag' | 'series', column: string, given: GivenAsked) {
  const folded = sql.ref(column)
  const all = sql.table(table)
  return sql`(
    select id, 0 as rank from (select id from ${all} where ${folded} >= ${given.from} and ${folded} < ${given.to} order by ${folded}, id limit ${sql.lit(LOOKED_THROUGH)}) as begins
    union
    select id, 1 as rank from (select id, ${folded} as folded from ${all} order by ${folded}, id limit ${sql.lit(LOOKED_THROUGH)}) as looked
    where replace(folded, ${given.from}, '') <> folded and not (folded >= ${given.from} and folded < ${given.to})
  )`
}

interface CalledRow extends KnownTag {
  readonly what: string
}

const calledSo = preparedByShape<Viewer, Asked & { tagFrom: string; tagTo: string }, CalledRow>(
  nameOfViewer,
  (db, given, viewer) => {
    const titles = db
      .selectFrom(sql<Found>`${matching('work', 'folded_title', given)}`.as('found'))
      .crossJoin('work')
      .whereRef('work.id', '=', 'found.id')
      .where(visibleTo(viewer))
      .orderBy('found.rank')
      .orderBy('work.sort_title')
      .orderBy('work.id')
      .limit(sql.lit(NAMES_MEANT))
      .select([
        sql<string>`'work'`.as('what'),
        'work.id as key',
        'work.public_id as publicId',
        'work.title as name',
        'work.folded_title as folded',
        sql<TagKind>`''`.as('kind'),
      ])
    const people = selectPenNames(db, given, viewer).select([sql<string>`'pen-name'`.as('what'), ...PEN_NAME_COLUMNS])
    const named = selectTags(db, { from: given.tagFrom, to: given.tagTo }, viewer).select([
      sql<string>`'tag'`.as('what'),
      ...TAG_COLUMNS,
    ])
    const penNameRows = db
      .selectFrom(people.as('people'))
      .select(['what', 'key', 'publicId', 'name', 'folded', sql<TagKind>`''`.as('kind')])
    return db
      .selectFrom(titles.as('titles'))
      .select(['what', 'key', 'publicId', 'name', 'folded', 'kind'])
      .unionAll(penNameRows)
      .unionAll(db.selectFrom(named.as('named')).select(['what', 'key', 'publicId', 'name', 'folded', 'kind']))
  },
)

interface Found {
  readonly id: number
  readonly rank: number
}

const penNames = preparedByShape<Viewer, Asked, KnownName>(nameOfViewer, (db, given, viewer) =>
  selectPenNames(db, given, viewer).select(PEN_NAME_COLUMNS),
)

const PEN_NAME_COLUMNS = [
  'pen_name.id as key',
  'pen_name.public_id as publicId',
  'pen_name.name',
  'pen_name.folded',
] as const

function selectPenNames(db: Db, given: GivenAsked, viewer: Viewer) {
  return db
    .selectFrom(sql<Found>`${matching('pen_name', 'folded', given)}`.as('found'))
    .crossJoin('pen_name')
    .whereRef('pen_name.id', '=', 'found.id')
    .where((eb) => signsWork(eb as unknown as PenNameBuilder, viewer))
    .orderBy('found.rank')
    .orderBy('pen_name.sort_name')
    .orderBy('pen_name.id')
    .limit(sql.lit(NAMES_MEANT))
}

const penNamesNamed = preparedByShape<Viewer, Record<string, string>, KnownName>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('pen_name')
    .where('pen_name.folded', 'in', placesOf(given))
    .where((eb) => signsWork(eb, viewer))
    .limit(sql.lit(NAMES_MEANT))
    .select(PEN_NAME_COLUMNS),
)

type PenNameBuilder = ExpressionBuilder<Tables, 'pen_name'>

function signsWork(eb: PenNameBuilder, viewer: Viewer): Expression<SqlBool> {
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

const seriesHere = preparedByShape<Viewer, { publicId: string }, Named & { readonly key: number }>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('series')
      .where('series.public_id', '=', given.publicId)
      .where(seriesVisibleTo(viewer))
      .select(['series.id as key', 'series.public_id as publicId', 'series.title as name']),
)

const series = preparedByShape<Viewer, Asked, KnownName>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom(sql<Found>`${matching('series', 'folded_title', given)}`.as('found'))
    .crossJoin('series')
    .whereRef('series.id', '=', 'found.id')
    .where(seriesVisibleTo(viewer))
    .orderBy('found.rank')
    .orderBy('series.sort_title')
    .orderBy('series.id')
    .limit(sql.lit(NAMES_MEANT))
    .select([
      'series.id as key',
      'series.public_id as publicId',
      'series.title as name',
      'series.folded_title as folded',
    ]),
)

const tags = preparedByShape<Viewer, Asked, KnownTag>(nameOfViewer, (db, given, viewer) =>
  selectTags(db, given, viewer).select(TAG_COLUMNS),
)

function selectTags(db: Db, given: GivenAsked, viewer: Viewer) {
  return db
    .selectFrom(sql<Found>`${matching('tag', 'folded', given)}`.as('found'))
    .crossJoin('tag')
    .leftJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
    .whereRef('tag.id', '=', 'found.id')
    .where((eb) => isInUse(eb as unknown as TagBuilder, viewer))
    .orderBy('found.rank')
    .orderBy('tag.folded')
    .orderBy('tag.id')
    .limit(sql.lit(NAMES_MEANT))
}

const tagsNamed = preparedByShape<Viewer, Record<string, string>, KnownTag>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('tag')
    .leftJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
    .where('tag.folded', 'in', placesOf(given))
    .where((eb) => isInUse(eb as unknown as TagBuilder, viewer))
    .limit(sql.lit(NAMES_A_QUERY * 6))
    .select(TAG_COLUMNS),
)

const TAG_COLUMNS = [
  sql<number>`coalesce(canonical.id, tag.id)`.as('key'),
  sql<string>`coalesce(canonical.public_id, tag.public_id)`.as('publicId'),
  sql<string>`coalesce(canonical.name, tag.name)`.as('name'),
  sql<string>`tag.folded`.as('folded'),
  sql<TagKind>`tag.kind`.as('kind'),
] as const

type TagBuilder = ExpressionBuilder<Tables, 'tag'>

/** A name that leads to a work; the works of a synonym stand under its canonical tag. */
function isInUse(eb: TagBuilder, viewer: Viewer): Expression<SqlBool> {
  return isAny(
    eb
      .selectFrom('listing')
      .innerJoin('work', 'work.id', 'listing.work_id')
      .where('listing.kind', '=', sql.lit('tag'))
      .where('listing.ref_id', '=', sql<number>`coalesce(canonical.id, tag.id)`)
      .where(visibleTo(viewer))
      .select('work.id')
      .limit(sql.lit(1)),
  )
}

/** `exists`, asked of each row that was found: PostgreSQL would rather make a list of all names that are in use. */
function isAny(first: Expression<unknown>): Expression<SqlBool> {
  return sql<SqlBool>`${first} is not null`
}
