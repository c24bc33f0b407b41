/**
 * A file on disk for the rows of a rescue, so that a dump of any size takes little memory: written once, asked, deleted.
 *
 * Nothing in it is worth anything after a crash, so it has neither journal nor waiting for the disk. A row is one packed
 * value; what rows are asked by stands beside it and is indexed when all rows are in.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

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
  readonly lookups: readonly (string | null)[]
  readonly packed: Uint8Array
}

export interface StagingStore {
  readonly addRow: (row: NewRow) => void
  readonly addFile: (bytes: Uint8Array) => number
  /** All rows are in. Says which keys stood in a list before: those rows get a key of their own. */
  readonly finish: (onRepeated: (list: number, key: string, offset: number) => void) => void
  readonly rows: (list: number) => Iterable<StagedRow>
  readonly rowsBy: (list: number, lookup: number, value: string) => readonly StagedRow[]
  readonly row: (list: number, key: string) => StagedRow | null
  readonly file: (id: number) => Uint8Array | null
  readonly close: () => void
}

/** How many columns of a table rows can be asked by. */
export const LOOKUPS = 2
const ROWS_A_TRANSACTION = 20_000
const PREFIX = 'rescue-'

export function openStaging(directory: string): StagingStore {
  mkdirSync(directory, { recursive: true })
  deleteLeftOver(directory)
  const file = join(directory, `${PREFIX}${process.pid}-${Date.now()}-${Math.floor(Math.random() * 1e9)}.db`)
  const db = new DatabaseSync(file)
  db.exec(
    'pragma page_size = 8192; pragma journal_mode = off; pragma synchronous = off; pragma locking_mode = exclusive; pragma cache_size = -16384; pragma temp_store = file',
  )
  db.exec(`create table row (id integer primary key, list integer not null, key text not null, place integer not null,
    layout integer not null, a text, b text, packed blob not null);
    create table file (id integer primary key, bytes blob not null);
    begin`)
  const insert = db.prepare('insert into row (list, key, place, layout, a, b, packed) values (?, ?, ?, ?, ?, ?, ?)')
  const insertFile = db.prepare('insert into file (bytes) values (?)')
  const byKey = lazily(() => db.prepare(`${SELECT} where list = ? and key = ? order by id limit 1`))
  const byLookup = ['a', 'b'].map((column) =>
    lazily(() => db.prepare(`${SELECT} where list = ? and ${column} = ? order by id`)),
  )
  const fileById = lazily(() => db.prepare('select bytes from file where id = ?'))
  let waiting = 0

  function addRow({ list, key, offset, layout, lookups, packed }: NewRow): void {
    insert.run(list, key, offset, layout, lookups[0] ?? null, lookups[1] ?? null, packed)
    if (++waiting < ROWS_A_TRANSACTION) return
    db.exec('commit; begin')
    waiting = 0
  }

  function finish(onRepeated: (list: number, key: string, offset: number) => void): void {
    db.exec('commit')
    db.exec('create index row_key on row (list, key)')
    renameRepeated(db, onRepeated)
    db.exec('create index row_list on row (list)')
    db.exec('create index row_a on row (list, a) where a is not null')
    db.exec('create index row_b on row (list, b) where b is not null')
  }

  return {
    addRow,
    addFile: (bytes) => Number(insertFile.run(bytes).lastInsertRowid),
    finish,
    *rows(list) {
      // A statement of its own: several tables are gone through at once.
      for (const row of db.prepare(`${SELECT} where list = ? order by id`).iterate(list)) yield stagedRow(row)
    },
    rowsBy: (list, lookup, value) => byLookup[lookup]?.().all(list, value).map(stagedRow) ?? [],
    row(list, key) {
      const row = byKey().get(list, key)
      return row === undefined ? null : stagedRow(row)
    },
    file(id) {
      const row = fileById().get(id)
      return row === undefined ? null : (row['bytes'] as Uint8Array)
    },
    close() {
      if (db.isOpen) db.close()
      rmSync(file, { force: true })
    },
  }
}

const SELECT = 'select key, place, layout, packed from row'

function stagedRow(row: Record<string, unknown>): StagedRow {
  return {
    key: row['key'] as string,
    offset: row['place'] as number,
    layout: row['layout'] as number,
    packed: row['packed'] as Uint8Array,
  }
}

/** The first row of a key keeps it; the others are called `7~2`, `7~3`. */
function renameRepeated(db: DatabaseSync, onRepeated: (list: number, key: string, offset: number) => void): void {
  const repeated = db.prepare('select list, key from row group by list, key having count(*) > 1 order by list, key')
  const places = db.prepare('select id, place from row where list = ? and key = ? order by id limit -1 offset 1')
  const rename = db.prepare('update row set key = ? where id = ?')
  const isTaken = db.prepare('select 1 from row where list = ? and key = ?')
  db.exec('begin')
  for (const { list, key } of repeated.all() as unknown as { list: number; key: string }[]) {
    let number = 1
    for (const { id, place } of places.all(list, key) as unknown as { id: number; place: number }[]) {
      do number++
      while (isTaken.get(list, `${key}~${number}`) !== undefined)
      rename.run(`${key}~${number}`, id)
      onRepeated(list, key, place)
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
