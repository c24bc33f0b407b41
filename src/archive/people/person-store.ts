/**
 * One person as readers meet them: what they say of themselves, the series they made, who else has their name, and how much
 * they marked and said.
 */
import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { nameOfViewer, personVisibleTo, seriesVisibleTo, type Viewer, visibleTo } from '../../platform/db/visibility.ts'
import { type Named, ORIGIN_COLUMNS, type OriginSite, originOf } from '../addresses/index.ts'

export interface Person extends Named {
  readonly key: number
  /** Story HTML. */
  readonly profile: string | null
  readonly joinedAt: string | null
  readonly isClaimable: boolean
  readonly site: OriginSite | null
}

export interface ProfileField {
  readonly label: string
  readonly value: string
  readonly href: string | null
}

export interface Namesake extends Named {
  readonly works: number
  readonly site: string | null
}

export interface AroundPerson {
  readonly fields: readonly ProfileField[]
  readonly series: readonly Named[]
  /** Others with the same name. */
  readonly namesakes: readonly Namesake[]
  /** How many favourites and reviews there are to be seen. */
  readonly favourites: number
  readonly reviews: number
}

export async function findPerson(db: Db, viewer: Viewer, publicId: string): Promise<Person | undefined> {
  const [row] = await personByPublicId(db, viewer, { publicId })
  if (row === undefined) return undefined
  return {
    key: row.key,
    publicId: row.public_id,
    name: row.name,
    profile: row.profile,
    joinedAt: row.joined_at,
    isClaimable: row.can_be_claimed === 1,
    site: originOf(row),
  }
}

export async function listAroundPerson(db: Db, viewer: Viewer, person: Person): Promise<AroundPerson> {
  const rows = await aroundPerson(db, viewer, { key: person.key })
  const of = (what: string): readonly AroundRow[] => rows.filter((row) => row.what === what)
  return {
    fields: of('field').map(({ name, value, href }) => ({ label: name, value: value ?? '', href })),
    series: of('series').map(({ name, public_id: publicId }) => ({ name, publicId: publicId ?? '' })),
    namesakes: of('namesake').map(({ name, public_id: publicId, value, count }) => ({
      name,
      publicId: publicId ?? '',
      site: value,
      works: count,
    })),
    favourites: of('favourites')[0]?.count ?? 0,
    reviews: of('reviews')[0]?.count ?? 0,
  }
}

const personByPublicId = preparedByShape(nameOfViewer, (db, given: { publicId: Expression<string> }, viewer: Viewer) =>
  db
    .selectFrom('pen_name')
    .leftJoin('rescued_site', 'rescued_site.id', 'pen_name.site_id')
    .where('pen_name.public_id', '=', given.publicId)
    .where(personVisibleTo(viewer))
    .select([
      'pen_name.id as key',
      'pen_name.public_id',
      'pen_name.name',
      'pen_name.profile',
      'pen_name.joined_at',
      sql<number>`case when pen_name.is_claimable then 1 else 0 end`.as('can_be_claimed'),
      ...ORIGIN_COLUMNS,
    ]),
)

interface AroundRow {
  readonly what: string
  readonly name: string
  readonly public_id: string | null
  readonly value: string | null
  readonly href: string | null
  readonly count: number
}

const SHOWN = 50
/** Counted exactly up to here. */
const COUNTED = 1000

const aroundPerson = preparedByShape<Viewer, { key: number }, AroundRow>(nameOfViewer, (db, given, viewer) => {
  const key = given.key
  const namesake = sql`(select other.id, other.public_id, other.name, other.site_id from pen_name inner join pen_name as other
    on other.folded = pen_name.folded and other.id <> pen_name.id
    where pen_name.id = ${key} and ${personVisibleTo(viewer, 'other')} order by other.id limit ${sql.lit(SHOWN)})`
  const rows = sql`
    select 'field' as what, label as name, cast(null as text) as public_id, value as value, href as href, 0 as count, position as place
    from profile_field where pen_name_id = ${key}
    union all
    select 'series', made.title, made.public_id, null, null, 0, 0 from (
      select series.title, series.public_id from series_creator cross join series
      where series_creator.pen_name_id = ${key} and series.id = series_creator.series_id and ${seriesVisibleTo(viewer)}
      order by series.id limit ${sql.lit(SHOWN)}) as made
    union all
    select 'namesake', other.name, other.public_id, rescued_site.name, null, (${countOfWorks(viewer)}), 0
    from ${namesake} as other left join rescued_site on rescued_site.id = other.site_id
    union all
    select 'favourites', '', null, null, null, (${counted(favouritesOf(viewer, key))}), 0
    union all
    select 'reviews', '', null, null, null, (${counted(reviewsOf(viewer, key))}), 0`
  return db
    .selectFrom(sql<AroundRow & { place: number }>`(${rows})`.as('around'))
    .selectAll()
    .orderBy('what')
    .orderBy('place')
    .orderBy('name')
})

function counted(rows: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`select count(*) from (${rows} limit ${sql.lit(COUNTED)}) as counted`
}

function countOfWorks(viewer: Viewer): RawBuilder<unknown> {
  return counted(sql`select 1 as one from creator cross join work
    where creator.pen_name_id = other.id and work.id = creator.work_id and ${visibleTo(viewer)}`)
}

function favouritesOf(viewer: Viewer, key: Expression<number>): RawBuilder<unknown> {
  return sql`select 1 as one from favourite
    left join work on work.id = favourite.work_id and ${visibleTo(viewer)}
    left join series on series.id = favourite.series_id and ${seriesVisibleTo(viewer)}
    where favourite.pen_name_id = ${key}
    and (work.id is not null or series.id is not null or favourite.person_id is not null)`
}

function reviewsOf(viewer: Viewer, key: Expression<number>): RawBuilder<unknown> {
  return sql`select 1 as one from review
    left join work on work.id = review.work_id and ${visibleTo(viewer)}
    left join series on series.id = review.series_id and ${seriesVisibleTo(viewer)}
    where review.pen_name_id = ${key} and review.parent_id is null and review.html is not null and review.state = 'shown'
    and (work.id is not null or series.id is not null or review.news_id is not null)`
}
