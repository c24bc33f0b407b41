/**
 * Goes over every row of every table once all others are done, and sets aside what nothing here took: tables without a
 * place, tables that nobody knows, rows that belong to nothing, and rows that the dump has before, word for word.
 *
 * This is what makes the books balance: it asks them about each row, whoever should have entered it.
 */

import { asideFor } from '../community/community-values.ts'
import { type KnownSiteRow, portionsOf, type RescueContext, repeatedPortionsOf } from '../context.ts'
import { listAsides } from './books-store.ts'
import { type OpaqueReason, TABLES_WITH_PLACE, TABLES_WITHOUT_PLACE } from './opaque-reasons.ts'

const ROWS_A_PORTION = 200

export async function setRestAside(context: RescueContext): Promise<void> {
  for (const table of context.site.counts.keys()) {
    for await (const portion of portionsOf(context, table, ROWS_A_PORTION)) {
      await setPortionAside(context, portion, reasonFor(table))
    }
    for await (const portion of repeatedPortionsOf(context, table, ROWS_A_PORTION)) {
      await setPortionAside(context, portion, 'repeated')
    }
  }
  await context.writes.finish()
}

/** Those of its rows that are not in the books. */
async function setPortionAside(
  context: RescueContext,
  portion: readonly KnownSiteRow[],
  reason: OpaqueReason,
): Promise<void> {
  const without = portion.filter(({ known }) => known === undefined).map(({ row }) => row)
  const keys = without.map((row) => row.key)
  const aside = await listAsides(context.db, context.siteId, without[0]?.table ?? '', keys)
  const rest = without.filter((row) => aside.get(row.key) !== row.sha256)
  if (rest.length === 0) return
  const asides = rest.map((row) => asideFor(row, reason))
  await context.writes.add((tx) => context.setAside(tx, asides), 1000 * rest.length)
}

/** Rows of these say something of another row; those that nobody took have none. */
const BELONGING: ReadonlySet<string> = new Set(
  'authorinfo authorprefs chapters coauthors comments inseries reviews'.split(' '),
)

function reasonFor(table: string): OpaqueReason {
  const reason = TABLES_WITHOUT_PLACE.get(table)
  if (reason !== undefined) return reason
  if (BELONGING.has(table)) return 'points-nowhere'
  return TABLES_WITH_PLACE.has(table) ? 'unread' : 'unknown-table'
}
