/**
 * Database tests on both engines.
 *
 *     describeOnBothEngines('saveBookmark', (open) => {
 *       test('saves the note', async () => {
 *         const { db } = await open()
 *         …
 *
 * Each `open()` gives a migrated, empty database of its own: a copy of a file in a temporary folder, or a clone of a
 * template on a real PostgreSQL. Opened in a test, it is closed after the test; opened in `beforeAll`, after the group.
 *
 * Making a clone takes PostgreSQL up to half a second on a busy machine, so the clones of a worker are used again,
 * emptied. A test that changes the shape of its database asks for one of its own.
 */
import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest'
import { connect, type Database, type DatabaseConfig } from '../db/database.ts'
import type { Engine } from '../db/engine.ts'
import type { SharedTemplates } from './global-setup.ts'

interface TestDatabase extends Database {
  /** To open the same database again, as another process would. */
  readonly config: DatabaseConfig
}

interface OpenOptions extends Pick<DatabaseConfig, 'isServing'> {
  /** For a test that changes tables: the database is dropped afterwards. */
  readonly changesTables?: boolean
}

type Open = (options?: OpenOptions) => Promise<TestDatabase>

export function describeOnBothEngines(name: string, tests: (open: Open, engine: Engine) => void): void {
  const shared = inject('templates').postgres
  const reason = 'missing' in shared ? ` (skipped: ${shared.missing})` : ''
  describe(`${name} on SQLite`, () => {
    tests(opener(cloneSqlite), 'sqlite')
  })
  describe.skipIf(reason !== '')(`${name} on PostgreSQL${reason}`, () => {
    tests(opener(clonePostgres), 'postgres')
  })
}

/** Registers, inside a `describe`, that what is opened is also closed. */
function opener(clone: Open): Open {
  const forGroup: TestDatabase[] = []
  const forTest: TestDatabase[] = []
  let isInTest = false
  beforeEach(() => {
    isInTest = true
  })
  afterEach(async () => {
    isInTest = false
    await closeAll(forTest)
  })
  afterAll(() => closeAll(forGroup))
  return async (options) => {
    const opened = isInTest ? forTest : forGroup
    const database = await clone(options)
    opened.push(database)
    return database
  }
}

async function closeAll(databases: TestDatabase[]): Promise<void> {
  for (const database of databases.splice(0)) await database[Symbol.asyncDispose]()
}

async function cloneSqlite({ isServing = false }: OpenOptions = {}): Promise<TestDatabase> {
  const dataDirectory = await temporaryFolder()
  cpSync(join(inject('templates').sqlite, 'archive.db'), join(dataDirectory, 'archive.db'))
  return openClone({ isServing, dataDirectory, databaseUrl: null }, async () => {})
}

async function clonePostgres({ isServing = false, changesTables = false }: OpenOptions = {}): Promise<TestDatabase> {
  const name = changesTables ? `own_${process.pid}_${++ownClones}` : cloneName(takeNumber())
  await createClone(name)
  const config = { isServing, dataDirectory: await temporaryFolder(), databaseUrl: addressOf(name) }
  if (!changesTables) await empty(config)
  return openClone(config, async () => {
    if (changesTables) await administer(sql`drop database ${sql.id(name)} with (force)`)
    else taken.delete(name)
  })
}

let ownClones = 0
const taken = new Set<string>()

/** One test file at a time has the number of this worker. */
function cloneName(number: number): string {
  return `clone_${process.env['VITEST_POOL_ID'] ?? process.pid}_${number}`
}

function takeNumber(): number {
  let number = 1
  while (taken.has(cloneName(number))) number++
  taken.add(cloneName(number))
  return number
}

async function createClone(name: string): Promise<void> {
  const found = await administer(sql`select from pg_database where datname = ${name}`)
  if (found > 0) return
  await administer(sql`create database ${sql.id(name)} template ${sql.id(postgres().template)} strategy file_copy`)
}

/** Empties what has rows, without asking who refers to whom, and lets keys start from 1 again. */
async function empty(config: DatabaseConfig): Promise<void> {
  await using database = connect(config)
  await sql`do $$
    declare
      name text;
      has_rows boolean;
    begin
      set local session_replication_role = replica;
      for name in select relname from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'migration'
      loop
        execute format('select exists (select from %I)', name) into has_rows;
        if has_rows then execute format('delete from %I', name); end if;
      end loop;
      perform setval(format('%I', sequencename)::regclass, 1, false) from pg_sequences where last_value is not null;
    end $$`.execute(database.db)
}

async function administer(statement: RawBuilder<unknown>): Promise<number> {
  await using database = connect({ dataDirectory: '', databaseUrl: addressOf('postgres') })
  const { rows } = await statement.execute(database.db)
  return rows.length
}

function addressOf(name: string): string {
  return postgres().addresses.replace('DATABASE', name)
}

function postgres(): Exclude<SharedTemplates['postgres'], { readonly missing: string }> {
  const { postgres: shared } = inject('templates')
  if ('missing' in shared) throw new Error(shared.missing)
  return shared
}

function openClone(config: DatabaseConfig, leave: () => Promise<void>): TestDatabase {
  const database = connect(config)
  return {
    ...database,
    config,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await leave()
      await rm(config.dataDirectory, { recursive: true, force: true })
    },
  }
}

async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ficarium-test-'))
}
