/** Moves a site of a test into a catalogue, as an import does. */
import type { Db } from '../../../platform/db/database.ts'
import { rescueSite } from '../rescue.ts'
import { type MemorySite, memorySite } from './memory-site.ts'

export const NOW = '2026-01-02T03:04:05.000Z'

/** Gives the key of the site. */
export async function moveIn(db: Db, made: MemorySite): Promise<number> {
  return rescue(db, made, async () => {})
}

/** Stops in the transaction after so many, as a killed import does; true when it came to its end before. */
export async function tryToMoveIn(db: Db, made: MemorySite, transactions: number): Promise<boolean> {
  let left = transactions
  const killed = new Error('killed')
  try {
    await rescue(db, made, async () => {
      if (left-- === 0) throw killed
    })
    return true
  } catch (error) {
    if (error !== killed) throw error
    return false
  }
}

async function rescue(db: Db, made: MemorySite, assertHeld: () => Promise<void>): Promise<number> {
  const batch = await db
    .insertInto('batch')
    .values({ public_id: `test-${++batches}`, started_at: NOW, finished_at: null, state: 'running', roots: '[]' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const request = { batchId: batch.id, canons: [], isHeld: false, assertHeld, now: () => NOW }
  return (await rescueSite(db, memorySite(made), request)).siteId
}

let batches = 0
