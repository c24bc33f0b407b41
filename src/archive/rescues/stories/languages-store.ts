/** Works of a rescued site whose language is not known yet, with a piece of their text; and what is found out. */
import { sortKey } from '../../../kernel/text.ts'
import { writeChange } from '../../../platform/db/change-log.ts'
import type { Db } from '../../../platform/db/database.ts'
import { type Given, prepared } from '../../../platform/db/prepared.ts'

export interface UntoldWork {
  readonly id: number
  readonly title: string
  /** Story HTML of its longest chapter. */
  readonly html: string | null
}

/** Their keys alone: to look for the next few again and again takes a large site as long as reading their texts. */
export async function listUntoldWorks(db: Db, siteId: number): Promise<readonly number[]> {
  const works = await db
    .selectFrom('work')
    .select('id')
    .where('site_id', '=', siteId)
    .where('language', 'is', null)
    .where('words', '>', 0)
    .orderBy('id')
    .execute()
  return works.map(({ id }) => id)
}

export async function listTextsToTell(db: Db, workIds: readonly number[]): Promise<readonly UntoldWork[]> {
  return db
    .selectFrom('work')
    .select((eb) => [
      'work.id',
      'work.title',
      eb
        .selectFrom('chapter_version as text')
        .select('text.html')
        .where('text.id', '=', (inner) =>
          inner
            .selectFrom('chapter')
            .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
            .select('chapter_version.id')
            .whereRef('chapter.work_id', '=', 'work.id')
            .orderBy('chapter_version.words', 'desc')
            .orderBy('chapter.position')
            .limit(1),
        )
        .as('html'),
    ])
    .where('work.id', 'in', workIds)
    .orderBy('work.id')
    .execute()
}

/** Titles are sorted by the rules of their language, also where lists repeat them. */
export async function saveLanguage(
  tx: Db,
  { id, title }: Pick<UntoldWork, 'id' | 'title'>,
  language: string,
  now: string,
): Promise<void> {
  const sortTitle = sortKey(title, language)
  await setLanguage(tx, { id, language, sortTitle })
  await setSortTitle(tx, { id, sortTitle })
  await writeChange(tx, { table: 'work', rowId: id, change: 'changed' }, now)
}

const setLanguage = prepared((tx, given: Given<{ id: number; language: string; sortTitle: string }>) =>
  tx.updateTable('work').set({ language: given.language, sort_title: given.sortTitle }).where('id', '=', given.id),
)

const setSortTitle = prepared((tx, given: Given<{ id: number; sortTitle: string }>) =>
  tx
    .updateTable('listing')
    .set({ sort_title: given.sortTitle })
    .where('work_id', '=', given.id)
    // Most titles sort alike in all languages, and four indexes hold it.
    .where('sort_title', '!=', given.sortTitle),
)
