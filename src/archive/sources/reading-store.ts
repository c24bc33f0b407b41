/**
 * Which originals a viewer may have: the archivist all, everybody else those that speak only for public works and none
 * of their chapters that wait for approval, and against which no private finding stands. What is no work's text (a container, a refused file, a work that is gone) is
 * the archivist's alone.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { chapterVisibleTo, GUEST, nameOfViewer, type Viewer } from '../../platform/db/visibility.ts'

export interface OpenSource {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  /** Its name where it was found, without the folders. */
  readonly name: string
  /** It speaks for a work for which its site asked the reader's age. */
  readonly asksAge: boolean
}

/** The original as this viewer may have it. */
export async function findOpenSource(db: Db, viewer: Viewer, sha256: string): Promise<OpenSource | undefined> {
  const [row] = await openSource(db, viewer, { sha256 })
  if (row === undefined) return undefined
  const { path, containerName, asks, ...source } = row
  return { ...source, asksAge: asks === 1, name: baseName(path ?? containerName ?? '') || sha256 }
}

/** True for the originals that this viewer may have; the query must have the table `source`. */
export function sourceOpenTo(viewer: Viewer): Expression<SqlBool> {
  return viewer.kind === 'archivist' ? sql<SqlBool>`1 = 1` : speaksForPublicWorksOnly()
}

interface SourceRow {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly path: string | null
  readonly containerName: string | null
  readonly asks: number
}

const openSource = preparedByShape<Viewer, { sha256: string }, SourceRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('source')
    .where('source.sha256', '=', given.sha256)
    .where(sourceOpenTo(viewer))
    .select([
      'source.sha256',
      'source.size',
      'source.media_type as mediaType',
      'source.container_name as containerName',
      sql<string | null>`(select min(source_use.path) from source_use where source_use.sha256 = source.sha256)`.as(
        'path',
      ),
      sql<number>`case when exists (select 1 from source_use inner join work on work.id = source_use.work_id
        where source_use.sha256 = source.sha256 and work.asks_age = ${sql.lit(true)}) then 1 else 0 end`.as('asks'),
    ]),
)

function speaksForPublicWorksOnly(): Expression<SqlBool> {
  const uses = sql`select 1 from source_use where source_use.sha256 = source.sha256`
  const closedUses = sql`select 1 from source_use left join work on work.id = source_use.work_id
    left join chapter on chapter.id = source_use.chapter_id
    where source_use.sha256 = source.sha256
    and (work.visibility is null or work.visibility <> 'public'
      or source_use.role not in ('text', 'duplicate', 'other-version', 'index')
      or (chapter.id is not null and not ${chapterVisibleTo(GUEST)}))`
  const privateFindings = sql`select 1 from finding where finding.sha256 = source.sha256 and finding.kind = 'private'`
  const hiddenTexts = sql`select 1 from chapter_version inner join chapter on chapter.id = chapter_version.chapter_id
    where chapter_version.source_sha256 = source.sha256 and not ${chapterVisibleTo(GUEST)}`
  return sql<SqlBool>`(exists (${uses}) and not exists (${closedUses}) and not exists (${hiddenTexts})
    and not exists (${privateFindings}))`
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
