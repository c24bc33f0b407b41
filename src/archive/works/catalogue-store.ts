/**
 * Writes works into the catalogue, as an import makes them.
 *
 * A work is written whole in the transaction that is given: new, or as a change of the one it was before. Chapter
 * versions are never changed: a text that differs becomes a further version whose blocks keep their ids.
 */
import { createHash } from 'node:crypto'
import { readStoryHtml, writeStoryHtml } from '../../document/story-html.ts'
import { STORY_FORMAT } from '../../document/tree.ts'
import { alignIds } from '../../intake/build/index.ts'
import { foldText, sortKey } from '../../kernel/text.ts'
import { writeChange } from '../../platform/db/change-log.ts'
import { chunks } from '../../platform/db/chunks.ts'
import type { Db } from '../../platform/db/database.ts'
import { insertWithPublicId } from '../../platform/db/ids.ts'
import type { ChapterDraft, WorkDraft } from './draft.ts'
import { saveEvidence } from './evidence-store.ts'
import { saveNames } from './names-store.ts'

export interface SavedWork {
  readonly id: number
  readonly outcome: 'added' | 'changed' | 'unchanged'
}

/** Where a work goes: the key of the one it was before, or null for a new one. */
export interface Placing {
  readonly workId: number | null
  readonly batchId: number
  readonly visibility: 'public' | 'hidden'
  /** ISO 8601, UTC. */
  readonly now: string
}

/** Call it in a transaction. */
export async function saveWork(tx: Db, draft: WorkDraft, placing: Placing): Promise<SavedWork> {
  const isNew = placing.workId === null
  if (placing.workId !== null && (await findMadeFrom(tx, placing.workId)) === draft.madeFrom) {
    return { id: placing.workId, outcome: 'unchanged' }
  }
  const id =
    placing.workId === null
      ? await insertWork(tx, draft, placing)
      : await updateWork(tx, draft, placing.workId, placing.now)
  const chapterIds = await saveChapters(tx, id, draft.chapters, placing.now)
  await saveNames(tx, id, draft)
  await saveEvidence(tx, id, chapterIds, draft, placing.batchId)
  const outcome = isNew ? 'added' : 'changed'
  await writeChange(tx, { table: 'work', rowId: id, change: outcome }, placing.now)
  return { id, outcome }
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
  }
}

/** The earliest date that an EDTF value allows, to sort by; '' when nothing is known. */
function dateKey(edtf: string | null): string {
  return /\d{4}(?:-\d{2}(?:-\d{2})?)?/.exec(edtf ?? '')?.[0] ?? ''
}

async function insertWork(tx: Db, draft: WorkDraft, placing: Placing): Promise<number> {
  const columns = { ...workColumns(draft, placing.now), added_at: placing.now, visibility: placing.visibility }
  const row = await insertWithPublicId((publicId) =>
    tx
      .insertInto('work')
      .values({ ...columns, public_id: publicId })
      .onConflict((conflict) => conflict.column('public_id').doNothing())
      .returning('id')
      .executeTakeFirst(),
  )
  return row.id
}

async function updateWork(tx: Db, draft: WorkDraft, id: number, now: string): Promise<number> {
  await tx.updateTable('work').set(workColumns(draft, now)).where('id', '=', id).execute()
  return id
}

/** Keys of the chapters in order. Chapters that are no longer there go; the sources that made them stay. */
async function saveChapters(tx: Db, workId: number, chapters: readonly ChapterDraft[], now: string): Promise<number[]> {
  const before = await tx
    .selectFrom('chapter')
    .select(['id', 'position'])
    .where('work_id', '=', workId)
    .orderBy('position')
    .execute()
  const ids: number[] = []
  for (const [position, chapter] of chapters.entries()) {
    const columns = { title: chapter.title, number: chapter.number }
    const known = before.find((each) => each.position === position)?.id
    const id = known ?? (await insertChapter(tx, workId, position, columns))
    if (known !== undefined) await tx.updateTable('chapter').set(columns).where('id', '=', id).execute()
    await saveVersions(tx, id, chapter, known === undefined, now)
    await saveSections(tx, id, chapter, known === undefined)
    ids.push(id)
  }
  const surplus = before.filter((each) => each.position >= chapters.length).map((each) => each.id)
  if (surplus.length > 0) await tx.deleteFrom('chapter').where('id', 'in', surplus).execute()
  return ids
}

async function insertChapter(
  tx: Db,
  workId: number,
  position: number,
  columns: { readonly title: string | null; readonly number: number | null },
): Promise<number> {
  const row = await tx
    .insertInto('chapter')
    .values({ work_id: workId, position, ...columns, posted_at: null, current_version_id: null })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Version 1 is the faithful reading, the next its repaired one; after that every text that differs is one more. */
async function saveVersions(
  tx: Db,
  chapterId: number,
  chapter: ChapterDraft,
  isNew: boolean,
  now: string,
): Promise<void> {
  const latest = isNew ? undefined : await findLatestVersion(tx, chapterId)
  const html = latest === undefined ? chapter.html : withIdsOf(latest.html, chapter.html)
  if (latest?.html === html) return
  let number = latest?.number ?? 0
  if (latest === undefined && chapter.faithfulHtml !== null) {
    number++
    await insertVersion(tx, chapterId, number, chapter, chapter.faithfulHtml, 'faithful', now)
  }
  number++
  const reason = chapter.faithfulHtml === null ? 'faithful' : 'repaired'
  const versionId = await insertVersion(tx, chapterId, number, chapter, html, reason, now)
  await tx.updateTable('chapter').set({ current_version_id: versionId }).where('id', '=', chapterId).execute()
  if (latest !== undefined) await writeChange(tx, { table: 'chapter', rowId: chapterId, change: 'changed' }, now)
}

async function findLatestVersion(tx: Db, chapterId: number): Promise<{ number: number; html: string } | undefined> {
  return tx
    .selectFrom('chapter_version')
    .select(['number', 'html'])
    .where('chapter_id', '=', chapterId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** The new text, its blocks named as in the text before where an alignment finds them again. */
function withIdsOf(before: string, after: string): string {
  return before === after ? after : writeStoryHtml(alignIds(readStoryHtml(before), readStoryHtml(after)))
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
  const row = await tx
    .insertInto('chapter_version')
    .values({
      chapter_id: chapterId,
      number,
      html,
      format: STORY_FORMAT,
      sha256: createHash('sha256').update(html).digest('hex'),
      words: chapter.words,
      reason,
      source_sha256: chapter.sourceSha256,
      created_at: now,
      by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

async function saveSections(tx: Db, chapterId: number, chapter: ChapterDraft, isNew: boolean): Promise<void> {
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
    block_id: section.blockId,
    start_line: section.startLine,
    end_line: section.endLine,
    rule: section.rule,
    confidence: section.confidence,
  }))
  for (const part of chunks(rows)) await tx.insertInto('section').values(part).execute()
}
