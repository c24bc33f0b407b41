import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../db/database.ts'
import { describeOnBothEngines } from './both-engines.ts'

describeOnBothEngines('describeOnBothEngines', (open, engine) => {
  let earlier: string | undefined

  test('gives an empty database of the engine it names', async () => {
    const database = await open()
    earlier = database.config.dataDirectory
    expect(database.engine).toBe(engine)
    const { rows } = await sql<{
      version: string
    }>`${sql.raw(engine === 'sqlite' ? 'select sqlite_version() as version' : 'select version() as version')}`.execute(
      database.db,
    )
    expect(rows[0]?.version.startsWith('PostgreSQL')).toBe(engine === 'postgres')
    await database.db.insertInto('archive_setting').values({ name: 'name', value: 'Here' }).execute()
    await using again = await openDatabase(database.config)
    expect(await again.db.selectFrom('archive_setting').selectAll().execute()).toHaveLength(1)
  })

  test('keeps nothing from one test to the next', async () => {
    expect(existsSync(earlier as string)).toBe(false)
    const { db } = await open()
    expect(await db.selectFrom('archive_setting').selectAll().execute()).toEqual([])
  })
})
