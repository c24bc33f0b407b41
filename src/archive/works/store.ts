/**
 * One work as a reading page needs it, in five queries: the work, its names, its chapters, the text, and where the text
 * is doubtful. A work that the viewer may not see is not found, and nothing tells it from one that never was.
 */
import { type Expression, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { FACT_COLUMNS, factsOf, findNames } from './facts-store.ts'
import { DOUBT_WORDS } from './labels.ts'
import { nameOfViewer } from './viewer.ts'
import type { Names, WorkFacts } from './work.ts'

export interface ChapterEntry {
  readonly key: number
  /** From 1, as in addresses. */
  readonly position: number
  readonly title: string | null
  readonly number: number | null
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
  /** Story HTML, as stored. */
  readonly story: string
  readonly words: number
}

/** The work with this public id, or its tombstone, or nothing. */
export async function findWork(db: Db, viewer: Viewer, publicId: string): Promise<WorkPage | Tombstone | undefined> {
  const [row] = await workByPublicId(db, viewer, { publicId })
  if (row === undefined) return undefined
  if (row.visibility === 'withdrawn') return { isWithdrawn: true, title: row.title }
  const [names, contents, doubts] = await Promise.all([
    findNames(db, row.id),
    chaptersOfWork(db, { work: row.id }),
    doubtsOfWork(db, { work: row.id }),
  ])
  return {
    ...factsOf({ ...row, chapters: contents.length }),
    ...names,
    notesBefore: row.notes_before,
    notesAfter: row.notes_after,
    disclaimer: row.disclaimer,
    contents,
    doubts: doubts as Doubt[],
  }
}

/** The text of one chapter of a work that was found. */
export async function findChapter(
  db: Db,
  work: { readonly key: number },
  position: number,
): Promise<ChapterText | undefined> {
  const [row] = await chapterByPosition(db, { work: work.key, position: position - 1 })
  return row
}

/** The text of all chapters of a work that was found, in order. */
export function listChapters(db: Db, work: { readonly key: number }): Promise<ChapterText[]> {
  return textOfWork(db, { work: work.key })
}

/** Codes that are said at their place in the story. */
const DOUBTS = Object.keys(DOUBT_WORDS)
/** More than anybody reads beside a story; "About this copy" has them all. */
const DOUBTS_SHOWN = 300

const workByPublicId = preparedByShape(nameOfViewer, (db, given: { publicId: Expression<string> }, viewer) =>
  db
    .selectFrom('work')
    .where('work.public_id', '=', given.publicId)
    .where(visibleTo(viewer, 'tombstone'))
    .select([...FACT_COLUMNS, 'work.notes_before', 'work.notes_after', 'work.disclaimer']),
)

/** The catalogue counts chapters from 0, people and addresses from 1. */
const fromOne = sql<number>`chapter.position + 1`.as('position')

const chaptersOfWork = prepared<{ work: number }, ChapterEntry>((db, given) =>
  db
    .selectFrom('chapter')
    .where('chapter.work_id', '=', given.work)
    .orderBy('chapter.position')
    .select(['chapter.id as key', fromOne, 'chapter.title', 'chapter.number']),
)

const doubtsOfWork = prepared<{ work: number }, Omit<Doubt, 'kind'> & { kind: string }>((db, given) =>
  db
    .selectFrom('finding')
    .where('finding.work_id', '=', given.work)
    .where('finding.state', '=', 'open')
    .where((eb) =>
      eb.or([
        eb('finding.kind', '=', 'gap'),
        eb.and([eb('finding.kind', '=', 'suggestion'), eb('finding.code', 'in', DOUBTS)]),
      ]),
    )
    .limit(DOUBTS_SHOWN)
    .orderBy('finding.kind')
    .orderBy('finding.position')
    .select([
      'finding.kind',
      'finding.code',
      'finding.why',
      'finding.chapter_id as chapter',
      'finding.block_id as blockId',
    ]),
)

const chapterByPosition = prepared<{ work: number; position: number }, ChapterText>((db, given) =>
  db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .where('chapter.work_id', '=', given.work)
    .where('chapter.position', '=', given.position)
    .select([fromOne, 'chapter.title', 'chapter_version.html as story', 'chapter_version.words']),
)

const textOfWork = prepared<{ work: number }, ChapterText>((db, given) =>
  db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .where('chapter.work_id', '=', given.work)
    .orderBy('chapter.position')
    .select([fromOne, 'chapter.title', 'chapter_version.html as story', 'chapter_version.words']),
)
