import { beforeEach, expect, test } from 'vitest'
import type { Db } from '../../../platform/db/database.ts'
import { ARCHIVIST, GUEST, VISIBILITIES, type Viewer } from '../../../platform/db/visibility.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { mapSite } from './map-site.ts'
import { listSiteWords } from './site-words-store.ts'
import { type PlantedSite, plantSite, plantSiteWork } from './testing/planted-site.ts'

const MEMBER: Viewer = { kind: 'member' }

describeOnBothEngines('listSiteWords', (open) => {
  let db: Db
  let site: PlantedSite

  beforeEach(async () => {
    db = (await open()).db
    site = await plantSite(db, 'The Shelf', [
      { kind: 'category', name: 'Oil & Fog' },
      { kind: 'category', name: 'Season One', under: 'Oil & Fog' },
      { kind: 'character', name: 'Tobin', under: 'Oil & Fog' },
      { kind: 'class', name: 'None', type: 'Warnings' },
      { kind: 'class', name: 'Angst', type: 'Genres' },
      { kind: 'rating', name: 'Midnight' },
    ])
  })

  test('gives the site’s own words of a work, in the site’s order, whatever they mean here', async () => {
    const words = ['rating Midnight', 'class None', 'class Angst', 'character Tobin', 'category Season One']
    const id = await plantSiteWork(db, site, 'One', words)
    await mapSite(db, site.id, [], { now: '2026-11-20T12:00:00.000Z' })
    expect(await listSiteWords(db, GUEST, id)).toEqual([
      { kind: 'category', typeName: null, words: [{ name: 'Season One', above: ['Oil & Fog'] }] },
      { kind: 'character', typeName: null, words: [{ name: 'Tobin', above: [] }] },
      { kind: 'class', typeName: 'Warnings', words: [{ name: 'None', above: [] }] },
      { kind: 'class', typeName: 'Genres', words: [{ name: 'Angst', above: [] }] },
      { kind: 'rating', typeName: null, words: [{ name: 'Midnight', above: [] }] },
    ])
  })

  test('gives nothing for a work without words, and for one that is not there', async () => {
    const id = await plantSiteWork(db, site, 'One', [])
    expect(await listSiteWords(db, ARCHIVIST, id)).toEqual([])
    expect(await listSiteWords(db, ARCHIVIST, id + 1)).toEqual([])
  })

  test.for(VISIBILITIES)('gives them of a work that is %s to those who may see it', async (visibility) => {
    const id = await plantSiteWork(db, site, 'One', ['class Angst'], { visibility })
    const seen = await Promise.all([GUEST, MEMBER, ARCHIVIST].map((viewer) => listSiteWords(db, viewer, id)))
    expect(seen.map((words) => words.length > 0)).toEqual(SEEN[visibility])
  })
})

/** By a guest, a member and the archivist. */
const SEEN = {
  public: [true, true, true],
  members: [false, true, true],
  unlisted: [true, true, true],
  hidden: [false, false, true],
  dark: [false, false, true],
  withdrawn: [false, false, false],
} satisfies Record<(typeof VISIBILITIES)[number], readonly boolean[]>
