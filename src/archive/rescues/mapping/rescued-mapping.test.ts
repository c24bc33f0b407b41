import { expect, test } from 'vitest'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import type { Cell, MemorySite } from '../testing/memory-site.ts'
import { moveIn } from '../testing/move-in.ts'
import { changeMapping } from './change-mapping.ts'

const KEY = 'memory'
const NOW = '2026-11-20T12:00:00.000Z'

type Row = Readonly<Record<string, Cell>>

const STORY: Row = {
  sid: 1,
  title: 'Lamps',
  summary: '',
  catid: '2',
  charid: '1,2',
  classes: '1,2,3',
  rid: '1',
  uid: 2,
  validated: 1,
  date: 1_200_000_000,
  updated: 1_200_000_000,
}

function siteWith(story: Row = {}, tables: MemorySite['tables'] = {}): MemorySite {
  return {
    key: KEY,
    tables: {
      authors: [{ uid: 2, penname: 'Maren' }],
      categories: [
        { catid: 1, parentcatid: -1, category: 'Oil & Fog' },
        { catid: 2, parentcatid: 1, category: 'Season One' },
      ],
      characters: [
        { charid: 1, catid: 1, charname: 'Tobin' },
        { charid: 2, catid: 1, charname: 'Tobin/Ilsa' },
        { charid: 3, catid: 1, charname: 'Ilsa Bray' },
      ],
      classtypes: [
        { classtype_id: 1, classtype_name: 'genres', classtype_title: 'Genres' },
        { classtype_id: 2, classtype_name: 'warnings', classtype_title: '' },
      ],
      classes: [
        { class_id: 1, class_type: 1, class_name: 'Angst' },
        { class_id: 2, class_type: 2, class_name: 'None' },
        { class_id: 3, class_type: 2, class_name: 'Violence' },
      ],
      ratings: [
        { rid: 1, rating: 'PG-13', ratingwarning: '0', warningtext: '' },
        { rid: 2, rating: 'Midnight', ratingwarning: '3', warningtext: 'You must be 18.' },
      ],
      stories: [{ ...STORY, ...story }],
      chapters: [{ chapid: 1, title: 'One', inorder: 1, storytext: '<p>It burned.</p>', sid: 1, uid: 2, validated: 1 }],
      ...tables,
    },
  }
}

async function worksOf(db: Db): Promise<string[]> {
  const works = await db.selectFrom('work').select(['id', 'title', 'rating', 'rating_as_given']).execute()
  const tags = await db
    .selectFrom('work_tag')
    .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
    .select(['work_id', 'kind', 'name'])
    .orderBy('position')
    .execute()
  return works.flatMap(({ id, title, rating, rating_as_given: given }) => [
    `${title}: ${rating} (${given})`,
    ...tags.filter((tag) => tag.work_id === id).map(({ kind, name }) => `${kind}: ${name}`),
  ])
}

describeOnBothEngines('the mapping of a rescued site', (open) => {
  test('is applied when the site comes in, and again when it comes again', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    const mapped = [
      'Lamps: teen (PG-13)',
      'fandom: Oil & Fog',
      'additional: Season One',
      'character: Tobin',
      'relationship: Tobin/Ilsa',
      'additional: Angst',
      'warning: Violence',
    ]
    expect(await worksOf(db)).toEqual(mapped)
    await moveIn(db, siteWith())
    expect(await worksOf(db)).toEqual(mapped)
  })

  test('follows a newer dump, and keeps what the archivist said of a word', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    const file = `key: ${KEY}\ncategories:\n  - name: Season One\n    tags: [fandom: Oil and Fog]\nclasses:\n  - name: Angst\n    tags: []\n`
    expect(await changeMapping(db, file, [], { now: NOW })).toMatchObject({ ok: true })
    await moveIn(
      db,
      siteWith(
        { title: 'Lamps and lights', classes: '1,4', rid: '2', charid: '1' },
        {
          classes: [
            { class_id: 1, class_type: 1, class_name: 'Angst' },
            { class_id: 4, class_type: 1, class_name: 'Fluff' },
          ],
        },
      ),
    )
    expect(await worksOf(db)).toEqual([
      'Lamps and lights: explicit (Midnight)',
      'fandom: Oil and Fog',
      'character: Tobin',
      'additional: Fluff',
    ])
  })

  test('leaves a rating that somebody chose here, whatever a newer dump changes', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    await db.updateTable('work').set({ rating: 'mature' }).execute()
    await moveIn(db, siteWith({ title: 'Lamps and lights', rid: '2' }))
    expect((await worksOf(db))[0]).toMatch(/^Lamps and lights: mature/)
    await moveIn(db, siteWith({ title: 'Lights', rid: '1' }))
    expect((await worksOf(db))[0]).toMatch(/^Lights: mature/)
  })

  test('reads the words of older versions: genres and warnings in tables of their own', async () => {
    const { db } = await open()
    await moveIn(
      db,
      siteWith(
        { classes: null, gid: '1', wid: '1,2' },
        {
          genres: [{ gid: 1, genre: 'Drama' }],
          warnings: [
            { wid: 1, warning: 'None' },
            { wid: 2, warning: 'Violence' },
          ],
        },
      ),
    )
    expect((await worksOf(db)).slice(-2)).toEqual(['additional: Drama', 'warning: Violence'])
  })
})
