/**
 * Open the catalogue: SQLite in the data directory, or PostgreSQL by address.
 *
 * Stores take a `Db`, which is the connection or the transaction they are called in; nothing else in the program knows
 * which engine it is.
 */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import type { Engine } from './engine.ts'
import { DatabaseFault, DataDirectoryFault, NewerDataFault } from './faults.ts'
import { rememberHandles, rememberTransaction } from './handles.ts'
import { migrate } from './migrate.ts'
import { openPool, postgresDialect } from './postgres-dialect.ts'
import { type SqliteConnections, sqliteDialect } from './sqlite-dialect.ts'
import { openHandle } from './sqlite-handle.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface DatabaseConfig {
  readonly dataDirectory: string
  /** Address of a PostgreSQL database; null means SQLite in the data directory. */
  readonly databaseUrl: string | null
  /** A server must not stand still while another process writes; a command may. */
  readonly isServing?: boolean
  /** Commits do not wait for the disk: `waitForDisk` does, for all of them. For work that is done again after a power cut. */
  readonly isRepeatable?: boolean
  readonly onIdleError?: (error: Error) => void
}

export interface Database extends AsyncDisposable {
  readonly db: Db
  readonly engine: Engine
}

/** Milliseconds that SQLite may block this process for another one's write. */
const BUSY_TIMEOUT = { serving: 50, command: 5000 } as const

/** Opens the database and brings it up to date. Throws one of the faults of `faults.ts`. */
export async function openDatabase(config: DatabaseConfig): Promise<Database> {
  const database = connect(config)
  try {
    if (database.engine === 'postgres') await refuseUnfitServer(database.db)
    await migrate(database.db as unknown as Kysely<unknown>, database.engine)
    return database
  } catch (error) {
    await database[Symbol.asyncDispose]()
    if (error instanceof NewerDataFault || error instanceof DatabaseFault) throw error
    throw new DatabaseFault(`the database cannot be used: ${reasonOf(error)}`, { cause: error })
  }
}

/** Connects without looking at the shape of the data. */
export function connect(config: DatabaseConfig): Database {
  return config.databaseUrl === null ? connectSqlite(config) : connectPostgres(config, config.databaseUrl)
}

/** Runs `work` in the transaction that `db` is in, or in a new one. */
export async function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  return db.transaction().execute(async (tx) => {
    rememberTransaction(db, tx)
    return work(tx)
  })
}

function connectSqlite(config: DatabaseConfig): Database {
  const connections = openConnections(config)
  const db: Db = new Kysely<Tables>({ dialect: sqliteDialect(connections) })
  rememberHandles(db, connections)
  return {
    db,
    engine: 'sqlite',
    async [Symbol.asyncDispose]() {
      await db.destroy()
      // Kysely closes nothing when it was never used.
      connections.reader.close()
      connections.writer.close()
    },
  }
}

function openConnections(config: DatabaseConfig): SqliteConnections {
  const path = archivePath(config.dataDirectory)
  const busyTimeout = config.isServing === true ? BUSY_TIMEOUT.serving : BUSY_TIMEOUT.command
  try {
    const writer = openHandle(path, {
      isReadOnly: false,
      busyTimeout,
      waitsForDisk: config.isRepeatable !== true,
      sortsInMemory: config.isServing === true,
    })
    try {
      // A command reads what it has just written, mostly.
      const cacheSize = config.isServing === true ? 32 : 8
      const sortsInMemory = config.isServing === true
      return { writer, reader: openHandle(path, { isReadOnly: true, busyTimeout, cacheSize, sortsInMemory }) }
    } catch (error) {
      writer.close()
      throw error
    }
  } catch (error) {
    throw new DatabaseFault(`${path} cannot be opened: ${reasonOf(error)}`, { cause: error })
  }
}

/** Where the archive's database is in its data directory, which is made when it is not there. */
function archivePath(dataDirectory: string): string {
  try {
    mkdirSync(dataDirectory, { recursive: true })
    accessSync(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new DataDirectoryFault(`the data directory ${dataDirectory} cannot be used: ${reasonOf(error)}`, {
      cause: error,
    })
  }
  return join(dataDirectory, 'archive.db')
}

function connectPostgres(config: DatabaseConfig, url: string): Database {
  const { onIdleError, isRepeatable } = config
  const pool = openPool({
    url,
    waitsForDisk: isRepeatable !== true,
    ...(onIdleError !== undefined && { onIdleError }),
  })
  const db: Db = new Kysely<Tables>({ dialect: postgresDialect(pool) })
  return {
    db,
    engine: 'postgres',
    async [Symbol.asyncDispose]() {
      await db.destroy()
      if (!pool.ended) await pool.end()
    },
  }
}

const OLDEST_SERVER = 16

/** Text that is not Unicode, or an old server, would only show later, in the middle of something. */
async function refuseUnfitServer(db: Db): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding`.execute(
    db,
  )
  const version = Math.floor((rows[0]?.version ?? 0) / 10_000)
  if (version < OLDEST_SERVER) {
    throw new DatabaseFault(`the server is PostgreSQL ${version}; this program needs ${OLDEST_SERVER} or newer`)
  }
  const encoding = rows[0]?.encoding
  if (encoding !== 'UTF8') {
    throw new DatabaseFault(
      `the database has the encoding ${encoding}; make one with "create database … encoding 'UTF8'"`,
    )
  }
}

/** Why something failed; a host with several addresses fails with one reason for each and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (IN_WORDS[code] !== undefined) return IN_WORDS[code]
  return error instanceof Error ? error.message : String(error)
}

const IN_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'you may not write there',
  EPERM: 'you may not write there',
  EROFS: 'it is on a disk that may only be read',
  EEXIST: 'it is a file and no folder',
  ENOTDIR: 'part of its name is a file and no folder',
  ENOSPC: 'the disk is full',
}
