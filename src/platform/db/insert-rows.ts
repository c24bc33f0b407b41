/**
 * Inserts many rows of one shape, with statements that are built once.
 *
 * Building and compiling an insert of a hundred rows takes Kysely several times as long as SQLite takes to run it, and
 * an import writes hundreds of rows a work. So there is one compiled statement for each shape and each of a few sizes,
 * and only values are bound. On SQLite, where binding takes half of that time, a value that all rows of a statement have
 * is bound once: the work, the source and the code of the hundred repairs of a chapter.
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
/** From here on it is worth looking which values all rows have. */
const MANY_ROWS = 16
/** Which columns have one value depends on the rows; the statements for all that could occur would be too many to keep. */
const MOST_SHAPES = 300

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
      const some = rows.slice(done, done + size)
      if (conflict === null && size >= MANY_ROWS && writeSharing(tx, table, some, columns)) continue
      const query = queryFor(tx, table, { columns, conflict, size, givesKey: false })
      await runCompiled(tx, query, valuesOf(some, columns))
    }
  }
}

/** Binds once what all rows have; false where that cannot be done, and nothing is written. */
function writeSharing(
  tx: Kysely<Tables>,
  table: keyof Tables,
  rows: readonly object[],
  columns: readonly string[],
): boolean {
  const handle = handleToWrite(tx)
  if (handle === undefined) return false
  const own = columns.filter((column) => !isShared(rows, column))
  if (own.length === 0 || own.length === columns.length) return false
  const shared = columns.filter((column) => !own.includes(column))
  const text = sharingText(tx, table, { columns, own, size: rows.length })
  if (text === null) return false
  const values = [...valuesOf(rows.slice(0, 1), shared), ...valuesOf(rows, own)]
  handle.statement(text).run(values.map(sqliteValue))
  return true
}

function isShared(rows: readonly object[], column: string): boolean {
  const value = valueOf(rows[0] as object, column)
  return rows.every((row) => valueOf(row, column) === value)
}

interface SharingShape {
  readonly columns: readonly string[]
  /** Those of which each row has a value of its own. */
  readonly own: readonly string[]
  readonly size: number
}

/** `insert into "t" ("a", "b") select ?, column1 from (values (?), (?))`: first what is shared, then row by row. */
function sharingText(tx: Kysely<Tables>, table: keyof Tables, { columns, own, size }: SharingShape): string | null {
  const shapes = shapesOf(tx)
  const name = `${table} ${size} ${columns.join(' ')} sharing all but ${own.join(' ')}`
  const known = shapes.get(name)
  if (known !== undefined) return known.sql
  if (shapes.size >= MOST_SHAPES) return null
  const selected = columns.map((column) =>
    own.includes(column) ? sql.raw(`column${own.indexOf(column) + 1}`) : sql`${0}`,
  )
  const row = sql`(${sql.join(own.map(() => sql`${0}`))})`
  const rows = sql.join(Array.from({ length: size }, () => row))
  const into = sql.join(columns.map((column) => sql.ref(column)))
  const built =
    sql`insert into ${sql.table(table)} (${into}) select ${sql.join(selected)} from (values ${rows})`.compile(tx)
  shapes.set(name, built)
  return built.sql
}

function shapesOf(tx: Kysely<Tables>): Shapes {
  const { adapter } = tx.getExecutor()
  const shapes = compiled.get(adapter) ?? new Map<string, CompiledQuery>()
  compiled.set(adapter, shapes)
  return shapes
}

function valuesOf(rows: readonly object[], columns: readonly string[]): unknown[] {
  const values: unknown[] = []
  for (const row of rows) for (const column of columns) values.push(valueOf(row, column))
  return values
}

function valueOf(row: object, column: string): unknown {
  return (row as Readonly<Record<string, unknown>>)[column]
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
  const shapes = shapesOf(tx)
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
