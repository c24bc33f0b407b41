/**
 * Which originals a viewer may have: the archivist all, everybody else those that speak only for public works and none
 * of their chapters that wait for approval, and against which no private finding stands. What is no work's text (a container, a refused file, a work that is gone) is
 * the archivist's alone.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { chapterVisibleTo, GUEST, type Viewer } from '../../platform/db/visibility.ts'

export interface OpenSource {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  /** Its name where it was found, without the folders. */
  readonly name: string
}

/** The original as this viewer may have it. */
export async function findOpenSource(db: Db, viewer: Viewer, sha256: string): Promise<OpenSource | undefined> {
  const [row] = viewer.kind === 'archivist' ? await anySource(db, { sha256 }) : await publicSource(db, { sha256 })
  if (row === undefined) return undefined
  const { path, containerName, ...source } = row
  return { ...source, name: baseName(path ?? containerName ?? '') || sha256 }
}

/** Those of these originals that this viewer may have. */
export async function listOpenSources(
  db: Db,
  viewer: Viewer,
  sha256s: readonly string[],
): Promise<ReadonlySet<string>> {
  if (viewer.kind === 'archivist') return new Set(sha256s)
  const first = sha256s[0]
  if (first === undefined) return new Set()
  const size = Math.ceil(sha256s.length / SOURCES_AT_ONCE) * SOURCES_AT_ONCE
  const values = Object.fromEntries(Array.from({ length: size }, (_, i) => [`sha${i}`, sha256s[i] ?? first]))
  return new Set((await publicSources(db, size, values)).map((row) => row.sha256))
}

/** Works differ in how many sources they have, so the query is kept for multiples of this. */
const SOURCES_AT_ONCE = 20

interface SourceRow {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly path: string | null
  readonly containerName: string | null
}

const anySource = prepared<{ sha256: string }, SourceRow>((db, given) => sources(db, [given.sha256]))

const publicSource = prepared<{ sha256: string }, SourceRow>((db, given) =>
  sources(db, [given.sha256]).where(speaksForPublicWorksOnly()),
)

const publicSources = preparedByShape<number, Record<string, string>, SourceRow>(String, (db, given, size) =>
  sources(
    db,
    Array.from({ length: size }, (_, i) => given[`sha${i}`] as Expression<string>),
  ).where(speaksForPublicWorksOnly()),
)

function speaksForPublicWorksOnly(): Expression<SqlBool> {
  const uses = sql`select 1 from source_use where source_use.sha256 = source.sha256`
  const closedUses = sql`select 1 from source_use left join work on work.id = source_use.work_id
    where source_use.sha256 = source.sha256
    and (work.visibility is null or work.visibility <> 'public' or source_use.role not in ('text', 'duplicate', 'other-version', 'index'))`
  const privateFindings = sql`select 1 from finding where finding.sha256 = source.sha256 and finding.kind = 'private'`
  const hiddenTexts = sql`select 1 from chapter_version inner join chapter on chapter.id = chapter_version.chapter_id
    where chapter_version.source_sha256 = source.sha256 and not ${chapterVisibleTo(GUEST)}`
  return sql<SqlBool>`(exists (${uses}) and not exists (${closedUses}) and not exists (${hiddenTexts})
    and not exists (${privateFindings}))`
}

function sources(db: Db, sha256s: readonly Expression<string>[]) {
  return db
    .selectFrom('source')
    .where('source.sha256', 'in', sha256s)
    .select([
      'source.sha256',
      'source.size',
      'source.media_type as mediaType',
      'source.container_name as containerName',
      sql<string | null>`(select min(source_use.path) from source_use where source_use.sha256 = source.sha256)`.as(
        'path',
      ),
    ])
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
