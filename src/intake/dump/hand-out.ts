/**
 * Hands the rows of one INSERT to the listener, each value as the bytes that its column held.
 *
 * One row object serves them all: a dump has millions.
 */
import { type Recode, recoder } from './charset.ts'
import type { DumpListener, DumpTable } from './dump.ts'
import type { RowScan } from './row.ts'
import { latin1 } from './scan.ts'

export interface HandOut {
  readonly table: DumpTable
  /** Tells the row that was scanned last. */
  readonly row: (offset: number) => void
}

/** `client` is the character set of the dump's text. */
export function handOut(listener: DumpListener, row: RowScan, table: DumpTable, client: string | null): HandOut {
  const byName = new Map(table.definition?.columns.map((column) => [column.name.toLowerCase(), column.charset]))
  const charsets = table.columns?.map((column) => byName.get(column.toLowerCase()) ?? null) ?? []
  const recodes = charsets.map((charset) => recoder(client, charset))
  const current = { table, offset: 0, size: 0, value }

  function value(position: number): Uint8Array | null {
    const bytes = row.value(position)
    if (bytes === null || row.isAscii(position)) return bytes
    if (row.isExpression(position)) {
      const text = latin1(bytes, 0, Math.min(bytes.length, 60))
      tell('kept-as-text', `A value is written as ${text}, which is not worked out; its text is kept.`)
      return bytes
    }
    const recode = recodeOf(position)
    if (recode === undefined) return bytes
    const recoded = recode(bytes)
    if (recoded !== null) return recoded
    tell('other-charset', `A value is not in ${client}, as the dump says, and is taken as it stands.`)
    return bytes
  }

  /** A character set that stands before a value goes before that of the dump. */
  function recodeOf(position: number): Recode | undefined {
    const introducer = row.introducer(position)
    if (introducer === null) return recodes[position]
    return recoder(introducer, charsets[position] ?? client)
  }

  function tell(code: 'kept-as-text' | 'other-charset', why: string): void {
    listener.onProblem({ code, table: table.name, offset: current.offset, why })
  }

  return {
    table,
    row(offset) {
      current.offset = offset
      current.size = row.size()
      listener.onRow(current)
    },
  }
}
