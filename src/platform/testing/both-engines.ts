/**
 * Database tests on both engines.
 *
 *     describeOnBothEngines('saveBookmark', (open) => {
 *       test('saves the note', async () => {
 *         const { db } = await open()
 *         …
 *
 * Each `open()` gives a migrated, empty database of its own: a copy of a file in a temporary folder, or a clone of a
 * template on a real PostgreSQL. Opened in a test, it is gone after the test; opened in `beforeAll`, after the group.
 */
import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, inject } from 'vitest'
import { connect, type Database, type DatabaseConfig } from '../db/database.ts'
import type { Engine } from '../db/engine.ts'

export interface TestDatabase extends Database {
  /** To open the same database again, as another process would. */
  readonly config: DatabaseConfig
}

export type Open = (options?: Pick<DatabaseConfig, 'isServing'>) => Promise<TestDatabase>

export function describeOnBothEngines(name: string, tests: (open: Open, engine: Engine) => void): void {
  describe(`${name} on SQLite`, () => tests(opener(cloneSqlite), 'sqlite'))
  const { postgres } = inject('templates')
  if ('missing' in postgres) {
    describe.skip(`${name} on PostgreSQL (skipped: ${postgres.missing})`, () =>
      tests(opener(clonePostgres), 'postgres'))
  } else {
    describe(`${name} on PostgreSQL`, () => tests(opener(clonePostgres), 'postgres'))
  }
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

async function cloneSqlite(options?: Pick<DatabaseConfig, 'isServing'>): Promise<TestDatabase> {
  const dataDirectory = await temporaryFolder()
  cpSync(join(inject('templates').sqlite, 'archive.db'), join(dataDirectory, 'archive.db'))
  return withClosing({ ...options, dataDirectory, databaseUrl: null }, async () => {})
}

let clones = 0

async function clonePostgres(options?: Pick<DatabaseConfig, 'isServing'>): Promise<TestDatabase> {
  const { postgres } = inject('templates')
  if ('missing' in postgres) throw new Error(postgres.missing)
  const name = `test_${process.pid}_${process.env['VITEST_WORKER_ID'] ?? 0}_${++clones}`
  const administer = async (statement: string): Promise<void> => {
    await using first = connect({ dataDirectory: '', databaseUrl: postgres.administration })
    await sql.raw(statement).execute(first.db)
  }
  const template = new URL(postgres.template).pathname.slice(1)
  await administer(`create database ${name} template ${template} strategy file_copy`)
  const databaseUrl = postgres.template.replace(`/${template}?`, `/${name}?`)
  return withClosing({ ...options, dataDirectory: await temporaryFolder(), databaseUrl }, () =>
    administer(`drop database ${name} with (force)`),
  )
}

function withClosing(config: DatabaseConfig, forget: () => Promise<void>): TestDatabase {
  const database = connect(config)
  return {
    ...database,
    config,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await forget()
      await rm(config.dataDirectory, { recursive: true, force: true })
    },
  }
}

async function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'ficarium-test-'))
}
