/**
 * The row types of all tables, as TypeScript, read from a migrated SQLite database.
 *
 *     create table "canon" ("key" text not null primary key, "tag_id" integer …)
 *     export interface CanonTable {
 *       key: string
 *       tag_id: number | null
 *     }
 *
 * Declared types are the few of `columns.ts`, so an unknown one is a fault and not `unknown`.
 */
import { type Kysely, sql } from 'kysely'

interface ColumnInfo {
  readonly table_name: string
  readonly name: string
  readonly type: string
  readonly notnull: number
  readonly dflt_value: string | null
  readonly pk: number
}

const TYPESCRIPT: Readonly<Record<string, string>> = {
  integer: 'number',
  text: 'string',
  real: 'number',
  boolean: 'boolean',
  blob: 'Uint8Array',
}

const HEAD = `/** Row types, generated from the migrations by \`node scripts/tables.ts\`. They never leave a \`store.ts\`. */
import type { Generated } from 'kysely'
`

/** The text of \`tables.ts\`. */
export async function writeRowTypes(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<ColumnInfo>`
    select t.name as table_name, c.name, c.type, c."notnull", c.dflt_value, c.pk
    from sqlite_master t, pragma_table_info(t.name) c
    where t.type = 'table' and t.name not like 'sqlite_%' and t.name <> 'migration'
    order by t.name, c.cid`.execute(db)
  const tables = Map.groupBy(rows, (row) => row.table_name)
  const interfaces = [...tables].map(([table, columns]) => interfaceOf(table, columns))
  const all = [...tables.keys()].map((table) => `  ${table}: ${typeName(table)}\n`)
  return `${HEAD}\n${interfaces.join('\n')}\nexport interface Tables {\n${all.join('')}}\n`
}

function interfaceOf(table: string, columns: readonly ColumnInfo[]): string {
  const lines = columns.map((column) => `  ${column.name}: ${typeOf(column, columns)}\n`)
  return `interface ${typeName(table)} {\n${lines.join('')}}\n`
}

function typeOf(column: ColumnInfo, columns: readonly ColumnInfo[]): string {
  const declared = column.type.toLowerCase()
  const base = TYPESCRIPT[declared]
  if (base === undefined) throw new Error(`${column.table_name}.${column.name} has the unknown type ${column.type}`)
  if (isRowKey(column, columns)) return `Generated<${base}>`
  const type = column.notnull === 1 || column.pk > 0 ? base : `${base} | null`
  return column.dflt_value === null ? type : `Generated<${type}>`
}

/** SQLite gives out a whole-number key that stands alone. */
function isRowKey(column: ColumnInfo, columns: readonly ColumnInfo[]): boolean {
  return (
    column.pk === 1 && column.type.toLowerCase() === 'integer' && columns.every((one) => one === column || one.pk === 0)
  )
}

function typeName(table: string): string {
  return `${table
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}Table`
}
