/** Rows of refusals: what could not be opened or read, or is no story, and where it lies. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'
import { placeKey } from './store.ts'

export interface RefusalRow {
  readonly sha256: string | null
  readonly batchId: number
  readonly path: string
  readonly within: readonly string[]
  readonly code: string
  readonly why: string
}

/** A refusal is said once for a place, however often that is imported. */
export async function saveRefusal(tx: Db, { within, sha256, ...refusal }: RefusalRow): Promise<void> {
  const place = { path: refusal.path, within: JSON.stringify(within), code: refusal.code }
  const known = sha256 === null ? await refusalsOfPlace(tx, place) : await refusalsOfSource(tx, { ...place, sha256 })
  if (known.length > 0) return
  await insertRefusal(tx, { ...place, sha256, batchId: refusal.batchId, why: refusal.why })
}

interface RefusalPlace {
  readonly path: string
  readonly within: string
  readonly code: string
}

const refusalsOfPlace = prepared((tx, given: Given<RefusalPlace>) => refusalsAt(tx, given).where('sha256', 'is', null))

const refusalsOfSource = prepared((tx, given: Given<RefusalPlace & { sha256: string }>) =>
  refusalsAt(tx, given).where('sha256', '=', given.sha256),
)

function refusalsAt(tx: Db, given: Given<RefusalPlace>) {
  return tx
    .selectFrom('finding')
    .select('id')
    .where('work_id', 'is', null)
    .where('kind', '=', sql.lit('refusal'))
    .where('path', '=', given.path)
    .where('within', '=', given.within)
    .where('code', '=', given.code)
    .limit(1)
}

const insertRefusal = prepared(
  (tx, given: Given<RefusalPlace & { sha256: string | null; batchId: number; why: string }>) =>
    tx.insertInto('finding').values({
      batch_id: given.batchId,
      sha256: given.sha256,
      path: given.path,
      within: given.within,
      work_id: null,
      chapter_id: null,
      kind: 'refusal',
      code: given.code,
      why: given.why,
      position: 0,
    }),
)

/** Places whose file could not be opened or read, as `placeKey` names them. */
export async function listUnreadablePlaces(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['path', 'within'])
    .where('work_id', 'is', null)
    .where('kind', '=', 'refusal')
    .where('sha256', 'is', null)
    .execute()
  return new Set(rows.map(({ path, within }) => placeKey({ path: path ?? '', within: JSON.parse(within) as string[] })))
}

/** Takes back that a place could not be read: it has been, and its bytes are `sha256`. */
export async function removeRefusals(
  tx: Db,
  place: { readonly path: string; readonly within: readonly string[] },
  sha256: string | null,
): Promise<void> {
  const { path, within } = place
  const values = { path, within: JSON.stringify(within) }
  if (sha256 === null) await deleteRefusalsOfPlace(tx, values)
  else await deleteRefusalsOfSource(tx, { ...values, sha256 })
}

const deleteRefusalsOfPlace = prepared((tx, given: Given<{ path: string; within: string }>) =>
  tx
    .deleteFrom('finding')
    .where('work_id', 'is', null)
    .where('kind', '=', 'refusal')
    .where('path', '=', given.path)
    .where('within', '=', given.within)
    .where('sha256', 'is', null),
)

const deleteRefusalsOfSource = prepared((tx, given: Given<{ path: string; within: string; sha256: string }>) =>
  tx
    .deleteFrom('finding')
    .where('work_id', 'is', null)
    .where('kind', '=', 'refusal')
    .where('path', '=', given.path)
    .where('within', '=', given.within)
    .where('sha256', '=', given.sha256),
)
