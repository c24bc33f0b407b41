/**
 * One series as readers meet it, with what stands in it in its order.
 *
 * What the viewer may not see is left out of the list of entries and keeps its number. What the old site had in a series
 * and its dump did not is told as a gap.
 */
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import {
  entryVisibleTo,
  nameOfViewer,
  personVisibleTo,
  seriesVisibleTo,
  type Viewer,
  visibleTo,
} from '../../platform/db/visibility.ts'
import { type Named, ORIGIN_COLUMNS, type OriginSite, originOf } from '../addresses/index.ts'
import { type Signer, type SignerRow, signerOf } from './lines-store.ts'

export interface SeriesPage extends Named {
  readonly key: number
  readonly summary: string | null
  readonly openness: string
  readonly hasReviews: boolean
  readonly site: OriginSite | null
  readonly creators: readonly Signer[]
  /** Series that it is in. */
  readonly parents: readonly Named[]
  /** One sentence for each thing that was in it and is not here. */
  readonly gaps: readonly string[]
}

/** A work or a series inside, by its key. */
export interface SeriesPlace {
  /** From 1. */
  readonly number: number
  readonly isConfirmed: boolean
  readonly workKey: number | null
  readonly childKey: number | null
}

export async function findSeries(db: Db, viewer: Viewer, publicId: string): Promise<SeriesPage | undefined> {
  const [row] = await seriesByPublicId(db, viewer, { publicId })
  if (row === undefined) return undefined
  const beside = await besideSeries(db, viewer, { key: row.key, site: row.site_id ?? 0, like: `%"${row.old_key}"%` })
  return {
    key: row.key,
    publicId: row.public_id,
    name: row.title,
    summary: row.summary,
    openness: row.openness,
    hasReviews: Boolean(row.has_reviews),
    site: originOf(row),
    creators: beside.filter((each) => each.what === 'creator').map(signerOf),
    parents: beside
      .filter((each) => each.what === 'parent')
      .map(({ public_id, name }) => ({ publicId: public_id, name })),
    gaps: beside.filter((each) => each.what === 'gap').flatMap(({ name }) => gapIn(name, row.old_key)),
  }
}

/** What stands in a series, in its order, up to a bound that no series of people reaches. */
export async function listPlaces(db: Db, viewer: Viewer, key: number): Promise<readonly SeriesPlace[]> {
  const rows = await placesOfSeries(db, viewer, { key })
  return rows.map((row) => ({
    number: row.position + 1,
    isConfirmed: Boolean(row.is_confirmed),
    workKey: row.work_id,
    childKey: row.child_id,
  }))
}

/** An entry of the old site that was set aside: `{"seriesid":"4","sid":"4444",…}`. */
function gapIn(content: string, series: string | null): readonly string[] {
  const row = JSON.parse(content) as Readonly<Record<string, unknown>>
  const textOf = (column: string): string => {
    const value = row[column]
    return typeof value === 'string' && !/^0*$/.test(value) ? value : ''
  }
  if (textOf('seriesid') !== series) return []
  const place = textOf('inorder') === '' ? 'A part of it' : `Number ${textOf('inorder')} of it`
  const what = textOf('subseriesid') === '' ? `story ${textOf('sid')}` : `series ${textOf('subseriesid')}`
  return [`${place} was ${what.trim()} there, which is not in this archive.`]
}

interface PlaceRow {
  readonly position: number
  readonly work_id: number | null
  readonly child_id: number | null
  /** SQLite's flags are numbers where a query is kept ready. */
  readonly is_confirmed: boolean | number
}

interface BesideRow extends SignerRow {
  readonly what: string
  readonly position: number
}

const seriesByPublicId = preparedByShape(nameOfViewer, (db, given: { publicId: Expression<string> }, viewer: Viewer) =>
  db
    .selectFrom('series')
    .leftJoin('rescued_site', 'rescued_site.id', 'series.site_id')
    .where('series.public_id', '=', given.publicId)
    .where(seriesVisibleTo(viewer))
    .select([
      'series.id as key',
      'series.public_id',
      'series.title',
      'series.summary',
      'series.openness',
      'series.site_id',
      ...ORIGIN_COLUMNS,
      sql<number>`exists (select 1 from review where review.series_id = series.id)`.as('has_reviews'),
      sql<string | null>`(select min(legacy_id.old_key) from legacy_id where legacy_id.kind = 'series'
        and legacy_id.target_id = series.id and legacy_id.table_name = 'series')`.as('old_key'),
    ]),
)

const GAPS_SHOWN = 50

const besideSeries = preparedByShape<Viewer, { key: number; site: number; like: string }, BesideRow>(
  nameOfViewer,
  (db, given, viewer) => {
    const gaps = db
      .selectFrom('opaque_record')
      .where('opaque_record.site_id', '=', given.site)
      .where('opaque_record.table_name', '=', sql.lit('inseries'))
      .where('opaque_record.content', 'like', given.like)
      .limit(sql.lit(GAPS_SHOWN))
      .selectAll()
    return db
      .selectFrom('series_creator')
      .innerJoin('pen_name', 'pen_name.id', 'series_creator.pen_name_id')
      .where('series_creator.series_id', '=', given.key)
      .select([
        sql.lit('creator').$castTo<string>().as('what'),
        sql<string>`pen_name.public_id`.as('public_id'),
        sql<string>`pen_name.name`.as('name'),
        sql<boolean>`${personVisibleTo(viewer)}`.as('has_page'),
        sql<number>`series_creator.position`.as('position'),
      ])
      .unionAll(
        db
          .selectFrom('series_entry')
          .innerJoin('series', 'series.id', 'series_entry.series_id')
          .where('series_entry.child_id', '=', given.key)
          .where(seriesVisibleTo(viewer))
          .select([
            sql.lit('parent').$castTo<string>().as('what'),
            'series.public_id',
            'series.title as name',
            sql<boolean>`${sql.lit(true)}`.as('has_page'),
            'series_entry.position',
          ]),
      )
      .unionAll(
        db
          .selectFrom(gaps.as('gap'))
          .select([
            sql.lit('gap').$castTo<string>().as('what'),
            sql<string>`''`.as('public_id'),
            'gap.content as name',
            sql<boolean>`${sql.lit(false)}`.as('has_page'),
            sql<number>`0`.as('position'),
          ]),
      )
      .orderBy('position')
  },
)

const MOST_PLACES = 5000

const placesOfSeries = preparedByShape<Viewer, { key: number }, PlaceRow>(nameOfViewer, (db, given, viewer) =>
  db
    .selectFrom('series_entry')
    .where('series_entry.series_id', '=', given.key)
    .where(entryVisibleTo(viewer))
    .where(
      sql<SqlBool>`(case when series_entry.work_id is null
        then exists (select 1 from series where series.id = series_entry.child_id and ${seriesVisibleTo(viewer)})
        else exists (select 1 from work where work.id = series_entry.work_id and ${visibleTo(viewer)}) end)`,
    )
    .orderBy('series_entry.position')
    .limit(sql.lit(MOST_PLACES))
    .select(['series_entry.position', 'series_entry.work_id', 'series_entry.child_id', 'series_entry.is_confirmed']),
)
