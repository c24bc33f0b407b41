/** Which letters something is under, and where a list by title is entered at one. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { LETTERS } from './letters.ts'
import type { WorkPlace } from './resolve-store.ts'

/** A table of the keys, in one query; `isThere` says whether something is from one sort key up to another. */
export function lettersUsed(
  isThere: (start: RawBuilder<string>, end: RawBuilder<string>) => RawBuilder<SqlBool>,
): RawBuilder<{ key: string }> {
  const each = LETTERS.map(
    ({ key, start, end }) => sql`select ${sql.lit(key)} as key where ${isThere(sql.lit(start), sql.lit(end))}`,
  )
  return sql`(${sql.join(each, sql` union all `)})`
}

export async function findLettersOfTitles(db: Db, viewer: Viewer): Promise<ReadonlySet<string>> {
  return new Set((await lettersOfTitles(db, viewer, {})).map(({ key }) => key))
}

/** The last work by title ahead of a letter; undefined where there is none. */
export async function findWorkAhead(db: Db, viewer: Viewer, start: string): Promise<WorkPlace | undefined> {
  return start === '' ? undefined : (await workAhead(db, viewer, { start }))[0]
}

const lettersOfTitles = preparedByShape<Viewer, Record<string, never>, { key: string }>(nameOfViewer, (db, _, viewer) =>
  db
    .selectFrom(
      lettersUsed(
        (start, end) =>
          sql<SqlBool>`exists (select 1 from work where work.sort_title >= ${start} and work.sort_title < ${end} and ${visibleTo(viewer)})`,
      ).as('used'),
    )
    .select('used.key'),
)

const workAhead = preparedByShape<Viewer, { start: string }, WorkPlace>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('work')
    .where('work.sort_title', '<', given.start)
    .where(visibleTo(viewer))
    .orderBy('work.sort_title', 'desc')
    .orderBy('work.id', 'desc')
    .limit(sql.lit(1))
    .select(['work.id as key', 'work.updated_key', 'work.posted_key', 'work.sort_title', 'work.words']),
)
