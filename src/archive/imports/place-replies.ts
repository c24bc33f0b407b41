/**
 * Puts answers from mailing lists below what they answer: a story gets a review, an answer to an answer a reply to it.
 *
 * What a message answers is said by its `In-Reply-To` and `References`, the nearest first; where those are gone, as many
 * archives drop them, by its subject, when posts of that subject on that list are of one work only. An answer whose story
 * is not here waits: the story may come with the next import.
 */
import { dateKey } from '../../kernel/date-key.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { insertReviews, recountReviews } from '../reviews/index.ts'
import type { ImportRequest } from './import-request.ts'
import {
  findAnswered,
  findPlacedCopy,
  findThread,
  listWaiting,
  listWorksOfThread,
  markPlaced,
  type WaitingFrom,
  type WaitingReply,
} from './mail-store.ts'

const REPLIES_A_WRITE = 50
/** Clocks are wrong, so an answer may come before what it answers; threads are not deeper out of order. */
const MOST_PASSES = 6

export async function placeReplies(db: Db, request: ImportRequest): Promise<void> {
  for (let pass = 1; pass < MOST_PASSES; pass++) if ((await placeAll(db, request, false)) === 0) break
  // What is answered and has no place itself is waited for no longer.
  await placeAll(db, request, true)
}

async function placeAll(db: Db, { assertHeld, now }: ImportRequest, isLast: boolean): Promise<number> {
  let placed = 0
  for (let after: WaitingFrom = { sentAt: null, sha256: '' }; ; ) {
    const replies = await listWaiting(db, after, REPLIES_A_WRITE)
    const last = replies.at(-1)
    if (last === undefined) return placed
    after = last
    placed += await inTransaction(db, async (tx) => {
      await assertHeld?.(tx)
      return placeSome(tx, replies, { isLast, now: now() })
    })
  }
}

async function placeSome(
  tx: Db,
  replies: readonly WaitingReply[],
  { isLast, now }: { readonly isLast: boolean; readonly now: string },
): Promise<number> {
  const works = new Set<number>()
  let placed = 0
  for (const reply of replies) {
    const copy = reply.messageId === null ? undefined : await findPlacedCopy(tx, reply.messageId)
    const place = copy === undefined ? await findPlace(tx, reply, isLast) : null
    if (copy === undefined && place === null) continue
    const id = copy ?? (await write(tx, reply, place as ReplyPlace, now))
    await markPlaced(tx, reply.sha256, id)
    if (place !== null) works.add(place.workId)
    placed++
  }
  if (works.size > 0) await recountReviews(tx, 'work', [...works])
  return placed
}

interface ReplyPlace {
  readonly workId: number
  readonly chapterId: number | null
  readonly parentId: number | null
}

async function findPlace(tx: Db, { answers, threadKey }: WaitingReply, isLast: boolean): Promise<ReplyPlace | null> {
  for (const messageId of answers) {
    const post = await findAnswered(tx, messageId)
    if (post === undefined) continue
    const { kind, state, reviewId, workId, chapterId } = post
    if (kind === 'story' && workId !== null) return { workId, chapterId, parentId: null }
    if (reviewId !== null) {
      const thread = await findThread(tx, reviewId)
      if (thread !== undefined && thread.workId !== null)
        return { workId: thread.workId, chapterId: thread.chapterId, parentId: thread.top }
    }
    if (state === 'waiting' && !isLast) return null
  }
  const works = threadKey === null ? [] : await listWorksOfThread(tx, threadKey)
  const [workId] = works
  return works.length === 1 && workId !== undefined ? { workId, chapterId: null, parentId: null } : null
}

async function write(tx: Db, reply: WaitingReply, place: ReplyPlace, now: string): Promise<number> {
  const postedAt = reply.sentAt
  const { workId, chapterId, parentId } = place
  const [id] = await insertReviews(
    tx,
    [
      {
        target: { kind: 'work', workId, chapterId },
        penNameId: null,
        guestName: reply.sender,
        html: reply.html,
        rating: null,
        ratingBest: null,
        about: null,
        postedAt,
        postedKey: postedAt === null ? '' : dateKey(postedAt),
        parentId,
      },
    ],
    null,
    now,
  )
  if (id === undefined) throw new Error('a review was not written')
  return id
}
