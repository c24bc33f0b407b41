/**
 * Kysely's dialect for PostgreSQL, with our rules for values on top: whole numbers of 64 bits arrive as numbers (or not
 * at all, when they are too large for one), and what may be bound is the same as on SQLite.
 */
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import { bindable } from './values.ts'

const INT8 = 20
const NUMERIC = 1700
const CONNECTIONS = 10
const CONNECT_TIMEOUT = 10_000

export interface PostgresOptions {
  readonly url: string
  readonly connections?: number
  /** Whether each commit waits until it is on the disk; it does, when left out. */
  readonly waitsForDisk?: boolean
  /** Told when a connection that nobody uses breaks, for instance because the server stops. */
  readonly onIdleError?: (error: Error) => void
}

export function openPool(options: PostgresOptions): pg.Pool {
  const types = new pg.TypeOverrides()
  types.setTypeParser(INT8, wholeNumber)
  // What `sum` of whole numbers gives.
  types.setTypeParser(NUMERIC, Number)
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections ?? CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT,
    application_name: 'ficarium',
    ...(options.waitsForDisk === false && { options: '-c synchronous_commit=off' }),
    types,
  })
  // Without a listener the error would end the process; the pool has dropped the connection and opens another.
  pool.on('error', (error) => options.onIdleError?.(error))
  return pool
}

export function postgresDialect(pool: pg.Pool): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new CheckingDriver({ pool }),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** Checks what is bound on every connection it hands out. */
class CheckingDriver extends PostgresDriver implements Driver {
  readonly #checked = new WeakSet<DatabaseConnection>()

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection()
    if (!this.#checked.has(connection)) {
      this.#checked.add(connection)
      checkValues(connection)
    }
    return connection
  }
}

/** Kysely knows its connections by identity, so the method is replaced and the object stays. */
function checkValues(connection: DatabaseConnection): void {
  const execute = connection.executeQuery.bind(connection)
  connection.executeQuery = <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
    execute<R>({ ...query, parameters: query.parameters.map(bindable) })
}

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large for a number`)
  return value
}
