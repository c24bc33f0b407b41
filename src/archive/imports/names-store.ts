/** Rows about names that may be one person's: names alike, and the questions about them. */
import { sql } from 'kysely'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'

const KEYS_A_QUERY = 500

export interface WorkBy {
  readonly workId: number
  readonly name: string
}

/** Who signed these works, those who are known. */
export async function listSigners(db: Db, workIds: readonly number[]): Promise<readonly WorkBy[]> {
  const found: WorkBy[] = []
  for (const part of chunks(workIds, KEYS_A_QUERY))
    found.push(
      ...(await db
        .selectFrom('creator')
        .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
        .select(['work_id as workId', 'name'])
        .where('work_id', 'in', part)
        .where('is_claimable', '=', true)
        .orderBy('work_id')
        .orderBy('position')
        .execute()),
    )
  return found
}

/** As the index `pen_name_alike` has it; `squeezed` says the same of a name in hand. */
const SQUEEZED = sql<string>`(replace(replace(replace(replace(folded, ' ', ''), '_', ''), '-', ''), '.', ''))`

export function squeezed(folded: string): string {
  return folded.replaceAll(/[ _.-]/g, '')
}

/** Names whose spelling differs from one of these in spaces, dots and strokes only, these too, by what is left of them. */
export async function listAlike(
  db: Db,
  keys: readonly string[],
): Promise<readonly { readonly key: string; readonly name: string }[]> {
  const found: { key: string; name: string }[] = []
  for (const part of chunks(keys, KEYS_A_QUERY))
    found.push(
      ...(await db
        .selectFrom('pen_name')
        .select([SQUEEZED.as('key'), 'name'])
        .where(SQUEEZED, 'in', part)
        .where('is_claimable', '=', true)
        .where('site_id', 'is', null)
        .execute()),
    )
  return found
}

export interface SamePerson {
  /** In the order of their letters. */
  readonly names: readonly [string, string]
  readonly reason: 'spelling' | 'address'
  readonly why: string
}

/** Asked once, whatever became of it. Call it in a transaction. */
export async function askSamePerson(tx: Db, batchId: number, { names, reason, why }: SamePerson): Promise<void> {
  const [before, after] = names
  const known = await tx
    .selectFrom('finding')
    .select('id')
    .where('work_id', 'is', null)
    .where('sha256', 'is', null)
    .where('kind', '=', 'suggestion')
    .where('code', '=', 'same-person')
    .where('field', '=', reason)
    .where('before', '=', before)
    .where('after', '=', after)
    .executeTakeFirst()
  if (known !== undefined) return
  const row = { batch_id: batchId, kind: 'suggestion', code: 'same-person', position: 0 }
  await insertRows(tx, 'finding', [{ ...row, field: reason, before, after, value: `${before} · ${after}`, why }])
}
