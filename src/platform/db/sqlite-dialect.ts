/**
 * Kysely's dialect for SQLite on `node:sqlite`: two connections to one file, one that writes and one that reads.
 *
 * In WAL mode a reader never waits for a writer, so a query outside a transaction that only reads goes to the reading
 * connection and sees what is committed. Everything else queues for the writing one, inside this process in the order
 * of asking. A transaction begins `immediate`: it waits for other processes at its start, where waiting is harmless,
 * and never fails half-way for being late.
 *
 * All of this runs without ever leaving this thread, so a long row of awaited queries would let no timer and no request
 * in; every few milliseconds a query outside a transaction first waits for one turn of the event loop.
 *
 * Waiting for another process blocks this one for `busyTimeout`; after that we step aside, let other requests run and
 * try again, until `PATIENCE` is over. There is no streaming: long lists are read page by page, by key.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { BusyFault, isBusy } from './faults.ts'
import { type SqliteHandle, sqliteValue } from './sqlite-handle.ts'

/** How long we wait for our turn to write, in milliseconds. */
const PATIENCE = 30_000
const PAUSE = 20

export interface SqliteConnections {
  readonly writer: SqliteHandle
  readonly reader: SqliteHandle
}

export function sqliteDialect(connections: SqliteConnections, patience: number = PATIENCE): Dialect {
  return {
    createAdapter: () => new ManyConnectionsAdapter(),
    createDriver: () => new SqliteDriver(connections, patience),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

/** Kysely would otherwise let one query in at a time, reading ones too. */
class ManyConnectionsAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }

  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class SqliteDriver implements Driver {
  readonly #connections: SqliteConnections
  readonly #patience: number
  readonly #writing: Turns

  constructor(connections: SqliteConnections, patience: number) {
    this.#connections = connections
    this.#patience = patience
    this.#writing = new Turns(patience)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<SqliteConnection> {
    return new SqliteConnection(this.#connections, this.#writing, this.#patience)
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as SqliteConnection).begin()
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    ;(connection as SqliteConnection).end('commit')
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    ;(connection as SqliteConnection).end('rollback')
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    ;(connection as SqliteConnection).release()
  }

  /** The reader goes first: the last connection to close folds the WAL into the file, and must be able to write. */
  async destroy(): Promise<void> {
    this.#connections.reader.close()
    this.#connections.writer.close()
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #connections: SqliteConnections
  readonly #writing: Turns
  readonly #patience: number
  #isInTransaction = false

  constructor(connections: SqliteConnections, writing: Turns, patience: number) {
    this.#connections = connections
    this.#writing = writing
    this.#patience = patience
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#isInTransaction) return runQuery(this.#connections.writer, query)
    if (onlyReads(query)) return this.#patiently(() => runQuery(this.#connections.reader, query))
    await this.#writing.take()
    try {
      return await this.#patiently(() => runQuery<R>(this.#connections.writer, query))
    } finally {
      this.#writing.give()
    }
  }

  // oxlint-disable-next-line require-yield -- there is nothing to yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('queries are not streamed here: read long lists page by page, by key')
  }

  async begin(): Promise<void> {
    await this.#writing.take()
    try {
      await this.#patiently(() => this.#connections.writer.database.exec('begin immediate'))
      this.#isInTransaction = true
    } catch (error) {
      this.#writing.give()
      throw error
    }
  }

  /** SQLite ends a transaction by itself when the disk is full; then there is nothing left to roll back. */
  end(how: 'commit' | 'rollback'): void {
    const { database } = this.#connections.writer
    if (how === 'commit' || database.isTransaction) database.exec(how)
  }

  release(): void {
    if (!this.#isInTransaction) return
    this.#isInTransaction = false
    try {
      this.end('rollback')
    } finally {
      this.#writing.give()
    }
  }

  async #patiently<T>(work: () => T): Promise<T> {
    await breathe()
    const deadline = Date.now() + this.#patience
    for (;;) {
      try {
        return work()
      } catch (error) {
        if (!isBusy(error)) throw error
        if (Date.now() >= deadline) {
          throw new BusyFault(`another program has been writing to the database for ${this.#patience / 1000} s`, {
            cause: error,
          })
        }
        // Another process writes; it commits at least every 100 ms, so this is soon over.
        await sleep(PAUSE + Math.random() * PAUSE)
      }
    }
  }
}

/** Milliseconds of queries between two turns of the event loop. */
const BREATH = 15
let lastBreath = 0

async function breathe(): Promise<void> {
  const now = performance.now()
  if (now - lastBreath < BREATH) return
  await nextTurn()
  lastBreath = performance.now()
}

/** First come, first served. Whoever takes must give. */
class Turns {
  readonly #patience: number
  readonly #waiting: (() => void)[] = []
  #isTaken = false

  constructor(patience: number) {
    this.#patience = patience
  }

  async take(): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.#waiting.push(resolve)
    const timer = setTimeout(() => {
      this.#waiting.splice(this.#waiting.indexOf(resolve), 1)
      reject(
        new BusyFault(
          `a transaction of this process has been open for ${this.#patience / 1000} s; was the outer db used inside it?`,
        ),
      )
    }, this.#patience)
    try {
      await promise
    } finally {
      clearTimeout(timer)
    }
  }

  give(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#isTaken = false
    else next()
  }
}

function runQuery<R>(handle: SqliteHandle, query: CompiledQuery): QueryResult<R> {
  const statement = handle.statement(query.sql)
  const values = query.parameters.map(sqliteValue)
  if (!statement.returnsRows) {
    const { changes, lastId } = statement.run(values)
    return { rows: [], numAffectedRows: BigInt(changes), insertId: lastId }
  }
  const rows = statement.all(values) as R[]
  return onlyReads(query) ? { rows } : { rows, numAffectedRows: BigInt(rows.length) }
}

const READING_WORDS = ['select', 'explain', 'values']

/** A query in our own SQL counts as reading only when its first word says so. */
export function onlyReads(query: CompiledQuery): boolean {
  if (query.query.kind === 'SelectQueryNode') return true
  if (query.query.kind !== 'RawNode') return false
  const start = query.sql.trimStart().slice(0, 8).toLowerCase()
  return READING_WORDS.some((word) => start.startsWith(word))
}
