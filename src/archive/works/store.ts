/**
 * One work as a reading page needs it: a query for the work with the chapter that is read, one for all that stands around
 * it (names, contents, what is missing or doubtful), and one for the text unless it was read a moment ago. A work that the
 * viewer may not see is not found, and nothing tells it from one that never was.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { utf8Of } from '../../platform/db/utf8.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { FACT_COLUMNS, factsOf, type NameRow, NO_TEXT, namesOf, selectNames } from './facts-store.ts'
import { findKeptText, keepText } from './kept-texts.ts'
import { DOUBT_WORDS } from './labels.ts'
import type { Names, WorkFacts } from './work.ts'

export interface ChapterEntry {
  readonly key: number
  /** From 1, as in addresses. */
  readonly position: number
  readonly title: string | null
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
  readonly contents: readonly ChapterEntry[]
  readonly doubts: readonly Doubt[]
}

/** What remains of a withdrawn work. */
export interface Tombstone {
  readonly isWithdrawn: true
  readonly title: string
}

export interface ChapterText {
  readonly position: number
  readonly title: string | null
  /** What the work itself calls it, where that is a number. */
  readonly number: number | null
  /** Story HTML as stored, in UTF-8. */
  readonly story: Uint8Array
  readonly words: number
}

/** The work with this public id, or its tombstone, or nothing. */
export async function findWork(db: Db, viewer: Viewer, publicId: string): Promise<WorkPage | Tombstone | undefined> {
  const [row] = await workByPublicId(db, viewer, { publicId })
  return row === undefined ? undefined : workOf(db, row)
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
    story === undefined || words === null
      ? undefined
      : { position, title: row.chapter_title, number: row.chapter_number, story, words }
  return { work: await workOf(db, row), chapter }
}

async function textOf(db: Db, version: number, sha256: string): Promise<Uint8Array | undefined> {
  const kept = findKeptText(sha256)
  if (kept !== undefined) return kept
  const [row] = await textOfVersion(db, { version })
  if (row !== undefined) keepText(sha256, row.story)
  return row?.story
}

/** The text of all chapters of a work that was found, in order. */
export function listChapters(db: Db, work: { readonly key: number }): Promise<ChapterText[]> {
  return textOfWork(db, { work: work.key })
}

/** When each chapter got its current text, by its place. */
export async function listChapterTimes(db: Db, work: { readonly key: number }): Promise<ReadonlyMap<number, string>> {
  return new Map((await timesOfChapters(db, { work: work.key })).map((row) => [row.position, row.at]))
}

type WorkRow = Awaited<ReturnType<typeof workByPublicId>>[number]

async function workOf(db: Db, row: WorkRow): Promise<WorkPage | Tombstone> {
  if (row.visibility === 'withdrawn') return { isWithdrawn: true, title: row.title }
  const rows = await besideWork(db, { work: row.id })
  const contents = rows.filter((each) => each.what === 'chapter').map(chapterOf)
  return {
    ...factsOf(row, contents.length),
    ...namesOf(rows),
    notesBefore: row.notes_before,
    notesAfter: row.notes_after,
    disclaimer: row.disclaimer,
    changedAt: row.changed_at,
    contents,
    doubts: rows.filter((each) => each.what === 'gap' || each.what === 'suggestion').map(doubtOf),
  }
}

function chapterOf(row: NameRow): ChapterEntry {
  return { key: Number(row.point_key), position: row.position + 1, title: row.name }
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
] as const

const workByPublicId = preparedByShape(nameOfViewer, (db, given: { publicId: Expression<string> }, viewer: Viewer) =>
  db
    .selectFrom('work')
    .where('work.public_id', '=', given.publicId)
    .where(visibleTo(viewer, 'tombstone'))
    .select(WORK_COLUMNS),
)

const workWithChapter = preparedByShape(
  nameOfViewer,
  (db, given: { publicId: Expression<string>; position: Expression<number> }, viewer: Viewer) =>
    db
      .selectFrom('work')
      .leftJoin('chapter', (join) =>
        join.onRef('chapter.work_id', '=', 'work.id').on('chapter.position', '=', given.position),
      )
      .leftJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
      .where('work.public_id', '=', given.publicId)
      .where(visibleTo(viewer, 'tombstone'))
      .select(WORK_COLUMNS)
      .select([
        'chapter.title as chapter_title',
        'chapter.number as chapter_number',
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
 * from 0 in the catalogue, and their keys stand in `point_key`. Constants are written out: with values bound in this OR,
 * SQLite plans the query anew each time, which takes five times as long as running it.
 */
const besideWork = prepared<{ work: number }, NameRow>((db, given) => {
  const isSaid = sql<SqlBool>`(finding.kind = 'gap' or (finding.kind = 'suggestion' and finding.code in (${sql.join(DOUBTS)})))`
  const doubts = db
    .selectFrom('finding')
    .where('finding.work_id', '=', given.work)
    .where('finding.state', '=', sql.lit('open'))
    .where(isSaid)
    .orderBy('finding.kind')
    .orderBy('finding.position')
    .limit(sql.lit(DOUBTS_SHOWN))
    .selectAll()
  return selectNames(db, [given.work])
    .unionAll(
      db
        .selectFrom('chapter')
        .where('chapter.work_id', '=', given.work)
        .select([
          'chapter.work_id',
          sql.lit('chapter').$castTo<string>().as('what'),
          NO_TEXT.as('public_id'),
          'chapter.title as name',
          NO_TEXT.as('kind'),
          NO_TEXT.as('as_written'),
          sql<string | null>`cast(chapter.id as text)`.as('point_key'),
          NO_TEXT.as('point_name'),
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

const textOfWork = prepared<{ work: number }, ChapterText>((db, given) =>
  db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .where('chapter.work_id', '=', given.work)
    .orderBy('chapter.position')
    .select([
      sql<number>`chapter.position + 1`.as('position'),
      'chapter.title',
      'chapter.number',
      utf8Of(db, 'chapter_version.html').as('story'),
      'chapter_version.words',
    ]),
)

const timesOfChapters = prepared<{ work: number }, { position: number; at: string }>((db, given) =>
  db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .where('chapter.work_id', '=', given.work)
    .select([sql<number>`chapter.position + 1`.as('position'), 'chapter_version.created_at as at']),
)
