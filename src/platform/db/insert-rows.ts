/**
 * Inserts many rows of one shape, with statements that are built once.
 *
 * Building and compiling an insert of a hundred rows takes Kysely several times as long as SQLite takes to run it, and
 * an import writes hundreds of rows a work. So there is one compiled statement for each shape and each of a few sizes,
 * and only values are bound.
 */
import type { CompiledQuery, Insertable, Kysely } from 'kysely'
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
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  let done = 0
  for (const size of SIZES) {
    for (; rows.length - done >= size; done += size) {
      const query = queryFor(tx, table, columns, size)
      const parameters: unknown[] = []
      for (let i = done; i < done + size; i++) {
        const row = rows[i] as Readonly<Record<string, unknown>>
        for (const column of columns) parameters.push(row[column])
      }
      await tx.executeQuery({ ...query, parameters })
    }
  }
}

function queryFor(tx: Kysely<Tables>, table: keyof Tables, columns: readonly string[], size: number): CompiledQuery {
  const { adapter } = tx.getExecutor()
  const shapes = compiled.get(adapter) ?? new Map<string, CompiledQuery>()
  compiled.set(adapter, shapes)
  const name = `${table} ${size} ${columns.join(' ')}`
  const known = shapes.get(name)
  if (known !== undefined) return known
  // Any value makes a parameter; those that are bound later stand in the same places.
  const blank = Object.fromEntries(columns.map((column) => [column, 0]))
  const query = tx
    .insertInto(table)
    .values(Array.from({ length: size }, () => blank) as never)
    .compile()
  shapes.set(name, query)
  return query
}
