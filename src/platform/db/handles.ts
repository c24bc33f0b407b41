/**
 * Which SQLite connection is behind a database or a transaction, so that a statement that is compiled already can run
 * on it at once.
 *
 * A query on its way through Kysely waits for half a dozen promises; on SQLite, which answers where it is asked, that
 * takes as long as the query itself. On PostgreSQL there is none, and everything goes through Kysely.
 */
import type { CompiledQuery, Kysely, Transaction } from 'kysely'
import { type SqliteHandle, sqliteValue } from './sqlite-handle.ts'
import type { Tables } from './tables.ts'

interface Handles {
  readonly reader: SqliteHandle
  readonly writer: SqliteHandle
}

const ofDatabase = new WeakMap<Kysely<Tables>, Handles>()
const ofTransaction = new WeakMap<Kysely<Tables>, SqliteHandle>()

export function rememberHandles(db: Kysely<Tables>, handles: Handles): void {
  ofDatabase.set(db, handles)
}

/** `tx` has begun on `db`. */
export function rememberTransaction(db: Kysely<Tables>, tx: Transaction<Tables>): void {
  const writer = ofDatabase.get(db)?.writer
  if (writer !== undefined) ofTransaction.set(tx, writer)
}

/** The writing connection in a transaction, the reading one outside; undefined where there is none to be had. */
export function handleOf(db: Kysely<Tables>): SqliteHandle | undefined {
  return ofTransaction.get(db) ?? ofDatabase.get(db)?.reader
}

/** The connection to write with; undefined where it must go through Kysely. */
export function handleToWrite(db: Kysely<Tables>): SqliteHandle | undefined {
  // Outside a transaction the one at hand only reads.
  return db.isTransaction ? handleOf(db) : undefined
}

/** Runs a query that is compiled already with these values; gives the rows that it returns, if any. */
export async function runCompiled<Row>(
  db: Kysely<Tables>,
  query: CompiledQuery<Row>,
  values: readonly unknown[],
): Promise<Row[]> {
  const handle = handleToWrite(db)
  if (handle === undefined) return (await db.executeQuery<Row>({ ...query, parameters: values })).rows
  const statement = handle.statement(query.sql)
  const bound = values.map(sqliteValue)
  if (statement.returnsRows) return statement.all(bound) as Row[]
  statement.run(bound)
  return []
}
