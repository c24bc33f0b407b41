/**
 * One connection to an SQLite file with its prepared statements.
 *
 * Preparing costs more than running most queries, so statements are kept, the oldest going first. What a
 * statement returns is known from its columns: those declared `boolean` become booleans, which SQLite does not have.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { bindable, type Value } from './values.ts'

const STATEMENTS_KEPT = 400

export type Row = Record<string, unknown>

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
}

export function openHandle(path: string, options: HandleOptions): SqliteHandle {
  const database = new DatabaseSync(path, {
    readOnly: options.isReadOnly,
    timeout: options.busyTimeout,
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
    database.exec('pragma synchronous = full')
    database.exec('pragma journal_size_limit = 67108864')
  }
  database.exec('pragma cache_size = -32768')
  database.exec('pragma temp_store = memory')
}

function prepare(database: DatabaseSync, text: string): Statement {
  const prepared = database.prepare(text)
  const columns = prepared.columns()
  const booleans = columns.filter((column) => column.type?.toLowerCase() === 'boolean').map((column) => column.name)
  return {
    returnsRows: columns.length > 0,
    all:
      booleans.length === 0
        ? (values) => allRows(prepared, values)
        : (values) => withBooleans(allRows(prepared, values), booleans),
    run(values) {
      const { changes, lastInsertRowid } = prepared.run(...values)
      return { changes: Number(changes), lastId: BigInt(lastInsertRowid) }
    },
  }
}

function allRows(prepared: StatementSync, values: readonly Value[]): Row[] {
  return prepared.all(...values) as Row[]
}

function withBooleans(rows: Row[], booleans: readonly string[]): Row[] {
  for (const row of rows) {
    for (const name of booleans) if (row[name] !== null) row[name] = row[name] !== 0
  }
  return rows
}

/** A parameter as SQLite takes it; `position` is for the fault when it cannot. */
export function sqliteValue(parameter: unknown, position: number): Value {
  const value = bindable(parameter, position)
  return typeof value === 'boolean' ? Number(value) : value
}
