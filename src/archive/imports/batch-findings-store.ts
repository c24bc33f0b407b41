/** What was found in a batch, counted once when it ends, and listed a page at a time for its report. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared, preparedByShape } from '../../platform/db/prepared.ts'
import { type FindingGroup, type FindingKind, isFindingKind, worstFirst } from './finding-groups.ts'

export interface BatchFinding {
  readonly key: string
  readonly path: string | null
  readonly within: readonly string[]
  readonly sha256: string | null
  readonly work: { readonly publicId: string; readonly title: string } | null
  readonly line: number | null
  readonly why: string | null
  readonly value: string | null
}

export const FINDINGS_A_PAGE = 100

/** Passes over every finding of the batch: for the end of an import, not for a page. */
export async function countFindings(db: Db, batch: { readonly key: number }): Promise<readonly FindingGroup[]> {
  const rows = await findingCounts(db, { batch: batch.key })
  return worstFirst(rows.flatMap(({ kind, code, count }) => (isFindingKind(kind) ? [{ kind, code, count }] : [])))
}

const findingCounts = prepared((db, given: Given<{ batch: number }>) =>
  db
    .selectFrom('finding')
    .where('finding.batch_id', '=', given.batch)
    .groupBy(['finding.kind', 'finding.code'])
    .select((eb) => ['finding.kind', 'finding.code', eb.fn.countAll<number>().as('count')]),
)

/** Findings of one kind and code, in the order in which they were written, behind the one with the key `after`. */
export async function listBatchFindings(
  db: Db,
  batch: { readonly key: number },
  { kind, code }: Pick<FindingGroup, 'kind' | 'code'>,
  after: number,
): Promise<readonly BatchFinding[]> {
  const rows = await findingsOfBatch(db, kind, { batch: batch.key, code, after, size: FINDINGS_A_PAGE + 1 })
  return rows.map(({ id, within, publicId, title, ...row }) => ({
    ...row,
    key: String(id),
    within: JSON.parse(within) as string[],
    work: publicId === null || title === null ? null : { publicId, title },
  }))
}

interface FindingRow extends Omit<BatchFinding, 'key' | 'within' | 'work'> {
  readonly id: number
  readonly within: string
  readonly publicId: string | null
  readonly title: string | null
}

interface FindingsAsked {
  readonly batch: number
  readonly code: string
  readonly after: number
  readonly size: number
}

const findingsOfBatch = preparedByShape<FindingKind, FindingsAsked, FindingRow>(String, (db, given, kind) =>
  db
    .selectFrom('finding')
    .leftJoin('work', 'work.id', 'finding.work_id')
    .where('finding.batch_id', '=', given.batch)
    .where('finding.kind', '=', sql.lit(kind))
    .where('finding.id', '>', given.after)
    .where('finding.code', '=', given.code)
    .orderBy('finding.id')
    .limit(given.size)
    .select([
      'finding.id',
      'finding.path',
      'finding.within',
      'finding.sha256',
      'work.public_id as publicId',
      'work.title',
      'finding.line',
      'finding.why',
      'finding.value',
    ]),
)
