/**
 * Who may see which work, as one expression that every query about works carries; and who may see what hangs on works:
 * chapters, series, people.
 *
 *     db.selectFrom('work').select('title').where(visibleTo(viewer))
 *     db.selectFrom('chapter').select('title').where(chapterVisibleTo(viewer))
 *
 * |           | listed for                  | by address for               |
 * |-----------|-----------------------------|------------------------------|
 * | public    | everyone                    | everyone                     |
 * | members   | members                     | members                      |
 * | unlisted  | its authors, archivist      | everyone                     |
 * | hidden    | its authors, archivist      | its authors, archivist       |
 * | dark      | archivist                   | archivist                    |
 * | withdrawn | nobody                      | nobody; a tombstone, everyone|
 *
 * A chapter that waits for approval exists for the archivist only, and its words are not counted. A series can be seen by
 * whoever may find one of its works, here or in a series inside it, and by everyone as long as it never had one. A person
 * can be seen by whoever may find one of their works; who was a member of a rescued site was known there to everyone.
 *
 * The conditions are written with the values in them, since SQLite uses no index for a value it does not know when it
 * plans, and a guest's list is read from one that leads with `visibility`. What most works are is never asked as a list
 * of values but by what it is not: then lists are read in their order, and the few others are passed over.
 */
import { type Expression, type ExpressionBuilder, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from './tables.ts'

export const VISIBILITIES = ['public', 'members', 'unlisted', 'hidden', 'dark', 'withdrawn'] as const
export type Visibility = (typeof VISIBILITIES)[number]

export type Viewer =
  | { readonly kind: 'guest' }
  | { readonly kind: 'member' }
  /** A member who signs works with these pen names. */
  | { readonly kind: 'author-of'; readonly penNameIds: readonly number[] }
  | { readonly kind: 'archivist' }

/** A name for what a viewer may see, for queries that are kept ready: viewers with the same name see the same. */
export function nameOfViewer(viewer: Viewer): string {
  return viewer.kind === 'author-of' ? `author-of ${viewer.penNameIds.join(' ')}` : viewer.kind
}

export const GUEST: Viewer = { kind: 'guest' }
export const ARCHIVIST: Viewer = { kind: 'archivist' }

/**
 * How somebody comes to a work: `listed` where it stands among others (lists, counts, feeds, search), `addressed` with
 * the address in hand, `tombstone` with the address of a work that may be withdrawn, to be told so and no more.
 */
export type Reach = 'listed' | 'addressed' | 'tombstone'

/** True for the works that this viewer may see; the query must have the table `work`. */
export function visibleTo(viewer: Viewer, reach: Reach = 'listed'): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'work'>()
  const allowed = reach === 'listed' ? listed(eb, viewer) : addressed(eb, viewer)
  return reach === 'tombstone' ? eb.or([allowed, is(eb, ['withdrawn'])]) : allowed
}

/** True for the chapters that this viewer may see of a work they may see; the query must have the table `chapter`. */
export function chapterVisibleTo(viewer: Viewer, chapter = 'chapter'): Expression<SqlBool> {
  return viewer.kind === 'archivist'
    ? sql<SqlBool>`1 = 1`
    : sql<SqlBool>`${sql.ref(`${chapter}.is_hidden`)} = ${sql.lit(false)}`
}

/** True for the entries of a series that this viewer is told of; the query must have the table `series_entry`. */
export function entryVisibleTo(viewer: Viewer, entry = 'series_entry'): Expression<SqlBool> {
  // One that is not confirmed was offered to whoever looks after the series.
  return viewer.kind === 'archivist'
    ? sql<SqlBool>`1 = 1`
    : sql<SqlBool>`${sql.ref(`${entry}.is_confirmed`)} = ${sql.lit(true)}`
}

/** True for the series that this viewer may find; the query must have the table `series`. */
export function seriesVisibleTo(viewer: Viewer): Expression<SqlBool> {
  if (viewer.kind === 'archivist') return sql<SqlBool>`1 = 1`
  return sql<SqlBool>`(exists (${worksInSeries(sql`and ${entryVisibleTo(viewer, 'part')} and ${visibleTo(viewer)}`)})
    or not exists (${worksInSeries(sql``)}))`
}

/**
 * Works of a series and of those inside it. `union` ends where a series is inside itself. Joins are crossed, which is the
 * same to PostgreSQL and tells SQLite to keep their order; it would rather walk all public works.
 */
function worksInSeries(condition: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`with recursive inside(id) as (
      select series.id union
      select nested.child_id from inside cross join series_entry as nested
      where nested.series_id = inside.id and nested.child_id is not null)
    select 1 from inside cross join series_entry as part cross join work
    where part.series_id = inside.id and work.id = part.work_id ${condition}`
}

/** True for the pen names whose page this viewer may see; the query must have the table `pen_name`. */
export function personVisibleTo(viewer: Viewer, penName = 'pen_name'): Expression<SqlBool> {
  const works = sql`select 1 from creator cross join work
    where creator.pen_name_id = ${sql.ref(`${penName}.id`)} and work.id = creator.work_id and ${visibleTo(viewer)}`
  return sql<SqlBool>`(${sql.ref(`${penName}.site_id`)} is not null or exists (${works}))`
}

/** Whether whoever signed something has a page that this viewer may see; the query must have `pen_name` beside it. */
export function hasPage(viewer: Viewer): RawBuilder<boolean> {
  return sql<boolean>`case when pen_name.id is null then ${sql.lit(false)} else ${personVisibleTo(viewer)} end`
}

type WorkBuilder = ExpressionBuilder<Tables, 'work'>

function listed(eb: WorkBuilder, viewer: Viewer): Expression<SqlBool> {
  switch (viewer.kind) {
    case 'guest':
      return is(eb, ['public'])
    case 'member':
      return isNot(eb, ['unlisted', 'hidden', 'dark', 'withdrawn'])
    case 'author-of':
      return eb.and([
        isNot(eb, ['dark', 'withdrawn']),
        eb.or([isNot(eb, ['unlisted', 'hidden']), isBy(eb, viewer.penNameIds)]),
      ])
    case 'archivist':
      return isNot(eb, ['withdrawn'])
  }
}

function addressed(eb: WorkBuilder, viewer: Viewer): Expression<SqlBool> {
  switch (viewer.kind) {
    case 'guest':
      return is(eb, ['public', 'unlisted'])
    case 'member':
      return is(eb, ['public', 'members', 'unlisted'])
    case 'author-of':
      return eb.or([
        is(eb, ['public', 'members', 'unlisted']),
        eb.and([is(eb, ['hidden']), isBy(eb, viewer.penNameIds)]),
      ])
    case 'archivist':
      return isNot(eb, ['withdrawn'])
  }
}

function is(eb: WorkBuilder, visibilities: readonly Visibility[]): Expression<SqlBool> {
  const [only, ...others] = visibilities.map((visibility) => sql.lit(visibility))
  if (only !== undefined && others.length === 0) return eb('work.visibility', '=', only)
  return eb(
    'work.visibility',
    'in',
    visibilities.map((visibility) => sql.lit(visibility)),
  )
}

function isNot(eb: WorkBuilder, visibilities: readonly Visibility[]): Expression<SqlBool> {
  return eb(
    'work.visibility',
    'not in',
    visibilities.map((visibility) => sql.lit(visibility)),
  )
}

function isBy(eb: WorkBuilder, penNameIds: readonly number[]): Expression<SqlBool> {
  if (penNameIds.length === 0) return sql<SqlBool>`1 = 0`
  return eb.exists(
    eb
      .selectFrom('creator')
      .select('creator.work_id')
      .whereRef('creator.work_id', '=', 'work.id')
      .where('creator.pen_name_id', 'in', penNameIds),
  )
}
