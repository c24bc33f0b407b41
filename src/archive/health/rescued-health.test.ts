import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { moveIn } from '../rescues/testing/move-in.ts'
import { SMALL_SITE } from '../rescues/testing/small-site.ts'
import { countBroken } from './index.ts'
import { RESCUE_INVARIANTS, type RescueInvariant } from './rescued-store.ts'

/** What somebody with a database tool may do, and what doctor then calls it. */
const DAMAGE: Readonly<Record<RescueInvariant, (db: Db) => Promise<unknown>>> = {
  'series-in-itself': (db) =>
    db
      .updateTable('series_entry')
      .set((eb) => ({ child_id: eb.ref('series_id') }))
      .where('child_id', 'is not', null)
      .execute(),
  'series-out-of-order': (db) =>
    db.updateTable('series_entry').set({ position: 7 }).where('position', '=', 1).execute(),
  'entry-of-nothing': (db) => db.updateTable('series_entry').set({ work_id: null }).execute(),
  'answer-of-nothing': (db) => db.updateTable('challenge_answer').set({ work_id: null, series_id: null }).execute(),
  'review-of-nothing': (db) =>
    db.updateTable('review').set({ news_id: null, chapter_id: null, work_id: null }).execute(),
  'review-of-other-chapter': async (db) => {
    const works = await db.selectFrom('work').select('id').orderBy('id').execute()
    await db
      .updateTable('review')
      .set({ work_id: works.at(-1)?.id ?? 0 })
      .where('chapter_id', 'is not', null)
      .execute()
  },
  'reply-elsewhere': async (db) => {
    const works = await db.selectFrom('work').select('id').orderBy('id').execute()
    await db
      .updateTable('review')
      .set({ work_id: works.at(-1)?.id ?? 0, chapter_id: null })
      .where('parent_id', 'is not', null)
      .execute()
  },
  'review-count-wrong': (db) => db.updateTable('series').set({ review_count: 40 }).execute(),
  'favourite-of-nothing': (db) => db.updateTable('favourite').set({ person_id: null }).execute(),
  'term-in-itself': (db) =>
    db
      .updateTable('site_term')
      .set((eb) => ({ parent_id: eb.ref('id') }))
      .execute(),
  'term-use-of-nothing': (db) => db.deleteFrom('challenge').execute(),
  'old-row-of-nothing': (db) => db.deleteFrom('favourite').execute(),
  'rescue-out-of-balance': (db) =>
    db
      .updateTable('rescued_site')
      .set({ report: JSON.stringify({ totals: { difference: 1 } }) })
      .execute(),
}

describeOnBothEngines('countBroken of a rescued site', (open) => {
  let db: Db

  beforeEach(async () => {
    db = (await open()).db
    await moveIn(db, SMALL_SITE)
  })

  test('finds nothing in an archive as a rescue leaves it', async () => {
    const broken = Object.entries(await countBroken(db)).filter(([, count]) => count > 0)
    expect(broken).toEqual([])
  })

  test.for(RESCUE_INVARIANTS)('counts %s', async (invariant) => {
    await DAMAGE[invariant](db)
    expect((await countBroken(db))[invariant]).toBeGreaterThan(0)
  })
})
