/**
 * Gives each site its row of settings. The table of settings has a prefix of its own and a row for each site of the
 * database, which names the prefix of that site's tables.
 */
import type { SiteTables } from './recognise-sites.ts'
import type { SurveyedTable } from './survey-dump.ts'

export type Settings = ReadonlyMap<string, string | null>

export interface ClaimedSettings {
  readonly settings: Settings
  readonly table: SurveyedTable
}

/** In the order of `sites`; undefined for a site without settings. */
export function claimSettings(
  sites: readonly SiteTables[],
  tables: readonly SurveyedTable[],
): readonly (ClaimedSettings | undefined)[] {
  const rows = tables.flatMap((table) =>
    table.settings.filter((settings) => settings.has('sitekey')).map((settings) => ({ settings, table })),
  )
  const claims = sites.flatMap((site, i) =>
    rows.map((row) => ({ site: i, row, strength: strengthOf(site, row, rows) })),
  )
  const given = new Map<number, ClaimedSettings>()
  const taken = new Set<ClaimedSettings>()
  for (const { site, row, strength } of claims.toSorted((a, b) => b.strength - a.strength)) {
    if (strength === 0 || given.has(site) || taken.has(row)) continue
    given.set(site, row)
    taken.add(row)
  }
  return sites.map((_, i) => given.get(i))
}

function strengthOf(site: SiteTables, row: ClaimedSettings, rows: readonly ClaimedSettings[]): number {
  const named = `${row.settings.get('tableprefix') ?? ''}fanfiction_`
  const isNamed = named.toLowerCase() === site.prefix.toLowerCase()
  const isBeside = row.table.name.toLowerCase() === `${site.prefix}settings`.toLowerCase()
  const isSameDatabase = row.table.database === site.database
  if (isNamed && isBeside) return isSameDatabase ? 6 : 5
  if (isNamed) return isSameDatabase ? 4 : 3
  // Its table was renamed and the row was not; or there is only the one.
  if (isBeside) return 2
  return rows.length === 1 ? 1 : 0
}

/** A setting in words; empty settings say nothing. */
export function setting(settings: Settings | undefined, name: string): string | null {
  const value = settings?.get(name)?.trim()
  return value === undefined || value === '' ? null : value
}
