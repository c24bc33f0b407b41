/**
 * Writes the reviews of a site with the replies to them, in portions, and enters each row in the books.
 *
 * A site may have hundreds of thousands of them, so new ones are inserted many at a time; changed ones of a newer dump,
 * which are few, one by one, with respect for what people changed here.
 */
import { chunks } from '../../../platform/db/chunks.ts'
import type { Db } from '../../../platform/db/database.ts'
import {
  findRescuedReply,
  findStoredReview,
  insertReviews,
  listFirstAuthors,
  listReviewed,
  type ReviewFacts,
  recountReviews,
  removeReview,
  updateReview,
} from '../../reviews/index.ts'
import { listFirstSeriesCreators } from '../../series/index.ts'
import type { OpaqueContent } from '../books/opaque.ts'
import type { RowRecord, Written } from '../books/records-store.ts'
import { settle } from '../books/settle.ts'
import type { RescueContext } from '../context.ts'
import { rescueTable } from '../rescue-table.ts'
import { prepareComment, prepareReview, type ReviewDraft, type ReviewedThings } from './community-reviews.ts'
import { findMemberNamed, hasAsides, listNames, takeBack } from './community-store.ts'
import { asideFor, conflictNote } from './community-values.ts'

const ROWS_A_PORTION = 200

export async function rescueReviews(context: RescueContext, things: ReviewedThings): Promise<void> {
  for (const table of ['reviews', 'comments'] as const) {
    const mayTakeBack = await hasAsides(context.db, context.siteId, table)
    const prepare = table === 'reviews' ? prepareReview : prepareComment
    await rescueTable(context, {
      table,
      rowsAPortion: ROWS_A_PORTION,
      prepare: (batch, each) => prepare(context, things, batch, each),
      write: (tx, drafts) => writeReviews(context, tx, { table, drafts, mayTakeBack }),
    })
  }
  await recount(context)
}

/** What pages show as the number of reviews, and lists are asked for. */
async function recount(context: RescueContext): Promise<void> {
  for (const table of ['work', 'series'] as const) {
    for (const ids of chunks(await listReviewed(context.db, table, context.siteId)))
      await context.writes.add((tx) => recountReviews(tx, table, ids), 100 * ids.length)
  }
  await context.writes.finish()
}

type FullDraft = Extract<ReviewDraft, { readonly facts: ReviewFacts }>

interface Portion {
  readonly table: 'reviews' | 'comments'
  readonly drafts: readonly ReviewDraft[]
  readonly mayTakeBack: boolean
}

async function writeReviews(context: RescueContext, tx: Db, { table, drafts, mayTakeBack }: Portion): Promise<void> {
  const full: FullDraft[] = []
  for (const draft of drafts)
    if (draft.facts !== null) full.push(table === 'comments' ? await byMember(context, tx, draft) : draft)
  const authors = await findAuthors(tx, full)
  await insertNew(
    context,
    tx,
    full.filter(({ known }) => (known?.targetId ?? null) === null),
    authors,
  )
  for (const draft of full)
    if ((draft.known?.targetId ?? null) !== null) await changeReview(context, tx, draft, authors)
  if (mayTakeBack) {
    await takeBack(
      tx,
      context.siteId,
      table,
      full.map(({ row }) => row.key),
    )
  }
  await setAside(context, tx, drafts)
}

/** Old sites put the name of a member under a comment and no id. */
async function byMember(context: RescueContext, tx: Db, draft: FullDraft): Promise<FullDraft> {
  const { guestName } = draft.facts
  if (guestName === null) return draft
  const member = await findMemberNamed(tx, context.siteId, guestName)
  return member === undefined ? draft : { ...draft, facts: { ...draft.facts, penNameId: member, guestName: null } }
}

/** A row that was represented and says nothing that has a place now leaves what it was. */
async function setAside(context: RescueContext, tx: Db, drafts: readonly ReviewDraft[]): Promise<void> {
  const asides = drafts.filter((draft) => draft.facts === null)
  await context.setAside(
    tx,
    asides.map(({ row, known, reason }) => asideFor(row, known === undefined ? reason : 'newer-version')),
  )
  const records = asides.flatMap(({ row, known }): RowRecord[] =>
    known === undefined ? [] : [{ row, kind: known.kind, targetId: known.targetId, written: known.written }],
  )
  await context.record(tx, records)
}

/** Who wrote what each draft is of: whose replies these are. */
interface Authors {
  readonly ofWorks: ReadonlyMap<number, number>
  readonly ofSeries: ReadonlyMap<number, number>
}

async function findAuthors(tx: Db, drafts: readonly FullDraft[]): Promise<Authors> {
  const answered = drafts.filter(({ reply }) => reply !== null).map(({ facts }) => facts.target)
  const works = answered.flatMap((target) => (target.kind === 'work' ? [target.workId] : []))
  const series = answered.flatMap((target) => (target.kind === 'series' ? [target.seriesId] : []))
  return {
    ofWorks: await listFirstAuthors(tx, [...new Set(works)]),
    ofSeries: await listFirstSeriesCreators(tx, [...new Set(series)]),
  }
}

/** When it was written nobody noted; it sorts behind what it replies to. */
function replyTo({ target, postedKey }: ReviewFacts, html: string, { ofWorks, ofSeries }: Authors): ReviewFacts {
  const author =
    target.kind === 'work'
      ? ofWorks.get(target.workId)
      : target.kind === 'series'
        ? ofSeries.get(target.seriesId)
        : undefined
  return {
    target,
    penNameId: author ?? null,
    guestName: null,
    html,
    rating: null,
    ratingBest: null,
    about: null,
    postedAt: null,
    postedKey,
  }
}

async function insertNew(
  context: RescueContext,
  tx: Db,
  drafts: readonly FullDraft[],
  authors: Authors,
): Promise<void> {
  const { siteId, now } = context
  const ids = await insertReviews(
    tx,
    drafts.map(({ facts }) => ({ ...facts, parentId: null })),
    siteId,
    now,
  )
  const replies = drafts.flatMap(({ facts, reply }, i) =>
    reply === null ? [] : [{ ...replyTo(facts, reply, authors), parentId: ids[i] ?? null }],
  )
  await insertReviews(tx, replies, siteId, now)
  const extras = await withOldNames(tx, drafts)
  await context.record(
    tx,
    drafts.map(
      (draft, i): RowRecord => ({
        row: draft.row,
        kind: 'review',
        targetId: ids[i] ?? null,
        written: writtenOf(draft.facts, draft.reply),
        extra: extras[i] ?? null,
      }),
    ),
  )
}

/** The name that a member signed with is kept where it is not the one they have now. */
async function withOldNames(tx: Db, drafts: readonly FullDraft[]): Promise<readonly (OpaqueContent | null)[]> {
  const signed = drafts.filter(({ signedAs }) => signedAs !== null)
  const names = await listNames(
    tx,
    signed.flatMap(({ facts }) => facts.penNameId ?? []),
  )
  return drafts.map(({ facts, signedAs, extra }) =>
    signedAs === null || names.get(facts.penNameId ?? 0) === signedAs ? extra : { ...extra, reviewer: signedAs },
  )
}

function writtenOf(facts: ReviewFacts, reply: string | null): Written {
  const { target, about, penNameId, guestName, html, rating, ratingBest, postedAt } = facts
  return {
    target: nameOfTarget(target),
    about,
    by: penNameId === null ? guestName : `#${penNameId}`,
    html,
    rating: rating === null ? null : `${rating}/${ratingBest}`,
    postedAt,
    reply,
  }
}

function nameOfTarget(target: ReviewFacts['target']): string {
  switch (target.kind) {
    case 'work':
      return `work ${target.workId}/${target.chapterId ?? ''}`
    case 'series':
      return `series ${target.seriesId}`
    case 'news':
      return `news ${target.newsId}`
  }
}

async function changeReview(context: RescueContext, tx: Db, draft: FullDraft, authors: Authors): Promise<void> {
  const { row, known, facts, reply } = draft
  const id = known?.targetId ?? 0
  const written = writtenOf(facts, reply)
  const stored = await findStoredReview(tx, id)
  if (stored !== undefined) {
    const storedReply = await findRescuedReply(tx, id, context.siteId)
    const standing = writtenOf(stored, storedReply?.html ?? null)
    const { apply, conflicts } = settle(known?.written ?? null, standing, written)
    if ([...apply].some((name) => name !== 'reply'))
      await updateReview(tx, id, mergeFacts(stored, facts, apply), context.now)
    if (apply.has('reply')) {
      if (storedReply !== undefined && reply === null) await removeReview(tx, storedReply.id, context.now)
      else if (storedReply !== undefined && reply !== null)
        await updateReview(tx, storedReply.id, { ...storedReply, html: reply }, context.now)
      else if (reply !== null)
        await insertReviews(tx, [{ ...replyTo(facts, reply, authors), parentId: id }], context.siteId, context.now)
    }
    await context.note(
      tx,
      conflicts.map((name) => conflictNote(row, `review ${row.key}`, name)),
    )
  }
  const [extraNow = null] = await withOldNames(tx, [draft])
  await context.record(tx, [{ row, kind: 'review', targetId: id, written, extra: extraNow }])
}

function mergeFacts(stored: ReviewFacts, next: ReviewFacts, apply: ReadonlySet<string>): ReviewFacts {
  return {
    target: apply.has('target') ? next.target : stored.target,
    about: apply.has('about') ? next.about : stored.about,
    penNameId: apply.has('by') ? next.penNameId : stored.penNameId,
    guestName: apply.has('by') ? next.guestName : stored.guestName,
    html: apply.has('html') ? next.html : stored.html,
    rating: apply.has('rating') ? next.rating : stored.rating,
    ratingBest: apply.has('rating') ? next.ratingBest : stored.ratingBest,
    postedAt: apply.has('postedAt') ? next.postedAt : stored.postedAt,
    postedKey: apply.has('postedAt') ? next.postedKey : stored.postedKey,
  }
}
