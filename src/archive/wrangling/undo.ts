/**
 * Takes back a decision or a set of rules: deletes what it said, in portions, and follows what the rest says. What was
 * decided later stays, and what had been said before counts again.
 */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/database.ts'
import { lockTable } from '../../platform/db/locks.ts'
import { followSayings } from './follow-store.ts'
import type { Said } from './saying.ts'
import { deleteSayings, listSayingsOf, markUndone } from './saying-store.ts'
import { removeUnusedTags } from './tag-store.ts'

/** Sayings a transaction: 200 took up to half a second where many tags hang together. */
const PORTION = 20

/** Gives how many tags are something else now, or stand elsewhere. */
export async function undoWrangling(db: Db, id: number, now: string): Promise<number> {
  const changed = await takeBack(db, await listSayingsOf(db, id), now)
  await inTransaction(db, (tx) => markUndone(tx, id, now))
  return changed
}

/** Takes back these sayings. Killed on the way, it has taken back some of them. */
export async function takeBack(db: Db, sayings: readonly Said[], now: string): Promise<number> {
  const changed = new Set<number>()
  for (const portion of chunks(sayings, PORTION)) {
    const followed = await inTransaction(db, async (tx) => {
      await lockTable(tx, 'wrangling')
      await deleteSayings(
        tx,
        portion.map((said) => said.id),
      )
      const result = await followSayings(tx, portion, now)
      const named = portion.flatMap(({ tag, other }) => (other === null ? [tag] : [tag, other]))
      await removeUnusedTags(tx, named, now)
      return result
    })
    for (const tag of followed.changed) changed.add(tag)
  }
  return changed.size
}
