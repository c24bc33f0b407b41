/**
 * Recognises the eFiction sites in a dump: which tables are whose.
 *
 *     x1_fanfiction_stories, x1_fanfiction_chapters, wp_posts …      a site with the prefix x1_fanfiction_
 *
 * Several sites may share one database, each with its own prefix, and share it with a forum or a blog. A set of tables
 * is a site when their columns are those of eFiction, whatever stands before their names; with the usual
 * `fanfiction_` before them, one such table is enough, since a dump may be cut off early in the alphabet.
 */

import { columnsOf, type DumpSurvey, type SurveyedTable } from './survey-dump.ts'
import { knownNameOf, SIGNATURES } from './table-orders.ts'

export interface SiteTable {
  /** Its name without the prefix. */
  readonly bare: string
  readonly table: SurveyedTable
}

/** The tables of one site in one dump. */
export interface SiteTables {
  readonly prefix: string
  readonly database: string | null
  readonly tables: readonly SiteTable[]
  /** False for tables that are a site's only because another file says so. */
  readonly isSure: boolean
}

const USUAL = 'fanfiction_'

/** `known` are prefixes of sites in files beside this one, which may hold other tables of the same. */
export function recogniseSites(survey: DumpSurvey, known: readonly string[] = []): readonly SiteTables[] {
  const byDatabase = Map.groupBy(survey.tables, (table) => table.database)
  return [...byDatabase].flatMap(([database, tables]) => {
    const own = findPrefixes(tables)
    const prefixes = [...new Set([...own, ...known.filter((prefix) => prefix !== '')])]
    return prefixes
      .map((prefix) => {
        return { prefix, database, tables: tablesOf(prefix, prefixes, tables), isSure: own.includes(prefix) }
      })
      .filter((site) => site.tables.length > 0)
  })
}

export function findPrefixes(tables: readonly SurveyedTable[]): readonly string[] {
  const signs = new Map<string, number>()
  for (const table of tables) {
    const split = splitName(table.name)
    if (split === undefined || !hasSignature(split.bare, table)) continue
    signs.set(split.prefix, (signs.get(split.prefix) ?? 0) + 1)
  }
  return [...signs]
    .filter(([prefix, count]) => count >= (prefix.toLowerCase().endsWith(USUAL) ? 1 : 2))
    .map(([prefix]) => prefix)
    .toSorted()
}

function splitName(name: string): { readonly prefix: string; readonly bare: string } | undefined {
  const bare = knownNameOf(name)
  return bare === undefined ? undefined : { prefix: name.slice(0, name.length - bare.length), bare }
}

/** Settings alone are no site: they stand apart, with a prefix of their own. */
function hasSignature(bare: string, table: SurveyedTable): boolean {
  const signature = SIGNATURES[bare]
  if (signature === undefined || bare === 'settings') return false
  return layoutsOf(bare, table).some((columns) => signature.every((column) => columns.includes(column)))
}

/** Every set of columns that its rows, or its definition, may have; in small letters. */
function layoutsOf(bare: string, table: SurveyedTable): readonly (readonly string[])[] {
  const layouts = [...table.shapes.values()].map((shape) => columnsOf(bare, table, shape).columns)
  const defined = table.definition?.columns.map((column) => column.name)
  return (defined === undefined ? layouts : [defined, ...layouts]).map((columns) =>
    columns.map((column) => column.toLowerCase()),
  )
}

/** All tables that begin with the prefix, also those we have never heard of, but not those of a longer prefix. */
function tablesOf(prefix: string, prefixes: readonly string[], tables: readonly SurveyedTable[]): readonly SiteTable[] {
  const longer = prefixes.filter((other) => other.length > prefix.length && other.startsWith(prefix))
  return tables
    .filter(({ name }) => name.startsWith(prefix) && !longer.some((other) => name.startsWith(other)))
    .map((table) => ({ bare: table.name.slice(prefix.length).toLowerCase(), table }))
}

/** The version as the tables tell it, where no settings do. */
export function guessVersion(tables: readonly SiteTable[]): string | null {
  const has = (bare: string, ...columns: readonly string[]): boolean =>
    tables.some(
      (each) =>
        each.bare === bare &&
        (columns.length === 0 ||
          layoutsOf(bare, each.table).some((layout) => columns.every((c) => layout.includes(c)))),
    )
  if (has('stories', 'psid')) return '1.1'
  if (has('favstor') || has('genres') || has('stories', 'gid')) return '2.0'
  if (has('log') && has('coauthors')) return '3.5'
  if (has('classtypes') || has('authorprefs') || has('stories', 'classes')) return '3.0'
  return null
}
