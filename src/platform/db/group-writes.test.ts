import { afterEach, expect, test, vi } from 'vitest'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import type { Db } from './database.ts'
import { groupWrites, type Write } from './group-writes.ts'

afterEach(() => vi.restoreAllMocks())

/** Gives a write of the setting `name`, which says in `log` that it ran and that it was kept. */
function writing(name: string, log: string[], during: () => void = () => {}): Write {
  return async (tx) => {
    await tx.insertInto('archive_setting').values({ name, value: '' }).execute()
    log.push(name)
    during()
    return () => void log.push(`${name} kept`)
  }
}

async function names(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('archive_setting').select('name').orderBy('name').execute()
  return rows.map(({ name }) => name)
}

describeOnBothEngines('groupWrites', (open) => {
  test('keeps all writes of a group together, and tells each afterwards', async () => {
    const { db } = await open()
    const log: string[] = []
    const writes = groupWrites(db, async () => void log.push('begin'))
    await writes.add(writing('a', log), 1)
    await writes.add(writing('b', log), 1)
    expect(await names(db)).toEqual([])
    await writes.finish()
    expect(log).toEqual(['begin', 'a', 'b', 'a kept', 'b kept'])
    expect(await names(db)).toEqual(['a', 'b'])
  })

  test('closes a group that is large', async () => {
    const { db } = await open()
    const writes = groupWrites(db)
    await writes.add(writing('a', []), 3 * 2 ** 20)
    expect(await names(db)).toEqual(['a'])
  })

  test('begins another transaction when one has worked long', async () => {
    const { db } = await open()
    const log: string[] = []
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    const writes = groupWrites(db, async () => void log.push('begin'))
    for (const name of ['a', 'b', 'c'])
      await writes.add(
        writing(name, log, () => (now += 60)),
        1,
      )
    await writes.finish()
    expect(log).toEqual(['begin', 'a', 'b', 'a kept', 'b kept', 'begin', 'c', 'c kept'])
  })

  test('keeps nothing of a group in which one write fails', async () => {
    const { db } = await open()
    const log: string[] = []
    const writes = groupWrites(db)
    await writes.add(writing('a', log), 1)
    await writes.add(async () => Promise.reject(new Error('stop')), 1)
    await expect(writes.finish()).rejects.toThrow('stop')
    expect(log).toEqual(['a'])
    expect(await names(db)).toEqual([])
  })
})
