/**
 * Where the rows of a dump go: for each table of it the site, the site's table, and the names of the columns.
 *
 * The table of settings may hold rows of several sites. Each goes to the site that it is of, and one that is of none
 * goes where its table goes, so that no row is left.
 */
import type { DumpDefinition, DumpRow } from '../../../intake/dump/index.ts'
import type { DumpProblem } from '../staged-site.ts'
import type { StagedTable } from '../staging/staged-tables.ts'
import type { SitePiece, SitePlan, SurveyedDump } from './plan-sites.ts'
import { setting } from './site-settings.ts'
import { columnsOf, type SurveyedTable } from './survey-dump.ts'

export interface Route {
  /** Number of the site among the plans. */
  readonly site: number
  readonly table: StagedTable
  readonly columns: readonly string[]
}

export interface RowRoutes {
  readonly of: (row: DumpRow) => Route | undefined
  /** `CREATE TABLE` of a table whose rows are in this dump and which is made in another. */
  readonly definitionOf: (database: string | null, name: string) => DumpDefinition | null
  /** What cannot be named, once a table and number of values. */
  readonly problems: readonly (DumpProblem & { readonly site: number })[]
  /** The site that a table is of, for problems of the dump. */
  readonly siteOf: (table: string) => number | undefined
}

interface Target {
  readonly site: number
  readonly staged: StagedTable
  readonly surveyed: SurveyedTable
  readonly layouts: Map<string, readonly string[]>
}

export function rowRoutes(
  plans: readonly SitePlan[],
  dump: SurveyedDump,
  listNumber: (site: number, bare: string) => number,
): RowRoutes {
  const targets = new Map<string, Target>()
  const bySitekey = new Map<string, { readonly site: number; readonly staged: StagedTable }>()
  const definitions = new Map<string, DumpDefinition>()
  const problems: (DumpProblem & { readonly site: number })[] = []
  for (const [site, plan] of plans.entries()) {
    const pieces = plan.pieces.filter((piece) => piece.dump === dump)
    for (const piece of pieces) addPiece(site, piece)
  }

  function addPiece(site: number, piece: SitePiece): void {
    for (const { bare, table } of piece.site.tables) {
      const { definition } = table
      const staged = { name: bare, list: listNumber(site, bare), primaryKey: definition?.primaryKey ?? [] }
      targets.set(tableKey(table.database, table.name), {
        site,
        staged,
        surveyed: table,
        layouts: new Map(),
      })
      if (definition !== null) definitions.set(tableKey(table.database, table.name), definition)
    }
    const { claimed } = piece
    if (claimed === undefined) return
    const staged = { name: 'settings', list: listNumber(site, 'settings'), primaryKey: [] }
    bySitekey.set(sitekeyKey(claimed.table, setting(claimed.settings, 'sitekey')), { site, staged })
    const key = tableKey(claimed.table.database, claimed.table.name)
    // A table of settings that stands apart from every site's tables goes with the first that it speaks of.
    if (!targets.has(key)) targets.set(key, { site, staged, surveyed: claimed.table, layouts: new Map() })
  }

  function columnsFor(target: Target, row: DumpRow): readonly string[] {
    const named = row.table.columns?.length === row.size ? row.table.columns : null
    const key = named === null ? String(row.size) : named.join(',')
    const known = target.layouts.get(key)
    if (known !== undefined) return known
    const bare = target.staged.name
    const shape = target.surveyed.shapes.get(key) ?? { named, size: row.size, rows: 0, samples: [] }
    const chosen = columnsOf(bare, target.surveyed, shape)
    if (!chosen.isKnown) {
      problems.push({ code: 'unknown-columns', table: bare, offset: row.offset, why: chosen.why, site: target.site })
    }
    target.layouts.set(key, chosen.columns)
    return chosen.columns
  }

  function of(row: DumpRow): Route | undefined {
    const target = targets.get(tableKey(row.table.database, row.table.name))
    if (target === undefined) return undefined
    const columns = columnsFor(target, row)
    const at = target.staged.name.endsWith('settings') ? columns.indexOf('sitekey') : -1
    if (at !== -1 && at < row.size) {
      const bytes = row.value(at)
      const sitekey = bytes === null ? null : Buffer.from(bytes).toString('latin1').trim()
      const owner = bySitekey.get(sitekeyKey(target.surveyed, sitekey))
      if (owner !== undefined) return { site: owner.site, table: owner.staged, columns }
    }
    return { site: target.site, table: target.staged, columns }
  }

  return {
    of,
    definitionOf: (database, name) => definitions.get(tableKey(database, name)) ?? null,
    problems,
    siteOf: (table) => [...targets].find(([key]) => key.endsWith(`,${JSON.stringify(table)}]`))?.[1].site,
  }
}

function tableKey(database: string | null, name: string): string {
  return JSON.stringify([database, name])
}

function sitekeyKey(table: SurveyedTable, sitekey: string | null): string {
  return JSON.stringify([table.database, table.name, sitekey])
}
