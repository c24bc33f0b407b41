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
import type { Db } from '../../../platform/db/database.ts'
import type { RescueContext } from '../context.ts'
import { type ClaimCount, countClaims } from '../people/claims-store.ts'
import type { DumpProblem } from '../staged-site.ts'
import type { StrayFileCounts } from '../stories/stray-files.ts'
import { type RowTotals, reconcile, type TableReport, totalsOf } from './reconcile.ts'
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
