/**
 * The canonical export: the whole catalogue as JSON lines, in one order, without keys, public ids or times.
 *
 * Two catalogues are the same when their exports are. It is how an import that was killed and run again is compared
 * with one that was not, and SQLite with PostgreSQL.
 *
 * A work has no name that two catalogues share, so it is known by the smallest SHA-256 of the sources that give its
 * text; a work of a rescued site by its site and its row there. Nothing is held in memory but one portion of works.
 */
import type { Db } from '../../platform/db/database.ts'
import { listAsRules } from '../wrangling/index.ts'
import { exportRescued } from './rescued.ts'
import { listOwnSeries } from './series-store.ts'
import {
  listCanonPoints,
  listPenNames,
  listRefusals,
  listRowNotes,
  listSources,
  listTags,
  listWorkKeys,
  loadWork,
  type WorkKey,
} from './store.ts'

/** Each line ends in a line feed. */
export async function* exportCanonical(db: Db): AsyncGenerator<string> {
  for (const row of await listCanonPoints(db)) yield line('canon-point', row)
  for await (const row of listPenNames(db)) yield line('pen-name', row)
  for (const row of await listTags(db)) yield line('tag', row)
  for await (const row of listAsRules(db)) yield line('tag-rule', row)
  for await (const row of listSources(db)) yield line('source', row)
  for (const row of await listRefusals(db)) yield line('refusal', row)
  for (const row of await listRowNotes(db)) yield line('note', row)
  const keys = await listWorkKeys(db)
  for (const key of sorted(keys)) yield line('work', await loadWork(db, key))
  const names = new Map(keys.map(({ id, key }) => [id, key]))
  for (const row of await listOwnSeries(db, (id) => names.get(id) ?? '')) yield line('series', row)
  for await (const { record, row } of exportRescued(db)) yield line(record, row)
}

function sorted(keys: readonly WorkKey[]): readonly WorkKey[] {
  return keys.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
}

function line(record: string, row: object): string {
  return `${JSON.stringify({ record, ...row })}\n`
}
