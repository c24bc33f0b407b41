/** What stands in the catalogue of a work that a newer dump changes: its facts, and its chapters with their texts. */
import type { Db } from '../../../platform/db/database.ts'
import type { Visibility } from '../../../platform/db/visibility.ts'

export interface StandingWork {
  readonly title: string
  readonly isTitleKnown: boolean
  readonly summary: string | null
  readonly notesBefore: string | null
  readonly language: string | null
  readonly rating: string
  readonly status: string | null
  readonly postedAt: string | null
  readonly updatedAt: string | null
  readonly visibility: Visibility
}

export interface StandingChapter {
  readonly id: number
  readonly title: string | null
  readonly number: number | null
  readonly byPenNameId: number | null
  readonly notesBefore: string | null
  readonly notesAfter: string | null
  readonly isHidden: boolean
  readonly postedAt: string | null
  readonly html: string
  readonly words: number
  readonly sourceSha256: string | null
  /** Faithful and repaired are what an import wrote. */
  readonly reason: string
}

export async function findStandingWork(db: Db, id: number): Promise<StandingWork | undefined> {
  const row = await db
    .selectFrom('work')
    .select([
      'title',
      'is_title_known as isTitleKnown',
      'summary',
      'notes_before as notesBefore',
      'language',
      'rating',
      'status',
      'posted_at as postedAt',
      'updated_at as updatedAt',
      'visibility',
    ])
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : { ...row, visibility: row.visibility as Visibility }
}

/** In their order. */
export async function listStandingChapters(db: Db, workId: number): Promise<readonly StandingChapter[]> {
  return db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .select([
      'chapter.id',
      'chapter.title',
      'chapter.number',
      'chapter.by_pen_name_id as byPenNameId',
      'chapter.notes_before as notesBefore',
      'chapter.notes_after as notesAfter',
      'chapter.is_hidden as isHidden',
      'chapter.posted_at as postedAt',
      'chapter_version.html',
      'chapter_version.words',
      'chapter_version.source_sha256 as sourceSha256',
      'chapter_version.reason',
    ])
    .where('chapter.work_id', '=', workId)
    .orderBy('chapter.position')
    .execute()
}
