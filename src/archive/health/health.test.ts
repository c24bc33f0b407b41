import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { openShelf, story } from '../imports/testing/shelf.ts'
import { countBroken, INVARIANTS, type Invariant, listEngineProblems, measureCatalogue } from './index.ts'
import type { RescueInvariant } from './rescued-store.ts'

/** Those of rescued sites have a test of their own. */
type OwnInvariant = Exclude<Invariant, RescueInvariant>

/** What somebody with a database tool may do, and what doctor then calls it. */
const DAMAGE: Readonly<Record<OwnInvariant, (db: Db) => Promise<unknown>>> = {
  'work-without-chapter': (db) => db.deleteFrom('chapter').execute(),
  'work-without-creator': (db) => db.deleteFrom('creator').execute(),
  'work-without-source': (db) => db.updateTable('source_use').set({ work_id: null, role: 'container' }).execute(),
  'chapter-without-version': (db) => db.updateTable('chapter').set({ current_version_id: null }).execute(),
  'chapter-out-of-order': (db) => db.updateTable('chapter').set({ position: 7 }).where('position', '=', 1).execute(),
  'use-of-missing-work': (db) => db.updateTable('source_use').set({ work_id: null }).execute(),
  'source-without-use': (db) => db.deleteFrom('source_use').execute(),
  'synonym-of-synonym': async (db) => {
    const tags = await db.selectFrom('tag').select('id').orderBy('id').limit(3).execute()
    const [first, second, third] = tags.map((tag) => tag.id) as [number, number, number]
    await db.updateTable('tag').set({ canonical_id: second }).where('id', '=', first).execute()
    await db.updateTable('tag').set({ canonical_id: third }).where('id', '=', second).execute()
  },
  'meta-tag-of-itself': async (db) => {
    const { id } = await db.selectFrom('tag').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
    await db.insertInto('tag_closure').values({ tag_id: id, meta_id: id }).execute()
  },
  'tag-to-list': async (db) => {
    const { id } = await db.selectFrom('tag').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
    await db.insertInto('tag_to_list').values({ tag_id: id, after_work_id: 0 }).execute()
  },
  'listing-out-of-date': (db) => db.updateTable('listing').set({ sort_title: 'another' }).execute(),
}

describeOnBothEngines('countBroken', (open, engine) => {
  let db: Db

  beforeEach(async () => {
    db = (await open()).db
    using shelf = await openShelf(db)
    shelf.put('1.txt', story('Harbour (1/2)', 1))
    shelf.put('2.txt', story('Harbour (2/2)', 2))
    shelf.put('other.txt', story('Lanterns', 3))
    await shelf.run()
  })

  test('finds nothing in an archive as an import leaves it', async () => {
    expect(Object.values(await countBroken(db)).every((count) => count === 0)).toBe(true)
    const size = await measureCatalogue(db)
    expect(size).toEqual({ works: 2, sources: 3, words: expect.any(Number) as number })
    expect(size.words).toBeGreaterThan(400)
    // The server that tests run on is set up to be fast.
    const problems = await listEngineProblems(db, engine)
    expect(problems.filter((problem) => !problem.startsWith('PostgreSQL runs with'))).toEqual([])
  })

  test.for(INVARIANTS.filter((each): each is OwnInvariant => each in DAMAGE))('counts %s', async (invariant) => {
    await DAMAGE[invariant](db)
    expect((await countBroken(db))[invariant]).toBeGreaterThan(0)
  })
})
