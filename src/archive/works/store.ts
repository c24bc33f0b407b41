/**
 * One work as a reading page needs it: a query for the work with the chapter that is read, one for all that stands around
 * it (names, contents, what is missing or doubtful), one for its series when it is in any, and one for the text unless it
 * was read a moment ago. A work or chapter that the viewer may not see is not found, and nothing tells it from one that
 * never was.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { utf8Of } from '../../platform/db/utf8.ts'
import { chapterVisibleTo, nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { type Named, ORIGIN_COLUMNS, type OriginSite, originOf } from '../addresses/index.ts'
import { FACT_COLUMNS, factsOf, type NameRow, NO_TEXT, namesOf, selectNames } from './facts-store.ts'
import { findKeptText, keepText } from './kept-texts.ts'
import { DOUBT_WORDS } from './labels.ts'
import { listSeriesOfWork, type SeriesPlace } from './series-store.ts'
import type { Names, WorkFacts } from './work.ts'

export interface ChapterEntry {
  readonly key: number
  /** From 1, as in addresses. */
  readonly position: number
  readonly title: string | null
  /** What the work itself calls it, where that is a number. */
  readonly number: number | null
  /** It waits for the archivist, who alone is told of it. */
  readonly isHidden: boolean
  /** Who wrote it, where that is not the work's author. */
  readonly by: Named | null
}

/** Something that is missing or doubtful, by the block of its chapter where it is known. */
export interface Doubt {
  readonly kind: 'gap' | 'suggestion'
  readonly code: string
  readonly why: string | null
  readonly chapter: number | null
  readonly blockId: string | null
}

export interface WorkPage extends WorkFacts, Names {
  readonly notesBefore: string | null
  readonly notesAfter: string | null
  readonly disclaimer: string | null
  /** When the text or its facts last changed here. */
  readonly changedAt: string
  /** What the site it came from said before it showed the work. */
  readonly notice: string | null
  /** How often it was read there. */
  readonly hits: number | null
  readonly site: OriginSite | null
  readonly series: readonly SeriesPlace[]
  /** Whether there may be reviews to show. */
  readonly hasReviews: boolean
  readonly contents: readonly ChapterEntry[]
  readonly doubts: readonly Doubt[]
}

/** What remains of a withdrawn work. */
export interface Tombstone {
  readonly isWithdrawn: true
  readonly title: string
}

export interface ChapterText {
  readonly key: number
  readonly position: number
  readonly title: string | null
  readonly isHidden: boolean
  readonly by: Named | null
  /** Story HTML, like the notes after it. */
  readonly notesBefore: string | null
  readonly notesAfter: string | null
  /** What the work itself calls it, where that is a number. */
  readonly number: number | null
  /** Story HTML as stored, in UTF-8. */
  readonly story: Uint8Array
  readonly words: number
}

/** The work with this public id, or its tombstone, or nothing. */
export async function findWork(db: Db, viewer: Viewer, publicId: string): Promise<WorkPage | Tombstone | undefined> {
  const [row] = await workByPublicId(db, viewer, { publicId })
  return row === undefined ? undefined : workOf(db, viewer, row)
}

/** The same with the text of one chapter, which may not be there. */
export async function findChapter(
  db: Db,
  viewer: Viewer,
  publicId: string,
  position: number,
): Promise<{ readonly work: WorkPage | Tombstone; readonly chapter: ChapterText | undefined } | undefined> {
  const [row] = await workWithChapter(db, viewer, { publicId, position: position - 1 })
  if (row === undefined) return undefined
  const { version_id: version, text_sha256: sha256, chapter_words: words } = row
  const story = version === null || sha256 === null ? undefined : await textOf(db, version, sha256)
  const chapter =
    story === undefined || words === null ? undefined : chapterTextOf({ ...row, position: position - 1, story, words })
  return { work: await workOf(db, viewer, row), chapter }
}

async function textOf(db: Db, version: number, sha256: string): Promise<Uint8Array | undefined> {
  const kept = findKeptText(sha256)
  if (kept !== undefined) return kept
  const [row] = await textOfVersion(db, { version })
  if (row !== undefined) keepText(sha256, row.story)
  return row?.story
}

/** The text of all chapters of a work that was found, in order, as far as the viewer may see them. */
export async function listChapters(
  db: Db,
  viewer: Viewer,
  work: { readonly key: number },
): Promise<readonly ChapterText[]> {
  return (await textOfWork(db, viewer, { work: work.key })).map(chapterTextOf)
}

/** When each chapter got its current text, by its place. */
export async function listChapterTimes(
  db: Db,
  viewer: Viewer,
  work: { readonly key: number },
): Promise<ReadonlyMap<number, string>> {
  return new Map((await timesOfChapters(db, viewer, { work: work.key })).map((row) => [row.position, row.at]))
}

type WorkRow = Awaited<ReturnType<typeof workByPublicId>>[number]

async function workOf(db: Db, viewer: Viewer, row: WorkRow): Promise<WorkPage | Tombstone> {
  if (row.visibility === 'withdrawn') return { isWithdrawn: true, title: row.title }
  const rows = await besideWork(db, viewer, { work: row.id })
  const contents = rows.filter((each) => each.what === 'chapter').map(chapterOf)
  return {
    ...factsOf(row, contents.length),
    ...namesOf(rows),
    notesBefore: row.notes_before,
    notesAfter: row.notes_after,
    disclaimer: row.disclaimer,
    changedAt: row.changed_at,
    notice: row.notice,
    hits: row.hits,
    site: originOf(row),
    series: row.is_in_series ? await listSeriesOfWork(db, viewer, row.id) : [],
    hasReviews: Boolean(row.has_reviews),
    contents,
    doubts: rows.filter((each) => each.what === 'gap' || each.what === 'suggestion').map(doubtOf),
  }
}

function chapterOf(row: NameRow): ChapterEntry {
  return {
    key: Number(row.point_key),
    position: row.position + 1,
    title: row.name,
    number: row.point_name === null ? null : Number(row.point_name),
    isHidden: row.kind !== null,
    by: personOf(row.public_id, row.as_written),
  }
}

interface ChapterRow {
  readonly chapter_key: number | null
  readonly position: number
  readonly chapter_title: string | null
  readonly chapter_number: number | null
  readonly chapter_is_hidden: boolean | null
  readonly chapter_notes_before: string | null
  readonly chapter_notes_after: string | null
  readonly by_public_id: string | null
  readonly by_name: string | null
  readonly story: Uint8Array
  readonly words: number
}

/** Chapters count from 0 in the catalogue, and from 1 for people. */
function chapterTextOf(row: ChapterRow): ChapterText {
  return {
    key: row.chapter_key ?? 0,
    position: row.position + 1,
    title: row.chapter_title,
    number: row.chapter_number,
    isHidden: Boolean(row.chapter_is_hidden),
    by: personOf(row.by_public_id, row.by_name),
    notesBefore: row.chapter_notes_before,
    notesAfter: row.chapter_notes_after,
    story: row.story,
    words: row.words,
  }
}

function personOf(publicId: string | null, name: string | null): Named | null {
  return publicId === null || name === null ? null : { publicId, name }
}

function doubtOf(row: NameRow): Doubt {
  return {
    kind: row.what === 'gap' ? 'gap' : 'suggestion',
    code: row.kind ?? '',
    why: row.as_written,
    chapter: row.point_key === null ? null : Number(row.point_key),
    blockId: row.public_id,
  }
}

const WORK_COLUMNS = [
  ...FACT_COLUMNS,
  'work.notes_before',
  'work.notes_after',
  'work.disclaimer',
  'work.changed_at',
  'work.notice',
  'work.hits',
] as const

/** The work of a public id, with where it came from and whether it has more around it. */
function workOfId(db: Db, viewer: Viewer, publicId: Expression<string>) {
  return db
    .selectFrom('work')
    .leftJoin('rescued_site', 'rescued_site.id', 'work.site_id')
    .where('work.public_id', '=', publicId)
    .where(visibleTo(viewer, 'tombstone'))
    .select(WORK_COLUMNS)
    .select([
      ...ORIGIN_COLUMNS,
      sql<number>`exists (select 1 from series_entry where series_entry.work_id = work.id)`.as('is_in_series'),
      sql<number>`exists (select 1 from review where review.work_id = work.id)`.as('has_reviews'),
    ])
}

const workByPublicId = preparedByShape(nameOfViewer, (db, given: { publicId: Expression<string> }, viewer: Viewer) =>
  workOfId(db, viewer, given.publicId),
)

const CHAPTER_COLUMNS = [
  'chapter.id as chapter_key',
  'chapter.title as chapter_title',
  'chapter.number as chapter_number',
  'chapter.is_hidden as chapter_is_hidden',
  'chapter.notes_before as chapter_notes_before',
  'chapter.notes_after as chapter_notes_after',
  'written_by.public_id as by_public_id',
  'written_by.name as by_name',
] as const

const workWithChapter = preparedByShape(
  nameOfViewer,
  (db, given: { publicId: Expression<string>; position: Expression<number> }, viewer: Viewer) =>
    workOfId(db, viewer, given.publicId)
      .leftJoin('chapter', (join) =>
        join
          .onRef('chapter.work_id', '=', 'work.id')
          .on('chapter.position', '=', given.position)
          .on(chapterVisibleTo(viewer)),
      )
      .leftJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
      .leftJoin('pen_name as written_by', 'written_by.id', 'chapter.by_pen_name_id')
      .select(CHAPTER_COLUMNS)
      .select([
        'chapter_version.words as chapter_words',
        'chapter_version.id as version_id',
        'chapter_version.sha256 as text_sha256',
      ]),
)

const textOfVersion = prepared<{ version: number }, { story: Uint8Array }>((db, given) =>
  db
    .selectFrom('chapter_version')
    .where('chapter_version.id', '=', given.version)
    .select(utf8Of(db, 'chapter_version.html').as('story')),
)

/** Codes that are said at their place in the story. */
const DOUBTS = Object.keys(DOUBT_WORDS).map((code) => sql.lit(code))
/** More than anybody reads beside a story; "About this copy" has them all. */
const DOUBTS_SHOWN = 300

/**
 * All that stands around the text of a work in one query: its names, its contents, its gaps and doubts. Chapters count
 * from 0 in the catalogue; their keys stand in `point_key`, and the numbers that the work gives them in `point_name`. Constants are written out: with values bound in this OR,
 * SQLite plans the query anew each time, which takes five times as long as running it.
 */
const besideWork = preparedByShape<Viewer, { work: number }, NameRow>(nameOfViewer, (db, given, viewer) => {
  const isSaid = sql<SqlBool>`(finding.kind = 'gap' or (finding.kind = 'suggestion' and finding.code in (${sql.join(DOUBTS)})))`
  const doubts = db
    .selectFrom('finding')
    .where('finding.work_id', '=', given.work)
    .where('finding.state', '=', sql.lit('open'))
    .where(isSaid)
    .where(isOfVisibleChapter(viewer))
    .orderBy('finding.kind')
    .orderBy('finding.position')
    .limit(sql.lit(DOUBTS_SHOWN))
    .selectAll()
  return selectNames(db, [given.work])
    .unionAll(
      db
        .selectFrom('chapter')
        .leftJoin('pen_name as written_by', 'written_by.id', 'chapter.by_pen_name_id')
        .where('chapter.work_id', '=', given.work)
        .where(chapterVisibleTo(viewer))
        .select([
          'chapter.work_id',
          sql.lit('chapter').$castTo<string>().as('what'),
          'written_by.public_id as public_id',
          'chapter.title as name',
          sql<string | null>`case when chapter.is_hidden then 'hidden' end`.as('kind'),
          'written_by.name as as_written',
          sql<string | null>`cast(chapter.id as text)`.as('point_key'),
          sql<string | null>`cast(chapter.number as text)`.as('point_name'),
          'chapter.position',
        ]),
    )
    .unionAll(
      db
        .selectFrom(doubts.as('doubt'))
        .select([
          sql<number>`doubt.work_id`.as('work_id'),
          'doubt.kind as what',
          'doubt.block_id as public_id',
          NO_TEXT.as('name'),
          'doubt.code as kind',
          'doubt.why as as_written',
          sql<string | null>`cast(doubt.chapter_id as text)`.as('point_key'),
          NO_TEXT.as('point_name'),
          'doubt.position',
        ]),
    )
    .orderBy('position')
})

/** What is found in a chapter is told to those who may see the chapter; the query must have the table `finding`. */
export function isOfVisibleChapter(viewer: Viewer): Expression<SqlBool> {
  if (viewer.kind === 'archivist') return sql<SqlBool>`1 = 1`
  return sql<SqlBool>`(finding.chapter_id is null or exists (
    select 1 from chapter as place where place.id = finding.chapter_id and ${chapterVisibleTo(viewer, 'place')}))`
}

const textOfWork = preparedByShape<Viewer, { work: number }, ChapterRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .leftJoin('pen_name as written_by', 'written_by.id', 'chapter.by_pen_name_id')
    .where('chapter.work_id', '=', given.work)
    .where(chapterVisibleTo(viewer))
    .orderBy('chapter.position')
    .select(CHAPTER_COLUMNS)
    .select(['chapter.position', utf8Of(db, 'chapter_version.html').as('story'), 'chapter_version.words']),
)

const timesOfChapters = preparedByShape<Viewer, { work: number }, { position: number; at: string }>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('chapter')
      .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
      .where('chapter.work_id', '=', given.work)
      .where(chapterVisibleTo(viewer))
      .select([sql<number>`chapter.position + 1`.as('position'), 'chapter_version.created_at as at']),
)
