/** Series in a line or two each, with who made them: for every list that names series. */
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { placesOfKeys, valuesOfKeys } from '../../platform/db/key-lists.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import type { Tables } from '../../platform/db/tables.ts'
import {
  entryVisibleTo,
  nameOfViewer,
  personVisibleTo,
  seriesVisibleTo,
  type Viewer,
  visibleTo,
} from '../../platform/db/visibility.ts'
import type { Named } from '../addresses/index.ts'

/** Somebody who signed something, with their page where they have one. */
export interface Signer {
  readonly name: string
  readonly person: Named | null
}

export interface SeriesLine extends Named {
  /** Story HTML. */
  readonly summary: string | null
  readonly openness: string
  /** Works to be found in it. */
  readonly works: number
  readonly creators: readonly Signer[]
}

export interface LineRow {
  readonly key: number
  readonly public_id: string
  readonly title: string
  readonly summary: string | null
  readonly openness: string
  readonly works: number
}

export async function linesOf(db: Db, viewer: Viewer, rows: readonly LineRow[]): Promise<readonly SeriesLine[]> {
  const creators = await listCreators(
    db,
    viewer,
    rows.map((row) => row.key),
  )
  return rows.map((row) => lineOf(row, creators))
}

export function lineOf(row: LineRow, creators: ReadonlyMap<number, readonly Signer[]>): SeriesLine {
  const { key, public_id: publicId, title: name, summary, openness, works } = row
  return { publicId, name, summary, openness, works, creators: creators.get(key) ?? [] }
}

export interface SignerRow {
  readonly public_id: string
  readonly name: string
  readonly has_page: boolean
}

export function signerOf({ public_id: publicId, name, has_page: hasPage }: SignerRow): Signer {
  return { name, person: hasPage ? { publicId, name } : null }
}

/** Works that stand in a series itself and that the viewer may find. */
export function worksIn(viewer: Viewer, series: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`(select count(*) from series_entry as part cross join work
    where part.series_id = ${series} and work.id = part.work_id and ${entryVisibleTo(viewer, 'part')} and ${visibleTo(viewer)})`
}

export function selectLines(db: Db, viewer: Viewer): SelectQueryBuilder<Tables, 'series', LineRow> {
  return db
    .selectFrom('series')
    .where(seriesVisibleTo(viewer))
    .select([
      'series.id as key',
      'series.public_id',
      'series.title',
      'series.summary',
      'series.openness',
      worksIn(viewer, sql`series.id`).as('works'),
    ])
}

/** Keys that one query takes. */
export const KEYS_A_QUERY = 50

export async function listCreators(
  db: Db,
  viewer: Viewer,
  keys: readonly number[],
): Promise<ReadonlyMap<number, readonly Signer[]>> {
  if (keys.length === 0) return new Map()
  const byKey = Map.groupBy(await creatorsOf(db, viewer, valuesOfKeys(keys, KEYS_A_QUERY)), (row) => row.series_id)
  return new Map([...byKey].map(([key, rows]) => [key, rows.map(signerOf)]))
}

const creatorsOf = preparedByShape<Viewer, Record<string, number>, SignerRow & { readonly series_id: number }>(
  nameOfViewer,
  (db, given, viewer) =>
    db
      .selectFrom('series_creator')
      .innerJoin('pen_name', 'pen_name.id', 'series_creator.pen_name_id')
      .where('series_creator.series_id', 'in', placesOfKeys(given, KEYS_A_QUERY))
      .orderBy('series_creator.series_id')
      .orderBy('series_creator.position')
      .select([
        'series_creator.series_id',
        'pen_name.public_id',
        'pen_name.name',
        sql<boolean>`${personVisibleTo(viewer)}`.as('has_page'),
      ]),
)
