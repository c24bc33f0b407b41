/** Compares stories: what is said of each, who made it, what it is under, and its chapters, byte for byte. */

import { createHash } from 'node:crypto'
import { openSource } from '../../src/archive/sources/index.ts'
import { hasAddedSlashes, repairedSource, type ValueEvidence } from '../../src/intake/values/index.ts'
import type { Differences } from './differences.ts'
import { type Rescued, timeOf } from './rescued.ts'
import { folded, lettersOf, said } from './said.ts'
import type { ChapterTruth, StoryTruth, Truth } from './truth.ts'

export async function checkStories(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  const ratings = new Map((truth.ratings ?? []).map((rating) => [rating.rating, rating]))
  for (const story of truth.stories ?? []) {
    const id = rescued.idOf('stories', story.sid)
    if (id === undefined) {
      differences.isTrue(`story ${story.sid}`, false, 'is not here')
      continue
    }
    const rating = story.rating === null || story.rating === undefined ? undefined : ratings.get(story.rating)
    await checkStory(rescued, id, story, differences, rating?.ratingwarning_bits ?? 0)
    await checkSurroundings(rescued, id, story, differences)
    await checkChapters(rescued, id, story, differences)
  }
}

async function checkStory(
  { db, extraOf }: Rescued,
  id: number,
  story: StoryTruth,
  differences: Differences,
  bits: number,
): Promise<void> {
  const where = `story ${story.sid}`
  const work = await db.selectFrom('work').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const title = said(story.title)
  differences.same(
    `${where}, title`,
    [title !== '', title],
    [work.is_title_known, work.is_title_known ? work.title : ''],
  )
  if (story.summary !== undefined) differences.same(`${where}, summary`, said(story.summary), folded(work.summary))
  if (story.storynotes !== undefined) {
    differences.same(`${where}, notes`, said(story.storynotes), folded(work.notes_before))
  }
  if (story.rating !== undefined) differences.same(`${where}, rating`, story.rating, work.rating_as_given)
  const visibility = story.validated === 0 ? 'hidden' : (bits & 4) !== 0 ? 'members' : 'public'
  differences.same(`${where}, who may see it`, visibility, work.visibility)
  differences.same(`${where}, asks the age`, (bits & 2) !== 0, work.asks_age)
  if (story.completed !== undefined) {
    differences.same(`${where}, status`, story.completed ? 'complete' : 'in-progress', work.status)
  }
  if (story.roundrobin !== undefined) differences.same(`${where}, round robin`, story.roundrobin, work.is_round_robin)
  if (story.published !== undefined) differences.same(`${where}, posted`, timeOf(story.published), work.posted_at)
  if (story.updated !== undefined) differences.same(`${where}, updated`, timeOf(story.updated), work.updated_at)
  if (story.reads !== undefined) differences.same(`${where}, reads`, story.reads, work.hits)
  if (story.featured !== undefined) {
    differences.same(`${where}, featured`, story.featured, Number(extraOf('stories', story.sid)['featured'] ?? 0))
  }
}

async function checkSurroundings(
  { db, idOf, oldOf }: Rescued,
  id: number,
  story: StoryTruth,
  differences: Differences,
): Promise<void> {
  const where = `story ${story.sid}`
  const creators = await db
    .selectFrom('creator')
    .select('pen_name_id')
    .where('work_id', '=', id)
    .orderBy('position')
    .execute()
  const uids = creators.map((creator) => Number(oldOf('authors', creator.pen_name_id)))
  differences.same(`${where}, authors`, story.authors_uids, uids)
  const terms = await db
    .selectFrom('term_use')
    .innerJoin('site_term', 'site_term.id', 'term_use.site_term_id')
    .select(['site_term.kind', 'site_term.old_id'])
    .where('term_use.kind', '=', 'work')
    .where('term_use.target_id', '=', id)
    .orderBy('term_use.position')
    .execute()
  for (const [kind, expected] of [
    ['category', story.category_ids],
    ['character', story.character_ids],
    ['class', story.class_ids],
  ] as const) {
    const actual = terms.filter((term) => term.kind === kind).map((term) => Number(term.old_id))
    if (expected !== undefined) differences.same(`${where}, ${kind} ids`, expected, actual)
  }
  if (story.challenge_ids !== undefined) {
    const answers = await db
      .selectFrom('challenge_answer')
      .select('challenge_id')
      .where('work_id', '=', id)
      .orderBy('challenge_id')
      .execute()
    const expected = story.challenge_ids.map((chalid) => idOf('challenges', chalid))
    differences.same(
      `${where}, challenges`,
      expected.toSorted((a, b) => (a ?? 0) - (b ?? 0)),
      answers.map((answer) => answer.challenge_id),
    )
  }
}

async function checkChapters(rescued: Rescued, id: number, story: StoryTruth, differences: Differences): Promise<void> {
  const where = `story ${story.sid}`
  const rows = await rescued.db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .selectAll('chapter')
    .select(['html', 'words', 'source_sha256', 'sha256'])
    .where('chapter.work_id', '=', id)
    .orderBy('chapter.position')
    .execute()
  if (story.chapters.length === 0) {
    differences.same(
      `${where}, stand-in for a chapter`,
      [1, true],
      [rows.length, rows[0]?.html.includes('class="gap"')],
    )
    return
  }
  const chapids = rows.map((row) => Number(rescued.oldOf('chapters', row.id)))
  differences.same(
    `${where}, chapters`,
    inReadingOrder(story.chapters).map(({ chapid }) => chapid),
    chapids,
  )
  for (const chapter of story.chapters) {
    const row = rows[chapids.indexOf(chapter.chapid)]
    if (row !== undefined) await checkChapter(rescued, row, chapter, story, differences)
  }
}

function inReadingOrder(chapters: readonly ChapterTruth[]): readonly ChapterTruth[] {
  return chapters.toSorted((a, b) => (a.inorder ?? 0) - (b.inorder ?? 0) || a.chapid - b.chapid)
}

interface ChapterRow {
  readonly id: number
  readonly title: string | null
  readonly number: number | null
  readonly notes_before: string | null
  readonly notes_after: string | null
  readonly is_hidden: boolean
  readonly by_pen_name_id: number | null
  readonly html: string
  readonly words: number
  readonly source_sha256: string | null
}

async function checkChapter(
  rescued: Rescued,
  row: ChapterRow,
  chapter: ChapterTruth,
  story: StoryTruth,
  differences: Differences,
): Promise<void> {
  const where = `chapter ${chapter.chapid}`
  differences.same(`${where}, title`, said(chapter.title), row.title ?? '')
  if (chapter.inorder !== undefined) differences.same(`${where}, number`, chapter.inorder, row.number)
  if (chapter.notes !== undefined) differences.same(`${where}, notes`, said(chapter.notes), said(row.notes_before))
  if (chapter.endnotes !== undefined) {
    differences.same(`${where}, end notes`, said(chapter.endnotes), said(row.notes_after))
  }
  if (chapter.validated !== undefined) {
    differences.same(`${where}, hidden`, story.validated !== 0 && !chapter.validated, row.is_hidden)
  }
  if (chapter.uid !== undefined) {
    const by =
      row.by_pen_name_id === null ? story.authors_uids[0] : Number(rescued.oldOf('authors', row.by_pen_name_id))
    differences.same(`${where}, author`, chapter.uid, by)
  }
  if (chapter.reads !== undefined) {
    differences.same(
      `${where}, reads`,
      chapter.reads,
      Number(rescued.extraOf('chapters', chapter.chapid)['count'] ?? 0),
    )
  }
  if (chapter.stored_in === 'missing' || (chapter.text_bytes_sha256 === null && chapter.text_chars === 0)) {
    differences.isTrue(
      `${where}, text`,
      row.html.includes('class="gap"') && row.words === 0,
      'is not said to be missing',
    )
    return
  }
  await checkText(rescued, row, chapter, differences)
}

async function checkText(
  { db }: Rescued,
  row: ChapterRow,
  chapter: ChapterTruth,
  differences: Differences,
): Promise<void> {
  const where = `chapter ${chapter.chapid}`
  // Of a text that was cut, the answers tell what it was before.
  const isCut = chapter.truncated_by_text_column_at_bytes !== undefined
  if (chapter.words !== undefined && !isCut) differences.same(`${where}, words`, chapter.words, row.words)
  if (typeof chapter.text_bytes_sha256 === 'string') {
    differences.same(`${where}, bytes of the text`, chapter.text_bytes_sha256, row.source_sha256)
  }
  if (row.source_sha256 === null) return
  const bytes = Buffer.concat(await Array.fromAsync(openSource(db, row.source_sha256)))
  const source = repairedSource(bytes, await evidenceOf(db, row, bytes))
  const text = chapter.encoding === 'entities' ? withoutReferences(source) : source
  if (typeof chapter.text_sha256 === 'string' && !isCut) {
    differences.same(`${where}, text`, chapter.text_sha256, createHash('sha256').update(text).digest('hex'))
  }
  // Nothing that the text says is lost on its way to the page.
  const gapless = row.html.replaceAll(/<ins [^>]*class="gap"[^>]*>.*?<\/ins>/gs, '')
  differences.same(`${where}, letters on the page`, lettersOf(said(text)), lettersOf(said(gapless)))
}

/** Letters that were stored as numeric character references. */
function withoutReferences(text: string): string {
  return text.replaceAll(/&#(\d{1,7});/g, (_, digits: string) => String.fromCodePoint(Number(digits)))
}

/** What the rescue knew of the text: the same that its bytes and its place tell. */
async function evidenceOf(db: Rescued['db'], row: ChapterRow, bytes: Uint8Array): Promise<ValueEvidence> {
  const use = await db
    .selectFrom('source_use')
    .select('path')
    .where('chapter_id', '=', row.id)
    .where('sha256', '=', row.source_sha256)
    .where('role', '=', 'text')
    .executeTakeFirst()
  const isColumn = use?.path.endsWith('/storytext') === true
  return { hasAddedSlashes: hasAddedSlashes([bytes]), ...(isColumn && { columnLimit: 65_535 }) }
}

/** Chapters whose story is gone are not shown, and not lost. */
export async function checkOrphans(rescued: Rescued, truth: Truth, differences: Differences): Promise<void> {
  for (const chapter of truth.orphan_chapters ?? []) {
    const where = `chapter ${chapter.chapid} without a story`
    differences.isTrue(where, rescued.isSetAside('chapters', chapter.chapid), 'is not set aside')
    if (typeof chapter.text_bytes_sha256 !== 'string') continue
    const kept = await rescued.db
      .selectFrom('source')
      .select('sha256')
      .where('sha256', '=', chapter.text_bytes_sha256)
      .executeTakeFirst()
    differences.isTrue(`${where}, text`, kept !== undefined, 'is not kept')
  }
}
