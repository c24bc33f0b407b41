/** Rows of originals and their chunks. */
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'
import { type Given, preparedChange } from '../../platform/db/prepared.ts'
import type { Chunk } from '../../platform/packed-chunk.ts'
import type { EntryMethod, EntryPlace, Source, SourceMeta } from './source.ts'

/** Makes the row of an original; false when it was there already. */
export async function insertSource(
  tx: Db,
  sha256: string,
  size: number,
  meta: SourceMeta,
  entry: EntryPlace | null = null,
): Promise<boolean> {
  const made = await insertUnlessThere(tx, {
    sha256,
    size,
    mediaType: meta.mediaType,
    format: meta.format,
    firstSeen: meta.seenAt ?? new Date().toISOString(),
    containerSha256: entry?.containerSha256 ?? null,
    name: entry?.name ?? null,
    method: entry?.method ?? null,
    offset: entry?.offset ?? null,
    packedSize: entry?.packedSize ?? null,
  })
  return made > 0
}

type SourceValues = Omit<Source, 'entry'> & { readonly [Name in keyof EntryPlace]: EntryPlace[Name] | null }

const insertUnlessThere = preparedChange((tx, given: Given<SourceValues>) =>
  tx
    .insertInto('source')
    .values({
      sha256: given.sha256,
      size: given.size,
      media_type: given.mediaType,
      format: given.format,
      first_seen: given.firstSeen,
      container_sha256: given.containerSha256,
      container_name: given.name,
      container_method: given.method,
      container_offset: given.offset,
      container_size: given.packedSize,
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing()),
)

export async function insertChunk(tx: Db, sha256: string, chunk: Chunk): Promise<void> {
  const { position, size, data, dataSha256 } = chunk
  await insertRows(tx, 'source_chunk', [{ sha256, position, size, data, data_sha256: dataSha256 }])
}

export async function findSource(db: Db, sha256: string): Promise<Source | undefined> {
  const row = await db.selectFrom('source').select(SOURCE_COLUMNS).where('sha256', '=', sha256).executeTakeFirst()
  return row === undefined ? undefined : sourceOf(row)
}

const SOURCE_COLUMNS = [
  'sha256',
  'size',
  'media_type',
  'format',
  'first_seen',
  'container_sha256',
  'container_name',
  'container_method',
  'container_offset',
  'container_size',
] as const

interface SourceRow {
  readonly sha256: string
  readonly size: number
  readonly media_type: string
  readonly format: string
  readonly first_seen: string
  readonly container_sha256: string | null
  readonly container_name: string | null
  readonly container_method: string | null
  readonly container_offset: number | null
  readonly container_size: number | null
}

function sourceOf(row: SourceRow): Source {
  const entry: EntryPlace | null =
    row.container_sha256 === null
      ? null
      : {
          containerSha256: row.container_sha256,
          name: row.container_name ?? '',
          method: row.container_method as EntryMethod,
          offset: row.container_offset ?? 0,
          packedSize: row.container_size ?? 0,
        }
  const { sha256, size, format } = row
  return { sha256, size, mediaType: row.media_type, format, firstSeen: row.first_seen, entry }
}

/** The chunk that holds the byte at `offset`, or the next one behind it when that is missing. */
export async function findChunkAt(db: Db, sha256: string, offset: number): Promise<Chunk | undefined> {
  const row = await db
    .selectFrom('source_chunk')
    .select(['position', 'size', 'data', 'data_sha256'])
    .where('sha256', '=', sha256)
    .where('position', '<=', offset)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { position: row.position, size: row.size, data: row.data, dataSha256: row.data_sha256 }
}

/** Notes that chunks are being written whose source has no row yet, and removes what an earlier try left. */
export async function beginUnfinished(tx: Db, sha256: string): Promise<void> {
  await removeUnfinished(tx, sha256)
  await tx.insertInto('source_unfinished').values({ sha256, started_at: new Date().toISOString() }).execute()
}

/** The source's row is there: its chunks are no longer unfinished. */
export async function endUnfinished(tx: Db, sha256: string): Promise<void> {
  await tx.deleteFrom('source_unfinished').where('sha256', '=', sha256).execute()
}

export async function removeUnfinished(tx: Db, sha256: string): Promise<void> {
  await tx
    .deleteFrom('source_chunk')
    .where('sha256', '=', sha256)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('source').select('sha256').where('source.sha256', '=', sha256))))
    .execute()
  await endUnfinished(tx, sha256)
}

export async function listUnfinished(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('source_unfinished').select('sha256').execute()
  return rows.map((row) => row.sha256)
}

/** The next originals that have chunks of their own, in the order of their names. */
export async function listWholeSources(db: Db, after: string, limit: number): Promise<readonly Source[]> {
  const rows = await db
    .selectFrom('source')
    .select(SOURCE_COLUMNS)
    .where('sha256', '>', after)
    .where('container_sha256', 'is', null)
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map(sourceOf)
}

/** The next originals that are entries, container by container in the order in which they lie there. */
export async function listEntrySources(db: Db, after: Source | undefined, limit: number): Promise<readonly Source[]> {
  const { containerSha256, offset } = after?.entry ?? { containerSha256: '', offset: -1 }
  const rows = await db
    .selectFrom('source')
    .select(SOURCE_COLUMNS)
    .where((eb) =>
      eb(
        eb.refTuple('container_sha256', 'container_offset', 'sha256'),
        '>',
        eb.tuple(containerSha256, offset, after?.sha256 ?? ''),
      ),
    )
    .orderBy('container_sha256')
    .orderBy('container_offset')
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map(sourceOf)
}

export interface StoredText {
  readonly id: number
  readonly sha256: string
  readonly number: number
  readonly chapter: number
  readonly workId: string
}

/** The next texts of chapters by key, without the texts themselves. */
export async function listTexts(db: Db, after: number, limit: number): Promise<readonly StoredText[]> {
  return db
    .selectFrom('chapter_version')
    .innerJoin('chapter', 'chapter.id', 'chapter_version.chapter_id')
    .innerJoin('work', 'work.id', 'chapter.work_id')
    .select([
      'chapter_version.id',
      'chapter_version.sha256',
      'chapter_version.number',
      'chapter.position as chapter',
      'work.public_id as workId',
    ])
    .where('chapter_version.id', '>', after)
    .orderBy('chapter_version.id')
    .limit(limit)
    .execute()
}

export async function getText(db: Db, id: number): Promise<string> {
  const row = await db.selectFrom('chapter_version').select('html').where('id', '=', id).executeTakeFirstOrThrow()
  return row.html
}

export async function countKept(db: Db): Promise<{ readonly sources: number; readonly texts: number }> {
  const counts = await db
    .selectNoFrom((eb) => [
      eb.selectFrom('source').select(eb.fn.countAll<number>().as('n')).as('sources'),
      eb.selectFrom('chapter_version').select(eb.fn.countAll<number>().as('n')).as('texts'),
    ])
    .executeTakeFirstOrThrow()
  return { sources: counts.sources ?? 0, texts: counts.texts ?? 0 }
}
