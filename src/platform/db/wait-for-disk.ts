/**
 * Waits until all that was committed is on the disk, for databases opened as `isRepeatable`.
 *
 * Both engines keep their order: what a power cut takes of such commits are the last ones, never one in the midst.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'
import { engineOf } from './engine.ts'

export async function waitForDisk(db: Db): Promise<void> {
  if (engineOf(db) === 'sqlite') {
    // Carrying the log into the file begins with a wait for the log and ends with one for the file:
    // https://www.sqlite.org/pragma.html#pragma_synchronous
    await sql`pragma wal_checkpoint(passive)`.execute(db)
    return
  }
  await db.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = on`.execute(tx)
    // A transaction that wrote nothing into the log would not wait; a message is written there and nowhere else.
    await sql`select pg_logical_emit_message(true, 'ficarium', '')`.execute(tx)
  })
}
