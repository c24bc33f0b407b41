/**
 * What is in an SQL dump: tables with their columns, and rows whose values are the bytes that the columns held.
 *
 * A dump is read piece by piece and told to a listener as it is read. Nothing in it is ever carried out.
 */

export interface DumpColumn {
  readonly name: string
  /** MySQL's name of its character set; null for numbers and bytes, and where the dump does not say. */
  readonly charset: string | null
}

/** What `CREATE TABLE` says of a table. */
export interface DumpDefinition {
  readonly columns: readonly DumpColumn[]
  readonly primaryKey: readonly string[]
}

/** A table as an `INSERT` names it. */
export interface DumpTable {
  /** Null where the dump names no database. */
  readonly database: string | null
  readonly name: string
  /** The columns of its values in their order: as the statement lists them, else as the table has them, else unknown. */
  readonly columns: readonly string[] | null
  readonly definition: DumpDefinition | null
}

/** A row, good for the length of the call that hands it out: copy what is kept. */
export interface DumpRow {
  readonly table: DumpTable
  /** Where it begins in the dump, in bytes. */
  readonly offset: number
  /** How many values it has. */
  readonly size: number
  /** The bytes that the column held; null is SQL's NULL. */
  readonly value: (position: number) => Uint8Array | null
}

export const DUMP_PROBLEMS = ['cut-off', 'unreadable-statement', 'kept-as-text', 'other-charset'] as const

/** Something that could not be read as it stands. */
export interface DumpProblem {
  readonly code: (typeof DUMP_PROBLEMS)[number]
  readonly table: string | null
  readonly offset: number
  readonly why: string
}

export interface DumpListener {
  readonly onRow: (row: DumpRow) => void
  readonly onProblem: (problem: DumpProblem) => void
  /** A `CREATE TABLE`, in its place; also of tables without rows. */
  readonly onTable?: (database: string | null, name: string, definition: DumpDefinition) => void
  /** The text of a comment line, up to 200 characters: who made the dump, and when. */
  readonly onComment?: (text: string) => void
}
