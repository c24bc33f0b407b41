/** Rows of messages: which is a story, which answers what, and which answers stand below a story already. */
import type { LetterFact } from '../../intake/formats/mail/index.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'

export async function saveMailPost(tx: Db, sha256: string, letter: LetterFact): Promise<void> {
  const columns = {
    kind: letter.kind,
    message_id: letter.messageId,
    answers: JSON.stringify(letter.answers),
    thread_key: letter.threadKey,
    sender: letter.from,
    sent_at: letter.sent,
    html: letter.html,
  }
  await tx
    .insertInto('mail_post')
    .values({ sha256, ...columns, state: letter.kind === 'reply' ? 'waiting' : null, review_id: null })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet(columns))
    .execute()
}

/** Those of these sources that are mails with a story, as they came. */
export async function listMailedStories(db: Db, sha256s: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const part of chunks(sha256s, KEYS_A_QUERY)) {
    const rows = await db
      .selectFrom('mail_post')
      .innerJoin('source', 'source.sha256', 'mail_post.sha256')
      .select('mail_post.sha256')
      .where('mail_post.sha256', 'in', part)
      .where('kind', '=', 'story')
      .where('source.format', '=', 'mail')
      .execute()
    found.push(...rows.map(({ sha256 }) => sha256))
  }
  return found
}

const KEYS_A_QUERY = 500

export interface WaitingReply {
  readonly sha256: string
  readonly messageId: string | null
  readonly answers: readonly string[]
  readonly threadKey: string | null
  readonly sender: string | null
  readonly sentAt: string
  readonly html: string
}

/** The next answers that no story was found for, in the order in which they were sent. */
export async function listWaiting(
  db: Db,
  after: Pick<WaitingReply, 'sentAt' | 'sha256'>,
  limit: number,
): Promise<readonly WaitingReply[]> {
  const rows = await db
    .selectFrom('mail_post')
    .select((eb) => [
      'sha256',
      'message_id',
      'answers',
      'thread_key',
      'sender',
      'html',
      eb.fn.coalesce('sent_at', eb.val('')).as('sent'),
    ])
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb(eb.refTuple(eb.fn.coalesce('sent_at', eb.val('')), 'sha256'), '>', eb.tuple(after.sentAt, after.sha256)),
    )
    .orderBy('sent')
    .orderBy('sha256')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    sha256: row.sha256,
    messageId: row.message_id,
    answers: JSON.parse(row.answers) as string[],
    threadKey: row.thread_key,
    sender: row.sender,
    sentAt: row.sent,
    html: row.html ?? '',
  }))
}

/** What a message is that is answered. */
export interface AnsweredPost {
  readonly kind: string
  readonly state: string | null
  /** The review that an answer became. */
  readonly reviewId: number | null
  readonly workId: number | null
  readonly chapterId: number | null
}

export async function findAnswered(db: Db, messageId: string): Promise<AnsweredPost | undefined> {
  return db
    .selectFrom('mail_post')
    .leftJoin('source_use', 'source_use.sha256', 'mail_post.sha256')
    .select(['mail_post.kind', 'state', 'review_id as reviewId', 'work_id as workId', 'chapter_id as chapterId'])
    .where('message_id', '=', messageId)
    .orderBy('work_id', 'desc')
    .orderBy('mail_post.sha256')
    .limit(1)
    .executeTakeFirst()
}

/** The works that posts of this subject are of; more than one says nothing. */
export async function listWorksOfThread(db: Db, threadKey: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('mail_post')
    .innerJoin('source_use', 'source_use.sha256', 'mail_post.sha256')
    .select('work_id')
    .where('thread_key', '=', threadKey)
    .where('kind', '=', 'story')
    .where('work_id', 'is not', null)
    .distinct()
    .limit(2)
    .execute()
  return rows.flatMap(({ work_id }) => (work_id === null ? [] : [work_id]))
}

/** Where a review stands: what it is of, and the first of its thread. */
export async function findThread(
  db: Db,
  reviewId: number,
): Promise<{ readonly workId: number | null; readonly chapterId: number | null; readonly top: number } | undefined> {
  const row = await db
    .selectFrom('review')
    .select(['work_id', 'chapter_id', 'parent_id'])
    .where('id', '=', reviewId)
    .executeTakeFirst()
  return row && { workId: row.work_id, chapterId: row.chapter_id, top: row.parent_id ?? reviewId }
}

/** The review that the same message became by way of another copy of it. */
export async function findPlacedCopy(db: Db, messageId: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('mail_post')
    .select('review_id')
    .where('message_id', '=', messageId)
    .where('review_id', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return row?.review_id ?? undefined
}

export async function markPlaced(tx: Db, sha256: string, reviewId: number): Promise<void> {
  await tx.updateTable('mail_post').set({ state: 'placed', review_id: reviewId }).where('sha256', '=', sha256).execute()
}
