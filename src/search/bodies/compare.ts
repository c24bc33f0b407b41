/**
 * Compares the word index with the catalogue, row by row and by checksums, and has what differs read again.
 *
 * Nothing should ever differ: each change is in the log. But a backup that was put back, a disk that lies or a mistake
 * of ours would stay for ever, and nobody would notice a story that is never found. Run it while nothing is written;
 * a work that changes meanwhile may be counted, and reading it once more does no harm.
 */
import type { Kysely } from 'kysely'
import type { Tables } from '../../platform/db/tables.ts'
import { archiveMark, readChapterHeads, readWorkKeys, readWorks } from './catalogue-store.ts'
import { placeOf } from './follow.ts'
import { isDamage } from './keep.ts'
import {
  CHAPTER_TABLES,
  FTS_TABLES,
  hasTables,
  type IndexFile,
  inIndexTransaction,
  openIndexFile,
  readFact,
} from './schema.ts'
import { checksumOfChapter, checksumOfWork } from './write-rows.ts'

export interface Drift {
  /** In the catalogue, and not in the index or not as they are. */
  readonly works: number
  readonly chapters: number
  /** In the index, and no longer in the catalogue. */
  readonly gone: number
  /** The file is no index of this archive, or is damaged: it has to be built anew. */
  readonly isUseless: boolean
}

const ROWS_AT_ONCE = 1000

/** What differs between the catalogue and the index at `path`. With `isMending`, the next refresh reads it again. */
export async function compareWithCatalogue(db: Kysely<Tables>, path: string, isMending: boolean): Promise<Drift> {
  let file: IndexFile | undefined
  try {
    file = openIndexFile(path)
    if (!hasTables(file) || readFact(file, 'archive') !== (await archiveMark(db))) return USELESS
    for (const table of FTS_TABLES) file.database.exec(`insert into ${table} (${table}) values ('integrity-check')`)
    return await compare(db, file, isMending)
  } catch (error) {
    if (!isDamage(error)) throw error
    return USELESS
  } finally {
    file?.close()
  }
}

const USELESS: Drift = { works: 0, chapters: 0, gone: 0, isUseless: true }

async function compare(db: Kysely<Tables>, file: IndexFile, isMending: boolean): Promise<Drift> {
  const { database } = file
  const wrong = new Set<number>()
  /** Chapters that are said to be in the index as they are, and whose words are not. */
  const wordless = database
    .prepare(
      `select id from chapter where ${CHAPTER_TABLES.map((table) => `id not in (select id from ${table}_docsize)`).join(' or ')}`,
    )
    .all()
    .map((row) => Number(row['id']))
  const noWords = new Set(wordless)
  const works = await compareWorks(db, file, wrong)
  const chapters = await compareChapters(db, file, { wrong, noWords })
  const gone = works.gone + chapters.gone
  if (isMending) {
    inIndexTransaction(file, () => {
      const forget = database.prepare(`update chapter set checksum = '' where id = ?`)
      for (const id of wordless) forget.run(id)
      const forgetWork = database.prepare(`update work set checksum = '' where id = ?`)
      const wait = database.prepare('insert or ignore into waiting (work_id, since) values (?, ?)')
      const { seq } = placeOf(file)
      for (const work of wrong) {
        forgetWork.run(work)
        wait.run(work, seq)
      }
    })
  }
  return { works: works.differing, chapters: chapters.differing, gone, isUseless: false }
}

interface Differences {
  readonly differing: number
  readonly gone: number
}

async function compareWorks(db: Kysely<Tables>, { database }: IndexFile, wrong: Set<number>): Promise<Differences> {
  const find = database.prepare(
    'select visibility, checksum from work where id = ? and id in (select id from about_docsize where id = work.id)',
  )
  const between = database.prepare('select id from work where id > ? and id <= ?')
  let differing = 0
  let gone = 0
  for (let last = 0, hasMore = true; hasMore; ) {
    const keys = await readWorkKeys(db, last, ROWS_AT_ONCE)
    hasMore = keys.length === ROWS_AT_ONCE
    const end = hasMore ? (keys.at(-1) as number) : Number.MAX_SAFE_INTEGER
    for (const work of await readWorks(db, keys)) {
      const found = find.get(work.id)
      if (found?.['checksum'] === checksumOfWork(work) && found['visibility'] === work.visibility) continue
      differing++
      wrong.add(work.id)
    }
    gone += noteGone(between.all(last, end), new Set(keys), wrong)
    last = end
  }
  return { differing, gone }
}

async function compareChapters(
  db: Kysely<Tables>,
  { database }: IndexFile,
  { wrong, noWords }: { readonly wrong: Set<number>; readonly noWords: ReadonlySet<number> },
): Promise<Differences> {
  const find = database.prepare('select work_id, position, is_hidden, checksum from chapter where id = ?')
  const between = database.prepare('select id, work_id from chapter where id > ? and id <= ?')
  let differing = 0
  let gone = 0
  for (let last = 0, hasMore = true; hasMore; ) {
    const heads = await readChapterHeads(db, last, ROWS_AT_ONCE)
    hasMore = heads.length === ROWS_AT_ONCE
    const end = hasMore ? (heads.at(-1)?.id as number) : Number.MAX_SAFE_INTEGER
    for (const head of heads) {
      const found = find.get(head.id)
      const isSame =
        found?.['checksum'] === checksumOfChapter(head) &&
        found['work_id'] === head.workId &&
        found['position'] === head.position &&
        found['is_hidden'] === Number(head.isHidden) &&
        !noWords.has(head.id)
      if (isSame) continue
      differing++
      wrong.add(head.workId)
    }
    gone += noteGone(between.all(last, end), new Set(heads.map((head) => head.id)), wrong)
    last = end
  }
  return { differing, gone }
}

/** Rows of the index that the catalogue does not have; their works are to be looked at again. */
function noteGone(rows: readonly Record<string, unknown>[], known: ReadonlySet<number>, wrong: Set<number>): number {
  const gone = rows.filter((row) => !known.has(Number(row['id'])))
  for (const row of gone) wrong.add(Number(row['work_id'] ?? row['id']))
  return gone.length
}
