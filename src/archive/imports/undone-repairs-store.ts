/**
 * Repairs that somebody has undone: findings of the kind `repair` that were dismissed. Sources are read without them.
 *
 * A finding stays as long as its work does and takes along what was decided when the work is made again, so a decision
 * needs no row of its own.
 */
import { sql } from 'kysely'
import { repairKey } from '../../intake/refused-repairs.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

/** Keys as `repairKey` gives them, by the SHA-256 of the source. */
export type UndoneRepairs = ReadonlyMap<string, readonly string[]>

/** All of them: there are few, and an import asks once and not for each file. */
export async function listUndoneRepairs(db: Db): Promise<UndoneRepairs> {
  const keys = new Map<string, Set<string>>()
  for (const { sha256, ...place } of await undoneRepairs(db, { state: 'dismissed' })) {
    if (sha256 !== null) keys.set(sha256, (keys.get(sha256) ?? new Set()).add(repairKey(place)))
  }
  return new Map([...keys].map(([sha256, ofSource]) => [sha256, [...ofSource].toSorted()]))
}

const undoneRepairs = prepared((db, given: Given<{ state: string }>) =>
  db
    .selectFrom('finding')
    .select(['sha256', 'code', 'line', 'column'])
    .where('kind', '=', sql.lit('repair'))
    // In the words of its index.
    .where('state', '!=', sql.lit('open'))
    .where('state', '=', given.state),
)

/** Says that other repairs of these sources are to be made than their readings have: whoever meets them reads them again. */
export async function outdateReadings(tx: Db, sha256s: readonly string[]): Promise<void> {
  for (const part of chunks(sha256s))
    await tx.updateTable('reading').set({ intake_version: BEFORE_A_DECISION }).where('sha256', 'in', part).execute()
}

/** No version of intake is called that. */
const BEFORE_A_DECISION = 'before a decision'
