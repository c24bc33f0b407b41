/**
 * What every run of the database tests shares: a migrated SQLite file to copy, and a PostgreSQL with a migrated
 * database to clone. Where no PostgreSQL can be started its tests are skipped, and the reason is printed.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { connect, type DatabaseConfig, openDatabase } from '../db/database.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

export interface SharedTemplates {
  /** A data directory whose `archive.db` is migrated and closed. */
  readonly sqlite: string
  /** The address of a database on the server, with DATABASE for its name; or why there is no server. */
  readonly postgres: { readonly addresses: string; readonly template: string } | { readonly missing: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly templates: SharedTemplates
  }
}

const TEMPLATE = 'ficarium_template'

let folder: string | undefined
let server: PostgresServer | undefined

export async function setup(project: TestProject): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'ficarium-test-'))
  await migrateOnce({ dataDirectory: folder, databaseUrl: null })
  project.provide('templates', { sqlite: folder, postgres: await postgresTemplate() })
}

export async function teardown(): Promise<void> {
  await server?.stop()
  if (folder !== undefined) await rm(folder, { recursive: true, force: true })
}

async function postgresTemplate(): Promise<SharedTemplates['postgres']> {
  try {
    server = await startPostgres()
  } catch (error) {
    // SQLite is tested all the same; who reads the output learns what was not.
    const missing = error instanceof Error ? error.message : String(error)
    process.stderr.write(`\nThe tests on PostgreSQL are skipped: ${missing}\n`)
    return { missing }
  }
  await using first = connect({ dataDirectory: '', databaseUrl: server.urlOf('postgres') })
  await sql`create database ${sql.id(TEMPLATE)}`.execute(first.db)
  await migrateOnce({ dataDirectory: '', databaseUrl: server.urlOf(TEMPLATE) })
  return { addresses: server.urlOf('DATABASE'), template: TEMPLATE }
}

async function migrateOnce(config: DatabaseConfig): Promise<void> {
  const database = await openDatabase(config)
  await database[Symbol.asyncDispose]()
}
