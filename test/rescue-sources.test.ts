/** Who may have the originals of a site that was moved in, and what a held import shows. */
import { expect, test } from 'vitest'
import { openShelf } from '../src/archive/imports/testing/shelf.ts'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { writeSite } from '../src/archive/rescues/testing/write-site.ts'
import { opennessFor, verifySources } from '../src/archive/sources/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { ARCHIVIST, GUEST, type Viewer } from '../src/platform/db/visibility.ts'
import { describeOnBothEngines } from '../src/platform/testing/both-engines.ts'

const SITE = inventSite({ stories: 6, wordsPerChapter: 60, reviews: 6 })

describeOnBothEngines('the originals of a rescued site', (open) => {
  test('are open for what everybody may read, and the archivist’s alone for the rest', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    await writeSite(shelf.folder, SITE)
    await shelf.run()
    const uses = await db
      .selectFrom('source_use')
      .leftJoin('work', 'work.id', 'source_use.work_id')
      .leftJoin('chapter', 'chapter.id', 'source_use.chapter_id')
      .select(['source_use.sha256', 'source_use.role', 'work.visibility', 'chapter.is_hidden as isHidden'])
      .execute()
    const all = [...new Set(uses.map(({ sha256 }) => sha256))]
    const seen = await openTo(db, GUEST)
    const shut = uses.filter(
      ({ role, visibility, isHidden }) =>
        !['text', 'duplicate', 'other-version'].includes(role) || visibility !== 'public' || Boolean(isHidden),
    )
    expect(shut.filter(({ sha256 }) => seen.has(sha256))).toEqual([])
    expect(new Set(shut.map(({ role }) => role))).toContain('dump')
    expect(seen.size).toBeGreaterThan(10)
    expect((await openTo(db, ARCHIVIST)).size).toBe(all.length)
    expect((await verifySources(db)).problems).toEqual([])
  })

  test('are shut while the import is held, with every work', async () => {
    const { db } = await open()
    using shelf = await openShelf(db)
    await writeSite(shelf.folder, SITE)
    await shelf.run({ isHeld: true })
    const works = await db.selectFrom('work').select('visibility').distinct().execute()
    expect(works).toEqual([{ visibility: 'hidden' }])
    expect([...(await openTo(db, GUEST))]).toEqual([])
  })
})

async function openTo(db: Db, viewer: Viewer): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('source')
    .select(['sha256', opennessFor(viewer).as('openness')])
    .execute()
  return new Set(rows.filter(({ openness }) => openness === 'whole').map(({ sha256 }) => sha256))
}
