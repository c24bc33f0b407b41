/** Rows of an import: its batch, the readings it made, and the places where sources were found. */
import { sql } from 'kysely'
import type { Outline } from '../../intake/assemble/index.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

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
  const outline = reading.outline === null ? null : written(reading.outline)
  const { sha256, intakeVersion, canonHash, content } = reading
  const values = { sha256, intakeVersion, canonHash, content, outline }
  await (outline === null ? writeRefusedReading : writeReading)(tx, values)
}

function written(outline: Outline): string {
  return JSON.stringify({ ...outline, sketch: Array.from(outline.sketch) })
}

interface ReadingValues extends Omit<ReadingRow, 'outline'> {
  readonly outline: string | null
}

const writeReading = prepared((tx, given: Given<ReadingValues>) => upsertReading(tx, given, false))
const writeRefusedReading = prepared((tx, given: Given<ReadingValues>) => upsertReading(tx, given, true))

function upsertReading(tx: Db, given: Given<ReadingValues>, isRefused: boolean) {
  const columns = {
    intake_version: given.intakeVersion,
    canon_hash: given.canonHash,
    content: given.content,
    outline: given.outline,
  }
  return tx
    .insertInto('reading')
    .values({ sha256: given.sha256, ...columns })
    .onConflict((conflict) => {
      const update = conflict.column('sha256').doUpdateSet(columns)
      return isRefused ? update.where('reading.outline', 'is', null) : update
    })
}

/** The outline of a reading made by this intake with these canons; undefined when there is no such reading. */
export async function findOutline(
  db: Db,
  sha256: string,
  intakeVersion: string,
  canonHash: string,
): Promise<{ readonly outline: Outline | null } | undefined> {
  const [row] = await findReading(db, { sha256, intakeVersion, canonHash })
  if (row === undefined) return undefined
  return { outline: row.outline === null ? null : (JSON.parse(row.outline) as Outline) }
}

const findReading = prepared((db, given: Given<{ sha256: string; intakeVersion: string; canonHash: string }>) =>
  db
    .selectFrom('reading')
    .select('outline')
    .where('sha256', '=', given.sha256)
    .where('intake_version', '=', given.intakeVersion)
    .where('canon_hash', '=', given.canonHash),
)

export async function getReadingContent(db: Db, sha256: string): Promise<Uint8Array> {
  const [row] = await findContent(db, { sha256 })
  if (row === undefined) throw new Error(`there is no reading of ${sha256}`)
  return row.content
}

const findContent = prepared((db, given: Given<{ sha256: string }>) =>
  db.selectFrom('reading').select('content').where('sha256', '=', given.sha256),
)

/** What was found private and somebody decided to show, by source, as `privateKey` writes it; there is little of it. */
export async function listShownPrivate(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await shownPrivate(db, { state: 'dismissed' })
  const keys = new Map<string, Set<string>>()
  for (const { sha256, code, line, column, value } of rows) {
    if (sha256 === null) continue
    const ofSource = keys.get(sha256) ?? new Set()
    keys.set(sha256, ofSource.add(`${code} ${line ?? ''} ${column ?? ''} ${value ?? ''}`))
  }
  return new Map([...keys].map(([sha256, ofSource]) => [sha256, [...ofSource].toSorted()]))
}

const shownPrivate = prepared((db, given: Given<{ state: string }>) =>
  db
    .selectFrom('finding')
    .select(['sha256', 'code', 'line', 'column', 'value'])
    .where('kind', '=', sql.lit('private'))
    // In the words of its index.
    .where('state', '!=', sql.lit('open'))
    .where('state', '=', given.state),
)

export interface UseRow {
  readonly sha256: string
  readonly batchId: number
  readonly path: string
  readonly within: readonly string[]
  readonly role: 'text' | 'container' | 'refused' | 'dump'
}

/** A place is kept once, for the batch that met it first. What was refused there and can be read now is a text. */
export async function saveUse(tx: Db, { within, ...use }: UseRow): Promise<void> {
  await writeUse(tx, { ...use, within: JSON.stringify(within) })
}

const writeUse = prepared((tx, given: Given<Omit<UseRow, 'within' | 'role'> & { within: string; role: string }>) =>
  tx
    .insertInto('source_use')
    .values({
      sha256: given.sha256,
      batch_id: given.batchId,
      path: given.path,
      within: given.within,
      role: given.role,
      work_id: null,
      chapter_id: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['sha256', 'path', 'within', 'position'])
        .doUpdateSet({ role: given.role })
        .where('source_use.role', '=', 'refused'),
    ),
)

/** A source that was taken for the text of a work and is of none. */
export async function refuseUse(
  tx: Db,
  { sha256, path, within }: Pick<UseRow, 'sha256' | 'path' | 'within'>,
): Promise<void> {
  await tx
    .updateTable('source_use')
    .set({ role: 'refused' })
    .where('sha256', '=', sha256)
    .where('path', '=', path)
    .where('within', '=', JSON.stringify(within))
    .where('work_id', 'is', null)
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

export function placeKey({ path, within }: { readonly path: string; readonly within: readonly string[] }): string {
  return JSON.stringify([path, ...within])
}
