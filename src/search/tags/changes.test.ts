/** Whatever changes the catalogue says so in the log of changes: an index that follows is the same as one made anew. */
import { expect, test } from 'vitest'
import { openShelf, story } from '../../archive/imports/testing/shelf.ts'
import { moveIn } from '../../archive/rescues/testing/move-in.ts'
import { SMALL_SITE } from '../../archive/rescues/testing/small-site.ts'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { compareCatalogues } from './compare.ts'
import { follow, type Holding, makeAnew } from './holding.ts'

describeOnBothEngines('an index that follows the log of changes', (open) => {
  test('is as one made anew after imports', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    let holding = await makeAnew(db)
    shelf.put('1.txt', story('Harbour (1/2)', 1))
    shelf.put('other.txt', story('Lanterns', 3))
    await shelf.run()
    holding = await followed(db, holding)
    expect(holding.catalogue.changed.size).toBe(2)
    shelf.put('2.txt', story('Harbour (2/2)', 2))
    await shelf.run()
    await followed(db, holding)
  })

  test('is as one made anew after a rescue, and after what it counted is counted again', async () => {
    const { db } = await open()
    let holding = await makeAnew(db)
    await moveIn(db, SMALL_SITE)
    holding = await followed(db, holding)
    expect(holding.catalogue.changed.size).toBeGreaterThan(0)
    await moveIn(db, SMALL_SITE)
    await followed(db, holding)
  })
})

async function followed(db: Db, before: Holding): Promise<Holding> {
  const after = await follow(db, before)
  if (after === undefined) throw new Error('so little is no reason to make all anew')
  const anew = await makeAnew(db)
  expect(compareCatalogues(after.catalogue, anew.catalogue)).toMatchObject({ missing: 0, surplus: 0, different: 0 })
  return after
}
