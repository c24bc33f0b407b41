/**
 * Inserts many rows that have public ids, and gives their keys in the order of the rows.
 *
 * One statement inserts up to 64; rows whose new public id was taken are tried again with another. Which key belongs to
 * which row is told by the public id, since an engine may return rows in any order.
 */
import type { CompiledQuery, Insertable, Kysely } from 'kysely'
import { runCompiled } from './handles.ts'
import { newPublicId } from './ids.ts'
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
  const ids = new Array<number | undefined>(rows.length)
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

async function insert(tx: Kysely<Tables>, table: PublicTable, rows: readonly object[]): Promise<readonly Inserted[]> {
  const inserted: Inserted[] = []
  const columns = Object.keys(rows[0] ?? {})
  let done = 0
  for (const size of SIZES) {
    for (; rows.length - done >= size; done += size) {
      const query = queryFor(tx, table, columns, size)
      const parameters = rows
        .slice(done, done + size)
        .flatMap((row) => columns.map((column) => (row as Readonly<Record<string, unknown>>)[column]))
      inserted.push(...(await runCompiled(tx, query, parameters)))
    }
  }
  return inserted
}

function queryFor(
  tx: Kysely<Tables>,
  table: PublicTable,
  columns: readonly string[],
  size: number,
): CompiledQuery<Inserted> {
  const { adapter } = tx.getExecutor()
  const queries = compiled.get(adapter) ?? new Map<string, CompiledQuery<Inserted>>()
  compiled.set(adapter, queries)
  const name = `${table} ${size} ${columns.join(' ')}`
  const known = queries.get(name)
  if (known !== undefined) return known
  // Any value makes a parameter; those that are bound later stand in the same places.
  const blank = Object.fromEntries(columns.map((column) => [column, 0]))
  const query = tx
    .insertInto(table)
    .values(Array.from({ length: size }, () => blank) as never)
    .onConflict((conflict) => conflict.column('public_id').doNothing())
    .returning(['id', 'public_id'])
    .compile() as CompiledQuery<Inserted>
  queries.set(name, query)
  return query
}
