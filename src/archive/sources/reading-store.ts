/**
 * Which originals a viewer may have: the archivist all, everybody else those that speak only for public works and none
 * of their chapters that wait for approval; where something private was found, with that blanked. What is no work's text
 * (a container, a refused file, a work that is gone) is the archivist's alone.
 */
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { PrivatePlace } from '../../intake/private/index.ts'
import { withoutMailAddresses } from '../../kernel/mail-address.ts'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { chapterVisibleTo, GUEST, nameOfViewer, type Viewer } from '../../platform/db/visibility.ts'

export interface OpenSource {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  /** Its name where it was found, without the folders. */
  readonly name: string
  readonly format: string
  /** It speaks for a work for which its site asked the reader's age. */
  readonly asksAge: boolean
  /** What is private in it and must be blanked for this viewer; empty where nothing is. */
  readonly blanks: readonly PrivatePlace[]
}

/** How this viewer may have an original: as it came, with its private lines blanked if that can be done, or not at all. */
export type Openness = 'whole' | 'blanked' | 'closed'

/** Formats in which single stretches can be blanked without breaking the rest. */
const BLANKED_FORMATS = ['text', 'html', 'mail'] as const

/** A text, whole or blanked, or nothing, as `Openness`; the query must have the table `source`. */
export function opennessFor(viewer: Viewer): RawBuilder<Openness> {
  if (viewer.kind === 'archivist') return sql<Openness>`'whole'`
  const formats = sql.join(BLANKED_FORMATS.map((format) => sql.lit(format)))
  return sql<Openness>`case when not ${speaksForPublicWorksOnly()} then 'closed'
    when not exists (${PRIVATE_FINDINGS}) then 'whole'
    when source.format in (${formats}) and source.size <= ${sql.lit(LARGEST_BLANKED)} then 'blanked'
    else 'closed' end`
}

/** The original as this viewer may have it. */
export async function findOpenSource(db: Db, viewer: Viewer, sha256: string): Promise<OpenSource | undefined> {
  const [row] = await openSource(db, viewer, { sha256 })
  if (row === undefined) return undefined
  const { path, containerName, asks, openness, ...source } = row
  if (openness === 'closed') return undefined
  const blanks = openness === 'whole' ? [] : await listBlanks(db, sha256)
  return {
    ...source,
    blanks,
    asksAge: asks === 1,
    name: withoutMailAddresses(baseName(path ?? containerName ?? '')) || sha256,
  }
}

async function listBlanks(db: Db, sha256: string): Promise<readonly PrivatePlace[]> {
  const rows = await blanksOfSource(db, { sha256 })
  return rows.map(({ code, line, column, value }) => ({ code, line, column, length: Number(value) }))
}

/** A larger one would be held in memory several times over for one reader. */
const LARGEST_BLANKED = 4 * 2 ** 20

interface SourceRow {
  readonly sha256: string
  readonly size: number
  readonly mediaType: string
  readonly path: string | null
  readonly format: string
  readonly openness: Openness
  readonly containerName: string | null
  readonly asks: number
}

const openSource = preparedByShape<Viewer, { sha256: string }, SourceRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('source')
    .where('source.sha256', '=', given.sha256)
    .select([
      'source.format',
      'source.sha256',
      'source.size',
      'source.media_type as mediaType',
      'source.container_name as containerName',
      sql<string | null>`(select min(source_use.path) from source_use where source_use.sha256 = source.sha256)`.as(
        'path',
      ),
      sql<number>`case when exists (select 1 from source_use inner join work on work.id = source_use.work_id
        where source_use.sha256 = source.sha256 and work.asks_age = ${sql.lit(true)}) then 1 else 0 end`.as('asks'),
      opennessFor(viewer).as('openness'),
    ]),
)

/** In the words of its index; what somebody decided to show is private no more. */
const PRIVATE_FINDINGS = sql`select 1 from finding where finding.sha256 = source.sha256 and finding.kind = 'private'
  and finding.state <> 'dismissed'`

const blanksOfSource = prepared((db, given: Given<{ sha256: string }>) =>
  db
    .selectFrom('finding')
    .where('finding.sha256', '=', given.sha256)
    .where('finding.kind', '=', sql.lit('private'))
    .where('finding.state', '!=', sql.lit('dismissed'))
    .select(['finding.code', 'finding.line', 'finding.column', 'finding.value']),
)

function speaksForPublicWorksOnly(): Expression<SqlBool> {
  const uses = sql`select 1 from source_use where source_use.sha256 = source.sha256`
  const closedUses = sql`select 1 from source_use left join work on work.id = source_use.work_id
    left join chapter on chapter.id = source_use.chapter_id
    where source_use.sha256 = source.sha256
    and (work.visibility is null or work.visibility <> 'public'
      or source_use.role not in ('text', 'duplicate', 'other-version', 'index')
      or (chapter.id is not null and not ${chapterVisibleTo(GUEST)}))`
  const hiddenTexts = sql`select 1 from chapter_version inner join chapter on chapter.id = chapter_version.chapter_id
    where chapter_version.source_sha256 = source.sha256 and not ${chapterVisibleTo(GUEST)}`
  return sql<SqlBool>`(exists (${uses}) and not exists (${closedUses}) and not exists (${hiddenTexts}))`
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
