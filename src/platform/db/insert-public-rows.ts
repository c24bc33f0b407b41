/**
 * Inserts many rows that have public ids, and gives their keys in the order of the rows.
 *
 * Rows whose new public id was taken are tried again with another. On PostgreSQL one statement inserts up to 64, and which
 * key belongs to which row is told by the public id, since it may return rows in any order. SQLite takes one after the
 * other, which is quicker there than to return many.
 */
import type { CompiledQuery, Insertable, Kysely } from 'kysely'
import { handleToWrite, runCompiled } from './handles.ts'
import { newPublicId } from './ids.ts'
import { sqliteValue } from './sqlite-handle.ts'
import type { Tables } from './tables.ts'

type PublicTable = { [Name in keyof Tables]: Tables[Name] extends { public_id: string } ? Name : never }[keyof Tables]

const SIZES = [64, 16, 4, 1] as const
const TRIES = 10

const compiled = new WeakMap<object, Map<string, CompiledQuery<Inserted>>>()

interface Inserted {
  readonly id: number
  readonly public_id: string
}

/** Call it in a transaction. All rows have the same columns, each with a value or null. */
export async function insertPublicRows<Table extends PublicTable>(
  tx: Kysely<Tables>,
  table: Table,
  rows: readonly Omit<Insertable<Tables[Table]>, 'public_id' | 'id'>[],
  newId: () => string = newPublicId,
): Promise<number[]> {
  const ids: (number | undefined)[] = rows.map(() => undefined)
  let open = rows.map((_, at) => at)
  for (let tries = 0; open.length > 0; tries++) {
    if (tries === TRIES) throw new Error(`${TRIES} new public ids in a row were taken already`)
    const places = new Map(open.map((at) => [newId(), at]))
    const values = [...places].map(([publicId, at]) => ({ ...(rows[at] as object), public_id: publicId }))
    for (const { id, public_id } of await insert(tx, table, values)) ids[places.get(public_id) as number] = id
    open = open.filter((at) => ids[at] === undefined)
  }
  return ids as number[]
}

async function insert(
  tx: Kysely<Tables>,
  table: PublicTable,
  rows: readonly PublicRow[],
): Promise<readonly Inserted[]> {
  const inserted: Inserted[] = []
  const columns = Object.keys(rows[0] ?? {})
  const handle = handleToWrite(tx)
  if (handle !== undefined) {
    const statement = handle.statement(queryFor(tx, table, { columns, size: 1, isReturning: false }).sql)
    for (const row of rows) {
      const { changes, lastId } = statement.run(columns.map((column, at) => sqliteValue(row[column], at)))
      if (changes > 0) inserted.push({ id: Number(lastId), public_id: row.public_id })
    }
    return inserted
  }
  let done = 0
  for (const size of SIZES) {
    for (; rows.length - done >= size; done += size) {
      const query = queryFor(tx, table, { columns, size, isReturning: true })
      const parameters = rows.slice(done, done + size).flatMap((row) => columns.map((column) => row[column]))
      inserted.push(...(await runCompiled(tx, query, parameters)))
    }
  }
  return inserted
}

type PublicRow = Readonly<Record<string, unknown>> & { readonly public_id: string }

interface Shape {
  readonly columns: readonly string[]
  readonly size: number
  readonly isReturning: boolean
}

function queryFor(tx: Kysely<Tables>, table: PublicTable, shape: Shape): CompiledQuery<Inserted> {
  const { columns, size, isReturning } = shape
  const { adapter } = tx.getExecutor()
  const queries = compiled.get(adapter) ?? new Map<string, CompiledQuery<Inserted>>()
  compiled.set(adapter, queries)
  const name = `${table} ${size} ${isReturning} ${columns.join(' ')}`
  const known = queries.get(name)
  if (known !== undefined) return known
  // Any value makes a parameter; those that are bound later stand in the same places.
  const blank = Object.fromEntries(columns.map((column) => [column, 0]))
  const query = tx
    .insertInto(table)
    .values(Array.from({ length: size }, () => blank) as never)
    .onConflict((conflict) => conflict.column('public_id').doNothing())
  const built = (isReturning ? query.returning(['id', 'public_id']) : query).compile() as CompiledQuery<Inserted>
  queries.set(name, built)
  return built
}
