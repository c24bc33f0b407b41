/**
 * The faults of the database, named for what a person can do about them. The command line maps each to an exit code.
 */

/** The data directory cannot be made, read or written (exit 3). */
export class DataDirectoryFault extends Error {
  override name = 'DataDirectoryFault'
}

/** The database cannot be reached, opened or read (exit 4). */
export class DatabaseFault extends Error {
  override name = 'DatabaseFault'
}

/** The data were written by a newer version of this program (exit 6). */
export class NewerDataFault extends Error {
  override name = 'NewerDataFault'
}

/** A migration that was applied here is not the one this program has (exit 4). */
export class ChangedMigrationFault extends DatabaseFault {
  override name = 'ChangedMigrationFault'
}

/** Somebody else kept the database to themselves for longer than we wait (exit 4). */
export class BusyFault extends DatabaseFault {
  override name = 'BusyFault'
}

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_FULL = 13
const SQLITE_NOTADB = 26

/** Somebody else is writing: worth trying again. */
export function isBusy(error: unknown): boolean {
  return error instanceof BusyFault || sqliteCode(error) === SQLITE_BUSY
}

/** The disk, or the space given to the database, is full. */
export function isFull(error: unknown): boolean {
  return sqliteCode(error) === SQLITE_FULL || errorCode(error) === '53100' || errorCode(error) === 'ENOSPC'
}

/** The database itself is out of order, or out of reach: nothing that was asked of it was wrong. */
export function isOutOfOrder(error: unknown): boolean {
  const sqlite = sqliteCode(error)
  if (sqlite !== undefined) return SQLITE_OUT_OF_ORDER.has(sqlite)
  const code = errorCode(error)
  if (code === undefined) return error instanceof Error && error.message.startsWith('Connection terminated')
  return POSTGRES_OUT_OF_ORDER.test(code) || OUT_OF_REACH.has(code)
}

/** What is in the file is no longer a database, in parts at least. */
export function isDamaged(error: unknown): boolean {
  const sqlite = sqliteCode(error)
  return sqlite === SQLITE_CORRUPT || sqlite === SQLITE_NOTADB || /^XX00[12]$/.test(errorCode(error) ?? '')
}

/** PERM, BUSY, LOCKED, READONLY, IOERR, CORRUPT, CANTOPEN, NOTADB. */
const SQLITE_OUT_OF_ORDER: ReadonlySet<number> = new Set([3, 5, 6, 8, 10, 11, 14, 26])
/** Connection, authorisation, resources, intervention of an operator, system, corrupted pages. */
const POSTGRES_OUT_OF_ORDER = /^(?:08|28|3D|53|57|58|XX)[0-9A-Z]{3}$/
const OUT_OF_REACH: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE'])

/** The primary code of an error of `node:sqlite`; the extended code carries it in its low byte. */
function sqliteCode(error: unknown): number | undefined {
  if (errorCode(error) !== 'ERR_SQLITE_ERROR') return undefined
  const code: unknown = (error as { errcode?: unknown }).errcode
  return typeof code === 'number' ? code & 0xff : undefined
}

function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code: unknown = (error as { code?: unknown }).code
  return typeof code === 'string' ? code : undefined
}
