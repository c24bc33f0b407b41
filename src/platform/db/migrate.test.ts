import { readdirSync, readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { type ColumnTypes, primary } from './columns.ts'
import { type Db, openDatabase } from './database.ts'
import { ChangedMigrationFault, NewerDataFault } from './faults.ts'
import { migrate, type SignedMigration, signedMigrations } from './migrate.ts'
import { writeRowTypes } from './row-types.ts'
import { dumpSchema } from './schema-dump.ts'

describeOnBothEngines('migrate', (open, engine) => {
  test('applies to an empty database what is missing, once', async () => {
    const { db } = await open({ changesTables: true })
    const empty = untyped(db)
    await removeEverything(empty, engine)
    const known = await signedMigrations()
    expect(await migrate(empty, engine)).toEqual(known.map((migration) => migration.name))
    expect(await migrate(empty, engine)).toEqual([])
    expect(await db.selectFrom('work').selectAll().execute()).toEqual([])
  })

  test('adds a later one to what is there', async () => {
    const { db } = await open({ changesTables: true })
    const known = [...(await signedMigrations()), added('9000_shelf', 'shelf')]
    expect(await migrate(untyped(db), engine, known)).toEqual(['9000_shelf'])
    expect(await migrate(untyped(db), engine, known)).toEqual([])
  })

  test('refuses data of a newer version, and changes nothing', async () => {
    const { db, config } = await open({ changesTables: true })
    const known = await signedMigrations()
    await migrate(untyped(db), engine, [...known, added('9000_shelf', 'shelf')])
    await expect(openDatabase(config)).rejects.toThrow(NewerDataFault)
    await expect(openDatabase(config)).rejects.toThrow('9000_shelf')
    const otherwise = [...known, added('8000_other', 'other')]
    await expect(migrate(untyped(db), engine, otherwise)).rejects.toThrow(NewerDataFault)
    expect(await appliedNames(db)).not.toContain('8000_other')
  })

  test('refuses a migration that was edited after it was applied', async () => {
    const { db } = await open({ changesTables: true })
    const [first, ...others] = await signedMigrations()
    const edited = [{ ...(first as SignedMigration), checksum: 'another' }, ...others]
    await expect(migrate(untyped(db), engine, edited)).rejects.toThrow(ChangedMigrationFault)
  })

  test('keeps nothing of a migration that fails half-way', async () => {
    const { db } = await open({ changesTables: true })
    const failing: SignedMigration = {
      name: '9000_broken',
      checksum: 'x',
      async up(tx, type) {
        await added('', 'half').up(tx, type)
        await sql`insert into nowhere values (1)`.execute(tx)
      },
    }
    await expect(migrate(untyped(db), engine, [...(await signedMigrations()), failing])).rejects.toThrow('nowhere')
    expect(await appliedNames(db)).not.toContain('9000_broken')
    await expect(sql`select * from half`.execute(db)).rejects.toThrow('half')
  })

  test('runs each one once when several processes start together', async () => {
    const { db, config } = await open({ changesTables: true })
    await removeEverything(untyped(db), engine)
    const opened = await Promise.all(Array.from({ length: 4 }, () => openDatabase(config)))
    for (const database of opened) await database[Symbol.asyncDispose]()
    expect(await appliedNames(db)).toEqual((await signedMigrations()).map((migration) => migration.name))
  })

  test('makes the shape that is checked in', async () => {
    const { db } = await open({ changesTables: true })
    const file = new URL(`schema.${engine}.sql`, import.meta.url)
    expect(await dumpSchema(untyped(db), engine)).toBe(readFileSync(file, 'utf8'))
  })

  test.runIf(engine === 'sqlite')('makes the row types that are checked in', async () => {
    const { db } = await open({ changesTables: true })
    const files = await writeRowTypes(untyped(db))
    for (const { path, text } of files) expect(text).toBe(readFileSync(new URL(path, import.meta.url), 'utf8'))
    const rows = readdirSync(new URL('rows/', import.meta.url)).map((name) => `rows/${name}`)
    expect([...rows, 'tables.ts'].toSorted()).toEqual(files.map(({ path }) => path).toSorted())
  })
})

describe('a migration', () => {
  test('has a name that puts it in its place', async () => {
    const names = (await signedMigrations()).map((migration) => migration.name)
    expect(names.toSorted()).toEqual(names)
    expect(names.every((name, i) => name.startsWith(String(i + 1).padStart(4, '0')))).toBe(true)
  })
})

function untyped(db: Db): Kysely<unknown> {
  return db as unknown as Kysely<unknown>
}

function added(name: string, table: string): SignedMigration {
  return {
    name,
    checksum: 'its own',
    async up(tx: Kysely<unknown>, type: ColumnTypes) {
      await tx.schema.createTable(table).addColumn('id', type.id, primary).execute()
    },
  }
}

async function appliedNames(db: Db): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by name`.execute(db)
  return rows.map((row) => row.name)
}

async function removeEverything(db: Kysely<unknown>, engine: string): Promise<void> {
  if (engine === 'postgres') {
    await sql`drop schema public cascade`.execute(db)
    await sql`create schema public`.execute(db)
    return
  }
  const { rows } = await sql<{ type: string; name: string }>`
    select type, name from sqlite_master
    where type in ('table', 'view') and name not like 'sqlite_%' order by type = 'table'`.execute(db)
  await db.connection().execute(async (connection) => {
    await sql`pragma foreign_keys = off`.execute(connection)
    for (const { type, name } of rows) await sql`drop ${sql.raw(type)} ${sql.id(name)}`.execute(connection)
    await sql`pragma foreign_keys = on`.execute(connection)
  })
}
