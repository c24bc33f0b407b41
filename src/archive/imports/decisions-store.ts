/**
 * What a person decides about findings: one that is wrong is dismissed, and may be restored.
 *
 * A decision is kept with the place in the source that it is about, so it holds when the work is made again. Whether
 * something private is shown is decided here, too: the original shows it at once. Of a repair it is the decision that it
 * is undone. The works have to be made again for either, see `make-again.ts`.
 */
import { listUndoneWith } from '../../intake/refused-repairs.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { privateKey } from './hide-private.ts'
import { getReadingContent } from './store.ts'
import { type StoredReading, unpackReading } from './stored-reading.ts'
import { outdateReadings } from './undone-repairs-store.ts'

/**
 * What can be decided. A file that was refused is not read; and of a rescued site's stories no repair is undone, since
 * what the rows of its database say is not read again by itself.
 */
const DECIDABLE_KINDS = ['private', 'suggestion', 'gap', 'repair'] as const

export interface DecidableFinding {
  readonly id: number
  readonly kind: string
  readonly code: string
  readonly state: string
  readonly sha256: string | null
  readonly line: number | null
  readonly column: number | null
  /** What stood there, and what a repair made of it or a suggestion would. */
  readonly before: string | null
  readonly after: string | null
  /** What it says; for something private the words that are hidden. For the archivist alone. */
  readonly words: string | null
}

export interface DecidableWork {
  readonly publicId: string
  readonly title: string
  readonly findings: readonly DecidableFinding[]
}

export async function listDecidable(db: Db, publicId: string): Promise<DecidableWork | undefined> {
  const work = await db
    .selectFrom('work')
    .select(['id', 'title', 'site_id'])
    .where('public_id', '=', publicId)
    .executeTakeFirst()
  if (work === undefined) return undefined
  const rows = await db
    .selectFrom('finding')
    .select(['id', 'kind', 'code', 'state', 'sha256', 'line', 'column', 'before', 'after', 'value', 'why'])
    .where('work_id', '=', work.id)
    .where('kind', 'in', work.site_id === null ? DECIDABLE_KINDS : DECIDABLE_KINDS.filter((kind) => kind !== 'repair'))
    .orderBy('position')
    .orderBy('id')
    .execute()
  const hidden = await hiddenWords(
    db,
    rows.flatMap(({ kind, sha256 }) => (kind === 'private' && sha256 !== null ? [sha256] : [])),
  )
  const findings = rows.map(({ value, why, ...row }) => {
    const key = `${row.sha256} ${privateKey({ ...row, length: Number(value) })}`
    return { ...row, words: row.kind === 'private' ? (hidden.get(key) ?? null) : (why ?? value) }
  })
  return { publicId, title: work.title, findings }
}

/** The words are in the reading alone. */
async function hiddenWords(db: Db, sha256s: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const words = new Map<string, string>()
  for (const sha256 of new Set(sha256s)) {
    const { inspection } = await getReading(db, sha256)
    for (const fact of inspection.private) words.set(`${sha256} ${privateKey(fact)}`, fact.value)
  }
  return words
}

async function getReading(db: Db, sha256: string): Promise<StoredReading> {
  return unpackReading(await getReadingContent(db, sha256))
}

export type DecidedState = 'open' | 'dismissed'

export interface DecidedFinding {
  readonly id: number
  readonly kind: string
  readonly code: string
  readonly workId: number | null
  readonly batchId: number
  readonly sha256: string | null
  readonly line: number | null
  readonly column: number | null
  readonly field: string | null
  readonly value: string | null
}

/**
 * Says of findings that they are wrong, or that they are right after all. Gives back those that there are and that can be
 * decided; the state of the others is left. Call it in a transaction while no import runs.
 */
export async function decideFindings(
  tx: Db,
  ids: readonly number[],
  state: DecidedState,
): Promise<readonly DecidedFinding[]> {
  const decided = await listByIds(tx, ids)
  for (const part of chunks(decided.map(({ id }) => id)))
    await tx.updateTable('finding').set({ state }).where('id', 'in', part).execute()
  const repairs = decided.filter(({ kind }) => kind === 'repair')
  const sources = Map.groupBy(repairs, ({ sha256 }) => sha256)
  for (const [sha256, ofSource] of sources) if (sha256 !== null) await decideWhole(tx, sha256, ofSource, state)
  await outdateReadings(
    tx,
    [...sources.keys()].filter((sha256) => sha256 !== null),
  )
  return decided
}

async function listByIds(tx: Db, ids: readonly number[]): Promise<readonly DecidedFinding[]> {
  const found: DecidedFinding[] = []
  for (const part of chunks(ids))
    found.push(
      ...(await tx
        .selectFrom('finding')
        .leftJoin('work', 'work.id', 'finding.work_id')
        .select(['finding.id', 'kind', 'code', 'work_id as workId', 'batch_id as batchId'])
        .select(['sha256', 'line', 'column', 'field', 'value'])
        .where('finding.id', 'in', part)
        .where('kind', 'in', DECIDABLE_KINDS)
        .orderBy('finding.id')
        .where((eb) => eb.or([eb('kind', '!=', 'repair'), eb('work.site_id', 'is', null)]))
        .execute()),
    )
  return found
}

/** With a repair that reaches over several tags, all findings of it are decided. */
async function decideWhole(
  tx: Db,
  sha256: string,
  repairs: readonly DecidedFinding[],
  state: DecidedState,
): Promise<void> {
  const { inspection } = await getReading(tx, sha256)
  const all = [...inspection.repairs, ...(inspection.refused ?? [])]
  if (all.every(({ begins }) => begins === undefined)) return
  for (const repair of repairs)
    for (const { code, line, column } of listUndoneWith(repair, all))
      await tx
        .updateTable('finding')
        .set({ state })
        .where('work_id', '=', repair.workId)
        .where('kind', '=', 'repair')
        .where('sha256', '=', sha256)
        .where('code', '=', code)
        .where('line', '=', line)
        .where('column', '=', column)
        .execute()
}

const PLACE = ['sha256', 'line', 'column', 'field', 'value'] as const

/** The numbers that decided findings have now, in the same order; a work that was made again has new ones. */
export async function listNumbersNow(db: Db, decided: readonly DecidedFinding[]): Promise<readonly number[]> {
  const numbers: number[] = []
  for (const { workId, kind, code, ...place } of decided) {
    const row = await db
      .selectFrom('finding')
      .select('id')
      .where('work_id', '=', workId)
      .where('kind', '=', kind)
      .where('code', '=', code)
      .where((eb) => eb.and(PLACE.map((column) => eb(column, place[column] === null ? 'is' : '=', place[column]))))
      .orderBy('position')
      .executeTakeFirst()
    if (row !== undefined) numbers.push(row.id)
  }
  return numbers
}
