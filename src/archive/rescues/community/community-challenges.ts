/**
 * Moves in the challenges of a site and the stories and series that answer them.
 *
 * Which story answers which challenge stands in the rows of the stories. Who set a challenge may be nobody that the site
 * knows; the name it was signed with is kept then.
 */
import type { Db } from '../../../platform/db/database.ts'
import {
  type ChallengeAnswer,
  type ChallengeFacts,
  findStoredChallenge,
  insertChallenge,
  replaceAnswers,
  updateChallenge,
} from '../../challenges/index.ts'
import { extraOf } from '../books/opaque.ts'
import { listKnown, listTargets, type Written } from '../books/records-store.ts'
import { settle } from '../books/settle.ts'
import { idOf, idsOf } from '../cells.ts'
import type { KnownSiteRow, RescueContext, SiteNote } from '../context.ts'
import { rescueTable, type ValueBatch } from '../rescue-table.ts'
import type { SiteRow } from '../staged-site.ts'
import { termsOf } from './community-series.ts'
import { replaceTermUses, rewriteWritten } from './community-store.ts'
import { conflictNote, shownName } from './community-values.ts'

export async function rescueChallenges(context: RescueContext, series: ReadonlyMap<string, number>): Promise<void> {
  await rescueTable(context, {
    table: 'challenges',
    prepare: (batch, { row, known }) => {
      const facts = factsOf(context, batch, row)
      return () => ({ row, known, facts: facts() })
    },
    write: async (tx, drafts) => {
      for (const draft of drafts) await saveChallenge(context, tx, draft)
    },
  })
  const challenges = await listTargets(context.db, context.siteId, 'challenges')
  const { answers, notes } = await findAnswers(context, series, challenges)
  for (const [oldId, challengeId] of challenges)
    await context.writes.add(
      (tx) => saveAnswers(context, tx, { oldId, challengeId, answers: answers.get(oldId) ?? [] }),
      1000,
    )
  for (const note of notes) await context.writes.add((tx) => context.note(tx, [note]), 500)
  await context.writes.finish()
}

const PLACED: ReadonlySet<string> = new Set('chalid challenger uid title catid characters summary'.split(' '))

function factsOf(context: RescueContext, batch: ValueBatch, row: SiteRow): () => ChallengeFacts {
  const title = batch.line(row, 'title')
  const summary = batch.html(row, 'summary')
  const challenger = batch.line(row, 'challenger')
  const penNameId = context.penNameOf(idOf(row, 'uid')) ?? null
  return () => ({
    title: title() || 'Untitled',
    summary: summary(),
    penNameId,
    challengerName: penNameId === null ? shownName(challenger()) : null,
  })
}

async function saveChallenge(
  context: RescueContext,
  tx: Db,
  { row, known, facts }: KnownSiteRow & { readonly facts: ChallengeFacts },
): Promise<void> {
  const before = known?.written ?? null
  const id = known?.targetId ?? (await insertChallenge(tx, facts, context.siteId, context.now))
  if (known !== undefined) await changeChallenge(context, tx, { row, id, before, facts })
  await replaceTermUses(tx, 'challenge', id, termsOf(context, row))
  const answers = before?.['answers']
  const written = answers === undefined ? { ...facts } : { ...facts, answers }
  await context.record(tx, [{ row, kind: 'challenge', targetId: id, written, extra: extraOf(row, PLACED) }])
}

interface Change {
  readonly row: SiteRow
  readonly id: number
  readonly before: Written | null
  readonly facts: ChallengeFacts
}

async function changeChallenge(context: RescueContext, tx: Db, { row, id, before, facts }: Change): Promise<void> {
  const stored = await findStoredChallenge(tx, id)
  // Somebody took it away here.
  if (stored === undefined) return
  const { answers: _, ...standing } = stored
  const { apply, conflicts } = settle(before, { ...standing }, { ...facts })
  if (apply.size > 0)
    await updateChallenge(
      tx,
      id,
      {
        title: apply.has('title') ? facts.title : standing.title,
        summary: apply.has('summary') ? facts.summary : standing.summary,
        penNameId: apply.has('penNameId') ? facts.penNameId : standing.penNameId,
        challengerName: apply.has('challengerName') ? facts.challengerName : standing.challengerName,
      },
      context.now,
    )
  await context.note(
    tx,
    conflicts.map((name) => conflictNote(row, `challenge “${standing.title}”`, name)),
  )
}

interface FoundAnswers {
  readonly answers: ReadonlyMap<string, readonly ChallengeAnswer[]>
  readonly notes: readonly SiteNote[]
}

/** Answers by the old ids of their challenges: stories first, then series, each in the order of the dump. */
async function findAnswers(
  context: RescueContext,
  series: ReadonlyMap<string, number>,
  challenges: ReadonlyMap<string, number>,
): Promise<FoundAnswers> {
  const answers = new Map<string, ChallengeAnswer[]>()
  const notes: SiteNote[] = []
  for (const table of ['stories', 'series'] as const) {
    for await (const row of context.site.rows(table)) {
      const answer = table === 'stories' ? workAnswer(context.workOf(row.key)) : seriesAnswer(series.get(row.key))
      for (const oldId of idsOf(row, 'challenges')) {
        if (!challenges.has(oldId)) notes.push(danglingNote(row, oldId))
        else if (answer !== undefined) listAt(answers, oldId).push(answer)
      }
    }
  }
  return { answers, notes }
}

function listAt<Value>(lists: Map<string, Value[]>, key: string): Value[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}

function workAnswer(workId: number | undefined): ChallengeAnswer | undefined {
  return workId === undefined ? undefined : { workId, seriesId: null }
}

function seriesAnswer(seriesId: number | undefined): ChallengeAnswer | undefined {
  return seriesId === undefined ? undefined : { workId: null, seriesId }
}

function danglingNote(row: SiteRow, oldId: string): SiteNote {
  const what = row.table === 'stories' ? 'Story' : 'Series'
  return { row, code: 'dangling-id', why: `${what} ${row.key} answers challenge ${oldId}, which is not in the dump.` }
}

interface AnswersOfChallenge {
  readonly oldId: string
  readonly challengeId: number
  readonly answers: readonly ChallengeAnswer[]
}

async function saveAnswers(context: RescueContext, tx: Db, given: AnswersOfChallenge): Promise<void> {
  const { oldId, challengeId, answers } = given
  const row = { table: 'challenges', key: oldId }
  const known = (await listKnown(tx, context.siteId, 'challenges', [oldId])).get(oldId)
  const stored = await findStoredChallenge(tx, challengeId)
  if (known === undefined || stored === undefined) return
  // What is no longer in the dump stays.
  const listed = new Set(answers.map(nameOf))
  const all = [...answers, ...stored.answers.filter((answer) => !listed.has(nameOf(answer)))]
  const next = { answers: all.map(nameOf).join(' ') }
  const { apply, conflicts } = settle(known.written, { answers: stored.answers.map(nameOf).join(' ') }, next)
  if (apply.has('answers')) await replaceAnswers(tx, challengeId, all)
  if (conflicts.length > 0) await context.note(tx, [conflictNote(row, `challenge “${stored.title}”`, 'answers')])
  await rewriteWritten(tx, context.siteId, row, { ...known.written, ...next })
}

function nameOf({ workId, seriesId }: ChallengeAnswer): string {
  return workId === null ? `s${seriesId}` : `w${workId}`
}
