/** What every page says of a work: its own facts, and the names beside its title. Used by the other stores here. */
import { type AliasableExpression, type Expression, type ExpressionBuilder, type Selectable, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import type { Visibility } from '../../platform/db/visibility.ts'
import { isRating, isStatus, isTagKind } from './labels.ts'
import type { Creator, Names, WorkFacts, WorkSetting, WorkTag } from './work.ts'

export const FACT_COLUMNS = [
  'work.id',
  'work.public_id',
  'work.title',
  'work.is_title_known',
  'work.summary',
  'work.language',
  'work.rating',
  'work.rating_as_given',
  'work.status',
  'work.part_number',
  'work.part_to',
  'work.part_total',
  'work.expected_chapters',
  'work.words',
  'work.posted_at',
  'work.updated_at',
  'work.added_at',
  'work.visibility',
] as const

/** Chapters of a work, as a column called `chapters`. */
export function chapterCount(eb: ExpressionBuilder<Tables, 'work'>): AliasableExpression<number> {
  return eb
    .selectFrom('chapter')
    .whereRef('chapter.work_id', '=', 'work.id')
    .select((each) => each.fn.countAll<number>().as('chapters'))
    .$asScalar()
}

type FactColumn = (typeof FACT_COLUMNS)[number] extends `work.${infer Name}` ? Name : never
export type FactRow = Pick<Selectable<Tables['work']>, Extract<FactColumn, keyof Tables['work']>> & {
  chapters: number | null
}

export function factsOf(row: FactRow): WorkFacts {
  return {
    key: row.id,
    publicId: row.public_id,
    title: row.title,
    isTitleKnown: row.is_title_known,
    summary: row.summary,
    language: row.language,
    rating: isRating(row.rating) ? row.rating : 'unrated',
    ratingAsGiven: row.rating_as_given,
    status: isStatus(row.status) ? row.status : null,
    part: row.part_number === null ? null : { number: row.part_number, to: row.part_to, total: row.part_total },
    chapters: row.chapters ?? 0,
    expectedChapters: row.expected_chapters,
    words: row.words,
    postedAt: row.posted_at,
    updatedAt: row.updated_at,
    addedAt: row.added_at,
    visibility: row.visibility as Visibility,
  }
}

const NO_NAMES: Names = { creators: [], tags: [], settings: [] }

/** The names of one work, in the order in which they are shown. */
export async function findNames(db: Db, work: number): Promise<Names> {
  return (await listNames(db, [work])).get(work) ?? NO_NAMES
}

/** The names of up to a page of works, in one query. */
export async function listNames(db: Db, works: readonly number[]): Promise<ReadonlyMap<number, Names>> {
  if (works.length === 0) return new Map()
  const size = works.length === 1 ? 1 : Math.ceil(works.length / 25) * 25
  const values: Record<string, number> = {}
  for (let i = 0; i < size; i++) values[`work${i}`] = works[i] ?? (works[0] as number)
  const found = new Map<number, { creators: Creator[]; tags: WorkTag[]; settings: WorkSetting[] }>()
  for (const row of await namesOfWorks(db, size, values)) {
    let names = found.get(row.work_id)
    if (names === undefined) {
      names = { creators: [], tags: [], settings: [] }
      found.set(row.work_id, names)
    }
    addName(names, row)
  }
  return found
}

interface NameRow {
  readonly work_id: number
  readonly what: string
  readonly public_id: string | null
  readonly name: string | null
  readonly kind: string | null
  readonly as_written: string | null
  readonly point_key: string | null
  readonly point_name: string | null
  readonly position: number
}

/** Works are few on a page and differ in number, so the query is kept for one and for multiples of 25. */
const namesOfWorks = preparedByShape<number, Record<string, number>, NameRow>(String, (db, given, size) => {
  const works = Array.from({ length: size }, (_, i) => given[`work${i}`] as Expression<number>)
  const nothing = sql<string | null>`cast(null as text)`
  return db
    .selectFrom('creator')
    .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
    .where('creator.work_id', 'in', works)
    .select([
      'creator.work_id',
      sql<string>`'creator'`.as('what'),
      sql<string | null>`pen_name.public_id`.as('public_id'),
      sql<string | null>`pen_name.name`.as('name'),
      sql<string | null>`creator.role`.as('kind'),
      'creator.as_written',
      nothing.as('point_key'),
      nothing.as('point_name'),
      'creator.position',
    ])
    .unionAll(
      db
        .selectFrom('work_tag')
        .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
        .leftJoin('tag as canonical', 'canonical.id', 'tag.canonical_id')
        .where('work_tag.work_id', 'in', works)
        .select([
          'work_tag.work_id',
          sql<string>`'tag'`.as('what'),
          sql<string | null>`coalesce(canonical.public_id, tag.public_id)`.as('public_id'),
          sql<string | null>`coalesce(canonical.name, tag.name)`.as('name'),
          sql<string | null>`tag.kind`.as('kind'),
          sql<string | null>`work_tag.as_written`.as('as_written'),
          nothing.as('point_key'),
          nothing.as('point_name'),
          'work_tag.position',
        ]),
    )
    .unionAll(
      db
        .selectFrom('work_setting')
        .leftJoin('canon_point', 'canon_point.id', 'work_setting.from_point')
        .leftJoin('canon', 'canon.key', 'canon_point.canon_key')
        .leftJoin('tag', 'tag.id', 'canon.tag_id')
        .where('work_setting.work_id', 'in', works)
        .select([
          'work_setting.work_id',
          sql<string>`'setting'`.as('what'),
          'tag.public_id',
          'tag.name',
          'work_setting.relation as kind',
          sql<string | null>`work_setting.as_written`.as('as_written'),
          'canon_point.key as point_key',
          'canon_point.name as point_name',
          'work_setting.id as position',
        ]),
    )
    .orderBy('position')
})

function addName(names: { creators: Creator[]; tags: WorkTag[]; settings: WorkSetting[] }, row: NameRow): void {
  const { public_id: publicId, name } = row
  if (row.what === 'setting') names.settings.push(settingOf(row))
  else if (publicId === null || name === null) return
  else if (row.what === 'creator') names.creators.push({ publicId, name, role: row.kind ?? 'author' })
  else if (row.kind !== null && isTagKind(row.kind) && !names.tags.some((tag) => tag.publicId === publicId)) {
    // Author, source and rule may have said the same tag; it stands once.
    names.tags.push({ publicId, name, kind: row.kind, asWritten: row.as_written ?? name })
  }
}

function settingOf(row: NameRow): WorkSetting {
  const { kind, point_key: key, point_name: pointName, public_id: publicId, name } = row
  return {
    asWritten: row.as_written ?? pointName ?? '',
    relation: kind === 'before' || kind === 'during' || kind === 'after' ? kind : null,
    point:
      key === null || pointName === null
        ? null
        : { key, name: pointName, fandom: publicId === null || name === null ? null : { publicId, name } },
  }
}
