/**
 * The rows of one site: puts those of its dumps into the staging file, and gives them back table by table.
 */
import { hash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { DumpRow } from '../../../intake/dump/index.ts'
import { replaceIllegal } from '../../../kernel/xml.ts'
import { secretOfColumn } from '../books/private-values.ts'
import { KEY_COLUMNS } from '../find/table-orders.ts'
import { type DumpProblem, type SiteRow, STAGED_BY } from '../staged-site.ts'
import { rowPacker, unpackRow } from './pack-row.ts'
import type { StagedRow, StagingStore } from './staging-store.ts'

/** A table as rows are staged into it. */
export interface StagedTable {
  /** Without the prefix. */
  readonly name: string
  readonly list: number
  /** What its primary key is, for tables that we do not know. */
  readonly primaryKey: readonly string[]
}

export interface StagedTables {
  readonly stage: (
    table: StagedTable,
    row: Pick<DumpRow, 'offset' | 'size' | 'value'>,
    columns: readonly string[],
  ) => void
  readonly problem: (problem: DumpProblem) => void
  readonly noteRepeated: (table: string, offset: number) => void
  readonly problems: () => readonly DumpProblem[]
  readonly counts: () => ReadonlyMap<string, number>
  readonly repeatedCounts: () => ReadonlyMap<string, number>
  /** Equal for rows with the same columns and values, in whatever order the columns stand. */
  readonly contentOf: (row: StagedRow) => string
  readonly rows: (table: string) => AsyncIterable<SiteRow>
  readonly repeatedRows: (table: string) => AsyncIterable<SiteRow>
  readonly rowsBy: (table: string, column: string, value: string) => readonly SiteRow[]
  readonly row: (table: string, key: string) => SiteRow | null
}

interface Layout {
  readonly columns: readonly string[]
  /** Positions in the order of the names, so that the hash of a row does not depend on the order of its columns. */
  readonly sorted: readonly number[]
}

const ROWS_A_BREATH = 250

/** Problems of one kind in one table that are told one by one; the rest are counted. */
const MOST_PROBLEMS = 20

export function stagedTables(store: StagingStore): StagedTables {
  const packer = rowPacker()
  const layouts: Layout[] = []
  const layoutNumbers = new Map<string, number>()
  const byName = new Map<string, StagedTable>()
  const counts = new Map<string, number>()
  const repeated = new Map<string, { rows: number; readonly offset: number }>()
  const problems = new Map<string, { told: DumpProblem[]; more: number }>()

  function layoutOf(columns: readonly string[]): number {
    const names = columns.join('\n')
    const known = layoutNumbers.get(names)
    if (known !== undefined) return known
    const sorted = [...columns.keys()].toSorted((a, b) => compare(columns[a] as string, columns[b] as string))
    layouts.push({ columns, sorted })
    layoutNumbers.set(names, layouts.length - 1)
    return layouts.length - 1
  }

  function stage(
    table: StagedTable,
    row: Pick<DumpRow, 'offset' | 'size' | 'value'>,
    columns: readonly string[],
  ): void {
    const count = (counts.get(table.name) ?? 0) + 1
    counts.set(table.name, count)
    byName.set(table.name, table)
    const values: (Uint8Array | null)[] = []
    for (let i = 0; i < row.size; i++) values.push(row.value(i))
    const valueOf = (column: string): string | null => {
      const at = columns.indexOf(column)
      const bytes = at === -1 ? null : values[at]
      return bytes === null || bytes === undefined ? null : textOf(bytes)
    }
    store.addRow({
      list: table.list,
      key: keyOf(table, columns, valueOf, count),
      offset: row.offset,
      layout: layoutOf(columns),
      lookups: lookupsOf(table.name).map(valueOf),
      packed: packer.pack(row.size, (i) => values[i] as Uint8Array | null),
    })
  }

  function siteRow(table: string, { key, offset, layout, packed }: StagedRow): SiteRow {
    const { columns, sorted } = layouts[layout] as Layout
    const unpacked = unpackRow(packed)
    const values = new Map<string, Uint8Array | null>()
    for (let i = 0; i < columns.length; i++) values.set(columns[i] as string, unpacked[i] ?? null)
    let sha256: string | undefined
    return {
      table,
      key,
      offset,
      values,
      get sha256() {
        return (sha256 ??= hashOf(columns, sorted, unpacked))
      },
    }
  }

  async function* siteRows(table: string, staged: Iterable<StagedRow>): AsyncGenerator<SiteRow> {
    let given = 0
    for (const row of staged) {
      yield siteRow(table, row)
      // Nothing here ever waits: without a pause memory is only cleared when it runs short.
      if (++given % ROWS_A_BREATH === 0) await setImmediate()
    }
  }

  function noteRepeated(table: string, offset: number): void {
    const before = repeated.get(table)
    if (before === undefined) repeated.set(table, { rows: 1, offset })
    else before.rows++
  }

  function problem(found: DumpProblem): void {
    const kind = `${found.code}/${found.table ?? ''}`
    const same = problems.get(kind) ?? { told: [], more: 0 }
    problems.set(kind, same)
    if (same.told.length < MOST_PROBLEMS) same.told.push(found)
    else same.more++
  }

  function tellProblems(): readonly DumpProblem[] {
    const others = [...problems.values()].flatMap(({ told, more }) => {
      const last = told.at(-1)
      if (more === 0 || last === undefined) return told
      return [...told, { ...last, why: `And ${more} more of the same kind.` }]
    })
    return [...others, ...Array.from(repeated, ([table, { rows, offset }]) => repeatedProblem(table, rows, offset))]
  }

  return {
    stage,
    problem,
    noteRepeated,
    problems: tellProblems,
    counts: () => counts,
    repeatedCounts: () => new Map(Array.from(repeated, ([table, { rows }]) => [table, rows])),
    contentOf: (row) => siteRow('', row).sha256,
    async *rows(table) {
      const staged = byName.get(table)
      if (staged !== undefined) yield* siteRows(table, store.rows(staged.list))
    },
    async *repeatedRows(table) {
      const staged = byName.get(table)
      if (staged !== undefined) yield* siteRows(table, store.repeatedRows(staged.list))
    },
    rowsBy(table, column, value) {
      const staged = byName.get(table)
      if (staged === undefined) return []
      const lookup = lookupsOf(table).indexOf(column)
      if (lookup !== -1) return store.rowsBy(staged.list, lookup, value).map((row) => siteRow(table, row))
      const found: SiteRow[] = []
      for (const row of store.rows(staged.list)) {
        const each = siteRow(table, row)
        const bytes = each.values.get(column)
        if (bytes !== null && bytes !== undefined && textOf(bytes) === value) found.push(each)
      }
      return found
    },
    row(table, key) {
      const staged = byName.get(table)
      const row = staged === undefined ? null : store.row(staged.list, key)
      return row === null ? null : siteRow(table, row)
    },
  }
}

function repeatedProblem(table: string, rows: number, offset: number): DumpProblem {
  const which = rows === 1 ? `A row of ${table} stands` : `${rows} rows of ${table} stand`
  const why = `${which} in the dump once more, word for word; nothing was made of the repetition.`
  return { code: 'repeated-key', table, offset, why }
}

function lookupsOf(table: string): readonly string[] {
  return Object.hasOwn(STAGED_BY, table) ? STAGED_BY[table as keyof typeof STAGED_BY] : []
}

/** Its key columns where it has them all, else where it stood. */
function keyOf(
  { name, primaryKey }: StagedTable,
  columns: readonly string[],
  valueOf: (column: string) => string | null,
  count: number,
): string {
  const known = Object.hasOwn(KEY_COLUMNS, name) ? (KEY_COLUMNS[name] ?? []) : []
  // A table that lacks a part of its key (no sub-series before 3.0) is told by the others.
  const present = known.filter((column) => columns.includes(column))
  const names = present.length > 0 ? present : primaryKey.filter((column) => columns.includes(column))
  // A key is read by people, and an address is not for them.
  if (names.length === 0 || names.some((column) => secretOfColumn(column) !== undefined)) return `#${count}`
  // As the catalogue can store it.
  return replaceIllegal(names.map((column) => valueOf(column) ?? '').join('/'))
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 500)).toString('utf8')
}

function hashOf(columns: readonly string[], sorted: readonly number[], values: readonly (Uint8Array | null)[]): string {
  const parts: Uint8Array[] = []
  for (const i of sorted) {
    const bytes = values[i] ?? null
    parts.push(Buffer.from(`${columns[i]}\0${bytes === null ? '-' : bytes.length}\0`))
    if (bytes !== null) parts.push(bytes)
  }
  return hash('sha256', Buffer.concat(parts), 'hex')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
