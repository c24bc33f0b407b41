/**
 * Goes through the traps that a site is said to hold, and looks whether each was seen: that the value is right is
 * compared elsewhere; here, that what is odd is said, and that nothing hostile is left.
 */
import { NotStoryHtml, readStoryHtml, writeStoryHtml } from '../../src/document/story-html.ts'
import type { Differences } from './differences.ts'
import type { Rescued } from './rescued.ts'
import type { ChapterTruth, Truth } from './truth.ts'

type TrapCheck = (rescued: Rescued, truth: Truth, differences: Differences) => Promise<void>

export async function checkTraps(rescued: Rescued, truth: Truth, differences: Differences): Promise<readonly string[]> {
  const unknown: string[] = []
  for (const { id } of truth.traps ?? []) {
    const check = Object.hasOwn(TRAPS, id) ? TRAPS[id] : undefined
    if (check === undefined) unknown.push(id)
    else await check(rescued, truth, differences)
  }
  return unknown
}

const TRAPS: Readonly<Record<string, TrapCheck>> = {
  'cat-orphan': async (rescued, truth, differences) => {
    const ids = new Set((truth.categories ?? []).map(({ catid }) => catid))
    for (const { catid, parent } of truth.categories ?? []) {
      if (parent <= 0 || ids.has(parent)) continue
      await isSaidOfRow(rescued, `categories/${catid}`, 'dangling-id', differences)
    }
  },
  'magic-quotes': async ({ db }, _, differences) => {
    const repairs = await db.selectFrom('finding').select('codes').where('kind', '=', 'repair').execute()
    const isSaid = repairs.some(({ codes }) => codes?.includes('added-slashes') === true)
    differences.isTrue('trap magic-quotes', isSaid, 'no backslash was taken off')
  },
  xss: async (rescued, _, differences) => {
    for (const [where, html] of await allHtml(rescued)) {
      differences.isTrue(`trap xss, ${where}`, isStoryHtml(html), 'is more than story HTML')
    }
  },
  'coauthor-deleted': async (rescued, truth, differences) => {
    const gone = goneAuthors(truth)
    for (const { sid, authors_uids: uids } of truth.stories ?? []) {
      if (uids.slice(1).some((uid) => gone.has(uid))) await isCredited(rescued, sid, uids.length, differences)
    }
  },
  'deleted-author': async (rescued, truth, differences) => {
    const gone = goneAuthors(truth)
    for (const { sid, authors_uids: uids } of truth.stories ?? []) {
      if (uids[0] !== undefined && gone.has(uids[0])) await isCredited(rescued, sid, uids.length, differences)
    }
  },
  'big-chapter': async (rescued, truth, differences) => {
    const [longest] = chaptersOf(truth).toSorted((a, b) => (b.text_chars ?? 0) - (a.text_chars ?? 0))
    if (longest === undefined) return
    const size = (await htmlOf(rescued, longest.chapid))?.length ?? 0
    const isWhole = size >= (longest.words ?? 0) * 2
    differences.isTrue(`trap big-chapter, chapter ${longest.chapid}`, isWhole, `has ${size} characters`)
  },
  'text-64k': async (rescued, truth, differences) => {
    for (const chapter of chaptersOf(truth)) {
      if (chapter.truncated_by_text_column_at_bytes === undefined) continue
      const html = (await htmlOf(rescued, chapter.chapid)) ?? ''
      differences.isTrue(
        `trap text-64k, chapter ${chapter.chapid}`,
        html.includes('class="gap"'),
        'has no gap at its end',
      )
      await isSaidOfChapter(rescued, chapter.chapid, 'gap', 'text', differences)
    }
  },
  'mixed-encoding': async () => {
    // That both kinds of letters are right is seen where texts are compared.
  },
  'file-locations': async (rescued, truth, differences) => {
    for (const { chapid, stored_in: stored } of chaptersOf(truth)) {
      if (stored === 'both') await isSaidOfChapter(rescued, chapid, 'suggestion', 'two-texts', differences)
      if (stored === 'missing') await isSaidOfChapter(rescued, chapid, 'gap', 'text', differences)
      if (stored === 'wrongdir') await isSaidOfChapter(rescued, chapid, 'suggestion', 'other-folder', differences)
    }
  },
  inorder: async (rescued, truth, differences) => {
    for (const { sid, chapters } of truth.stories ?? []) {
      const numbers = chapters.map(({ inorder }) => inorder ?? 0).toSorted((a, b) => a - b)
      if (numbers.every((number, i) => number === i + 1)) continue
      await isSaidOfWork(rescued, sid, 'chapter-order', differences)
    }
  },
  'dangling-ids': async ({ db, siteId }, _, differences) => {
    const found = await db
      .selectFrom('finding')
      .innerJoin('work', 'work.id', 'finding.work_id')
      .select('finding.id')
      .where('work.site_id', '=', siteId)
      .where('finding.code', '=', 'dangling-id')
      .execute()
    differences.isTrue('trap dangling-ids', found.length > 0, 'nothing is said')
  },
  'no-chapters': async (rescued, truth, differences) => {
    for (const { sid, chapters } of truth.stories ?? []) {
      if (chapters.length === 0) await isSaidOfWork(rescued, sid, 'text', differences)
    }
  },
  'orphan-chapters': async (rescued, truth, differences) => {
    for (const { chapid } of truth.orphan_chapters ?? []) {
      await isSaidOfRow(rescued, `chapters/${chapid}`, 'no-story-row', differences)
    }
  },
}

function goneAuthors(truth: Truth): ReadonlySet<number> {
  const gone = (truth.authors ?? []).filter(({ exists_in_authors_table: exists }) => !exists)
  return new Set(gone.map(({ uid }) => uid))
}

function chaptersOf(truth: Truth): readonly ChapterTruth[] {
  return (truth.stories ?? []).flatMap(({ chapters }) => chapters)
}

async function isCredited({ db, idOf }: Rescued, sid: number, count: number, differences: Differences): Promise<void> {
  const creators = await db
    .selectFrom('creator')
    .select('pen_name_id')
    .where('work_id', '=', idOf('stories', sid) ?? -1)
    .execute()
  differences.same(`story ${sid}, number of authors`, count, creators.length)
}

async function isSaidOfRow({ db }: Rescued, field: string, code: string, differences: Differences): Promise<void> {
  const found = await db
    .selectFrom('finding')
    .select('id')
    .where('field', '=', field)
    .where('code', '=', code)
    .executeTakeFirst()
  differences.isTrue(`trap, ${field}`, found !== undefined, `${code} is not said`)
}

async function isSaidOfWork(rescued: Rescued, sid: number, code: string, differences: Differences): Promise<void> {
  const found = await rescued.db
    .selectFrom('finding')
    .select('id')
    .where('work_id', '=', rescued.idOf('stories', sid) ?? -1)
    .where('code', '=', code)
    .executeTakeFirst()
  differences.isTrue(`trap, story ${sid}`, found !== undefined, `${code} is not said`)
}

async function isSaidOfChapter(
  rescued: Rescued,
  chapid: number,
  kind: string,
  code: string,
  differences: Differences,
): Promise<void> {
  const found = await rescued.db
    .selectFrom('finding')
    .select('id')
    .where('chapter_id', '=', rescued.idOf('chapters', chapid) ?? -1)
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()
  differences.isTrue(`trap, chapter ${chapid}`, found !== undefined, `${code} is not said`)
}

async function htmlOf({ db, idOf }: Rescued, chapid: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('chapter')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .select('chapter_version.html')
    .where('chapter.id', '=', idOf('chapters', chapid) ?? -1)
    .executeTakeFirst()
  return row?.html
}

/** Everything that stands in a page as markup. */
async function allHtml({ db }: Rescued): Promise<readonly (readonly [where: string, html: string])[]> {
  const texts = [
    ...(await db.selectFrom('chapter_version').select(['id', 'html']).execute()).map(
      ({ id, html }) => [`text ${id}`, html] as const,
    ),
    ...(await db.selectFrom('chapter').select(['id', 'notes_before', 'notes_after']).execute()).flatMap(
      ({ id, notes_before: before, notes_after: after }) =>
        [before, after].map((html) => [`notes of chapter ${id}`, html] as const),
    ),
    ...(await db.selectFrom('review').select(['id', 'html']).execute()).map(
      ({ id, html }) => [`review ${id}`, html] as const,
    ),
    ...(await db.selectFrom('news').select(['id', 'html']).execute()).map(
      ({ id, html }) => [`news ${id}`, html] as const,
    ),
    ...(await db.selectFrom('pen_name').select(['id', 'profile']).execute()).map(
      ({ id, profile }) => [`profile ${id}`, profile] as const,
    ),
    ...(await db.selectFrom('series').select(['id', 'summary']).execute()).map(
      ({ id, summary }) => [`series ${id}`, summary] as const,
    ),
    ...(await db.selectFrom('challenge').select(['id', 'summary']).execute()).map(
      ({ id, summary }) => [`challenge ${id}`, summary] as const,
    ),
    ...(await db.selectFrom('favourite').select(['id', 'comment']).execute()).map(
      ({ id, comment }) => [`favourite ${id}`, comment] as const,
    ),
    ...(await db.selectFrom('site_page').select(['id', 'html']).execute()).map(
      ({ id, html }) => [`page ${id}`, html] as const,
    ),
  ]
  return texts.flatMap(([where, html]) => (html === null ? [] : [[where, html] as const]))
}

/** Written from what is read of it, it is itself: it says nothing that the subset cannot say. */
function isStoryHtml(html: string): boolean {
  try {
    return writeStoryHtml(readStoryHtml(html)) === html
  } catch (error) {
    if (error instanceof NotStoryHtml) return false
    throw error
  }
}
