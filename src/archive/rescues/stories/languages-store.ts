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

/** The next works by key. */
export async function listUntoldWorks(
  db: Db,
  siteId: number,
  after: number,
  limit: number,
): Promise<readonly UntoldWork[]> {
  return db
    .selectFrom('work')
    .select((eb) => [
      'work.id',
      'work.title',
      eb
        .selectFrom('chapter')
        .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
        .select('chapter_version.html')
        .whereRef('chapter.work_id', '=', 'work.id')
        .orderBy('chapter_version.words', 'desc')
        .orderBy('chapter.position')
        .limit(1)
        .as('html'),
    ])
    .where('work.site_id', '=', siteId)
    .where('work.language', 'is', null)
    .where('work.words', '>', 0)
    .where('work.id', '>', after)
    .orderBy('work.id')
    .limit(limit)
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
