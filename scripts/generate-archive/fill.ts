/**
 * Fills a new archive with invented works, a million in seconds: past the stores, with indexes made afterwards or not at all.
 *
 * Many rows go to SQLite at once, as a list of numbers that it takes apart itself.
 */
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDatabase } from '../../src/platform/db/database.ts'
import { type Invention, invent, wordOf } from './works.ts'

export interface ArchiveSize {
  readonly works: number
  readonly tags: number
  readonly seed: number
  /** As lists from the store need them. Without, they are left out. */
  readonly hasAllIndexes?: boolean
}

const WORKS_AT_ONCE = 5000
const ROOM_FOR_TAGS = 2 ** 20
const NOW = '2026-01-01T00:00:00.000Z'

/** The folder is made. */
export async function generateArchive(dataDirectory: string, size: ArchiveSize): Promise<void> {
  await (await openDatabase({ dataDirectory, databaseUrl: null }))[Symbol.asyncDispose]()
  const database = new DatabaseSync(join(dataDirectory, 'archive.db'), { enableForeignKeyConstraints: false })
  try {
    database.exec('pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive')
    database.exec('pragma cache_size = -500000; pragma temp_store = memory; pragma threads = 2')
    const indexes = dropIndexes(database)
    const invention = invent(size.works, size.tags, size.seed)
    database.exec('begin')
    fillNames(database, invention)
    fillWorks(database, invention, size.works)
    if (size.hasAllIndexes === true) for (const sql of indexes) database.exec(sql)
    database.exec('commit')
    database.exec('pragma analysis_limit = 1000; analyze')
    database.exec('pragma locking_mode = normal; pragma journal_mode = wal')
  } finally {
    database.close()
  }
}

const FILLED = ['work', 'work_tag', 'creator', 'chapter', 'tag', 'pen_name']

/** Gives what makes them again. */
function dropIndexes(database: DatabaseSync): readonly string[] {
  const rows = database
    .prepare(
      `select name, sql from sqlite_master where type = 'index' and sql is not null
        and tbl_name in (select value from json_each(?)) order by name`,
    )
    .all(JSON.stringify(FILLED)) as { name: string; sql: string }[]
  for (const { name } of rows) database.exec(`drop index "${name}"`)
  return rows.map(({ sql }) => sql)
}

function fillNames(database: DatabaseSync, { tags, penNames }: Invention): void {
  const tag = database.prepare(
    "insert into tag (id, public_id, kind, name, folded) values (?1, printf('t%d', ?1), ?2, ?3, ?3)",
  )
  for (const { id, kind, name } of tags) tag.run(id, kind, name)
  const penName = database.prepare(
    "insert into pen_name (id, public_id, name, sort_name, folded) values (?1, printf('p%d', ?1), ?2, ?2, ?2)",
  )
  for (let id = 1; id <= penNames; id++) penName.run(id, `${wordOf(id)} ${id}`)
}

function fillWorks(database: DatabaseSync, { nextWork }: Invention, count: number): void {
  const work = database.prepare(
    `insert into work (id, public_id, title, sort_title, folded_title, language, rating, status, words, posted_at,
      posted_key, updated_at, updated_key, added_at, changed_at, review_count)
      values (?1, printf('w%d', ?1), ?2, ?2, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?8, '${NOW}', '${NOW}', ?9)`,
  )
  const tags = database.prepare(
    `insert into work_tag (work_id, tag_id, as_written, position, said_by)
      select value / ${ROOM_FOR_TAGS}, value % ${ROOM_FOR_TAGS}, '', key % 13, 'source' from json_each(?)`,
  )
  const creators = database.prepare(
    `insert into creator (work_id, pen_name_id, position, role)
      select ? + key, value, 0, 'author' from json_each(?)`,
  )
  const chapters = database.prepare(`insert into chapter (work_id, position) select ? + key, 0 from json_each(?)`)
  for (let first = 1; first <= count; first += WORKS_AT_ONCE) {
    const packed: number[] = []
    const penNames: number[] = []
    const last = Math.min(count, first + WORKS_AT_ONCE - 1)
    for (let id = first; id <= last; id++) {
      const each = nextWork()
      for (const tag of each.tags) packed.push(id * ROOM_FOR_TAGS + tag)
      penNames.push(each.penName)
      const { title, language, rating, status, words, posted, updated, reviews } = each
      work.run(id, title, language, rating, status, words, posted, updated, reviews)
    }
    tags.run(`[${packed.join()}]`)
    creators.run(first, `[${penNames.join()}]`)
    chapters.run(first, `[${penNames.join()}]`)
  }
}
