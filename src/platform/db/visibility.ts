/**
 * Who may see which work, as one expression that every query about works carries.
 *
 *     db.selectFrom('work').select('title').where(visibleTo(viewer))
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
 * The conditions are written with the values in them, since SQLite uses no index for a value it does not know when it
 * plans, and a guest's list is read from one that leads with `visibility`. What most works are is never asked as a list
 * of values but by what it is not: then lists are read in their order, and the few others are passed over.
 */
import { type Expression, type ExpressionBuilder, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from './tables.ts'

export const VISIBILITIES = ['public', 'members', 'unlisted', 'hidden', 'dark', 'withdrawn'] as const
export type Visibility = (typeof VISIBILITIES)[number]

export type Viewer =
  | { readonly kind: 'guest' }
  | { readonly kind: 'member' }
  /** A member who signs works with these pen names. */
  | { readonly kind: 'author-of'; readonly penNameIds: readonly number[] }
  | { readonly kind: 'archivist' }

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
