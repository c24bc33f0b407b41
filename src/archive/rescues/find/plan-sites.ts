/**
 * Makes sites of what the dumps hold: which dumps are pieces of one site, which are the same site at two times, what
 * each is called, and why we think so.
 *
 * A site is known again by its sitekey, which eFiction draws at random when it is installed. Two sites may share one
 * all the same (somebody copied the installation), so the same key counts only while stories of the same number have
 * the same title.
 */
import { createHash } from 'node:crypto'
import { findPrefixes, guessVersion, recogniseSites, type SiteTable, type SiteTables } from './recognise-sites.ts'
import { type ClaimedSettings, claimSettings, setting } from './site-settings.ts'
import { columnsOf, type DumpSurvey } from './survey-dump.ts'

export interface SurveyedDump {
  /** Which of the dumps that were met. */
  readonly number: number
  readonly path: string
  readonly within: readonly string[]
  readonly survey: DumpSurvey
}

/** The tables of a site in one of its dumps. */
export interface SitePiece {
  readonly dump: SurveyedDump
  readonly site: SiteTables
  readonly claimed: ClaimedSettings | undefined
}

export interface SitePlan {
  readonly key: string
  readonly prefix: string
  readonly version: string | null
  readonly url: string | null
  readonly name: string | null
  readonly slogan: string | null
  readonly storiesPath: string | null
  readonly storesInFiles: boolean | null
  readonly pieces: readonly SitePiece[]
  readonly evidence: readonly string[]
  readonly newest: number
  readonly rows: number
}

/** Where two plans are of one site, the older comes first. */
export function planSites(dumps: readonly SurveyedDump[]): readonly SitePlan[] {
  const prefixes = Map.groupBy(
    dumps.flatMap((dump) => findPrefixes(dump.survey.tables).map((prefix) => ({ folder: folderOf(dump), prefix }))),
    ({ folder }) => folder,
  )
  const pieces = dumps.flatMap((dump) =>
    piecesOf(dump, prefixes.get(folderOf(dump))?.map(({ prefix }) => prefix) ?? []),
  )
  // What is sure comes first, so that the rest has something to join.
  const ordered = [...pieces.filter(({ site }) => site.isSure), ...pieces.filter(({ site }) => !site.isSure)]
  const groups = ordered.reduce(joinPiece, []).filter((group) => group.some(({ site }) => site.isSure))
  const plans = groups.filter(hasContent).map((group) => planSite(shareDefinitions(group)))
  return separateKeys(adoptKeys(plans)).toSorted(
    (a, b) => compare(a.key, b.key) || a.newest - b.newest || a.rows - b.rows,
  )
}

function piecesOf(dump: SurveyedDump, prefixes: readonly string[]): readonly SitePiece[] {
  const sites = recogniseSites(dump.survey, prefixes)
  const claims = claimSettings(sites, dump.survey.tables)
  return sites.map((site, i) => ({ dump, site, claimed: claims[i] }))
}

// --- pieces of one site in several files ----------------------------------------------------------------------------

type Pieces = readonly SitePiece[]

function joinPiece(groups: readonly Pieces[], piece: SitePiece): readonly Pieces[] {
  const fitting = groups.find((group) => group.every((other) => belongTogether(other, piece)))
  if (fitting === undefined) return [...groups, [piece]]
  return groups.map((group) => (group === fitting ? [...group, piece] : group))
}

/** Files of one folder with the same prefix whose rows complete each other. */
function belongTogether(a: SitePiece, b: SitePiece): boolean {
  if (a.dump === b.dump || a.site.prefix !== b.site.prefix || folderOf(a.dump) !== folderOf(b.dump)) return false
  const keys = [a, b].map(({ claimed }) => setting(claimed?.settings, 'sitekey')).filter((key) => key !== null)
  if (keys.length === 2 && keys[0] !== keys[1]) return false
  return a.site.tables.every(({ bare, table }) => {
    const other = b.site.tables.find((each) => each.bare === bare)?.table
    return other?.numbers == null || table.numbers === null || !table.numbers.meets(other.numbers)
  })
}

/** A table may be made in one file and filled in another. */
function shareDefinitions(pieces: Pieces): Pieces {
  const definitions = new Map(
    pieces
      .flatMap(({ site }) => site.tables.map(({ bare, table }) => [bare, table.definition] as const))
      .filter(([, made]) => made !== null),
  )
  return pieces.map((piece) => {
    const tables = piece.site.tables.map(({ bare, table }) => {
      return { bare, table: { ...table, definition: table.definition ?? definitions.get(bare) ?? null } }
    })
    return { ...piece, site: { ...piece.site, tables } }
  })
}

function folderOf({ path, within }: SurveyedDump): string {
  return JSON.stringify([...within, path.slice(0, path.lastIndexOf('/') + 1)])
}

// --- one site -------------------------------------------------------------------------------------------------------

/** The program comes with files of its own that make its tables and fill in its messages; those are no site. */
function hasContent(pieces: Pieces): boolean {
  return pieces.some(({ site }) => site.tables.some(({ bare, table }) => CONTENT.has(bare) && table.rows > 0))
}

const CONTENT = new Set(['authors', 'stories', 'chapters', 'reviews', 'authorprefs', 'series'])

function rowsOf(pieces: Pieces): number {
  return pieces.reduce((sum, { site }) => sum + site.tables.reduce((rows, { table }) => rows + table.rows, 0), 0)
}

function planSite(pieces: Pieces): SitePlan {
  const [first] = pieces as readonly [SitePiece]
  const tables = pieces.flatMap(({ site }) => site.tables)
  const settings = pieces.find(({ claimed }) => claimed !== undefined)?.claimed?.settings
  const store = setting(settings, 'store')
  const plan = {
    key: keyOf(settings, tables),
    prefix: first.site.prefix,
    version: setting(settings, 'version') ?? guessVersion(tables),
    url: setting(settings, 'url'),
    name: setting(settings, 'sitename'),
    slogan: setting(settings, 'slogan'),
    storiesPath: setting(settings, 'storiespath'),
    storesInFiles: store === null ? null : store !== 'mysql',
    pieces,
    newest: Math.max(...tables.map(({ table }) => table.newest), 0),
    rows: rowsOf(pieces),
  }
  return { ...plan, evidence: evidenceOf(plan, settings !== undefined) }
}

function keyOf(settings: ClaimedSettings['settings'] | undefined, tables: readonly SiteTable[]): string {
  const sitekey = setting(settings, 'sitekey')
  // The installer's own value says nothing.
  if (sitekey !== null && sitekey.length > 1) return sitekey
  const url = setting(settings, 'url')
  if (url !== null && !/yoursite\.com/i.test(url)) return url.toLowerCase().replace(/^[a-z]+:\/\/(?:www\.)?|\/+$/g, '')
  const firsts = ['authors', 'stories'].map((bare) => {
    const ids = tables.filter((each) => each.bare === bare).flatMap(({ table }) => [...table.ids])
    return ids.toSorted(([a], [b]) => Number(a) - Number(b) || compare(a, b))[0] ?? []
  })
  return `site-${createHash('sha256').update(JSON.stringify(firsts)).digest('hex').slice(0, 16)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function evidenceOf(plan: Omit<SitePlan, 'evidence'>, hasSettings: boolean): readonly string[] {
  const names = plan.pieces.map(({ dump }) => [...dump.within, dump.path].join(' in '))
  const tables = plan.pieces.flatMap(({ site }) => site.tables)
  const evidence = [
    `${names.length === 1 ? names[0] : `${names.length} dumps (${names.join(', ')})`} ${names.length === 1 ? 'has' : 'have'} ${tables.length} tables of an eFiction site, whose names begin with “${plan.prefix}”.`,
  ]
  const makers = new Set(plan.pieces.map(({ dump }) => dump.survey.madeBy).filter((maker) => maker !== null))
  if (makers.size > 0) evidence.push(`It was written by ${[...makers].join(' and ')}.`)
  evidence.push(
    hasSettings
      ? `Its settings give the key ${plan.key} and the version ${plan.version ?? 'nobody knows'}.`
      : `It has no settings; the version (${plan.version ?? 'unknown'}) is told by its tables.`,
  )
  for (const { site } of plan.pieces) {
    for (const { bare, table } of site.tables) {
      for (const shape of table.shapes.values()) {
        const { why } = columnsOf(bare, table, shape)
        if (why !== '') evidence.push(why)
      }
    }
  }
  return evidence
}

// --- one site twice ---------------------------------------------------------------------------------------------

/** A copy without settings (an older dump, tables that were put aside) is the site whose stories it has. */
function adoptKeys(plans: readonly SitePlan[]): readonly SitePlan[] {
  const named = plans.filter(({ pieces }) => pieces.some(({ claimed }) => claimed !== undefined))
  return plans.map((plan) => {
    if (named.includes(plan)) return plan
    const same = named.find((other) => storiesShared(other, plan) > 0)
    if (same === undefined) return plan
    const why = `Its stories are those of the site ${same.key}, so it is taken for that site at another time.`
    return {
      ...plan,
      key: same.key,
      url: same.url,
      name: same.name,
      slogan: same.slogan,
      evidence: [...plan.evidence, why],
    }
  })
}

/** Gives a site with the key of another and other stories a key of its own. */
function separateKeys(plans: readonly SitePlan[]): readonly SitePlan[] {
  const kept: SitePlan[] = []
  for (const plan of plans) {
    const same = kept.filter(({ key }) => key === plan.key || key.startsWith(`${plan.key}@`))
    const twin = same.find((other) => isSameSite(other, plan))
    if (same.length === 0) kept.push(plan)
    else if (twin !== undefined) kept.push({ ...plan, key: twin.key })
    else {
      const taken = new Set(same.map(({ key }) => key))
      const key = [`${plan.key}@${plan.prefix}`, ...same.map((_, i) => `${plan.key}@${plan.prefix}${i + 2}`)]
      const free = key.find((each) => !taken.has(each)) ?? plan.key
      const why = `Another site has the key ${plan.key} and other stories, so this one is called ${free}.`
      kept.push({ ...plan, key: free, evidence: [...plan.evidence, why] })
    }
  }
  return kept
}

/** Two sites of one key with no story or person in common may be the same, years apart. */
function isSameSite(a: SitePlan, b: SitePlan): boolean {
  return storiesShared(a, b) >= 0
}

/** 1 when at least half of the stories, or people, that both have are the same, -1 when not, 0 when both have none. */
function storiesShared(a: SitePlan, b: SitePlan): -1 | 0 | 1 {
  for (const bare of ['stories', 'authors']) {
    const [ours, theirs] = [a, b].map(
      (plan) => new Map(tablesNamed(plan, bare).flatMap(({ table }) => [...table.ids])),
    ) as [Map<string, string>, Map<string, string>]
    const common = [...ours].filter(([id]) => theirs.has(id))
    if (common.length === 0) continue
    return common.filter(([id, title]) => theirs.get(id) === title).length * 2 >= common.length ? 1 : -1
  }
  return 0
}

export function tablesNamed(plan: Pick<SitePlan, 'pieces'>, bare: string): readonly SiteTable[] {
  return plan.pieces.flatMap(({ site }) => site.tables.filter((each) => each.bare === bare))
}
