/** Writes challenges and the works and series that answer them. */
import { sortKey } from '../../kernel/text.ts'
import { writeChange } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'
import { insertRows } from '../../platform/db/insert-rows.ts'

export interface ChallengeFacts {
  readonly title: string
  /** Story HTML. */
  readonly summary: string | null
  readonly penNameId: number | null
  /** Who set it, where no pen name is known. */
  readonly challengerName: string | null
}

/** A work or a series; one of the two. */
export type ChallengeAnswer =
  | { readonly workId: number; readonly seriesId: null }
  | { readonly workId: null; readonly seriesId: number }

export interface StoredChallenge extends ChallengeFacts {
  readonly answers: readonly ChallengeAnswer[]
}

export async function insertChallenge(
  tx: Db,
  facts: ChallengeFacts,
  siteId: number | null,
  now: string,
): Promise<number> {
  const { id } = await insertWithPublicId((publicId) =>
    tx
      .insertInto('challenge')
      .values({ ...columnsOf(facts), site_id: siteId, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  await writeChange(tx, { table: 'challenge', rowId: id, change: 'added' }, now)
  return id
}

export async function updateChallenge(tx: Db, id: number, facts: ChallengeFacts, now: string): Promise<void> {
  await tx.updateTable('challenge').set(columnsOf(facts)).where('id', '=', id).execute()
  await writeChange(tx, { table: 'challenge', rowId: id, change: 'changed' }, now)
}

export async function replaceAnswers(tx: Db, challengeId: number, answers: readonly ChallengeAnswer[]): Promise<void> {
  await tx.deleteFrom('challenge_answer').where('challenge_id', '=', challengeId).execute()
  const rows = answers.map(({ workId, seriesId }, position) => ({
    challenge_id: challengeId,
    position,
    work_id: workId,
    series_id: seriesId,
  }))
  await insertRows(tx, 'challenge_answer', rows)
}

export async function findStoredChallenge(db: Db, id: number): Promise<StoredChallenge | undefined> {
  const row = await db
    .selectFrom('challenge')
    .select(['title', 'summary', 'pen_name_id as penNameId', 'challenger_name as challengerName'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const answers = await db
    .selectFrom('challenge_answer')
    .select(['work_id as workId', 'series_id as seriesId'])
    .where('challenge_id', '=', id)
    .orderBy('position')
    .execute()
  return { ...row, answers: answers as ChallengeAnswer[] }
}

function columnsOf({ title, summary, penNameId, challengerName }: ChallengeFacts) {
  return { title, sort_title: sortKey(title), summary, pen_name_id: penNameId, challenger_name: challengerName }
}
