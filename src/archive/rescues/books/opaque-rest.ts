/**
 * Goes over every row of every table once all others are done, and sets aside what nothing here took: tables without a
 * place, tables that nobody knows, and rows that belong to nothing.
 *
 * This is what makes the books balance: it asks them about each row, whoever should have entered it.
 */

import { asideFor } from '../community/community-values.ts'
import { portionsOf, type RescueContext } from '../context.ts'
import type { SiteRow } from '../staged-site.ts'
import { listAsides } from './books-store.ts'
import { type OpaqueReason, TABLES_WITH_PLACE, TABLES_WITHOUT_PLACE } from './opaque-reasons.ts'

const ROWS_A_PORTION = 200

export async function setRestAside(context: RescueContext): Promise<void> {
  for (const table of context.site.counts.keys()) {
    for await (const portion of portionsOf(context, table, ROWS_A_PORTION)) {
      const without = portion.filter(({ known }) => known === undefined).map(({ row }) => row)
      if (without.length === 0) continue
      const aside = await listAsides(
        context.db,
        context.siteId,
        table,
        without.map((row) => row.key),
      )
      const rest = without.filter((row) => aside.get(row.key) !== row.sha256)
      if (rest.length === 0) continue
      await context.writes.add(
        (tx) =>
          context.setAside(
            tx,
            rest.map((row) => asideFor(row, reasonFor(row))),
          ),
        1000 * rest.length,
      )
    }
  }
  await context.writes.finish()
}

/** Rows of these say something of another row; those that nobody took have none. */
const BELONGING: ReadonlySet<string> = new Set(
  'authorinfo authorprefs chapters coauthors comments inseries reviews'.split(' '),
)

function reasonFor({ table }: SiteRow): OpaqueReason {
  const reason = TABLES_WITHOUT_PLACE.get(table)
  if (reason !== undefined) return reason
  if (BELONGING.has(table)) return 'points-nowhere'
  return TABLES_WITH_PLACE.has(table) ? 'unread' : 'unknown-table'
}
