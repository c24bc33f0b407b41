/**
 * Write what follows from the migrations: the row types in `src/platform/db/tables.ts` and `rows/`, and the dumps of the
 * schema.
 *
 *     node scripts/tables.ts
 *
 * The dump of PostgreSQL comes from a real one, started from the binaries that the tests use. The tests fail when the
 * files are not what the migrations make.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { openDatabase } from '../src/platform/db/database.ts'
import { writeRowTypes } from '../src/platform/db/row-types.ts'
import { dumpSchema } from '../src/platform/db/schema-dump.ts'
import { startPostgres } from '../src/platform/testing/postgres-server.ts'

const FOLDER = new URL('../src/platform/db/', import.meta.url)

const dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-tables-'))
try {
  await using database = await openDatabase({ dataDirectory, databaseUrl: null })
  const db = database.db as unknown as Kysely<unknown>
  for (const { path, text } of await writeRowTypes(db)) await write(path, text)
  await write('schema.sqlite.sql', await dumpSchema(db, 'sqlite'))
} finally {
  await rm(dataDirectory, { recursive: true, force: true })
}

const server = await startPostgres()
try {
  await using database = await openDatabase({ dataDirectory: '', databaseUrl: server.urlOf('postgres') })
  await write('schema.postgres.sql', await dumpSchema(database.db as unknown as Kysely<unknown>, 'postgres'))
} finally {
  await server.stop()
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(new URL(name, FOLDER), text)
  console.log(`src/platform/db/${name}`)
}
