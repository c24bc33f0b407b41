/**
 * Balances the books of a rescue, table by table: rows in the dump against rows that became something and rows set aside.
 *
 *     rows = represented + set aside + difference
 *
 * What stands right of the equals sign is counted in the books, the left in the dump; the difference is 0, or something
 * is wrong. Rows that an earlier dump had and this one has not are in the books too, are asked for one by one, and do not
 * count.
 */
import type { Db } from '../../../platform/db/database.ts'
import { type Counted, countAlsoKept, countRepresented, countSetAside, listBookKeys } from '../books/books-store.ts'
import { wordsOfReason } from '../books/opaque-reasons.ts'
import type { StagedSite } from '../staged-site.ts'

export interface RowTotals {
  readonly rows: number
  readonly represented: number
  readonly setAside: number
  /** Represented, and kept as they were beside it, since some of their columns have no place. */
  readonly alsoKept: number
  readonly difference: number
}

export interface TableReport extends RowTotals {
  /** Without the prefix. */
  readonly table: string
  /** Rows of an earlier dump that this one has not; what they became stays. */
  readonly gone: number
  /** What its rows became: our tables. */
  readonly became: readonly { readonly kind: string; readonly rows: number }[]
  readonly reasons: readonly { readonly reason: string; readonly rows: number; readonly why: string }[]
}

/** Every table of the dump, and those of earlier dumps that this one has not. */
export async function reconcile(db: Db, siteId: number, site: StagedSite): Promise<readonly TableReport[]> {
  const became = Map.groupBy(await countRepresented(db, siteId), ({ table }) => table)
  const aside = Map.groupBy(await countSetAside(db, siteId), ({ table }) => table)
  const kept = Map.groupBy(await countAlsoKept(db, siteId), ({ table }) => table)
  const names = new Set([...site.counts.keys(), ...became.keys(), ...aside.keys()])
  const tables: TableReport[] = []
  for (const table of [...names].toSorted()) {
    const rows = site.counts.get(table) ?? 0
    const inBooks = sum(became.get(table)) + sum(aside.get(table))
    // Only an earlier dump can have brought more rows than this one has.
    const gone = inBooks > rows ? await findGone(db, siteId, site, table) : { represented: 0, setAside: 0 }
    const represented = sum(became.get(table)) - gone.represented
    const setAside = sum(aside.get(table)) - gone.setAside
    tables.push({
      table,
      rows,
      represented,
      setAside,
      alsoKept: sum(kept.get(table)),
      difference: rows - represented - setAside,
      gone: gone.represented + gone.setAside,
      became: (became.get(table) ?? []).map(({ name, rows: count }) => ({ kind: name, rows: count })),
      reasons: (aside.get(table) ?? []).map(({ name, rows: count }) => ({
        reason: name,
        rows: count,
        why: wordsOfReason(name),
      })),
    })
  }
  return tables
}

interface Gone {
  readonly represented: number
  readonly setAside: number
}

const KEYS_A_PORTION = 500

/** Rows in the books that this dump does not have, asked one by one. */
async function findGone(db: Db, siteId: number, site: StagedSite, table: string): Promise<Gone> {
  const seen = new Set<string>()
  const gone = { legacy_id: 0, opaque_record: 0 }
  for (const book of ['legacy_id', 'opaque_record'] as const) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const keys: readonly string[] = await listBookKeys(db, siteId, { book, table, after }, KEYS_A_PORTION)
      for (const key of keys) {
        if (seen.has(key) || (await site.row(table, key)) !== null) continue
        seen.add(key)
        gone[book]++
      }
      after = keys.at(-1)
    }
  }
  return { represented: gone.legacy_id, setAside: gone.opaque_record }
}

function sum(counted: readonly Counted[] | undefined): number {
  return (counted ?? []).reduce((total, { rows }) => total + rows, 0)
}

export function totalsOf(tables: readonly TableReport[]): RowTotals {
  const totals = { rows: 0, represented: 0, setAside: 0, alsoKept: 0, difference: 0 }
  for (const table of tables) {
    totals.rows += table.rows
    totals.represented += table.represented
    totals.setAside += table.setAside
    totals.alsoKept += table.alsoKept
    // Two differences do not make up for each other.
    totals.difference += Math.abs(table.difference)
  }
  return totals
}
