/** Works as lists show them: the newest, and those whose keys a search or another feature found. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { nameOfViewer, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { chapterCount, FACT_COLUMNS, type FactRow, factsOf, listNames, NO_NAMES } from './facts-store.ts'
import type { Blurb } from './work.ts'

/** The works that came in last. */
export async function listNewWorks(db: Db, viewer: Viewer, size: number): Promise<readonly Blurb[]> {
  return blurbsOf(db, await newestWorks(db, viewer, { size }))
}

/** These works, as far as the viewer may find them in lists, in the order of the keys. */
export async function listWorksByKey(db: Db, viewer: Viewer, keys: readonly number[]): Promise<readonly Blurb[]> {
  if (keys.length === 0) return []
  const rows = await worksByKey(db, viewer, valuesOfKeys(keys, KEYS_A_QUERY))
  return blurbsOf(
    db,
    rows.toSorted((a, b) => keys.indexOf(a.id) - keys.indexOf(b.id)),
  )
}

type BlurbRow = FactRow & { readonly chapters: number | null }

async function blurbsOf(db: Db, rows: readonly BlurbRow[]): Promise<readonly Blurb[]> {
  const names = await listNames(
    db,
    rows.map((row) => row.id),
  )
  return rows.map((row) => ({ ...factsOf(row, row.chapters ?? 0), ...(names.get(row.id) ?? NO_NAMES) }))
}

const newestWorks = preparedByShape<Viewer, { size: number }, BlurbRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('work')
    .where(visibleTo(viewer))
    .orderBy('work.added_at', 'desc')
    .orderBy('work.id', 'desc')
    .limit(given.size)
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb, viewer).as('chapters')),
)

/** Keys that one query takes. */
const KEYS_A_QUERY = 40

/** The keys are a table that stands first: given as a list, SQLite would rather look for them in all public works. */
const worksByKey = preparedByShape<Viewer, Record<string, number>, BlurbRow>(nameOfViewer, (db, given, viewer) => {
  const keys = placesOfKeys(given, KEYS_A_QUERY).map((place) => sql`select cast(${place} as bigint) as key`)
  return db
    .selectFrom(sql<{ key: number }>`(${sql.join(keys, sql` union `)})`.as('wanted'))
    .crossJoin('work')
    .whereRef('work.id', '=', 'wanted.key')
    .where(visibleTo(viewer))
    .select(FACT_COLUMNS)
    .select((eb) => chapterCount(eb as unknown as ExpressionBuilder<Tables, 'work'>, viewer).as('chapters'))
})
