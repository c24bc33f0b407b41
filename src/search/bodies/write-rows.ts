/** Writes rows of the word index: a chapter, a work, or that they are gone. Call it in a transaction of the index. */
import { createHash } from 'node:crypto'
import type { ChapterHead, WorkWords } from './catalogue-store.ts'
import { chapterText } from './chapter-text.ts'
import type { IndexedText } from './index-text.ts'
import { CHAPTER_TABLES, type IndexFile, readFact, writeFact } from './schema.ts'
import { textForIndex, wordOfChapter } from './words.ts'

export interface RowWriter {
  /** Without a text only what is known of a chapter beside its words. */
  readonly putChapter: (head: ChapterHead, text: IndexedText | null) => void
  readonly putWork: (work: WorkWords) => void
  /** Takes out a work with what there is of its chapters. */
  readonly removeWork: (work: number) => void
  /** Takes out the chapters of a work that are not among these. */
  readonly keepChapters: (work: number, chapters: ReadonlySet<number>) => void
}

/** Those of the chapters whose words are in the index as they are now. */
export function knownChapters({ database }: IndexFile, heads: readonly ChapterHead[]): ReadonlySet<number> {
  const find = database.prepare('select checksum from chapter where id = ?')
  const known = heads.filter((head) => find.get(head.id)?.['checksum'] === checksumOfChapter(head))
  return new Set(known.map((head) => head.id))
}

/** `isNew` when the file has no rows yet that could be in the way. */
export function rowWriter(file: IndexFile, isNew: boolean): RowWriter {
  const { database } = file
  const batch = Number(readFact(file, 'batch') ?? 0) + 1
  writeFact(file, 'batch', String(batch))
  const workChecksumOf = database.prepare('select checksum from work where id = ?')
  const chaptersOf = database.prepare('select id from chapter where work_id = ?')
  const putHead = database.prepare(`insert into chapter (id, work_id, position, is_hidden, checksum, batch)
    values (?, ?, ?, ?, ?, ${batch}) on conflict (id) do update set work_id = excluded.work_id,
    position = excluded.position, is_hidden = excluded.is_hidden, checksum = excluded.checksum, batch = excluded.batch`)
  const putWorkHead = database.prepare(`insert into work (id, visibility, checksum, batch) values (?, ?, ?, ${batch})
    on conflict (id) do update set visibility = excluded.visibility, checksum = excluded.checksum,
    batch = excluded.batch`)
  const addWords = database.prepare('insert into words (rowid, text) values (?, ?)')
  const addHead = database.prepare('insert into heads (rowid, title, notes) values (?, ?, ?)')
  const addEdges = database.prepare('insert into edges (rowid, opening, ending) values (?, ?, ?)')
  const addRuns = database.prepare('insert into runs (rowid, codes) values (?, ?)')
  const addAbout = database.prepare('insert into about (rowid, title, names, summary, notes) values (?, ?, ?, ?, ?)')
  const dropText = CHAPTER_TABLES.map((table) => database.prepare(`delete from ${table} where rowid = ?`))
  const dropAbout = database.prepare('delete from about where rowid = ?')
  const dropHead = database.prepare('delete from chapter where id = ?')
  const dropWork = database.prepare('delete from work where id = ?')
  const dropPenNames = database.prepare('delete from pen_name where work_id = ?')
  const addPenName = database.prepare('insert or ignore into pen_name (work_id, pen_name_id) values (?, ?)')
  const addGone = database.prepare(`insert into gone (id, kind, batch) values (?, ?, ${batch})`)

  function removeChapter(id: number): void {
    for (const drop of dropText) drop.run(id)
    dropHead.run(id)
    addGone.run(id, 'chapter')
  }

  return {
    putChapter(head, indexed) {
      putHead.run(head.id, head.workId, head.position, Number(head.isHidden), checksumOfChapter(head))
      if (indexed === null) return
      if (!isNew) for (const drop of dropText) drop.run(head.id)
      const { text, opening, ending, runs } = indexed
      addWords.run(head.id, `${wordOfChapter(head.id)} ${text}`)
      addHead.run(head.id, textForIndex(head.title ?? ''), linesForIndex(head.notes))
      addEdges.run(head.id, opening, ending)
      addRuns.run(head.id, runs)
    },
    putWork(work) {
      const now = checksumOfWork(work)
      const before = isNew ? undefined : workChecksumOf.get(work.id)?.['checksum']
      putWorkHead.run(work.id, work.visibility, now)
      if (!isNew) dropPenNames.run(work.id)
      for (const penName of work.penNames) addPenName.run(work.id, penName)
      if (before === now) return
      if (!isNew) dropAbout.run(work.id)
      addAbout.run(
        work.id,
        textForIndex(work.title),
        linesForIndex(work.names),
        linesForIndex([work.summary ?? '']),
        linesForIndex(work.notes),
      )
    },
    removeWork(work) {
      for (const { id } of chaptersOf.all(work)) removeChapter(Number(id))
      dropAbout.run(work)
      dropPenNames.run(work)
      if (dropWork.run(work).changes > 0) addGone.run(work, 'work')
    },
    keepChapters(work, chapters) {
      for (const { id } of chaptersOf.all(work)) if (!chapters.has(Number(id))) removeChapter(Number(id))
    },
  }
}

/** What is said about a work is plain text mostly, story HTML where an old site had markup. */
export function plainWords(text: string): string {
  if (!text.startsWith('<')) return text
  const plain = chapterText(text).text
  return plain === '' ? text : plain
}

function linesForIndex(texts: readonly string[]): string {
  return texts.map((text) => textForIndex(plainWords(text))).join('\n')
}

/** Of everything whose words are in the row; what else is known of it may change alone. */
export function checksumOfChapter(head: ChapterHead): string {
  return checksum([head.versionId, head.title, head.notes])
}

export function checksumOfWork(work: WorkWords): string {
  return checksum([work.title, work.names, work.summary, work.notes])
}

function checksum(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 22)
}
