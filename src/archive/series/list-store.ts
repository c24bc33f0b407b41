/** Lists of series: all by title, and those of given keys. */
import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { pageOfRows } from '../../platform/db/paging.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, seriesVisibleTo, type Viewer } from '../../platform/db/visibility.ts'
import { KEYS_A_QUERY, type LineRow, linesOf, type SeriesLine, selectLines } from './lines-store.ts'

const LIST_SIZE = 50

export interface SeriesList {
  readonly series: readonly SeriesLine[]
  readonly next: string | undefined
}

/** Series by title. */
export async function listSeries(db: Db, viewer: Viewer, after: string | undefined): Promise<SeriesList> {
  const [anchor] = after === undefined ? [] : await anchorOf(db, viewer, { publicId: after })
  const values = { sortTitle: anchor?.sort_title ?? '', id: anchor?.id ?? 0, size: LIST_SIZE + 1 }
  const rows = await pageOfSeries(db, { viewer, isFirst: anchor === undefined }, values)
  const { shown, next } = pageOfRows(rows, LIST_SIZE)
  return { series: await linesOf(db, viewer, shown), next: next?.public_id }
}

/** These series, as far as the viewer may find them, in the order of the keys. */
export async function listSeriesByKey(
  db: Db,
  viewer: Viewer,
  keys: readonly number[],
): Promise<readonly (SeriesLine & { readonly key: number })[]> {
  if (keys.length === 0) return []
  const rows = await seriesByKey(db, viewer, valuesOfKeys(keys, KEYS_A_QUERY))
  const lines = await linesOf(db, viewer, rows)
  return rows
    .map((row, i) => ({ ...(lines[i] as SeriesLine), key: row.key }))
    .toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key))
}

const anchorOf = preparedByShape<Viewer, { publicId: string }, { id: number; sort_title: string }>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('series')
      .where('series.public_id', '=', given.publicId)
      .where(seriesVisibleTo(viewer))
      .select(['series.id', 'series.sort_title']),
)

const pageOfSeries = preparedByShape<
  { readonly viewer: Viewer; readonly isFirst: boolean },
  { sortTitle: string; id: number; size: number },
  LineRow
>(
  ({ viewer, isFirst }) => `${nameOfViewer(viewer)} ${isFirst}`,
  (db, given, { viewer, isFirst }) => {
    const query = selectLines(db, viewer)
    const page = isFirst
      ? query
      : query.where(sql<SqlBool>`(series.sort_title, series.id) > (${given.sortTitle}, ${given.id})`)
    return page.orderBy('series.sort_title').orderBy('series.id').limit(given.size)
  },
)

const seriesByKey = preparedByShape<Viewer, Record<string, number>, LineRow>(nameOfViewer, (db, given, viewer) =>
  selectLines(db, viewer).where('series.id', 'in', placesOfKeys(given, KEYS_A_QUERY)),
)
