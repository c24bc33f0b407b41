/** Series that did not come with a rescued site, for the canonical export: by title, people and the works in them. */
import type { Db } from '../../platform/db/database.ts'
import { listSeriesEntries, namesOf, type Row } from './rescued-store.ts'

/** `keyOf` gives the name of a work in the export. */
export async function listOwnSeries(db: Db, keyOf: (workId: number) => string): Promise<readonly Row[]> {
  const series = await db
    .selectFrom('series')
    .select(['id', 'title', 'summary', 'openness'])
    .where('site_id', 'is', null)
    .execute()
  const titles = new Map(series.map(({ id, title }) => [id, title]))
  const rows: { readonly row: Row; readonly sortedBy: string }[] = []
  for (const { id, ...said } of series) {
    const creators = await db
      .selectFrom('series_creator')
      .innerJoin('pen_name', 'pen_name.id', 'series_creator.pen_name_id')
      .select('name')
      .where('series_id', '=', id)
      .orderBy('position')
      .execute()
    const entries = await listSeriesEntries(db, id)
    const origins = await namesOf(
      db,
      'series',
      entries.flatMap((entry) => entry.child_id ?? []),
    )
    const row = {
      ...said,
      creators: creators.map(({ name }) => name),
      entries: entries.map(({ work_id: workId, child_id: childId, is_confirmed: isConfirmed }) => ({
        of: workId === null ? (origins.get(childId ?? 0) ?? titles.get(childId ?? 0) ?? null) : keyOf(workId),
        isConfirmed,
      })),
    }
    rows.push({ row, sortedBy: JSON.stringify([said.title, row]) })
  }
  return rows.toSorted((a, b) => (a.sortedBy < b.sortedBy ? -1 : 1)).map(({ row }) => row)
}
