/**
 * One connection to an SQLite file with its prepared statements.
 *
 * Preparing costs more than running most queries, so statements are kept, the oldest going first. What a
 * statement returns is known from its columns: those declared `boolean` become booleans, which SQLite does not have.
 */
import { DatabaseSync } from 'node:sqlite'
import { bindable, type Value } from './values.ts'

const STATEMENTS_KEPT = 400

/** Several processes may open a new file at once; one after the other makes it a database. */
const OPENING_TIMEOUT = 5000

type Row = Record<string, unknown>

export interface Statement {
  readonly all: (values: readonly Value[]) => Row[]
  readonly run: (values: readonly Value[]) => { readonly changes: number; readonly lastId: bigint }
  readonly returnsRows: boolean
}

export interface SqliteHandle {
  readonly database: DatabaseSync
  readonly statement: (text: string) => Statement
  readonly close: () => void
}

export interface HandleOptions {
  readonly isReadOnly: boolean
  readonly busyTimeout: number
  /** Whether each commit waits until it is on the disk; it does, when left out. */
  readonly waitsForDisk?: boolean
  /** MiB of pages that are kept in memory; 32, when left out. */
  readonly cacheSize?: number
  /**
   * Whether what is sorted stays in memory however much it is; it does, when left out. Over a large site that is tens of
   * megabytes, which the process keeps.
   */
  readonly sortsInMemory?: boolean
}

export function openHandle(path: string, options: HandleOptions): SqliteHandle {
  const database = new DatabaseSync(path, {
    readOnly: options.isReadOnly,
    timeout: OPENING_TIMEOUT,
    enableForeignKeyConstraints: true,
  })
  try {
    applySettings(database, options)
  } catch (error) {
    database.close()
    throw error
  }
  const kept = new Map<string, Statement>()

  function statement(text: string): Statement {
    const found = kept.get(text)
    if (found !== undefined) return found
    if (kept.size >= STATEMENTS_KEPT) kept.delete(kept.keys().next().value as string)
    const made = prepare(database, text)
    kept.set(text, made)
    return made
  }

  return {
    database,
    statement,
    close() {
      if (database.isOpen) database.close()
    },
  }
}

function applySettings(database: DatabaseSync, options: HandleOptions): void {
  if (!options.isReadOnly) {
    // Both only take effect on a file that is still empty.
    database.exec('pragma page_size = 8192')
    database.exec('pragma journal_mode = wal')
    database.exec(`pragma synchronous = ${options.waitsForDisk === false ? 'normal' : 'full'}`)
    database.exec('pragma journal_size_limit = 67108864')
    // 32 MiB: an import changes the same pages of an index again and again, and carries each over less often.
    database.exec('pragma wal_autocheckpoint = 4096')
  }
  database.exec(`pragma cache_size = ${-1024 * (options.cacheSize ?? 32)}`)
  database.exec(`pragma temp_store = ${options.sortsInMemory === false ? 'file' : 'memory'}`)
  database.exec(`pragma busy_timeout = ${options.busyTimeout}`)
}

function prepare(database: DatabaseSync, text: string): Statement {
  const prepared = database.prepare(text)
  // Rows come as arrays and are made objects here: those of `node:sqlite` are kept as dictionaries, slow to read.
  prepared.setReturnArrays(true)
  const columns = prepared.columns().map(({ name, type }) => ({ name, isBoolean: type?.toLowerCase() === 'boolean' }))
  return {
    returnsRows: columns.length > 0,
    all: (values) => (prepared.all(...values) as unknown as Value[][]).map((row) => rowOf(columns, row)),
    run(values) {
      const { changes, lastInsertRowid } = prepared.run(...values)
      return { changes: Number(changes), lastId: BigInt(lastInsertRowid) }
    },
  }
}

function rowOf(
  columns: readonly { readonly name: string; readonly isBoolean: boolean }[],
  values: readonly Value[],
): Row {
  const row: Row = {}
  for (let i = 0; i < columns.length; i++) {
    const { name, isBoolean } = columns[i] as (typeof columns)[number]
    const value = values[i]
    row[name] = isBoolean && value !== null ? value !== 0 : value
  }
  return row
}

/** A parameter as SQLite takes it; `position` is for the fault when it cannot. */
export function sqliteValue(parameter: unknown, position: number): Value {
  const value = bindable(parameter, position)
  return typeof value === 'boolean' ? Number(value) : value
}
