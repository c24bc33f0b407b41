/** Rows of an import: its batch, the readings it made, and the places where sources were found. */
import type { Outline } from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'

export interface Batch {
  readonly id: number
  readonly publicId: string
}

/** What a batch is asked to do; an interrupted batch with the same is resumed. */
export interface BatchRequest {
  readonly roots: readonly string[]
  readonly isHeld: boolean
}

/** The batch that was cut off while it did the same, or a new one. */
export async function openBatch(tx: Db, request: BatchRequest, now: string): Promise<Batch> {
  const roots = JSON.stringify(request.roots)
  const options = JSON.stringify({ hold: request.isHeld })
  const before = await tx
    .selectFrom('batch')
    .select(['id', 'public_id'])
    .where('state', '=', 'running')
    .where('roots', '=', roots)
    .where('options', '=', options)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  await tx
    .updateTable('batch')
    .set({ state: 'interrupted' })
    .where('state', '=', 'running')
    .where('id', '!=', before?.id ?? 0)
    .execute()
  if (before !== undefined) return { id: before.id, publicId: before.public_id }
  let publicId = ''
  const row = await insertWithPublicId((candidate) => {
    publicId = candidate
    return tx
      .insertInto('batch')
      .values({ public_id: candidate, started_at: now, finished_at: null, state: 'running', roots, options })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst()
  })
  return { id: row.id, publicId }
}

export async function closeBatch(tx: Db, id: number, counts: unknown, now: string): Promise<void> {
  await tx
    .updateTable('batch')
    .set({ state: 'finished', finished_at: now, counts: JSON.stringify(counts) })
    .where('id', '=', id)
    .execute()
}

export interface ReadingRow {
  readonly sha256: string
  readonly intakeVersion: string
  readonly canonHash: string
  readonly content: Uint8Array
  /** Null for a source that is no story. */
  readonly outline: Outline | null
}

/** What could be read once is not forgotten because another intake refuses it. */
export async function saveReading(tx: Db, reading: ReadingRow): Promise<void> {
  const columns = {
    intake_version: reading.intakeVersion,
    canon_hash: reading.canonHash,
    content: reading.content,
    outline: reading.outline === null ? null : JSON.stringify(reading.outline),
  }
  await tx
    .insertInto('reading')
    .values({ sha256: reading.sha256, ...columns })
    .onConflict((conflict) => {
      const update = conflict.column('sha256').doUpdateSet(columns)
      return reading.outline === null ? update.where('reading.outline', 'is', null) : update
    })
    .execute()
}

/** The outline of a reading made by this intake with these canons; undefined when there is no such reading. */
export async function findOutline(
  db: Db,
  sha256: string,
  intakeVersion: string,
  canonHash: string,
): Promise<{ readonly outline: Outline | null } | undefined> {
  const row = await db
    .selectFrom('reading')
    .select('outline')
    .where('sha256', '=', sha256)
    .where('intake_version', '=', intakeVersion)
    .where('canon_hash', '=', canonHash)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return { outline: row.outline === null ? null : (JSON.parse(row.outline) as Outline) }
}

export async function getReadingContent(db: Db, sha256: string): Promise<Uint8Array> {
  const row = await db.selectFrom('reading').select('content').where('sha256', '=', sha256).executeTakeFirstOrThrow()
  return row.content
}

export interface UseRow {
  readonly sha256: string
  readonly batchId: number
  readonly path: string
  readonly within: readonly string[]
  readonly role: 'text' | 'container' | 'refused'
}

/** A place is kept once, for the batch that met it first. What was refused there and can be read now is a text. */
export async function saveUse(tx: Db, use: UseRow): Promise<void> {
  await tx
    .insertInto('source_use')
    .values({
      sha256: use.sha256,
      batch_id: use.batchId,
      path: use.path,
      within: JSON.stringify(use.within),
      role: use.role,
      work_id: null,
      chapter_id: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['sha256', 'path', 'within', 'position'])
        .doUpdateSet({ role: use.role })
        .where('source_use.role', '=', 'refused'),
    )
    .execute()
}

/** Where a source was found first. */
export async function findPlace(
  db: Db,
  sha256: string,
): Promise<{ readonly path: string; readonly within: readonly string[] }> {
  const row = await db
    .selectFrom('source_use')
    .select(['path', 'within'])
    .where('sha256', '=', sha256)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return { path: row?.path ?? '', within: row === undefined ? [] : (JSON.parse(row.within) as string[]) }
}

export interface RefusalRow {
  readonly sha256: string | null
  readonly batchId: number
  readonly path: string
  readonly within: readonly string[]
  readonly code: string
  readonly why: string
}

/** A refusal is said once for a place, however often that is imported. */
export async function saveRefusal(tx: Db, refusal: RefusalRow): Promise<void> {
  const within = JSON.stringify(refusal.within)
  const known = await tx
    .selectFrom('finding')
    .select('id')
    .where('kind', '=', 'refusal')
    .where('path', '=', refusal.path)
    .where('within', '=', within)
    .where('code', '=', refusal.code)
    .where('sha256', refusal.sha256 === null ? 'is' : '=', refusal.sha256)
    .executeTakeFirst()
  if (known !== undefined) return
  await tx
    .insertInto('finding')
    .values({
      batch_id: refusal.batchId,
      sha256: refusal.sha256,
      path: refusal.path,
      within,
      work_id: null,
      chapter_id: null,
      kind: 'refusal',
      code: refusal.code,
      why: refusal.why,
      position: 0,
    })
    .execute()
}

/** Places whose file could not be opened or read, as `placeKey` names them. */
export async function listUnreadablePlaces(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['path', 'within'])
    .where('kind', '=', 'refusal')
    .where('sha256', 'is', null)
    .execute()
  return new Set(rows.map(({ path, within }) => placeKey({ path: path ?? '', within: JSON.parse(within) as string[] })))
}

export function placeKey({ path, within }: { readonly path: string; readonly within: readonly string[] }): string {
  return JSON.stringify([path, ...within])
}

/** Takes back that a place could not be read: it has been, and its bytes are `sha256`. */
export async function removeRefusals(
  tx: Db,
  place: { readonly path: string; readonly within: readonly string[] },
  sha256: string | null,
): Promise<void> {
  await tx
    .deleteFrom('finding')
    .where('kind', '=', 'refusal')
    .where('path', '=', place.path)
    .where('within', '=', JSON.stringify(place.within))
    .where('sha256', sha256 === null ? 'is' : '=', sha256)
    .execute()
}
