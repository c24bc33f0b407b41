/**
 * A file on disk for the rows of a rescue, so that a dump of any size takes little memory: written once, asked, deleted.
 *
 * Nothing in it is worth anything after a crash, so it has neither journal nor waiting for the disk. The values of some
 * rows together are one page: a hundred thousand small values would leave the memory of the process in pieces. What
 * rows are asked by stands apart and is indexed when all rows are in.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'

export interface StagedRow {
  readonly key: string
  readonly offset: number
  /** Which list of columns it has. */
  readonly layout: number
  readonly packed: Uint8Array
}

export interface NewRow {
  /** Which table of which site. */
  readonly list: number
  readonly key: string
  readonly offset: number
  readonly layout: number
  /** At most two values that rows are asked by. */
  readonly lookups: readonly (string | null)[]
  readonly packed: Uint8Array
}

/** What is asked and told about keys that stand in a list more than once. */
export interface RepeatedKeys {
  /** Equal for rows of a list that are word for word the same. */
  readonly contentOf: (list: number, row: StagedRow) => string
  /** Earlier rows have the key and say something else. */
  readonly onOther: (list: number, key: string, offset: number) => void
  /** An earlier row has the key and says just this. */
  readonly onRepeated: (list: number, offset: number) => void
}

export interface StagingStore {
  readonly addRow: (row: NewRow) => void
  readonly addFile: (bytes: Uint8Array) => number
  /** All rows are in. Those whose key stood in their list before get a key of their own. */
  readonly finish: (keys: RepeatedKeys) => Promise<void>
  /** But for repeated ones. */
  readonly rows: (list: number) => Iterable<StagedRow>
  readonly repeatedRows: (list: number) => Iterable<StagedRow>
  /** But for repeated ones. */
  readonly rowsBy: (list: number, lookup: number, value: string) => readonly StagedRow[]
  /** Whether it is repeated or not. */
  readonly row: (list: number, key: string) => StagedRow | null
  readonly file: (id: number) => Uint8Array | null
  readonly close: () => void
}

const ROWS_A_TRANSACTION = 20_000
const PREFIX = 'rescue-'

export function openStaging(directory: string): StagingStore {
  mkdirSync(directory, { recursive: true })
  deleteLeftOver(directory)
  const file = join(directory, `${PREFIX}${process.pid}-${Date.now()}-${Math.floor(Math.random() * 1e9)}.db`)
  // A defensive connection would keep a journal, whatever it is told.
  const db = new DatabaseSync(file, { defensive: false })
  db.exec(
    'pragma page_size = 8192; pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -16384; pragma temp_store = file',
  )
  db.exec(`create table item (id integer primary key, list integer not null, key text not null, place integer not null,
    layout integer not null, page integer not null, start integer not null, size integer not null, a text, b text);
    create table page (id integer primary key, packed blob not null);
    create table file (id integer primary key, bytes blob not null);
    begin`)
  const insert = db.prepare(
    'insert into item (list, key, place, layout, page, start, size, a, b) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const pages = pageWriter(db)
  const insertFile = db.prepare('insert into file (bytes) values (?)')
  const byKey = lazily(() => items(db, 'where list = ? and key = ? order by id limit 1'))
  const byLookup = ['a', 'b'].map((column) => lazily(() => items(db, `where list = ? and ${column} = ? order by id`)))
  const fileById = lazily(() => db.prepare('select bytes from file where id = ?'))
  let waiting = 0

  function addRow({ list, key, offset, layout, lookups, packed }: NewRow): void {
    const { page, start } = pages.add(packed)
    insert.run(list, key, offset, layout, page, start, packed.length, lookups[0] ?? null, lookups[1] ?? null)
    if (++waiting < ROWS_A_TRANSACTION) return
    db.exec('commit; begin')
    waiting = 0
  }

  async function finish(keys: RepeatedKeys): Promise<void> {
    pages.flush()
    db.exec('commit')
    db.exec('create index item_key on item (list, key)')
    await renameRepeated(db, keys, stagedRow)
    db.exec('create index item_list on item (list)')
    db.exec('create index item_a on item (list, a) where a is not null')
    db.exec('create index item_b on item (list, b) where b is not null')
    // What was written is now read mostly in its order: the room is wanted elsewhere.
    db.exec('pragma cache_size = -4096; pragma shrink_memory')
  }

  function stagedRow([key, offset, layout, page, start, size]: Item): StagedRow {
    return { key, offset, layout, packed: pages.read(page).subarray(start, start + size) }
  }

  function* rows(list: number): Generator<StagedRow> {
    // A statement of its own: several tables are gone through at once.
    const all = items(db, 'where list = ? order by id')
    for (const item of all.iterate(list)) yield stagedRow(item)
  }

  return {
    addRow,
    addFile: (bytes) => Number(insertFile.run(bytes).lastInsertRowid),
    finish,
    rows,
    repeatedRows: (list) => rows(repeatedList(list)),
    rowsBy(list, lookup, value) {
      return (byLookup[lookup]?.().all(list, value) ?? []).map(stagedRow)
    },
    row(list, key) {
      const item = byKey().get(list, key) ?? byKey().get(repeatedList(list), key)
      return item === undefined ? null : stagedRow(item)
    },
    file: (id) => (fileById().get(id)?.['bytes'] ?? null) as Uint8Array | null,
    close() {
      if (db.isOpen) db.close()
      rmSync(file, { force: true })
    },
  }
}

const PAGE_BYTES = 1 << 14
/** Pages that were read last; tables are often gone through side by side. */
const PAGES_KEPT = 8

interface Pages {
  readonly add: (packed: Uint8Array) => { readonly page: number; readonly start: number }
  readonly flush: () => void
  readonly read: (page: number) => Uint8Array
}

function pageWriter(db: DatabaseSync): Pages {
  const insert = db.prepare('insert into page (id, packed) values (?, ?)')
  const select = db.prepare('select packed from page where id = ?')
  const filling = Buffer.allocUnsafe(PAGE_BYTES)
  const kept = new Map<number, Uint8Array>()
  let page = 1
  let used = 0

  function flush(): void {
    if (used > 0) insert.run(page++, filling.subarray(0, used))
    used = 0
  }

  return {
    flush,
    add(packed) {
      if (used + packed.length > PAGE_BYTES) flush()
      if (packed.length > PAGE_BYTES) {
        insert.run(page++, packed)
        return { page: page - 1, start: 0 }
      }
      filling.set(packed, used)
      used += packed.length
      return { page, start: used - packed.length }
    },
    read(id) {
      const known = kept.get(id)
      if (known !== undefined) return known
      const bytes = (select.get(id)?.['packed'] ?? new Uint8Array()) as Uint8Array
      if (kept.size >= PAGES_KEPT) kept.delete(kept.keys().next().value as number)
      kept.set(id, bytes)
      return bytes
    },
  }
}

type Item = readonly [key: string, place: number, layout: number, page: number, start: number, size: number]

interface ItemStatement {
  readonly all: (...values: readonly (number | string)[]) => readonly Item[]
  readonly get: (...values: readonly (number | string)[]) => Item | undefined
  readonly iterate: (...values: readonly (number | string)[]) => Iterable<Item>
}

/** Rows as lists: those of `node:sqlite` are kept as dictionaries, which take much room. */
function items(db: DatabaseSync, where: string): ItemStatement {
  const statement = db.prepare(`select key, place, layout, page, start, size from item ${where}`)
  statement.setReturnArrays(true)
  // The types of `node:sqlite` know rows as dictionaries only.
  return statement as unknown as ItemStatement
}

/** Repeated rows stand in a list of their own, where nobody meets them who asks for the others. */
function repeatedList(list: number): number {
  return -1 - list
}

const ROWS_A_BREATH = 250

/** The first row of a key keeps it; the others are called `7~2`, `7~3`, and stand apart where they say nothing new. */
async function renameRepeated(
  db: DatabaseSync,
  { contentOf, onOther, onRepeated }: RepeatedKeys,
  stagedRow: (item: Item) => StagedRow,
): Promise<void> {
  // In the order of the dump, so that pages are read one after the other.
  const keys = db.prepare('select list, key from item group by list, key having count(*) > 1 order by min(id)')
  const ids = db.prepare('select id from item where list = ? and key = ? order by id')
  const byId = items(db, 'where id = ?')
  const rename = db.prepare('update item set list = ?, key = ? where id = ?')
  const isTaken = db.prepare('select 1 from item where list = ? and key = ?')
  db.exec('begin')
  let done = 0
  for (const found of keys.all()) {
    const list = Number(found['list'])
    const key = String(found['key'])
    const contents = new Set<string>()
    let number = 1
    for (const id of ids.all(list, key).map((row) => Number(row['id']))) {
      const row = stagedRow(byId.get(id) as Item)
      const content = contentOf(list, row)
      const isFirst = contents.size === 0
      const isRepeated = contents.has(content)
      contents.add(content)
      if (isFirst) continue
      do number++
      while (isTaken.get(list, `${key}~${number}`) !== undefined)
      rename.run(isRepeated ? repeatedList(list) : list, `${key}~${number}`, id)
      if (isRepeated) onRepeated(list, row.offset)
      else onOther(list, key, row.offset)
      // Nothing here ever waits: without a pause memory is only cleared when it runs short.
      if (++done % ROWS_A_BREATH === 0) await setImmediate()
    }
  }
  db.exec('commit')
}

/** What a run that was killed left behind. */
function deleteLeftOver(directory: string): void {
  for (const name of readdirSync(directory)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-[\\d-]+\\.db$`).exec(name)?.[1]
    if (pid !== undefined && !isRunning(Number(pid))) rmSync(join(directory, name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may not be asked, and is running.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: Value | undefined
  return () => (made ??= make())
}
