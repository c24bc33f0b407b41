/** What a person marked as a favourite, as far as the viewer may find it, in the order of marking. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, personVisibleTo, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'

export interface Favourite {
  readonly kind: 'work' | 'series' | 'person'
  readonly target: Named
  /** Who wrote it; null for a person. */
  readonly by: string | null
  /** Story HTML. */
  readonly comment: string | null
}

/** `from` counts from 0. Nobody has so many that those before it are a burden. */
export async function listFavourites(
  db: Db,
  viewer: Viewer,
  penNameId: number,
  from: number,
  size: number,
): Promise<readonly Favourite[]> {
  return (await favouritesOf(db, viewer, { penNameId, from, size })).map(({ publicId, name, ...rest }) => ({
    ...rest,
    target: { publicId, name },
  }))
}

interface FavouriteRow {
  readonly kind: 'work' | 'series' | 'person'
  readonly publicId: string
  readonly name: string
  readonly by: string | null
  readonly comment: string | null
}

const favouritesOf = preparedByShape<Viewer, { penNameId: number; from: number; size: number }, FavouriteRow>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('favourite')
      .leftJoin('work', (join) => join.onRef('work.id', '=', 'favourite.work_id').on(visibleTo(viewer)))
      .leftJoin('series', (join) => join.onRef('series.id', '=', 'favourite.series_id').on(seriesVisibleTo(viewer)))
      .leftJoin('pen_name', (join) => join.onRef('pen_name.id', '=', 'favourite.person_id').on(personVisibleTo(viewer)))
      .where('favourite.pen_name_id', '=', given.penNameId)
      .where((eb) =>
        eb.or([eb('work.id', 'is not', null), eb('series.id', 'is not', null), eb('pen_name.id', 'is not', null)]),
      )
      .orderBy('favourite.id')
      .limit(given.size)
      .offset(given.from)
      .select([
        sql<
          'work' | 'series' | 'person'
        >`case when work.id is not null then 'work' when series.id is not null then 'series' else 'person' end`.as(
          'kind',
        ),
        sql<string>`coalesce(work.public_id, series.public_id, pen_name.public_id)`.as('publicId'),
        sql<string>`coalesce(work.title, series.title, pen_name.name)`.as('name'),
        sql<
          string | null
        >`(select author.name from creator inner join pen_name as author on author.id = creator.pen_name_id
          where creator.work_id = work.id order by creator.position limit 1)`.as('by'),
        'favourite.comment',
      ]),
)
