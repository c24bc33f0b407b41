/** Rows of messages: which is a story, which answers what, and which answers stand below a story already. */
import { sql } from 'kysely'
import type { LetterFact } from '../../intake/formats/mail/index.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'

export async function saveMailPost(tx: Db, sha256: string, letter: LetterFact): Promise<void> {
  await writePost(tx, {
    sha256,
    kind: letter.kind,
    messageId: letter.messageId,
    answers: JSON.stringify(letter.answers),
    threadKey: letter.threadKey,
    sender: letter.from,
    sentAt: letter.sent,
    html: letter.html,
    state: letter.kind === 'reply' ? 'waiting' : null,
  })
}

interface PostValues {
  readonly sha256: string
  readonly kind: string
  readonly messageId: string | null
  readonly answers: string
  readonly threadKey: string | null
  readonly sender: string | null
  readonly sentAt: string | null
  readonly html: string | null
  readonly state: string | null
}

const writePost = prepared((tx, given: Given<PostValues>) => {
  const columns = {
    kind: given.kind,
    message_id: given.messageId,
    answers: given.answers,
    thread_key: given.threadKey,
    sender: given.sender,
    sent_at: given.sentAt,
    html: given.html,
  }
  return tx
    .insertInto('mail_post')
    .values({ sha256: given.sha256, ...columns, state: given.state, review_id: null })
    .onConflict((conflict) => conflict.column('sha256').doUpdateSet(columns))
})

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

/** Where a list of waiting answers goes on: those without a date come first. */
export interface WaitingFrom {
  readonly sentAt: string | null
  readonly sha256: string
}

export interface WaitingReply extends WaitingFrom {
  readonly messageId: string | null
  readonly answers: readonly string[]
  readonly threadKey: string | null
  readonly sender: string | null
  readonly html: string
}

/** The next answers that no story was found for, in the order in which they were sent. */
export async function listWaiting(db: Db, after: WaitingFrom, limit: number): Promise<readonly WaitingReply[]> {
  const { sentAt, sha256 } = after
  const undated = sentAt === null ? await undatedWaiting(db, { sha256, limit }) : []
  const from = sentAt === null ? { sentAt: '', sha256: '' } : { sentAt, sha256 }
  const dated = undated.length < limit ? await datedWaiting(db, { ...from, limit: limit - undated.length }) : []
  return [...undated, ...dated].map((row) => ({
    sha256: row.sha256,
    messageId: row.message_id,
    answers: JSON.parse(row.answers) as string[],
    threadKey: row.thread_key,
    sender: row.sender,
    sentAt: row.sent_at,
    html: row.html ?? '',
  }))
}

// Two queries, each in the order of an index: over both, every page would sort all that waits.

const undatedWaiting = prepared((db, given: Given<{ sha256: string; limit: number }>) =>
  waiting(db).where('sent_at', 'is', null).where('sha256', '>', given.sha256).orderBy('sha256').limit(given.limit),
)

const datedWaiting = prepared((db, given: Given<{ sentAt: string; sha256: string; limit: number }>) =>
  waiting(db)
    .where((eb) => eb(eb.refTuple('sent_at', 'sha256'), '>', eb.tuple(given.sentAt, given.sha256)))
    .orderBy('sent_at')
    .orderBy('sha256')
    .limit(given.limit),
)

function waiting(db: Db) {
  return db
    .selectFrom('mail_post')
    .select(['sha256', 'message_id', 'answers', 'thread_key', 'sender', 'html', 'sent_at'])
    .where('state', '=', sql.lit('waiting'))
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
    .orderBy('work_id', (order) => order.desc().nullsLast())
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
