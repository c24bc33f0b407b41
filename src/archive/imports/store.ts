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
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet(columns))
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

/** A place is kept once, for the batch that met it first. */
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
    .onConflict((conflict) => conflict.columns(['sha256', 'path', 'within', 'position']).doNothing())
    .execute()
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

/** The work that any of these sources speaks for already. */
export async function findWorkOf(db: Db, sha256s: readonly string[]): Promise<number | null> {
  const row = await db
    .selectFrom('source_use')
    .select('work_id')
    .where('sha256', 'in', sha256s)
    .where('work_id', 'is not', null)
    .orderBy('work_id')
    .limit(1)
    .executeTakeFirst()
  return row?.work_id ?? null
}

export interface EarlierBytes {
  readonly useId: number
  readonly sha256: string
  readonly workId: number
  readonly outline: Outline
}

/** What stood in a place before with other bytes, and the work it speaks for. */
export async function listEarlierBytes(
  db: Db,
  place: { readonly path: string; readonly within: readonly string[] },
  sha256: string,
): Promise<EarlierBytes[]> {
  const rows = await db
    .selectFrom('source_use')
    .innerJoin('reading', 'reading.sha256', 'source_use.sha256')
    .select(['source_use.id as useId', 'source_use.sha256', 'source_use.work_id as workId', 'reading.outline'])
    .where('source_use.path', '=', place.path)
    .where('source_use.within', '=', JSON.stringify(place.within))
    .where('source_use.sha256', '!=', sha256)
    .where('source_use.work_id', 'is not', null)
    .orderBy('source_use.id', 'desc')
    .execute()
  return rows.flatMap(({ useId, sha256: earlier, workId, outline }) =>
    workId === null || outline === null
      ? []
      : [{ useId, sha256: earlier, workId, outline: JSON.parse(outline) as Outline }],
  )
}

/** The bytes that stood in a place before are from now on another version of the work. */
export async function markOtherVersion(tx: Db, useId: number): Promise<void> {
  await tx.updateTable('source_use').set({ role: 'other-version', chapter_id: null }).where('id', '=', useId).execute()
}
