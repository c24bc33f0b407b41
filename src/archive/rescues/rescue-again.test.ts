import { expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import type { Cell, MemorySite } from './testing/memory-site.ts'
import { moveIn } from './testing/move-in.ts'

type Row = Readonly<Record<string, Cell>>

interface Changes {
  readonly story?: Row
  readonly author?: Row
  readonly chapters?: readonly Row[]
  readonly stories?: readonly Row[]
}

const CHAPTERS: readonly Row[] = [chapter(1), chapter(2), chapter(3)]

function chapter(chapid: number, more: Row = {}): Row {
  const storytext = `<p>Lamp number ${chapid} was lit, and it burned the whole night.</p>`
  return {
    chapid,
    title: `Chapter ${chapid}`,
    inorder: chapid,
    notes: '',
    storytext,
    endnotes: '',
    validated: 1,
    sid: 1,
    uid: 2,
    ...more,
  }
}

function siteWith({ story = {}, author = {}, chapters = CHAPTERS, stories = [] }: Changes = {}): MemorySite {
  const first = {
    sid: 1,
    title: 'Lamps',
    summary: 'Of lamps.',
    rid: 1,
    date: 1200000000,
    updated: 1200000000,
    uid: 2,
    validated: 1,
    completed: 0,
    ...story,
  }
  return {
    tables: {
      authors: [{ uid: 2, penname: 'Maren', bio: 'Of lamps.', ...author }],
      ratings: [{ rid: 1, rating: 'PG', ratingwarning: '0' }],
      stories: [first, ...stories],
      chapters,
    },
  }
}

describeOnBothEngines('rescueSite, again', (open) => {
  test('adds nothing when the same dump comes again', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    const before = await counts(db)
    await moveIn(db, siteWith())
    expect(await counts(db)).toEqual(before)
  })

  test('takes over what a newer dump changes, and gives a changed text a further version', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    const newer = chapter(2, { storytext: '<p>Lamp number 2 was lit, and it went out at dawn.</p>', title: 'Dawn' })
    await moveIn(
      db,
      siteWith({
        story: { title: 'Lamps and lights', completed: 1 },
        author: { bio: 'Of lights.' },
        chapters: [chapter(1), newer, chapter(3), chapter(4)],
      }),
    )
    expect(await db.selectFrom('work').select(['title', 'status']).execute()).toEqual([
      { title: 'Lamps and lights', status: 'complete' },
    ])
    expect(await chaptersOf(db)).toEqual([
      ['Chapter 1', 1],
      ['Dawn', 2],
      ['Chapter 3', 1],
      ['Chapter 4', 1],
    ])
    const { profile } = await db.selectFrom('pen_name').select('profile').executeTakeFirstOrThrow()
    expect(profile).toBe('<p>Of lights.</p>')
    expect(await conflicts(db)).toEqual([])
  })

  test('keeps what somebody changed here, and says where the newer dump differs', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    await db.updateTable('work').set({ title: 'Title from here', summary: 'Summary from here' }).execute()
    await db.updateTable('pen_name').set({ name: 'Name from here' }).execute()
    await moveIn(
      db,
      siteWith({ story: { title: 'Title of the dump' }, author: { penname: 'Name of the dump', bio: 'New.' } }),
    )
    const work = await db.selectFrom('work').select(['title', 'summary']).executeTakeFirstOrThrow()
    expect(work).toEqual({ title: 'Title from here', summary: 'Summary from here' })
    const person = await db.selectFrom('pen_name').select(['name', 'profile']).executeTakeFirstOrThrow()
    expect(person).toEqual({ name: 'Name from here', profile: '<p>New.</p>' })
    // The summary was changed here alone.
    expect(await conflicts(db)).toEqual([
      'A newer dump of the old site changes the title, and so did somebody here. What stands here was kept.',
      'The newer dump changes the pen name of “Name from here”, which was changed here since.',
    ])
  })

  test('says a conflict once, and keeps it while later dumps change other things', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    await db.updateTable('work').set({ title: 'Title from here' }).execute()
    const title = { title: 'Title of the dump' }
    await moveIn(db, siteWith({ story: title }))
    await moveIn(db, siteWith({ story: { ...title, summary: 'Of lights.' } }))
    await moveIn(db, siteWith({ story: { ...title, summary: 'Of nights.' } }))
    expect(await conflicts(db)).toHaveLength(1)
    expect(await db.selectFrom('work').select(['title', 'summary']).execute()).toEqual([
      { title: 'Title from here', summary: 'Of nights.' },
    ])
  })

  test('keeps a text that was edited here, whatever the newer dump has', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    await editSecondChapter(db)
    await moveIn(db, siteWith({ story: { summary: 'Another.' } }))
    expect(await conflicts(db)).toEqual([])
    await moveIn(db, siteWith({ chapters: [chapter(1), chapter(2, { storytext: '<p>Other words.</p>' }), chapter(3)] }))
    const [, second] = await db
      .selectFrom('chapter')
      .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
      .select('chapter_version.html')
      .orderBy('chapter.position')
      .execute()
    expect(second?.html).toContain('Edited here.')
    expect(await conflicts(db)).toHaveLength(1)
  })

  test('keeps chapters and stories that the newer dump no longer has', async () => {
    const { db } = await open()
    const other = { sid: 2, title: 'Gone later', uid: 2, rid: 1, validated: 1, date: 1200000000 }
    await moveIn(db, siteWith({ stories: [other] }))
    await moveIn(db, siteWith({ story: { title: 'Changed' }, chapters: [chapter(3), chapter(1)] }))
    expect(await chaptersOf(db, 'Changed')).toEqual([
      ['Chapter 1', 1],
      ['Chapter 2', 1],
      ['Chapter 3', 1],
    ])
    const titles = await db.selectFrom('work').select('title').orderBy('title').execute()
    expect(titles).toEqual([{ title: 'Changed' }, { title: 'Gone later' }])
  })

  test('puts chapters in place of the sentence that there were none', async () => {
    const { db } = await open()
    await moveIn(db, siteWith({ chapters: [] }))
    await moveIn(db, siteWith())
    expect(await chaptersOf(db)).toEqual([
      ['Chapter 1', 1],
      ['Chapter 2', 1],
      ['Chapter 3', 1],
    ])
  })

  test('shows what the old site approved since, unless somebody hid it here', async () => {
    const { db } = await open()
    const held = { sid: 2, title: 'Held', uid: 2, rid: 1, validated: 1, date: 1200000000 }
    await moveIn(db, siteWith({ story: { validated: 0 }, stories: [held] }))
    await db.updateTable('work').set({ visibility: 'hidden' }).where('title', '=', 'Held').execute()
    await moveIn(db, siteWith({ stories: [{ ...held, summary: 'New.' }] }))
    const works = await db.selectFrom('work').select(['title', 'visibility']).orderBy('title').execute()
    expect(works).toEqual([
      { title: 'Held', visibility: 'hidden' },
      { title: 'Lamps', visibility: 'public' },
    ])
  })

  test('gives an author whose row is there again the name', async () => {
    const { db } = await open()
    const { authors: _, ...without } = siteWith().tables
    await moveIn(db, { tables: without })
    await moveIn(db, siteWith())
    expect(await db.selectFrom('pen_name').select(['name', 'is_claimable']).execute()).toEqual([
      { name: 'Maren', is_claimable: true },
    ])
  })

  test('passes over stories of which nothing changed', async () => {
    const { db } = await open()
    await moveIn(db, siteWith())
    const before = await db.selectFrom('work').select('changed_at').executeTakeFirstOrThrow()
    await db.updateTable('work').set({ changed_at: 'not touched' }).execute()
    await moveIn(db, siteWith({ author: { bio: 'Other.' } }))
    expect(await db.selectFrom('work').select('changed_at').execute()).toEqual([{ changed_at: 'not touched' }])
    expect(before.changed_at).not.toBe('not touched')
  })
})

const COUNTED = [
  'pen_name',
  'work',
  'chapter',
  'chapter_version',
  'source',
  'source_use',
  'legacy_id',
  'opaque_record',
  'finding',
  'site_term',
  'term_use',
  'work_tag',
] as const

async function counts(db: Db) {
  const all: Record<string, number> = {}
  for (const table of COUNTED) {
    const row = await db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    all[table] = row.rows
  }
  return all
}

/** Title and number of the latest version of each. */
async function chaptersOf(db: Db, title?: string) {
  const rows = await db
    .selectFrom('chapter')
    .innerJoin('work', 'work.id', 'chapter.work_id')
    .innerJoin('chapter_version', 'chapter_version.id', 'chapter.current_version_id')
    .select(['chapter.title', 'chapter_version.number'])
    .$if(title !== undefined, (query) => query.where('work.title', '=', title as string))
    .orderBy('chapter.position')
    .execute()
  return rows.map((row) => [row.title, row.number])
}

async function conflicts(db: Db) {
  const rows = await db.selectFrom('finding').select('why').where('kind', '=', 'conflict').orderBy('why').execute()
  return rows.map(({ why }) => why)
}

async function editSecondChapter(db: Db): Promise<void> {
  const { id } = await db.selectFrom('chapter').select('id').where('position', '=', 1).executeTakeFirstOrThrow()
  const edited = { number: 2, html: '<p id="b1">Edited here.</p>', format: 1, sha256: 'x', words: 2, reason: 'edited' }
  const version = await db
    .insertInto('chapter_version')
    .values({ chapter_id: id, ...edited, source_sha256: null, created_at: '2026-01-01T00:00:00.000Z', by: 'Maren' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.updateTable('chapter').set({ current_version_id: version.id }).where('id', '=', id).execute()
}
