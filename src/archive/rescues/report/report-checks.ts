/**
 * What the archivist should check after a rescue, most urgent first: what may be lost, then what may be wrong, then what
 * waits for a decision.
 *
 * Each check says how much there is of it and names a few places to begin with. Nothing that the rescue could decide
 * with certainty is in here.
 */
import type { Db } from '../../../platform/db/database.ts'
import type { ClaimCount } from '../people/claims-store.ts'
import type { DumpProblem } from '../staged-site.ts'
import type { TableReport } from './reconcile.ts'
import {
  type FindingCount,
  listRowNotes,
  listWorksWithFinding,
  type NamedWork,
  type NotedDump,
  type WorkCount,
} from './report-store.ts'

/** Most urgent first: what may be lost, what may be wrong, what waits for a decision. */
export const CHECK_CODES = [
  'difference',
  'dump-problem',
  'unread',
  'missing-text',
  'lost-end',
  'changed-here',
  'unknown-author',
  'points-nowhere',
  'no-story-row',
  'circle',
  'doubtful-encoding',
  'two-texts',
  'other-folder',
  'chapter-order',
  'dangling-id',
  'odd-value',
  'unknown-table',
  'waiting',
] as const
export type CheckCode = (typeof CHECK_CODES)[number]

export interface FirstCheck {
  readonly code: CheckCode
  readonly count: number
  /** Works to begin with, by their lowest old ids. */
  readonly works: readonly NamedWork[]
  /** What is said of rows, to begin with. */
  readonly notes: readonly string[]
}

export interface CheckFacts {
  readonly problems: readonly DumpProblem[]
  readonly tables: readonly TableReport[]
  readonly works: readonly WorkCount[]
  readonly claims: ClaimCount
  readonly findings: readonly FindingCount[]
  readonly notes: readonly { readonly code: string; readonly notes: number }[]
}

const EXAMPLES = 5

export async function findChecks(
  db: Db,
  siteId: number,
  dump: NotedDump,
  facts: CheckFacts,
): Promise<readonly FirstCheck[]> {
  const checks: FirstCheck[] = []
  for (const code of CHECK_CODES) {
    const own = OF_TABLES[code]?.(facts)
    const findings = facts.findings.filter((each) => isAbout(each, code))
    const notes = facts.notes.find((each) => each.code === code)?.notes ?? 0
    const count = (own?.count ?? 0) + findings.reduce((sum, each) => sum + each.works, 0) + notes
    if (count === 0) continue
    const works: NamedWork[] = []
    for (const each of findings) works.push(...(await listWorksWithFinding(db, siteId, each, EXAMPLES)))
    const said = notes === 0 ? [] : await listRowNotes(db, dump, code, EXAMPLES)
    checks.push({
      code,
      count,
      works: [...new Map(works.map((work) => [work.oldKey, work])).values()].slice(0, EXAMPLES),
      notes: [...(own?.notes ?? []), ...said.map(({ why }) => why)].slice(0, EXAMPLES),
    })
  }
  return checks
}

/** The gap of a missing text is counted by its kind, everything else by its code. */
function isAbout({ kind, code }: FindingCount, check: CheckCode): boolean {
  return check === 'missing-text' ? kind === 'gap' : kind !== 'gap' && kind !== 'repair' && code === check
}

interface Counted {
  readonly count: number
  readonly notes: readonly string[]
}

/** Checks that follow from the rows and the counts. */
const OF_TABLES: Readonly<Partial<Record<CheckCode, (facts: CheckFacts) => Counted>>> = {
  difference: ({ tables }) => {
    const off = tables.filter(({ difference }) => difference !== 0)
    return {
      count: off.reduce((sum, { difference }) => sum + Math.abs(difference), 0),
      notes: off.map(({ table, difference }) => `${table}: ${difference} rows`),
    }
  },
  'dump-problem': ({ problems }) => ({
    count: problems.length,
    notes: problems.map(({ table, offset, why }) => `${table ?? 'the dump'}, byte ${offset}: ${why}`),
  }),
  unread: ({ tables }) => asideFor(tables, 'unread'),
  'points-nowhere': ({ tables }) => asideFor(tables, 'points-nowhere'),
  'unknown-table': ({ tables }) => asideFor(tables, 'unknown-table'),
  waiting: ({ works }) => ({
    count: works.filter(({ visibility }) => visibility === 'hidden').reduce((sum, each) => sum + each.works, 0),
    notes: [],
  }),
}

function asideFor(tables: readonly TableReport[], reason: string): Counted {
  const found = tables.flatMap(({ table, reasons }) =>
    reasons.filter((each) => each.reason === reason).map(({ rows }) => ({ table, rows })),
  )
  return {
    count: found.reduce((sum, { rows }) => sum + rows, 0),
    notes: found.map(({ table, rows }) => `${table}: ${rows} ${rows === 1 ? 'row' : 'rows'}`),
  }
}
