/**
 * Writes works into the catalogue, as an import makes them.
 *
 * A work is written whole in the transaction that is given: new, or as a change of the one it was before. Chapter
 * versions are never changed: a text that differs becomes a further version whose blocks keep their ids.
 */
import { hash } from 'node:crypto'
import { readStoryHtml, writeStoryHtml } from '../../document/story-html.ts'
import { STORY_FORMAT } from '../../document/tree.ts'
import { alignIds } from '../../intake/build/index.ts'
import { dateKey } from '../../kernel/date-key.ts'
import { foldText, sortKey } from '../../kernel/text.ts'
import { writeChange } from '../../platform/db/change-log.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertPublicRows } from '../../platform/db/insert-public-rows.ts'
import { insertRow, insertRows } from '../../platform/db/insert-rows.ts'
import { type Given, prepared } from '../../platform/db/prepared.ts'
import type { Visibility } from '../../platform/db/visibility.ts'
import type { ChapterDraft, FindingDraft, RescuedFacts, WorkDraft } from './draft.ts'
import { saveEvidence } from './evidence-store.ts'
import { matchChapters } from './match-chapters.ts'
import { removeNames, saveNames } from './names-store.ts'

export interface SavedWork {
  readonly id: number
  /** Keys of the draft's chapters in order; empty when nothing was written. */
  readonly chapterIds: readonly number[]
  readonly outcome: 'added' | 'changed' | 'unchanged'
}

/** Where a work goes: the key of the one it was before, or null for a new one. */
export interface Placing {
  readonly workId: number | null
  readonly batchId: number
  readonly visibility: Visibility
  /** ISO 8601, UTC. */
  readonly now: string
}

/** Call it in a transaction. */
export async function saveWork(tx: Db, draft: WorkDraft, placing: Placing): Promise<SavedWork> {
  const isNew = placing.workId === null
  if (placing.workId !== null && (await findMadeFrom(tx, placing.workId)) === draft.madeFrom) {
    return { id: placing.workId, chapterIds: [], outcome: 'unchanged' }
  }
  const id =
    placing.workId === null
      ? await insertWork(tx, draft, placing)
      : await updateWork(tx, draft, placing.workId, placing.now)
  // A new work has nothing that could be asked for or taken away: four questions fewer for each.
  const before = isNew ? [] : await listLatestVersions(tx, { workId: id })
  const { chapterIds, blockIds } = await saveChapters(tx, id, draft.chapters, before, placing.now)
  await saveNames(tx, id, draft)
  const findings = draft.findings.map((finding) => {
    const blockId = nameNow(finding, blockIds)
    return blockId === finding.blockId ? finding : { ...finding, blockId }
  })
  const place = { workId: id, chapterIds, batchId: placing.batchId, isNew }
  await saveEvidence(tx, place, { ...draft, findings })
  const outcome = isNew ? 'added' : 'changed'
  await writeChange(tx, { table: 'work', rowId: id, change: outcome }, placing.now)
  return { id, chapterIds, outcome }
}

/** Removes a work whose sources all speak for another one now. One that keeps a source stays. */
export async function removeWorkWithoutSource(tx: Db, workId: number, now: string): Promise<void> {
  const removed = await tx
    .deleteFrom('work')
    .where('id', '=', workId)
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('source_use').select('source_use.id').whereRef('source_use.work_id', '=', 'work.id')),
      ),
    )
    .returning('id')
    .executeTakeFirst()
  if (removed !== undefined) await writeChange(tx, { table: 'work', rowId: workId, change: 'removed' }, now)
}

/** What a work was made from; null when no import made it. */
export async function findMadeFrom(db: Db, workId: number): Promise<string | null> {
  const row = await db.selectFrom('work').select('made_from').where('id', '=', workId).executeTakeFirst()
  return row?.made_from ?? null
}

function workColumns(draft: WorkDraft, now: string) {
  return {
    title: draft.title,
    sort_title: sortKey(draft.title, draft.language ?? undefined),
    folded_title: foldText(draft.title),
    is_title_known: draft.isTitleKnown,
    summary: draft.summary,
    notes_before: draft.notesBefore,
    notes_after: draft.notesAfter,
    disclaimer: draft.disclaimer,
    language: draft.language,
    rating: draft.rating,
    rating_as_given: draft.ratingAsGiven,
    status: draft.status,
    part_number: draft.part?.number ?? null,
    part_to: draft.part?.to ?? null,
    part_total: draft.part?.total ?? null,
    expected_chapters: draft.expectedChapters,
    words: draft.words,
    posted_at: draft.postedAt,
    posted_key: dateKey(draft.postedAt),
    updated_at: draft.updatedAt,
    updated_key: dateKey(draft.updatedAt),
    changed_at: now,
    made_from: draft.madeFrom,
    ...(draft.rescued === undefined ? {} : rescuedColumns(draft.rescued)),
  }
}

function rescuedColumns({ siteId, isRoundRobin, asksAge, notice, hits, visibility }: RescuedFacts) {
  return {
    site_id: siteId,
    is_round_robin: isRoundRobin,
    asks_age: asksAge,
    notice,
    hits,
    ...(visibility === null ? {} : { visibility }),
  }
}

async function insertWork(tx: Db, draft: WorkDraft, placing: Placing): Promise<number> {
  const columns = {
    visibility: placing.visibility,
    ...workColumns(draft, placing.now),
    added_at: placing.now,
    // Until the mapping of the site says more.
    ...(draft.rescued !== undefined && { rating_by_rule: draft.rating }),
  }
  const [id] = await insertPublicRows(tx, 'work', [columns])
  return id as number
}

async function updateWork(tx: Db, draft: WorkDraft, id: number, now: string): Promise<number> {
  await tx.updateTable('work').set(workColumns(draft, now)).where('id', '=', id).execute()
  await removeNames(tx, id)
  return id
}

interface SavedChapters {
  readonly chapterIds: readonly number[]
  /** For each chapter, the name that a block of the draft has in the text as it is stored. */
  readonly blockIds: readonly ReadonlyMap<string, string>[]
}

/** Chapters that are no longer there go; the sources that made them stay. */
async function saveChapters(
  tx: Db,
  workId: number,
  chapters: readonly ChapterDraft[],
  before: readonly LatestVersion[],
  now: string,
): Promise<SavedChapters> {
  const matched = pairChapters(before, chapters)
  const surplus = before.filter((each) => !matched.includes(each)).map((each) => each.id)
  if (surplus.length > 0) await tx.deleteFrom('chapter').where('id', 'in', surplus).execute()
  await makeRoom(tx, matched)
  const chapterIds: number[] = []
  const blockIds: ReadonlyMap<string, string>[] = []
  for (const [position, chapter] of chapters.entries()) {
    const columns = chapterColumns(chapter)
    const known = matched[position]
    const id = known?.id ?? (await insertChapter(tx, workId, position, columns))
    if (known !== undefined)
      await tx
        .updateTable('chapter')
        .set({ ...columns, position })
        .where('id', '=', id)
        .execute()
    const names = await saveVersions(tx, id, chapter, known, now)
    await saveSections(tx, id, chapter, names, known === undefined)
    chapterIds.push(id)
    blockIds.push(names)
  }
  return { chapterIds, blockIds }
}

/** Chapters of a rescued site have keys of their own; others are found again by their sources and their text. */
function pairChapters(
  before: readonly LatestVersion[],
  chapters: readonly ChapterDraft[],
): (LatestVersion | undefined)[] {
  if (chapters.every(({ rescued }) => rescued === undefined)) return matchChapters(before, chapters)
  const byId = new Map(before.map((each) => [each.id, each]))
  return chapters.map(({ rescued }) => byId.get(rescued?.chapterId ?? -1))
}

function chapterColumns({ title, number, notesBefore = null, notesAfter = null, rescued }: ChapterDraft) {
  const columns = { title, number, notes_before: notesBefore, notes_after: notesAfter }
  if (rescued === undefined) return columns
  return {
    ...columns,
    by_pen_name_id: rescued.byPenNameId,
    notes_before: rescued.notesBefore,
    notes_after: rescued.notesAfter,
    is_hidden: rescued.isHidden,
    posted_at: rescued.postedAt,
  }
}

interface LatestVersion {
  readonly id: number
  readonly position: number
  readonly number: number
  readonly html: string
  readonly sourceSha256: string | null
}

/** The chapters of a work in order, each with its latest text. */
const listLatestVersions = prepared((tx, given: Given<{ workId: number }>) =>
  tx
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.chapter_id', 'chapter.id')
    .select(['chapter.id', 'chapter.position', 'chapter_version.number', 'html', 'source_sha256 as sourceSha256'])
    .where('chapter.work_id', '=', given.workId)
    .where('chapter_version.number', '=', (eb) =>
      eb
        .selectFrom('chapter_version as latest')
        .whereRef('latest.chapter_id', '=', 'chapter.id')
        .select((each) => each.fn.max('latest.number').as('number')),
    )
    .orderBy('chapter.position'),
)

/** Chapters that move stand aside first, since no two of a work may have one position, not even for a moment. */
async function makeRoom(tx: Db, matched: readonly (LatestVersion | undefined)[]): Promise<void> {
  for (const [position, chapter] of matched.entries()) {
    if (chapter === undefined || chapter.position === position) continue
    const aside = -1 - chapter.position
    await tx.updateTable('chapter').set({ position: aside }).where('id', '=', chapter.id).execute()
  }
}

function nameNow({ chapter, blockId }: FindingDraft, blockIds: readonly ReadonlyMap<string, string>[]): string | null {
  if (blockId === null || chapter === null) return blockId
  return blockIds[chapter]?.get(blockId) ?? blockId
}

async function insertChapter(
  tx: Db,
  workId: number,
  position: number,
  columns: ReturnType<typeof chapterColumns>,
): Promise<number> {
  return insertRow(tx, 'chapter', { work_id: workId, position, posted_at: null, current_version_id: null, ...columns })
}

/**
 * Version 1 is the faithful reading, the next its repaired one; after that every text that differs is one more, or two
 * when other bytes came and were repaired. Gives the names that the blocks of the draft have in the text as stored.
 */
async function saveVersions(
  tx: Db,
  chapterId: number,
  chapter: ChapterDraft,
  latest: LatestVersion | undefined,
  now: string,
): Promise<ReadonlyMap<string, string>> {
  const html = latest === undefined ? chapter.html : withIdsOf(latest.html, chapter.html)
  const names = html === chapter.html ? new Map<string, string>() : namesOfBlocks(chapter.html, html)
  if (latest?.html === html) return names
  let number = latest?.number ?? 0
  if (chapter.faithfulHtml !== null && latest?.sourceSha256 !== chapter.sourceSha256) {
    number++
    const faithful = latest === undefined ? chapter.faithfulHtml : withIdsOf(html, chapter.faithfulHtml)
    await insertVersion(tx, chapterId, number, chapter, faithful, 'faithful', now)
  }
  number++
  const reason = chapter.faithfulHtml === null ? 'faithful' : 'repaired'
  const versionId = await insertVersion(tx, chapterId, number, chapter, html, reason, now)
  await showVersion(tx, { chapterId, versionId })
  if (latest !== undefined) await writeChange(tx, { table: 'chapter', rowId: chapterId, change: 'changed' }, now)
  return names
}

const showVersion = prepared((tx, given: Given<{ chapterId: number; versionId: number }>) =>
  tx.updateTable('chapter').set({ current_version_id: given.versionId }).where('id', '=', given.chapterId),
)

/** The new text, its blocks named as in the text before where an alignment finds them again. */
function withIdsOf(before: string, after: string): string {
  return before === after ? after : writeStoryHtml(alignIds(readStoryHtml(before), readStoryHtml(after)))
}

/** Both are the same text and differ in the names of its blocks alone, so these pair in their order. */
function namesOfBlocks(draft: string, stored: string): ReadonlyMap<string, string> {
  const after = blockNames(stored)
  return new Map(blockNames(draft).map((name, i) => [name, after[i] ?? name]))
}

function blockNames(html: string): string[] {
  return Array.from(html.matchAll(/ id="([^"]*)"/g), (match) => match[1] ?? '')
}

async function insertVersion(
  tx: Db,
  chapterId: number,
  number: number,
  chapter: ChapterDraft,
  html: string,
  reason: 'faithful' | 'repaired',
  now: string,
): Promise<number> {
  return insertRow(tx, 'chapter_version', {
    chapter_id: chapterId,
    number,
    html,
    format: STORY_FORMAT,
    sha256: hash('sha256', html, 'hex'),
    words: chapter.words,
    reason,
    source_sha256: chapter.sourceSha256,
    created_at: now,
    by: null,
  })
}

async function saveSections(
  tx: Db,
  chapterId: number,
  chapter: ChapterDraft,
  names: ReadonlyMap<string, string>,
  isNew: boolean,
): Promise<void> {
  if (!isNew) await tx.deleteFrom('section').where('chapter_id', '=', chapterId).execute()
  if (chapter.sections.length === 0) return
  const rows = chapter.sections.map((section, position) => ({
    chapter_id: chapterId,
    position,
    kind: section.kind,
    label: section.label,
    who: section.who,
    date: section.date,
    to_whom: section.to,
    from_whom: section.from,
    person: section.person,
    block_id: section.blockId === null ? null : (names.get(section.blockId) ?? section.blockId),
    start_line: section.startLine,
    end_line: section.endLine,
    rule: section.rule,
    confidence: section.confidence,
  }))
  await insertRows(tx, 'section', rows)
}
