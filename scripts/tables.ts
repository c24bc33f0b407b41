/**
 * Write what follows from the migrations: the row types in `src/platform/db/tables.ts` and the dumps of the schema.
 *
 *     node scripts/tables.ts
 *
 * The dump of PostgreSQL needs an empty database, named by FICARIUM_DATABASE_URL; without one it is started for the
 * purpose from the binaries that the tests use. The tests fail when the files are not what the migrations make.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../src/platform/db/database.ts'
import { writeRowTypes } from '../src/platform/db/row-types.ts'
import { dumpSchema } from '../src/platform/db/schema-dump.ts'

const FOLDER = new URL('../src/platform/db/', import.meta.url)

await fromSqlite()

async function fromSqlite(): Promise<void> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'ficarium-tables-'))
  try {
    await using database = await openDatabase({ dataDirectory, databaseUrl: null })
    await write('tables.ts', await writeRowTypes(untyped(database)))
    await write('schema.sqlite.sql', await dumpSchema(untyped(database), 'sqlite'))
  } finally {
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

function untyped(database: Database): Parameters<typeof writeRowTypes>[0] {
  return database.db as unknown as Parameters<typeof writeRowTypes>[0]
}

async function write(name: string, text: string): Promise<void> {
  await writeFile(new URL(name, FOLDER), text)
  console.log(`src/platform/db/${name}`)
}
