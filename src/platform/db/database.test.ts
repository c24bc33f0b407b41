import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, describe, expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { connect, type Db, inTransaction, openDatabase } from './database.ts'
import { BusyFault, DatabaseFault, DataDirectoryFault, isFull } from './faults.ts'
import { openHandle } from './sqlite-handle.ts'

describeOnBothEngines('inTransaction', (open) => {
  test('keeps everything when it ends well', async () => {
    const { db } = await open()
    await inTransaction(db, async (tx) => {
      await save(tx, 'a')
      await save(tx, 'b')
    })
    expect(await names(db)).toEqual(['a', 'b'])
  })

  test('keeps nothing when it fails', async () => {
    const { db } = await open()
    const failing = inTransaction(db, async (tx) => {
      await save(tx, 'a')
      throw new Error('the surrounding work failed')
    })
    await expect(failing).rejects.toThrow('the surrounding work failed')
    expect(await names(db)).toEqual([])
    await save(db, 'c')
    expect(await names(db)).toEqual(['c'])
  })

  test('passes on the transaction it is in', async () => {
    const { db } = await open()
    const failing = inTransaction(db, async (tx) => {
      await inTransaction(tx, (inner) => save(inner, 'inside'))
      throw new Error('after it')
    })
    await expect(failing).rejects.toThrow('after it')
    expect(await names(db)).toEqual([])
  })

  test('sees what it wrote; the outside sees it when it is done', async () => {
    const { db } = await open()
    await inTransaction(db, async (tx) => {
      await save(tx, 'a')
      expect(await names(tx)).toEqual(['a'])
      expect(await names(db)).toEqual([])
    })
    expect(await names(db)).toEqual(['a'])
  })

  test('lets others begin meanwhile, one after the other where they must', async () => {
    const { db } = await open()
    await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        inTransaction(db, async (tx) => {
          await save(tx, `t${i}`)
          await sleep(1)
          if (i % 5 === 0) throw new Error('every fifth fails')
        }).catch(() => undefined),
      ),
    )
    await Promise.all([save(db, 'x'), save(db, 'y')])
    expect(await names(db)).toHaveLength(18)
  })

  test('is over when it failed while committing', async () => {
    const { db } = await open()
    await expect(inTransaction(db, (tx) => save(tx, 'a').then(() => save(tx, 'a')))).rejects.toThrow(/unique/i)
    await save(db, 'a')
    expect(await names(db)).toEqual(['a'])
  })
})

describeOnBothEngines('a long row of queries', (open) => {
  test('lets timers and other work run in between', async () => {
    const { db } = await open()
    let ticks = 0
    const ticking = setInterval(() => ticks++, 5)
    const end = performance.now() + 300
    while (performance.now() < end) await names(db)
    clearInterval(ticking)
    expect(ticks).toBeGreaterThan(3)
  })
})

describeOnBothEngines('openDatabase', (open) => {
  test('finds what another connection left', async () => {
    const first = await open()
    await save(first.db, 'a')
    await using second = await openDatabase(first.config)
    expect(await names(second.db)).toEqual(['a'])
    await save(second.db, 'b')
    expect(await names(first.db)).toEqual(['a', 'b'])
  })

  test('refuses a row that names one that is not there', async () => {
    const { db } = await open()
    const orphan = db.insertInto('chapter').values({ work_id: 1, position: 1 })
    await expect(orphan.execute()).rejects.toThrow(/foreign key/i)
  })
})

describe('openDatabase on SQLite', () => {
  const folders: string[] = []
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'ficarium-test-'))
    folders.push(folder)
    return folder
  }
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
  })

  test('makes the data directory', async () => {
    const dataDirectory = join(newFolder(), 'a', 'b')
    await using database = await openDatabase({ dataDirectory, databaseUrl: null })
    expect(database.engine).toBe('sqlite')
    expect(existsSync(join(dataDirectory, 'archive.db'))).toBe(true)
  })

  test('leaves one file when it is closed', async () => {
    const dataDirectory = newFolder()
    const database = await openDatabase({ dataDirectory, databaseUrl: null })
    await save(database.db, 'a')
    await database[Symbol.asyncDispose]()
    expect(existsSync(join(dataDirectory, 'archive.db-wal'))).toBe(false)
  })

  test('names a data directory that is a file', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    await expect(openDatabase({ dataDirectory: file, databaseUrl: null })).rejects.toThrow(DataDirectoryFault)
    await expect(openDatabase({ dataDirectory: join(file, 'below'), databaseUrl: null })).rejects.toThrow(file)
  })

  test.skipIf(process.getuid?.() === 0)('names a data directory that cannot be written', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o500)
    await expect(openDatabase({ dataDirectory: folder, databaseUrl: null })).rejects.toThrow(DataDirectoryFault)
  })

  test.for([
    ['that is something else', (path: string): void => writeFileSync(path, 'This is not a database. '.repeat(400))],
    ['that is a folder', (path: string): unknown => mkdirSync(path)],
  ] as const)('names an archive.db %s', async ([, make]) => {
    const dataDirectory = newFolder()
    make(join(dataDirectory, 'archive.db'))
    const opening = openDatabase({ dataDirectory, databaseUrl: null })
    await expect(opening).rejects.toThrow(DatabaseFault)
    await expect(opening).rejects.toThrow('archive.db')
  })

  test('writes durably, checks references and keeps a log beside the file', async () => {
    await using database = await openDatabase({ dataDirectory: newFolder(), databaseUrl: null })
    const settings = await inTransaction(database.db, async (tx) => ({
      journal: await pragma(tx, 'journal_mode'),
      synchronous: await pragma(tx, 'synchronous'),
      references: await pragma(tx, 'foreign_keys'),
      wait: await pragma(tx, 'busy_timeout'),
    }))
    expect(settings).toEqual({ journal: 'wal', synchronous: 2, references: 1, wait: 5000 })
  })

  test('waits its turn while another process writes, without standing still', async () => {
    const dataDirectory = newFolder()
    await using database = await openDatabase({ dataDirectory, databaseUrl: null, isServing: true })
    const other = openHandle(join(dataDirectory, 'archive.db'), { isReadOnly: false, busyTimeout: 0 })
    other.database.exec('begin immediate')
    let ticks = 0
    const ticking = setInterval(() => ticks++, 10)
    const waiting = Promise.all([save(database.db, 'a'), inTransaction(database.db, (tx) => save(tx, 'b'))])
    await sleep(400)
    expect(await names(database.db)).toEqual([])
    other.database.exec('commit')
    other.close()
    await waiting
    clearInterval(ticking)
    expect(await names(database.db)).toEqual(['a', 'b'])
    expect(ticks).toBeGreaterThan(3)
  })

  test('gives a clear fault when the database is full, and goes on when there is room again', async () => {
    await using database = await openDatabase({ dataDirectory: newFolder(), databaseUrl: null })
    const { db } = database
    const pages = await inTransaction(db, (tx) => pragma(tx, 'page_count'))
    await inTransaction(db, (tx) => pragma(tx, `max_page_count = ${Number(pages) + 4}`))
    const failure = await inTransaction(db, async (tx) => {
      await save(tx, 'a')
      await tx
        .insertInto('archive_setting')
        .values({ name: 'large', value: 'x'.repeat(1_000_000) })
        .execute()
    }).catch((error: unknown) => error)
    expect(isFull(failure)).toBe(true)
    expect(await names(db)).toEqual([])
    await save(db, 'small')
    expect(await names(db)).toEqual(['small'])
  })

  test('does not stream', async () => {
    await using database = await openDatabase({ dataDirectory: newFolder(), databaseUrl: null })
    const stream = database.db.selectFrom('work').selectAll().stream()
    await expect(stream.next()).rejects.toThrow('page by page')
  })
})

describe('openDatabase on PostgreSQL', () => {
  test('names a server that does not answer', async () => {
    const databaseUrl = 'postgres://nobody@127.0.0.1:1/none'
    const opening = openDatabase({ dataDirectory: '', databaseUrl })
    await expect(opening).rejects.toThrow(DatabaseFault)
    await expect(opening).rejects.toThrow('127.0.0.1:1')
  })

  test('names a host with several addresses that does not answer', async () => {
    const opening = openDatabase({ dataDirectory: '', databaseUrl: 'postgres://nobody@localhost:1/none' })
    await expect(opening).rejects.toThrow('ECONNREFUSED')
  })
})

describeOnBothEngines('openDatabase on a server', (open, engine) => {
  test.runIf(engine === 'postgres')('refuses a database whose text is not Unicode', async () => {
    const { db, config } = await open()
    await sql`create database ascii template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`.execute(db)
    const url = new URL(config.databaseUrl as string)
    url.pathname = '/ascii'
    await expect(openDatabase({ ...config, databaseUrl: url.href })).rejects.toThrow('SQL_ASCII')
    await sql`drop database ascii`.execute(db)
  })
})

describe('a statement on SQLite', () => {
  test('is prepared once, and the oldest goes when there are too many', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ficarium-test-'))
    const handle = openHandle(join(folder, 'x.db'), { isReadOnly: false, busyTimeout: 0 })
    const first = handle.statement('select 0 as n')
    expect(handle.statement('select 0 as n')).toBe(first)
    for (let n = 1; n <= 400; n++) expect(handle.statement(`select ${n} as n`).all([])).toEqual([{ n }])
    expect(handle.statement('select 0 as n')).not.toBe(first)
    handle.close()
    rmSync(folder, { recursive: true })
  })

  test('tells that a forgotten transaction blocks the others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ficarium-test-'))
    const { Kysely } = await import('kysely')
    const { sqliteDialect } = await import('./sqlite-dialect.ts')
    const path = join(folder, 'x.db')
    const writer = openHandle(path, { isReadOnly: false, busyTimeout: 0 })
    writer.database.exec('create table t (x integer)')
    const reader = openHandle(path, { isReadOnly: true, busyTimeout: 0 })
    const db = new Kysely<{ t: { x: number } }>({ dialect: sqliteDialect({ writer, reader }, 100) })
    const blocked = db.transaction().execute(() => db.insertInto('t').values({ x: 1 }).execute())
    await expect(blocked).rejects.toThrow(BusyFault)
    await db.insertInto('t').values({ x: 2 }).execute()
    expect(await db.selectFrom('t').select('x').execute()).toEqual([{ x: 2 }])
    const other = openHandle(path, { isReadOnly: false, busyTimeout: 0 })
    other.database.exec('begin immediate')
    await expect(db.insertInto('t').values({ x: 3 }).execute()).rejects.toThrow('another program')
    other.close()
    await db.destroy()
    rmSync(folder, { recursive: true })
  })
})

async function save(db: Db, name: string): Promise<void> {
  await db.insertInto('archive_setting').values({ name, value: '' }).execute()
}

async function names(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('archive_setting').select('name').orderBy('name').execute()
  return rows.map((row) => row.name)
}

async function pragma(db: Db, name: string): Promise<unknown> {
  const { rows } = await sql.raw<Record<string, unknown>>(`pragma ${name}`).execute(db)
  return Object.values(rows[0] ?? {})[0]
}

test('connect opens nothing that is not asked for', async () => {
  await using database = connect({ dataDirectory: '', databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })
  expect(database.engine).toBe('postgres')
})
