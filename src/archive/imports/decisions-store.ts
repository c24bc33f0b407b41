/**
 * What a person decides about findings: one that is wrong is dismissed, and may be restored.
 *
 * A decision is kept with the place in the source that it is about, so it holds when the work is made again. Whether
 * something private is shown is decided here, too: the original shows it at once, the work when an import makes it again.
 */
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { privateKey } from './hide-private.ts'
import { getReadingContent } from './store.ts'
import { unpackReading } from './stored-reading.ts'

/** What can be decided: a repair is not taken back by it, and a file that was refused is not read. */
export const DECIDABLE_KINDS = ['private', 'suggestion', 'gap'] as const

export interface DecidableFinding {
  readonly id: number
  readonly kind: string
  readonly code: string
  readonly state: string
  readonly sha256: string | null
  readonly line: number | null
  readonly column: number | null
  /** What it says; for something private the words that are hidden. For the archivist alone. */
  readonly words: string | null
}

export interface DecidableWork {
  readonly publicId: string
  readonly title: string
  readonly findings: readonly DecidableFinding[]
}

export async function listDecidable(db: Db, publicId: string): Promise<DecidableWork | undefined> {
  const work = await db.selectFrom('work').select(['id', 'title']).where('public_id', '=', publicId).executeTakeFirst()
  if (work === undefined) return undefined
  const rows = await db
    .selectFrom('finding')
    .select(['id', 'kind', 'code', 'state', 'sha256', 'line', 'column', 'value', 'why'])
    .where('work_id', '=', work.id)
    .where('kind', 'in', DECIDABLE_KINDS)
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
    const { inspection } = unpackReading(await getReadingContent(db, sha256))
    for (const fact of inspection.private) words.set(`${sha256} ${privateKey(fact)}`, fact.value)
  }
  return words
}

export type DecidedState = 'open' | 'dismissed'

/**
 * Says of findings that they are wrong, or that they are right after all. Gives back those that there are and that can be
 * decided; the state of the others is left. Call it in a transaction while no import runs.
 */
export async function decideFindings(
  tx: Db,
  ids: readonly number[],
  state: DecidedState,
): Promise<readonly { readonly id: number; readonly kind: string }[]> {
  const decided: { id: number; kind: string }[] = []
  for (const part of chunks(ids))
    decided.push(
      ...(await tx
        .updateTable('finding')
        .set({ state })
        .where('id', 'in', part)
        .where('kind', 'in', DECIDABLE_KINDS)
        .returning(['id', 'kind'])
        .execute()),
    )
  return decided
}
