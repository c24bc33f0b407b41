/**
 * The reconciliation report of a rescue: row by row in, row by row accounted for, and what to look at first.
 *
 * For every table of the dump
 *
 *     rows = represented + set aside + difference
 *
 * where `represented` and `setAside` are counted in the books of the rescue and nowhere else, and the difference is 0 or
 * something is wrong. Rows that an earlier dump had and this one has not are in the books too (`gone`) and do not count.
 * What a report says of single stories is not in it, since there may be a hundred thousand: `listStoryNotes`.
 *
 * A report holds no time and depends on the dump and the catalogue alone.
 */
import type { Db } from '../../platform/db/database.ts'
import { type Counted, countAlsoKept, countRepresented, countSetAside, listBookKeys } from './books-store.ts'
import { type ClaimCount, countClaims } from './claims-store.ts'
import type { RescueContext } from './context.ts'
import { wordsOfReason } from './opaque-reasons.ts'
import { type FirstCheck, findChecks } from './report-checks.ts'
import { chooseSamples, type Sample } from './report-samples-store.ts'
import {
  countReviews,
  countRowNotes,
  countWorkFindings,
  countWorks,
  type FindingCount,
  findReportedSite,
  type NotedDump,
  type ReportedSite,
  type ReviewCounts,
  saveReport,
  type WorkCount,
} from './report-store.ts'
import type { DumpProblem, StagedSite } from './staged-site.ts'

export interface RescueReport {
  /** Of this form; fields may be added. */
  readonly version: 1
  readonly prefix: string
  readonly dump: { readonly path: string; readonly within: readonly string[]; readonly sha256: string }
  /** Why it was taken for this site, sentence by sentence. */
  readonly evidence: readonly string[]
  /** Problems of the dump itself: where it is cut off, what could not be read. */
  readonly problems: readonly DumpProblem[]
  readonly tables: readonly TableReport[]
  readonly totals: RowTotals
  readonly works: readonly WorkCount[]
  readonly reviews: ReviewCounts
  readonly claims: ClaimCount
  readonly files: StrayFileCounts
  /** Findings about works: what was mended, what is missing, what may be looked at. */
  readonly findings: readonly FindingCount[]
  /** Findings about rows that no work's page says. */
  readonly notes: readonly { readonly code: string; readonly notes: number }[]
  /** What the archivist should check, most urgent first. */
  readonly checks: readonly FirstCheck[]
  readonly samples: readonly Sample[]
}

export interface RowTotals {
  readonly rows: number
  readonly represented: number
  readonly setAside: number
  /** Represented, and kept as they were beside it, since some of their columns have no place. */
  readonly alsoKept: number
  readonly difference: number
}

export interface TableReport extends RowTotals {
  /** Without the prefix. */
  readonly table: string
  /** Rows of an earlier dump that this one has not; what they became stays. */
  readonly gone: number
  /** What its rows became: our tables. */
  readonly became: readonly { readonly kind: string; readonly rows: number }[]
  readonly reasons: readonly { readonly reason: string; readonly rows: number; readonly why: string }[]
}

/** Files in the story folders that no chapter names. */
export interface StrayFileCounts {
  readonly images: number
  readonly others: number
}

/** Counts, chooses, and keeps the report with the site. Call it when everything is written. */
export async function reportRescue(context: RescueContext, files: StrayFileCounts): Promise<RescueReport> {
  const { db, site, siteId } = context
  const dump: NotedDump = { sha256: context.dumpSha256, batchId: context.batchId }
  const tables = await reconcile(db, siteId, site)
  const facts = {
    problems: site.problems,
    tables,
    works: await countWorks(db, siteId),
    claims: await countClaims(db, siteId),
    findings: await countWorkFindings(db, siteId),
    notes: await countRowNotes(db, dump),
  }
  const report: RescueReport = {
    version: 1,
    prefix: site.prefix,
    dump: site.dump,
    evidence: site.evidence,
    ...facts,
    totals: totalsOf(tables),
    reviews: await countReviews(db, siteId),
    files,
    checks: await findChecks(db, siteId, dump, facts),
    samples: await chooseSamples(db, siteId, site.key),
  }
  await context.writes.add((tx) => saveReport(tx, siteId, report), 10_000)
  await context.writes.finish()
  return report
}

export interface StoredReport {
  readonly site: Omit<ReportedSite, 'report'>
  /** Null when the rescue has not come to its end yet. */
  readonly report: RescueReport | null
}

/** The report about the site with this public id; undefined when there is no such site. */
export async function readReport(db: Db, sitePublicId: string): Promise<StoredReport | undefined> {
  const row = await findReportedSite(db, sitePublicId)
  if (row === undefined) return undefined
  const { report, ...site } = row
  const parsed = JSON.parse(report) as Partial<RescueReport>
  return { site, report: parsed.version === 1 ? (parsed as RescueReport) : null }
}

async function reconcile(db: Db, siteId: number, site: StagedSite): Promise<readonly TableReport[]> {
  const became = Map.groupBy(await countRepresented(db, siteId), ({ table }) => table)
  const aside = Map.groupBy(await countSetAside(db, siteId), ({ table }) => table)
  const kept = Map.groupBy(await countAlsoKept(db, siteId), ({ table }) => table)
  const names = new Set([...site.counts.keys(), ...became.keys(), ...aside.keys()])
  const tables: TableReport[] = []
  for (const table of [...names].toSorted()) {
    const rows = site.counts.get(table) ?? 0
    const inBooks = sum(became.get(table)) + sum(aside.get(table))
    // Only an earlier dump can have brought more rows than this one has.
    const gone = inBooks > rows ? await findGone(db, siteId, site, table) : { represented: 0, setAside: 0 }
    const represented = sum(became.get(table)) - gone.represented
    const setAside = sum(aside.get(table)) - gone.setAside
    tables.push({
      table,
      rows,
      represented,
      setAside,
      alsoKept: sum(kept.get(table)),
      difference: rows - represented - setAside,
      gone: gone.represented + gone.setAside,
      became: (became.get(table) ?? []).map(({ name, rows: count }) => ({ kind: name, rows: count })),
      reasons: (aside.get(table) ?? []).map(({ name, rows: count }) => ({
        reason: name,
        rows: count,
        why: wordsOfReason(name),
      })),
    })
  }
  return tables
}

interface Gone {
  readonly represented: number
  readonly setAside: number
}

const KEYS_A_PORTION = 500

/** Rows in the books that this dump does not have, asked one by one. */
async function findGone(db: Db, siteId: number, site: StagedSite, table: string): Promise<Gone> {
  const seen = new Set<string>()
  const gone = { legacy_id: 0, opaque_record: 0 }
  for (const book of ['legacy_id', 'opaque_record'] as const) {
    for (let after: string | undefined = ''; after !== undefined; ) {
      const keys: readonly string[] = await listBookKeys(db, siteId, { book, table, after }, KEYS_A_PORTION)
      for (const key of keys) {
        if (seen.has(key) || (await site.row(table, key)) !== null) continue
        seen.add(key)
        gone[book]++
      }
      after = keys.at(-1)
    }
  }
  return { represented: gone.legacy_id, setAside: gone.opaque_record }
}

function sum(counted: readonly Counted[] | undefined): number {
  return (counted ?? []).reduce((total, { rows }) => total + rows, 0)
}

function totalsOf(tables: readonly TableReport[]): RowTotals {
  const totals = { rows: 0, represented: 0, setAside: 0, alsoKept: 0, difference: 0 }
  for (const table of tables) {
    totals.rows += table.rows
    totals.represented += table.represented
    totals.setAside += table.setAside
    totals.alsoKept += table.alsoKept
    // Two differences do not make up for each other.
    totals.difference += Math.abs(table.difference)
  }
  return totals
}
