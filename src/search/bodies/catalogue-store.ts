/** Reads what the word index needs of the catalogue, through the views made for indexes. */
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../../platform/db/tables.ts'

type Db = Kysely<Tables>

export interface WorkWords {
  readonly id: number
  readonly visibility: string
  readonly title: string
  readonly summary: string | null
  readonly notes: readonly string[]
  readonly names: readonly string[]
  readonly penNames: readonly number[]
}

/** A chapter without its text. */
export interface ChapterHead {
  readonly id: number
  readonly workId: number
  readonly position: number
  readonly isHidden: boolean
  readonly title: string | null
  readonly notes: readonly string[]
  readonly versionId: number
  readonly words: number
}

/** What is said of these works; those that are withdrawn or gone are left out. */
export async function readWorks(db: Db, ids: readonly number[]): Promise<WorkWords[]> {
  if (ids.length === 0) return []
  const works = await sql<WorkRow>`select work_id, visibility, title, summary, notes_before, notes_after
    from search_work_words where work_id in (${list(ids)}) order by work_id`.execute(db)
  const names = await sql<NameRow>`select work_id, kind, ref_id, as_written, name, canonical_name
    from search_work_name where work_id in (${list(ids)}) order by work_id, kind, ref_id`.execute(db)
  const ofWork = Map.groupBy(names.rows, (row) => row.work_id)
  return works.rows.map((row) => {
    const own = ofWork.get(row.work_id) ?? []
    return {
      id: row.work_id,
      visibility: row.visibility,
      title: row.title,
      summary: row.summary,
      notes: present([row.notes_before, row.notes_after]),
      names: [...new Set(present(own.flatMap((each) => [each.as_written, each.name, each.canonical_name])))],
      penNames: [...new Set(own.filter((each) => each.kind === 'pen_name').map((each) => each.ref_id))],
    }
  })
}

/** The next works behind a key, in the order of keys. */
export async function readWorkKeys(db: Db, after: number, limit: number): Promise<number[]> {
  const { rows } = await sql<{ work_id: number }>`select work_id from search_work_words where work_id > ${after}
    order by work_id limit ${sql.lit(limit)}`.execute(db)
  return rows.map((row) => row.work_id)
}

/** Chapters of works that can be found: the next ones behind a key, in the order of keys. */
export async function readChapterHeads(db: Db, after: number, limit: number): Promise<ChapterHead[]> {
  const { rows } = await sql<ChapterRow>`select ${HEAD} from search_chapter where chapter_id > ${after}
    and exists (select 1 from search_work_words as found where found.work_id = search_chapter.work_id)
    order by chapter_id limit ${sql.lit(limit)}`.execute(db)
  return rows.map(headOf)
}

/** Zero where there is none. */
export async function lastChapterKey(db: Db): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(chapter_id) as last from search_chapter`.execute(db)
  return rows[0]?.last ?? 0
}

export async function readChapterHeadsOf(db: Db, works: readonly number[]): Promise<ChapterHead[]> {
  if (works.length === 0) return []
  const { rows } = await sql<ChapterRow>`select ${HEAD} from search_chapter where work_id in (${list(works)})
    order by chapter_id`.execute(db)
  return rows.map(headOf)
}

/** Story HTML by chapter; a chapter that is gone has none. */
export async function readChapterTexts(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ chapter_id: number; html: string }>`select chapter_id, html from search_chapter
    where chapter_id in (${list(ids)})`.execute(db)
  return new Map(rows.map((row) => [row.chapter_id, row.html]))
}

export async function workOfChapter(db: Db, chapter: number): Promise<number | null> {
  const { rows } = await sql<{ work_id: number }>`select work_id from search_chapter
    where chapter_id = ${chapter}`.execute(db)
  return rows[0]?.work_id ?? null
}

/** Works that are signed with a pen name. */
export async function worksOfPenName(db: Db, penName: number): Promise<number[]> {
  const { rows } = await sql<{ work_id: number }>`select work_id from search_work_pen_name
    where pen_name_id = ${penName}`.execute(db)
  return rows.map((row) => row.work_id)
}

/** Works that have a tag, or one of its synonyms, which are found under its name too. */
export async function worksOfTag(db: Db, tag: number): Promise<number[]> {
  const synonyms = await sql<{ tag_id: number }>`select tag_id from search_tag where canonical_id = ${tag}`.execute(db)
  const works = new Set<number>()
  for (const each of [tag, ...synonyms.rows.map((row) => row.tag_id)]) {
    const { rows } = await sql<{ work_id: number }>`select work_id from search_work_tag
      where tag_id = ${each}`.execute(db)
    for (const row of rows) works.add(row.work_id)
  }
  return [...works]
}

/** What tells this archive from another: when its first table was made. */
export async function archiveMark(db: Db): Promise<string> {
  const { rows } = await sql<{ applied_at: string }>`select applied_at from migration order by name limit 1`.execute(db)
  return rows[0]?.applied_at ?? ''
}

interface WorkRow {
  readonly work_id: number
  readonly visibility: string
  readonly title: string
  readonly summary: string | null
  readonly notes_before: string | null
  readonly notes_after: string | null
}

interface NameRow {
  readonly work_id: number
  readonly kind: string
  readonly ref_id: number
  readonly as_written: string
  readonly name: string
  readonly canonical_name: string | null
}

interface ChapterRow {
  readonly chapter_id: number
  readonly work_id: number
  readonly position: number
  readonly is_hidden: boolean
  readonly title: string | null
  readonly notes_before: string | null
  readonly notes_after: string | null
  readonly version_id: number
  readonly words: number
}

const HEAD = sql`chapter_id, work_id, position, is_hidden, title, notes_before, notes_after, version_id, words`

function headOf(row: ChapterRow): ChapterHead {
  return {
    id: row.chapter_id,
    workId: row.work_id,
    position: row.position,
    isHidden: row.is_hidden,
    title: row.title,
    notes: present([row.notes_before, row.notes_after]),
    versionId: row.version_id,
    words: row.words,
  }
}

/** Keys are our own numbers and there may be many: as values they are not counted against what an engine takes. */
function list(keys: readonly number[]): ReturnType<typeof sql> {
  return sql.join(keys.map((key) => sql.lit(key)))
}

function present(texts: readonly (string | null)[]): string[] {
  return texts.filter((text) => text !== null && text !== '') as string[]
}
