/** The check of a rescued site itself: it finds nothing in a site that came in well, and each thing that is wrong. */
import { expect, test } from 'vitest'
import { checkSite } from '../scripts/efiction-check/check-site.ts'
import { openShelf } from '../src/archive/imports/testing/shelf.ts'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { inventedTruth } from '../src/archive/rescues/testing/invented-truth.ts'
import { writeSite } from '../src/archive/rescues/testing/write-site.ts'
import type { Db } from '../src/platform/db/database.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

const SITE = inventSite({ stories: 4, wordsPerChapter: 60, reviews: 12 })

const WRONGS: readonly (readonly [what: string, spoil: (db: Db) => Promise<unknown>, says: RegExp])[] = [
  [
    'a title',
    (db) => db.updateTable('work').set({ title: 'Other' }).where('id', '=', 1).execute(),
    /^story \d+, title/,
  ],
  [
    'an author',
    (db) => db.updateTable('pen_name').set({ name: 'Other' }).where('id', '=', 2).execute(),
    /^author 2, name/,
  ],
  ['a status', (db) => db.updateTable('work').set({ status: null }).where('id', '=', 2).execute(), /, status/],
  [
    'who may see it',
    (db) => db.updateTable('work').set({ visibility: 'dark' }).where('id', '=', 1).execute(),
    /who may see it/,
  ],
  [
    'a word lost',
    (db) => db.updateTable('chapter_version').set({ html: '<p id="b1">x</p>' }).where('id', '=', 1).execute(),
    /letters on the page/,
  ],
  [
    'markup that is no story HTML',
    (db) => db.updateTable('review').set({ html: '<p onclick="x()">a</p>' }).where('id', '=', 1).execute(),
    /^trap xss, review 1/,
  ],
  ['a review gone', (db) => db.deleteFrom('review').where('parent_id', 'is not', null).execute(), /reply/],
  ['a favourite gone', (db) => db.deleteFrom('favourite').where('id', '=', 1).execute(), /^favourite/],
  ['a term gone', (db) => db.deleteFrom('term_use').where('kind', '=', 'work').execute(), /ids: should be/],
  [
    'a source swapped',
    (db) => db.updateTable('chapter_version').set({ source_sha256: null }).execute(),
    /bytes of the text/,
  ],
  ['news changed', (db) => db.updateTable('news').set({ html: '<p>Other.</p>' }).execute(), /^news 1, text/],
]

describeOnBothEngines('checkSite', (open) => {
  test('finds nothing in a site as it came in, and everything that is spoilt', { timeout: 120_000 }, async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    await writeSite(shelf.folder, SITE)
    await shelf.run()
    const truth = inventedTruth(SITE)
    expect((await checkSite(db, truth)).differences).toEqual([])
    for (const [what, spoil, says] of WRONGS) {
      const undone = new Error('undone')
      const spoilt = db.transaction().execute(async (tx) => {
        await spoil(tx)
        expect(
          (await checkSite(tx, truth)).differences.some((each) => says.test(each)),
          what,
        ).toBe(true)
        throw undone
      })
      await expect(spoilt).rejects.toBe(undone)
    }
  })
})
