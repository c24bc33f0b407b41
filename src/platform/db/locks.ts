/**
 * Locks of a transaction, for changes that must not run beside each other. On SQLite writers queue anyway, so there is
 * nothing to do; on PostgreSQL readers go on, and whoever would write waits until the transaction ends.
 */
import { type Kysely, sql } from 'kysely'
import { chunks } from './chunks.ts'
import { engineOf } from './engine.ts'
import type { Tables } from './tables.ts'

/** Nobody else writes this table until the transaction ends. */
export async function lockTable(tx: Kysely<Tables>, table: keyof Tables): Promise<void> {
  if (engineOf(tx) === 'postgres') await sql`lock table ${sql.table(table)} in share row exclusive mode`.execute(tx)
}

/** Waits for whoever has just named one of these rows in a row of their own, and lets nobody do so until the end. */
export async function lockRows(
  tx: Kysely<Tables>,
  table: Exclude<{ [Name in keyof Tables]: 'id' extends keyof Tables[Name] ? Name : never }[keyof Tables], undefined>,
  ids: readonly number[],
): Promise<void> {
  if (engineOf(tx) !== 'postgres') return
  // In one order, so that two of these do not wait for each other.
  for (const some of chunks(
    [...ids].toSorted((a, b) => a - b),
    1000,
  )) {
    await sql`select id from ${sql.table(table)} where id in (${sql.join(some)}) order by id for update`.execute(tx)
  }
}
