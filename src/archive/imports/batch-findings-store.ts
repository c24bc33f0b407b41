/** What was found in a batch, counted once when it ends, and listed a page at a time for its report. */
import { sql } from 'kysely'
import type { Db } from '../../platform/db/database.ts'
import { preparedByShape } from '../../platform/db/prepared.ts'
import { FINDING_KINDS, type FindingGroup, type FindingKind, worstFirst } from './finding-groups.ts'

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

/**
 * Passes over every finding of the batch: for the end of an import, not for a page. Some are counted at a time, since a
 * large site has millions of them, and to sort them all takes 160 MB.
 */
export async function countFindings(
  db: Db,
  batch: { readonly key: number },
  atOnce = FINDINGS_A_COUNT,
): Promise<readonly FindingGroup[]> {
  const groups: FindingGroup[] = []
  for (const kind of FINDING_KINDS) {
    const counts = await countOfCodes(db, kind, { batch: batch.key, size: atOnce })
    groups.push(...Array.from(counts, ([code, count]) => ({ kind, code, count })))
  }
  return worstFirst(groups)
}

async function countOfCodes(
  db: Db,
  kind: FindingKind,
  asked: { readonly batch: number; readonly size: number },
): Promise<ReadonlyMap<string, number>> {
  const sums = new Map<string, number>()
  let counted = asked.size
  for (let after = 0; counted === asked.size; ) {
    counted = 0
    for (const { code, count, last } of await findingCounts(db, kind, { ...asked, after })) {
      sums.set(code, (sums.get(code) ?? 0) + count)
      after = Math.max(after, last)
      counted += count
    }
  }
  return sums
}

const FINDINGS_A_COUNT = 20_000

interface CountOfCode {
  readonly code: string
  readonly count: number
  /** The largest key. */
  readonly last: number
}

/** How often each code is among the next ones of a kind, by their keys. */
const findingCounts = preparedByShape<FindingKind, Omit<FindingsAsked, 'code'>, CountOfCode>(
  String,
  (db, given, kind) =>
    db
      .selectFrom((eb) =>
        eb
          .selectFrom('finding')
          .select(['id', 'code'])
          .where('batch_id', '=', given.batch)
          .where('kind', '=', sql.lit(kind))
          .where('id', '>', given.after)
          .orderBy('id')
          .limit(given.size)
          .as('some'),
      )
      .groupBy('code')
      .select((eb) => ['code', eb.fn.countAll<number>().as('count'), eb.fn.max('id').as('last')]),
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
