/** What a batch brought, for its report: every file it met under what became of it. */
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { prepared, preparedByShape } from '../../platform/db/prepared.ts'
import type { ImportCounts } from './counts.ts'
import type { FindingGroup } from './finding-groups.ts'

export interface BatchReport {
  readonly key: number
  readonly publicId: string
  readonly startedAt: string
  readonly finishedAt: string | null
  readonly state: string
  readonly roots: readonly string[]
  readonly isHeld: boolean
  /** As it was when the import ended; nothing of one that was cut off. */
  readonly ended: EndedBatch | null
}

export interface EndedBatch {
  /** Files that an earlier batch had brought. */
  readonly known: number
  readonly works: { readonly added: number; readonly changed: number; readonly unchanged: number }
  readonly findings: readonly FindingGroup[]
}

/** What became of a file. `first` began a work, `part` gave more of one. */
export const OUTCOMES = [
  'first',
  'part',
  'index',
  'duplicate',
  'other-version',
  'refused',
  'dump',
  'image',
  'stray',
  'orphan-chapter',
  'container',
  'waiting',
] as const
export type Outcome = (typeof OUTCOMES)[number]

export type OutcomeCounts = { readonly [Name in Outcome]: number }

export interface BatchFile {
  readonly key: string
  readonly path: string
  readonly within: readonly string[]
  readonly sha256: string | null
  readonly work: { readonly publicId: string; readonly title: string } | null
  /** Why it was refused. */
  readonly code: string | null
  readonly why: string | null
}

export const FILES_A_PAGE = 100

/** A file of a batch and what became of it, for other programs. */
export interface FileReport extends Omit<BatchFile, 'key'> {
  readonly outcome: Outcome
}

/** Every file of a batch, by what became of it. */
export async function* listOutcomes(db: Db, publicId: string): AsyncGenerator<FileReport> {
  const batch = await findBatch(db, publicId)
  if (batch === undefined) return
  for (const outcome of OUTCOMES) {
    let after = 0
    for (;;) {
      const files = await listFiles(db, batch, outcome, after)
      for (const { key, ...file } of files.slice(0, FILES_A_PAGE)) {
        yield { outcome, ...file }
        after = Number(key)
      }
      if (files.length <= FILES_A_PAGE) break
    }
  }
}

export async function findBatch(db: Db, publicId: string): Promise<BatchReport | undefined> {
  const [row] = await batchByPublicId(db, { publicId })
  if (row === undefined) return undefined
  const { roots, options, counts, ...batch } = row
  return {
    ...batch,
    roots: JSON.parse(roots) as string[],
    isHeld: (JSON.parse(options) as { hold?: boolean }).hold === true,
    ended: batch.finishedAt === null ? null : readCounts(counts),
  }
}

/** What `closeBatch` wrote; an older version wrote less. */
function readCounts(json: string): EndedBatch {
  const counts = JSON.parse(json) as Partial<ImportCounts> & { findings?: readonly FindingGroup[] }
  const { known = 0, works = { added: 0, changed: 0, unchanged: 0 }, findings = [] } = counts
  return { known, works, findings }
}

export async function countOutcomes(db: Db, batch: { readonly key: number }): Promise<OutcomeCounts> {
  const rows = await outcomeCounts(db, { batch: batch.key })
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>
  for (const { outcome, count } of rows) if (isOutcome(outcome)) counts[outcome] += count
  return counts
}

/** Files with one outcome, in the order in which they were met, behind the one with the key `after`. */
export async function listFiles(
  db: Db,
  batch: { readonly key: number },
  outcome: Outcome,
  after: number,
): Promise<readonly BatchFile[]> {
  const rows = await filesByOutcome(db, outcome, { batch: batch.key, after, size: FILES_A_PAGE + 1 })
  return rows.map((row) => ({
    key: String(row.id),
    path: row.path ?? '',
    within: JSON.parse(row.within) as string[],
    sha256: row.sha256,
    work: row.publicId === null || row.title === null ? null : { publicId: row.publicId, title: row.title },
    code: row.code,
    why: row.why,
  }))
}

interface BatchRow extends Omit<BatchReport, 'roots' | 'isHeld' | 'ended'> {
  readonly counts: string
  readonly roots: string
  readonly options: string
}

const batchByPublicId = prepared<{ publicId: string }, BatchRow>((db, given) =>
  db
    .selectFrom('batch')
    .where('batch.public_id', '=', given.publicId)
    .select([
      'batch.id as key',
      'batch.public_id as publicId',
      'batch.started_at as startedAt',
      'batch.finished_at as finishedAt',
      'batch.state',
      'batch.roots',
      'batch.options',
      'batch.counts',
    ]),
)

/**
 * The file that a work began with: the first of its texts in this batch, by the order in which they were met. They are
 * looked for among the files of the work: `+ 0` keeps SQLite from going through all files of the batch, of which it
 * cannot know that there are more.
 */
const BEGAN = sql`(select min(other.id) from source_use as other where other.work_id = source_use.work_id and other.batch_id + 0 = source_use.batch_id and other.role = 'text')`
/** A file of text that no work was made of yet, since the import was cut off, waits. */
const OUTCOME = sql<string>`case
  when source_use.role <> 'text' then source_use.role
  when source_use.work_id is null then 'waiting'
  when source_use.id = ${BEGAN} then 'first'
  else 'part' end`

/** The same as a condition, so that an index by role finds the files of one outcome in their order. */
function hasOutcome(outcome: Exclude<Outcome, 'refused'>): RawBuilder<SqlBool> {
  if (outcome === 'waiting') return sql`source_use.role = 'text' and source_use.work_id is null`
  if (outcome === 'first') return sql`source_use.role = 'text' and source_use.id = ${BEGAN}`
  if (outcome === 'part')
    return sql`source_use.role = 'text' and source_use.work_id is not null and source_use.id <> ${BEGAN}`
  return sql`source_use.role = ${sql.lit(outcome)}`
}

/** Refusals of files that could not even be opened have no source. */
const refusedUnopened = sql<SqlBool>`finding.kind = 'refusal' and finding.sha256 is null`

const outcomeCounts = prepared<{ batch: number }, { outcome: string; count: number }>((db, given) =>
  db
    .selectFrom(
      db
        .selectFrom('source_use')
        .where('source_use.batch_id', '=', given.batch)
        .select(OUTCOME.as('outcome'))
        .unionAll(
          db
            .selectFrom('finding')
            .where('finding.batch_id', '=', given.batch)
            .where(refusedUnopened)
            .select(sql<string>`'refused'`.as('outcome')),
        )
        .as('file'),
    )
    .groupBy('file.outcome')
    .select((eb) => ['file.outcome', eb.fn.countAll<number>().as('count')]),
)

interface FileRow {
  readonly id: number
  readonly path: string | null
  readonly within: string
  readonly sha256: string | null
  readonly publicId: string | null
  readonly title: string | null
  readonly code: string | null
  readonly why: string | null
}

const filesByOutcome = preparedByShape<Outcome, { batch: number; after: number; size: number }, FileRow>(
  (outcome) => outcome,
  (db, given, outcome) => {
    if (outcome === 'refused') {
      // A refusal is a finding whether or not the file could be kept.
      return db
        .selectFrom('finding')
        .where('finding.batch_id', '=', given.batch)
        .where('finding.kind', '=', sql.lit('refusal'))
        .where('finding.id', '>', given.after)
        .orderBy('finding.id')
        .limit(given.size)
        .select([
          'finding.id',
          'finding.path',
          'finding.within',
          'finding.sha256',
          sql<string | null>`cast(null as text)`.as('publicId'),
          sql<string | null>`cast(null as text)`.as('title'),
          'finding.code',
          'finding.why',
        ])
    }
    return db
      .selectFrom('source_use')
      .leftJoin('work', 'work.id', 'source_use.work_id')
      .where('source_use.batch_id', '=', given.batch)
      .where(hasOutcome(outcome))
      .where('source_use.id', '>', given.after)
      .orderBy('source_use.id')
      .limit(given.size)
      .select([
        'source_use.id',
        'source_use.path',
        'source_use.within',
        'source_use.sha256',
        'work.public_id as publicId',
        'work.title',
        sql<string | null>`cast(null as text)`.as('code'),
        sql<string | null>`cast(null as text)`.as('why'),
      ])
  },
)

function isOutcome(outcome: string): outcome is Outcome {
  return (OUTCOMES as readonly string[]).includes(outcome)
}
