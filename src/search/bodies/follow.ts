/**
 * Keeps the index as the catalogue is: takes what has changed from the log of changes, then reads the works it means.
 *
 * Each step is one transaction of the index, with the place in the log in it: whoever is killed between two of them
 * goes on where the last one ended. A work that waits carries the place of its last change, so that one which changed
 * again while it was read stays waiting, also when two processes work on one file.
 */
import type { Kysely } from 'kysely'
import { BEGINNING, type Change, type ChangePlace, readChanges, timeOfPlace } from '../../platform/db/change-log.ts'
import type { Tables } from '../../platform/db/tables.ts'
import {
  type ChapterHead,
  readChapterHeadsOf,
  readChapterTexts,
  readWorks,
  type WorkWords,
  workOfChapter,
  worksOfPenName,
  worksOfTag,
} from './catalogue-store.ts'
import { readCommonWords } from './common-words.ts'
import { indexedText } from './index-text.ts'
import type { CommonWords } from './runs.ts'
import { type IndexFile, inIndexTransaction, readFact, writeFact } from './schema.ts'
import { knownChapters, type RowWriter, rowWriter } from './write-rows.ts'

type Db = Kysely<Tables>

const CHANGES_AT_ONCE = 2000
const WORKS_AT_ONCE = 50
/** Texts are held in memory until they are written: about 16 MB. */
const WORDS_AT_ONCE = 3_000_000

/** Takes one step; false when there is nothing left to do. */
export async function followOnce(db: Db, file: IndexFile): Promise<boolean> {
  const hasRead = await takeChanges(db, file)
  const hasWritten = await writeWaiting(db, file)
  return hasRead || hasWritten
}

export function placeOf(file: IndexFile): ChangePlace {
  const place = readFact(file, 'place')
  return place === null ? BEGINNING : parsePlace(place)
}

/** With the time of the change there, by which a log that was put back to an earlier day is noticed. */
export function writePlace(file: IndexFile, { tx, seq }: ChangePlace, at: string | null): void {
  writeFact(file, 'place', `${tx} ${seq} ${at ?? ''}`)
}

/** Whether the log of this archive has the place where the index stands. */
export async function isPlaceOf(db: Db, file: IndexFile): Promise<boolean> {
  const place = placeOf(file)
  if (place.tx === BEGINNING.tx && place.seq === BEGINNING.seq) return true
  const at = readFact(file, 'place')?.split(' ')[2]
  return (await timeOfPlace(db, place)) === at
}

export function countWaiting({ database }: IndexFile): number {
  return Number(database.prepare('select count(*) as works from waiting').get()?.['works'] ?? 0)
}

function parsePlace(place: string): ChangePlace {
  const [tx = 0, seq = 0] = place.split(' ').map(Number)
  return { tx, seq }
}

async function takeChanges(db: Db, file: IndexFile): Promise<boolean> {
  const place = placeOf(file)
  const changes = await readChanges(db, place, CHANGES_AT_ONCE)
  const last = changes.at(-1)
  if (last === undefined) return false
  const works = await worksOfChanges(db, file, changes)
  inIndexTransaction(file, () => {
    const now = placeOf(file)
    // Another process was quicker.
    if (now.tx !== place.tx || now.seq !== place.seq) return
    const wait = file.database.prepare(
      'insert into waiting (work_id, since) values (?, ?) on conflict (work_id) do update set since = excluded.since',
    )
    for (const work of works) wait.run(work, last.seq)
    writePlace(file, last, last.at)
  })
  return true
}

async function worksOfChanges(db: Db, file: IndexFile, changes: readonly Change[]): Promise<ReadonlySet<number>> {
  const works = new Set<number>()
  const seen = new Set<string>()
  for (const { table, rowId } of changes) {
    if (seen.has(`${table} ${rowId}`)) continue
    seen.add(`${table} ${rowId}`)
    for (const work of await worksOfChange(db, file, table, rowId)) works.add(work)
  }
  return works
}

async function worksOfChange(
  db: Db,
  { database }: IndexFile,
  table: Change['table'],
  rowId: number,
): Promise<readonly number[]> {
  switch (table) {
    case 'work':
      return [rowId]
    case 'chapter': {
      // Where it is now, and where it was.
      const before = database.prepare('select work_id from chapter where id = ?').get(rowId)?.['work_id']
      return [await workOfChapter(db, rowId), before ?? null].filter((work) => work !== null).map(Number)
    }
    case 'pen_name': {
      const before = database.prepare('select work_id from pen_name where pen_name_id = ?').all(rowId)
      return [...(await worksOfPenName(db, rowId)), ...before.map((row) => Number(row['work_id']))]
    }
    case 'tag':
      return worksOfTag(db, rowId)
    case 'canon_point':
    case 'series':
    case 'challenge':
    case 'news':
    case 'review':
      return []
  }
}

async function writeWaiting(db: Db, file: IndexFile): Promise<boolean> {
  const waiting = file.database
    .prepare('select work_id, since from waiting order by work_id limit ?')
    .all(WORKS_AT_ONCE)
    .map((row) => ({ work: Number(row['work_id']), since: Number(row['since']) }))
  if (waiting.length === 0) return false
  const keys = waiting.map((each) => each.work)
  const works = new Map((await readWorks(db, keys)).map((work) => [work.id, work]))
  const heads = (await readChapterHeadsOf(db, keys)).filter((head) => works.has(head.workId))
  const known = knownChapters(file, heads)
  const texts = await readTexts(
    db,
    heads.filter((head) => !known.has(head.id)),
  )
  const ofWork = Map.groupBy(heads, (head) => head.workId)
  const common = readCommonWords(file)
  inIndexTransaction(file, () => {
    const writer = rowWriter(file, false)
    const done = file.database.prepare('delete from waiting where work_id = ? and since = ?')
    for (const { work: id, since } of waiting) {
      const work = works.get(id)
      const isWhole =
        work === undefined || writeWork(writer, work, { heads: ofWork.get(id) ?? [], known, texts, common })
      if (work === undefined) writer.removeWork(id)
      // The rest of its texts comes with the next step.
      if (isWhole) done.run(id, since)
    }
  })
  return true
}

interface ReadChapters {
  readonly heads: readonly ChapterHead[]
  readonly known: ReadonlySet<number>
  readonly texts: ReadonlyMap<number, string>
  readonly common: CommonWords
}

/** False when there was no room for some of its texts. */
function writeWork(writer: RowWriter, work: WorkWords, { heads, known, texts, common }: ReadChapters): boolean {
  let isWhole = true
  writer.keepChapters(work.id, new Set(heads.map((head) => head.id)))
  for (const head of heads) {
    const html = texts.get(head.id)
    if (html !== undefined) writer.putChapter(head, indexedText(html, common))
    else if (known.has(head.id)) writer.putChapter(head, null)
    else isWhole = false
  }
  writer.putWork(work)
  return isWhole
}

/** The texts of these chapters: at least one, and no more than memory has room for. */
async function readTexts(db: Db, heads: readonly ChapterHead[]): Promise<ReadonlyMap<number, string>> {
  const wanted: number[] = []
  let words = 0
  for (const head of heads) {
    if (wanted.length > 0 && words + head.words > WORDS_AT_ONCE) break
    wanted.push(head.id)
    words += head.words
  }
  return readChapterTexts(db, wanted)
}
