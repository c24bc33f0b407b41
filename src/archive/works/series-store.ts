/** The series that a work is in, with its place there and the works before and behind it that the viewer may find. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { entryVisibleTo, nameOfViewer, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'

export interface SeriesPlace {
  readonly series: Named
  /** From 1, among all that is in the series. */
  readonly number: number
  readonly previous: Named | null
  readonly next: Named | null
}

/** More than any page has room for. */
const SHOWN = 20

export async function listSeriesOfWork(db: Db, viewer: Viewer, work: number): Promise<readonly SeriesPlace[]> {
  return (await seriesOfWork(db, viewer, { work })).map((row) => ({
    series: { publicId: row.public_id, name: row.title },
    number: row.number,
    previous: namedOf(row.previous_id, row.previous_title),
    next: namedOf(row.next_id, row.next_title),
  }))
}

interface SeriesRow {
  readonly public_id: string
  readonly title: string
  readonly number: number
  readonly previous_id: string | null
  readonly previous_title: string | null
  readonly next_id: string | null
  readonly next_title: string | null
}

const seriesOfWork = preparedByShape<Viewer, { work: number }, SeriesRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('series_entry')
    .innerJoin('series', 'series.id', 'series_entry.series_id')
    .leftJoin('work as previous', (join) => join.on('previous.id', '=', neighbour(viewer, 'before')))
    .leftJoin('work as following', (join) => join.on('following.id', '=', neighbour(viewer, 'behind')))
    .where('series_entry.work_id', '=', given.work)
    .where(entryVisibleTo(viewer))
    .where(seriesVisibleTo(viewer))
    .orderBy('series.sort_title')
    .orderBy('series.id')
    .orderBy('series_entry.position')
    .limit(sql.lit(SHOWN))
    .select([
      'series.public_id',
      'series.title',
      sql<number>`1 + (select count(*) from series_entry as earlier where earlier.series_id = series_entry.series_id
        and earlier.position < series_entry.position and earlier.is_confirmed = ${sql.lit(true)})`.as('number'),
      'previous.public_id as previous_id',
      'previous.title as previous_title',
      'following.public_id as next_id',
      'following.title as next_title',
    ]),
)

/** The nearest other work in the same series. */
function neighbour(viewer: Viewer, side: 'before' | 'behind'): RawBuilder<number> {
  const [compare, order] = side === 'before' ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`]
  return sql<number>`(select work.id from series_entry as other cross join work
    where work.id = other.work_id and other.series_id = series_entry.series_id and other.position ${compare} series_entry.position
    and ${entryVisibleTo(viewer, 'other')} and ${visibleTo(viewer)}
    order by other.position ${order} limit 1)`
}

function namedOf(publicId: string | null, name: string | null): Named | null {
  return publicId === null || name === null ? null : { publicId, name }
}
