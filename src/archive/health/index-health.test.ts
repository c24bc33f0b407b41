import { expect, test } from 'vitest'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { rebuildTagIndex } from '../../search/tags/index.ts'
import { openShelf, story } from '../imports/testing/shelf.ts'
import { mendTagIndex, mendWordIndex, rebuildWordIndex } from './index.ts'

describeOnBothEngines('mendTagIndex', (open) => {
  test('finds an index that is as the catalogue is sound, also when it has to catch up', async () => {
    const { db, config } = await open()
    using shelf = await openShelf(db)
    shelf.put('1.txt', story('Harbour', 1))
    await shelf.run()
    expect(await mendTagIndex(db, config.dataDirectory)).toEqual({ state: 'none' })
    expect(await rebuildTagIndex(db, config.dataDirectory)).toBe(1)
    shelf.put('2.txt', story('Lanterns', 2))
    await shelf.run()
    expect(await mendTagIndex(db, config.dataDirectory)).toEqual({ state: 'sound' })
  })

  test('mends what somebody with a database tool did without saying so', async () => {
    const { db, config } = await open()
    using shelf = await openShelf(db)
    shelf.put('1.txt', story('Harbour', 1))
    shelf.put('2.txt', story('Lanterns', 2))
    await shelf.run()
    await rebuildTagIndex(db, config.dataDirectory)
    await db.updateTable('work').set({ rating: 'explicit' }).where('title', '=', 'Harbour').execute()
    await db.deleteFrom('work').where('title', '=', 'Lanterns').execute()
    expect(await mendTagIndex(db, config.dataDirectory)).toEqual({ state: 'mended', wrong: 2 })
    expect(await mendTagIndex(db, config.dataDirectory)).toEqual({ state: 'sound' })
  })
})

describeOnBothEngines('mendWordIndex', (open) => {
  test('finds an index that is as the catalogue is sound, also when it has to catch up', async () => {
    const { db, config } = await open()
    using shelf = await openShelf(db)
    shelf.put('1.txt', story('Harbour', 1))
    await shelf.run()
    expect(await mendWordIndex(db, config)).toEqual({ state: 'none' })
    expect(await rebuildWordIndex(config)).toBe(1)
    shelf.put('2.txt', story('Lanterns', 2))
    await shelf.run()
    expect(await mendWordIndex(db, config)).toEqual({ state: 'sound' })
  })

  test('mends what somebody with a database tool did without saying so', async () => {
    const { db, config } = await open()
    using shelf = await openShelf(db)
    shelf.put('1.txt', story('Harbour', 1))
    shelf.put('2.txt', story('Lanterns', 2))
    await shelf.run()
    await rebuildWordIndex(config)
    await db.deleteFrom('work').where('title', '=', 'Lanterns').execute()
    // The work and its chapter.
    expect(await mendWordIndex(db, config)).toEqual({ state: 'mended', wrong: 2 })
    expect(await mendWordIndex(db, config)).toEqual({ state: 'sound' })
  })
})
