import { cpSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { connect, type Db } from './database.ts'
import { waitForDisk } from './wait-for-disk.ts'

describeOnBothEngines('waitForDisk', (open, engine) => {
  test('ends when all that was committed without waiting is on the disk', async () => {
    const { config } = await open()
    await using database = connect({ ...config, isRepeatable: true })
    const { db } = database
    expect(await waits(db)).toBe(false)
    await db.insertInto('archive_setting').values({ name: 'motto', value: 'Kept' }).execute()
    const isOnDisk = engine === 'sqlite' ? inFileOf(config.dataDirectory) : await inLogOf(db)
    await waitForDisk(db)
    expect(await isOnDisk()).toBe(true)
  })

  test('does no harm where each commit waits', async () => {
    const { db } = await open()
    await expect(waitForDisk(db)).resolves.toBeUndefined()
  })

  async function waits(db: Db): Promise<boolean> {
    if (engine === 'sqlite') {
      // Asked of the writing connection; 2 is full, 1 is normal.
      const { rows } = await db
        .transaction()
        .execute((tx) => sql<{ synchronous: number }>`pragma synchronous`.execute(tx))
      return rows[0]?.synchronous === 2
    }
    const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db)
    return rows[0]?.synchronous_commit === 'on'
  }
})

/** Whether the log is on the disk as far as it is written now. */
async function inLogOf(db: Db): Promise<() => Promise<boolean>> {
  const { rows } = await sql<{ written: string }>`select pg_current_wal_insert_lsn()::text as written`.execute(db)
  const written = rows[0]?.written ?? ''
  return async () => {
    const flushed = await sql<{ is: boolean }>`select pg_current_wal_flush_lsn() >= ${written}::pg_lsn as is`.execute(
      db,
    )
    return flushed.rows[0]?.is ?? false
  }
}

/** Whether the file alone holds the setting, as when the log beside it never reached the disk. */
function inFileOf(dataDirectory: string): () => Promise<boolean> {
  return async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ficarium-without-log-'))
    try {
      cpSync(join(dataDirectory, 'archive.db'), join(folder, 'archive.db'))
      using file = new DatabaseSync(join(folder, 'archive.db'))
      return file.prepare("select 1 from archive_setting where name = 'motto'").get() !== undefined
    } finally {
      await rm(folder, { recursive: true })
    }
  }
}
