/** What every page says of a work: its own facts, and the names beside its title. Used by the other stores here. */
import {
  type AliasableExpression,
  type Expression,
  type ExpressionBuilder,
  type RawBuilder,
  type Selectable,
  type SelectQueryBuilder,
  sql,
} from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { chapterVisibleTo, type Viewer, type Visibility } from '../../platform/db/visibility.ts'
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
  'work.asks_age',
  'work.is_round_robin',
  'work.review_count',
] as const

/** Chapters of a work that the viewer may see, as a column called `chapters`. */
export function chapterCount(eb: ExpressionBuilder<Tables, 'work'>, viewer: Viewer): AliasableExpression<number> {
  return eb
    .selectFrom('chapter')
    .whereRef('chapter.work_id', '=', 'work.id')
    .where(chapterVisibleTo(viewer))
    .select((each) => each.fn.countAll<number>().as('chapters'))
    .$asScalar()
}

type FactColumn = (typeof FACT_COLUMNS)[number] extends `work.${infer Name}` ? Name : never
/** SQLite's flags are numbers where a query is kept ready. */
type Flag = boolean | number
type Flags = 'asks_age' | 'is_round_robin'
export type FactRow = Omit<Pick<Selectable<Tables['work']>, Extract<FactColumn, keyof Tables['work']>>, Flags> & {
  readonly [Name in Flags]: Flag
}

export function factsOf(row: FactRow, chapters: number): WorkFacts {
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
    chapters,
    expectedChapters: row.expected_chapters,
    words: row.words,
    postedAt: row.posted_at,
    updatedAt: row.updated_at,
    addedAt: row.added_at,
    visibility: row.visibility as Visibility,
    asksAge: Boolean(row.asks_age),
    isRoundRobin: Boolean(row.is_round_robin),
    reviews: row.review_count,
  }
}

export const NO_NAMES: Names = { creators: [], tags: [], settings: [] }

/** The names of up to a page of works, in one query. */
export async function listNames(db: Db, works: readonly number[]): Promise<ReadonlyMap<number, Names>> {
  if (works.length === 0) return new Map()
  const size = Math.ceil(works.length / WORKS_A_PAGE) * WORKS_A_PAGE
  const byWork = Map.groupBy(await namesOfWorks(db, size, valuesOfKeys(works, size)), (row) => row.work_id)
  return new Map([...byWork].map(([work, rows]) => [work, namesOf(rows)]))
}

/** Works on a page differ in number, so the query is kept for multiples of this. */
const WORKS_A_PAGE = 25

const namesOfWorks = preparedByShape<number, Record<string, number>, NameRow>(String, (db, given, size) =>
  selectNames(db, placesOfKeys(given, size)).orderBy('position'),
)

/** A row beside a work, of several kinds: `what` says which, and so what the columns mean. */
export interface NameRow {
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

/** Creators, tags and settings of these works as one query, to which a page may add rows of its own. */
export function selectNames(
  db: Db,
  works: readonly Expression<number>[],
): SelectQueryBuilder<Tables, 'creator' | 'pen_name', NameRow> {
  return db
    .selectFrom('creator')
    .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
    .where('creator.work_id', 'in', works)
    .select([
      'creator.work_id',
      sql.lit('creator').$castTo<string>().as('what'),
      sql<string | null>`pen_name.public_id`.as('public_id'),
      sql<string | null>`pen_name.name`.as('name'),
      sql<string | null>`creator.role`.as('kind'),
      'creator.as_written',
      NO_TEXT.as('point_key'),
      NO_TEXT.as('point_name'),
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
          sql.lit('tag').$castTo<string>().as('what'),
          sql<string | null>`coalesce(canonical.public_id, tag.public_id)`.as('public_id'),
          sql<string | null>`coalesce(canonical.name, tag.name)`.as('name'),
          sql<string | null>`tag.kind`.as('kind'),
          sql<string | null>`work_tag.as_written`.as('as_written'),
          NO_TEXT.as('point_key'),
          NO_TEXT.as('point_name'),
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
          sql.lit('setting').$castTo<string>().as('what'),
          'tag.public_id',
          'tag.name',
          'work_setting.relation as kind',
          sql<string | null>`work_setting.as_written`.as('as_written'),
          'canon_point.key as point_key',
          'canon_point.name as point_name',
          'work_setting.id as position',
        ]),
    )
}

export const NO_TEXT: RawBuilder<string | null> = sql<string | null>`cast(null as text)`

/** The names among the rows of one work, in their order. */
export function namesOf(rows: readonly NameRow[]): Names {
  const creators: Creator[] = []
  const tags: WorkTag[] = []
  const settings: WorkSetting[] = []
  for (const row of rows) {
    const { what, public_id: publicId, name, kind } = row
    if (what === 'setting') settings.push(settingOf(row))
    else if (publicId === null || name === null || kind === null) continue
    else if (what === 'creator') creators.push({ publicId, name, role: kind })
    else if (what === 'tag' && isTagKind(kind) && !tags.some((tag) => tag.publicId === publicId)) {
      // Author, source and rule may have said the same tag; it stands once.
      tags.push({ publicId, name, kind, asWritten: row.as_written ?? name })
    }
  }
  return { creators, tags, settings }
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
