/**
 * Builds the index anew, beside the one in use, and puts it in that one's place.
 *
 * In steps of a few seconds, each one transaction with how far it came: a build that was killed goes on where its last
 * step ended. The place in the log of changes is taken before anything is read, so that whatever changes meanwhile is
 * read again afterwards. Rows go in by rising keys, which is how FTS5 writes without merging what it has.
 */
import { renameSync, rmSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { lastPlace, timeOfPlace } from '../../platform/db/change-log.ts'
import type { Tables } from '../../platform/db/tables.ts'
import { archiveMark, type ChapterHead, readChapterHeads, readWorkKeys, readWorks } from './catalogue-store.ts'
import { readCommonWords, sampleCommonWords, writeCommonWords } from './common-words.ts'
import { type CutTexts, cutsHere } from './cut-texts.ts'
import { isPlaceOf, writePlace } from './follow.ts'
import type { IndexedText } from './index-text.ts'
import {
  FTS_TABLES,
  hasTables,
  type IndexFile,
  inIndexTransaction,
  makeTables,
  openIndexFile,
  readFact,
  writeFact,
} from './schema.ts'
import { rowWriter } from './write-rows.ts'

type Db = Kysely<Tables>

export interface IndexBuild extends Disposable {
  /** Does the next few seconds' work; false when all is read and the build can be swapped. */
  readonly step: () => Promise<boolean>
  /** Puts it in the place of the index in use, which nobody of this process may have open. */
  readonly swap: () => void
  readonly chapters: () => number
}

/** Words of one transaction; a kill costs no more than these. */
const WORDS_AT_ONCE = 8_000_000
/** About 24 MB of text in memory. */
const WORDS_READ_AT_ONCE = 500_000
const HEADS_AT_ONCE = 2000
const WORKS_AT_ONCE = 500
const WORKS_OF_A_STEP = 20_000

/** Begins a build for the index at `path`, or goes on with one that was begun for the same archive. */
export async function startBuild(db: Db, path: string, cut: CutTexts = cutsHere(db)): Promise<IndexBuild> {
  const file = await openAside(db, asideOf(path))
  return {
    async step() {
      const [stage, key] = stageOf(file)
      if (stage === 'chapters') await buildChapters({ db, cut }, file, key)
      else if (stage === 'works') await buildWorks(db, file, key)
      return stageOf(file)[0] !== 'done'
    },
    swap() {
      swap(file, path)
    },
    chapters: () => Number(file.database.prepare('select count(*) as rows from chapter').get()?.['rows'] ?? 0),
    [Symbol.dispose]() {
      file.close()
    },
  }
}

/** Where the index for a path is built. */
export function asideOf(path: string): string {
  return `${path}.new`
}

/** Removes an index with what SQLite keeps beside it. */
export function removeIndexFile(path: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true })
}

type Stage = readonly ['chapters' | 'works' | 'done', number]

function stageOf(file: IndexFile): Stage {
  const [stage, key] = (readFact(file, 'built') ?? 'chapters 0').split(' ')
  return [stage as Stage[0], Number(key)]
}

function writeStage(file: IndexFile, stage: Stage): void {
  writeFact(file, 'built', stage.join(' '))
}

async function openAside(db: Db, path: string): Promise<IndexFile> {
  const mark = await archiveMark(db)
  const begun = await reopenAside(db, path, mark)
  if (begun !== null) return begun
  removeIndexFile(path)
  const place = await lastPlace(db)
  const at = await timeOfPlace(db, place)
  const sample = await sampleCommonWords(db)
  const file = openIndexFile(path)
  lock(file)
  makeTables(file)
  inIndexTransaction(file, () => {
    writeFact(file, 'archive', mark)
    writePlace(file, place, at)
    writeCommonWords(file, sample)
    writeStage(file, ['chapters', 0])
    for (const [name, value] of BUILDING) configure(file, name, value)
  })
  return file
}

/** A build that was begun for the same archive, or null. */
async function reopenAside(db: Db, path: string, mark: string): Promise<IndexFile | null> {
  let file: IndexFile | undefined
  try {
    file = openIndexFile(path)
    lock(file)
    if (hasTables(file) && readFact(file, 'archive') === mark && (await isPlaceOf(db, file))) return file
  } catch {
    // Whatever it is, it is of no use; another process that builds is met again when the new file is locked.
  }
  file?.close()
  return null
}

/** One process builds at a time. */
function lock({ database }: IndexFile): void {
  database.exec('pragma locking_mode = exclusive')
  database.exec('begin immediate; commit')
}

/**
 * Many small parts are merged once, in the end, instead of again and again. Each is as large as the memory that is near a
 * processor: words are looked up there fifty million times.
 */
const BUILDING = [
  ['hashsize', 8 * 1024 * 1024],
  ['crisismerge', 64],
  ['automerge', 0],
  ['pgsz', 8000],
] as const
const USING = [
  ['hashsize', 4 * 1024 * 1024],
  ['crisismerge', 16],
  ['automerge', 4],
] as const

/** FTS5 takes whole numbers, and a number of JavaScript is bound as one with a fraction. */
function configure({ database }: IndexFile, name: string, value: number): void {
  for (const table of FTS_TABLES) {
    database.prepare(`insert into ${table} (${table}, rank) values (?, ?)`).run(name, BigInt(value))
  }
}

interface Reading {
  readonly db: Db
  readonly cut: CutTexts
}

async function buildChapters({ db, cut }: Reading, file: IndexFile, after: number): Promise<void> {
  file.database.exec('begin immediate')
  try {
    const writer = rowWriter(file, true)
    const common = readCommonWords(file)
    let last = after
    let words = 0
    let hasMore = true
    while (hasMore && words < WORDS_AT_ONCE) {
      const heads = await readChapterHeads(db, last, HEADS_AT_ONCE)
      hasMore = heads.length === HEADS_AT_ONCE
      const groups = groupsOf(heads)
      const wanted = firstOf(groups, WORDS_AT_ONCE - words)
      hasMore ||= wanted.length < groups.length
      for await (const { group, texts } of cutAhead(wanted, async (chapters) => cut({ chapters, common }))) {
        for (const head of group) writer.putChapter(head, texts.get(head.id) ?? NO_TEXT)
        last = group.at(-1)?.id ?? last
        words += wordsOf(group)
      }
    }
    writeStage(file, hasMore ? ['chapters', last] : ['works', 0])
    file.database.exec('commit')
  } catch (error) {
    if (file.database.isTransaction) file.database.exec('rollback')
    throw error
  }
}

const NO_TEXT: IndexedText = { text: '', opening: '', ending: '', runs: '' }
/** So many groups are cut while one is written. */
const AHEAD = 2

interface CutGroup {
  readonly group: readonly ChapterHead[]
  readonly texts: ReadonlyMap<number, IndexedText>
}

async function* cutAhead(
  groups: readonly ChapterHead[][],
  cut: (chapters: readonly number[]) => ReturnType<CutTexts>,
): AsyncGenerator<CutGroup> {
  const ahead: Promise<CutGroup>[] = []
  let next = 0
  while (next < groups.length || ahead.length > 0) {
    for (; ahead.length <= AHEAD && next < groups.length; next++) {
      const group = groups[next] as ChapterHead[]
      const cutting = cut(group.map((head) => head.id)).then((texts) => ({ group, texts }))
      // What fails is told when its turn comes.
      cutting.catch(() => undefined)
      ahead.push(cutting)
    }
    yield (await ahead.shift()) as CutGroup
  }
}

/** As many as have so many words together, and one at least. */
function firstOf(groups: ChapterHead[][], most: number): ChapterHead[][] {
  let words = 0
  const end = groups.findIndex((group) => (words += wordsOf(group)) >= most)
  return end === -1 ? groups : groups.slice(0, end + 1)
}

/** Chapters one behind the other whose texts have room in memory together. */
function groupsOf(heads: readonly ChapterHead[]): ChapterHead[][] {
  const groups: ChapterHead[][] = []
  for (const head of heads) {
    const group = groups.at(-1)
    if (group === undefined || wordsOf(group) + head.words > WORDS_READ_AT_ONCE) groups.push([head])
    else group.push(head)
  }
  return groups
}

function wordsOf(heads: readonly ChapterHead[]): number {
  return heads.reduce((words, head) => words + head.words, 0)
}

async function buildWorks(db: Db, file: IndexFile, after: number): Promise<void> {
  let last = after
  let hasMore = true
  file.database.exec('begin immediate')
  try {
    const writer = rowWriter(file, true)
    for (let works = 0; hasMore && works < WORKS_OF_A_STEP; works += WORKS_AT_ONCE) {
      const keys = await readWorkKeys(db, last, WORKS_AT_ONCE)
      for (const work of await readWorks(db, keys)) writer.putWork(work)
      last = keys.at(-1) ?? last
      hasMore = keys.length === WORKS_AT_ONCE
    }
    writeStage(file, hasMore ? ['works', last] : ['done', 0])
    file.database.exec('commit')
  } catch (error) {
    if (file.database.isTransaction) file.database.exec('rollback')
    throw error
  }
}

/** One part instead of many: questions are quicker by half, and the file is as small as it can be. */
function swap(file: IndexFile, path: string): void {
  const ready = `${path}.ready`
  for (const table of FTS_TABLES) file.database.exec(`insert into ${table} (${table}) values ('optimize')`)
  for (const [name, value] of USING) configure(file, name, value)
  removeIndexFile(ready)
  file.database.prepare('vacuum into ?').run(ready)
  // So that whoever opens it to read need not change the file.
  openIndexFile(ready).close()
  // What another process still has open goes on as it is, under no name.
  for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true })
  renameSync(ready, path)
  file.close()
  removeIndexFile(file.path)
}
