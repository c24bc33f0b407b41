/**
 * Inserts many rows of one shape, with statements that are built once.
 *
 * Building and compiling an insert of a hundred rows takes Kysely several times as long as SQLite takes to run it, and
 * an import writes hundreds of rows a work. So there is one compiled statement for each shape and each of a few sizes,
 * and only values are bound.
 */
import {
  type CompiledQuery,
  type Generated,
  type Insertable,
  type Kysely,
  type OnConflictBuilder,
  type OnConflictDoNothingBuilder,
  type OnConflictUpdateBuilder,
  sql,
} from 'kysely'
import { handleToWrite, runCompiled } from './handles.ts'
import { sqliteValue } from './sqlite-handle.ts'
import type { Tables } from './tables.ts'

/** Rows a statement, the largest first; any number is a sum of these. */
const SIZES = [64, 16, 4, 1] as const

type Shapes = Map<string, CompiledQuery>

const compiled = new WeakMap<object, Shapes>()

/** Call it in a transaction. All rows have the same columns, each with a value or null. */
export async function insertRows<Table extends keyof Tables>(
  tx: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
): Promise<void> {
  await writeRows(tx, table, rows, null)
}

type KeyedTable = {
  [Name in keyof Tables]: Tables[Name] extends { id: Generated<number> } ? Name : never
}[keyof Tables]

/** Inserts one row and gives its key. Call it in a transaction. */
export async function insertRow<Table extends KeyedTable>(
  tx: Kysely<Tables>,
  table: Table,
  row: Insertable<Tables[Table]>,
): Promise<number> {
  const columns = Object.keys(row)
  const values = valuesOf([row], columns)
  const shape = { columns, conflict: null, size: 1 }
  const handle = handleToWrite(tx)
  if (handle !== undefined) {
    // SQLite knows the last key that it gave; to return one it makes a table of its own, four times the work.
    const { sql: text } = queryFor(tx, table, { ...shape, givesKey: false })
    return Number(handle.statement(text).run(values.map(sqliteValue)).lastId)
  }
  const query = queryFor(tx, table, { ...shape, givesKey: true }) as CompiledQuery<{ readonly id: number }>
  const [inserted] = await runCompiled(tx, query, values)
  return (inserted as { readonly id: number }).id
}

/**
 * The same; a row that is there already, by the columns of `key`, becomes the new one, but for the columns of `kept`. No
 * two of `rows` have one key.
 */
export async function upsertRows<Table extends keyof Tables>(
  tx: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
  key: readonly (keyof Tables[Table] & string)[],
  kept: readonly (keyof Tables[Table] & string)[] = [],
): Promise<void> {
  await writeRows(tx, table, rows, { key, kept })
}

async function writeRows<Table extends keyof Tables>(
  tx: Kysely<Tables>,
  table: Table,
  rows: readonly Insertable<Tables[Table]>[],
  conflict: Conflict | null,
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  let done = 0
  for (const size of SIZES) {
    for (; rows.length - done >= size; done += size) {
      const query = queryFor(tx, table, { columns, conflict, size, givesKey: false })
      await runCompiled(tx, query, valuesOf(rows.slice(done, done + size), columns))
    }
  }
}

function valuesOf(rows: readonly object[], columns: readonly string[]): unknown[] {
  const values: unknown[] = []
  for (const row of rows) for (const column of columns) values.push((row as Readonly<Record<string, unknown>>)[column])
  return values
}

interface Conflict {
  readonly key: readonly string[]
  readonly kept: readonly string[]
}

interface Shape {
  readonly columns: readonly string[]
  readonly conflict: Conflict | null
  readonly size: number
  readonly givesKey: boolean
}

function queryFor(tx: Kysely<Tables>, table: keyof Tables, shape: Shape): CompiledQuery {
  const { columns, conflict, size, givesKey } = shape
  const { adapter } = tx.getExecutor()
  const shapes = compiled.get(adapter) ?? new Map<string, CompiledQuery>()
  compiled.set(adapter, shapes)
  const name = `${table} ${size} ${columns.join(' ')} / ${JSON.stringify(conflict)}${givesKey ? ' key' : ''}`
  const known = shapes.get(name)
  if (known !== undefined) return known
  // Any value makes a parameter; those that are bound later stand in the same places.
  const blank = Object.fromEntries(columns.map((column) => [column, 0]))
  const insert = tx.insertInto(table).values(Array.from({ length: size }, () => blank) as never)
  const query = conflict === null ? insert : insert.onConflict((target) => overwrite(target, columns, conflict))
  const built = givesKey ? query.returning('id' as never).compile() : query.compile()
  shapes.set(name, built)
  return built
}

function overwrite(
  conflict: OnConflictBuilder<Tables, keyof Tables>,
  columns: readonly string[],
  { key, kept }: Conflict,
): OnConflictDoNothingBuilder<Tables, keyof Tables> | OnConflictUpdateBuilder<Tables, keyof Tables> {
  const target = conflict.columns(key as never)
  const rest = columns.filter((column) => !key.includes(column) && !kept.includes(column))
  if (rest.length === 0) return target.doNothing()
  return target.doUpdateSet(Object.fromEntries(rest.map((column) => [column, sql.ref(`excluded.${column}`)])) as never)
}
