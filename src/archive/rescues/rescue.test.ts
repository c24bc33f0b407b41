import { expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import type { Cell, MemorySite } from './testing/memory-site.ts'
import { moveIn } from './testing/move-in.ts'

type MemoryRow = Readonly<Record<string, Cell>>

const AUTHORS: readonly MemoryRow[] = [
  { uid: 2, penname: 'Maren', bio: 'I write about <b>lamps</b>.', date: 1200873600, email: 'maren@mail.example' },
  { uid: 3, penname: 'maren', bio: '', date: 1200873601 },
]

function story(sid: number, more: MemoryRow = {}): MemoryRow {
  return {
    sid,
    title: `Story ${sid}`,
    summary: 'A lamp.',
    storynotes: '',
    catid: '1',
    charid: '',
    classes: '',
    rid: '1',
    date: 1200000000,
    updated: 1200000001,
    uid: 2,
    coauthors: 0,
    validated: 1,
    completed: 1,
    rr: 0,
    count: 7,
    ...more,
  }
}

function chapter(chapid: number, sid: number, more: MemoryRow = {}): MemoryRow {
  return {
    chapid,
    title: `Chapter ${chapid}`,
    inorder: 1,
    notes: '',
    storytext: `<p>The lamp number ${chapid} was lit.</p>`,
    endnotes: '',
    validated: 1,
    sid,
    uid: 2,
    ...more,
  }
}

function site(more: Partial<MemorySite['tables']> = {}, rest: Omit<MemorySite, 'tables'> = {}): MemorySite {
  const tables = {
    authors: AUTHORS,
    categories: [{ catid: 1, parentcatid: -1, category: 'Lamps', displayorder: 1 }],
    ratings: [{ rid: 1, rating: 'PG', ratingwarning: '0', warningtext: '' }],
    stories: [story(1)],
    chapters: [chapter(1, 1)],
    coauthors: [],
  }
  return { tables: { ...tables, ...more }, ...rest }
}

describeOnBothEngines('rescueSite', (open) => {
  test('makes two people of two members whose names differ in their capitals only', async () => {
    const { db } = await open()
    await moveIn(db, site())
    expect(await db.selectFrom('pen_name').select(['name', 'joined_at']).orderBy('id').execute()).toEqual([
      { name: 'Maren', joined_at: '2008-01-21T00:00:00Z' },
      { name: 'maren', joined_at: '2008-01-21T00:00:01Z' },
    ])
  })

  test('keeps the profile as story HTML and shows no e-mail address', async () => {
    const { db } = await open()
    const fields = [
      {
        field_id: 1,
        field_type: 4,
        field_name: 'lj',
        field_title: 'Journal',
        field_options: 'http://{info}.journal.example',
        field_on: 1,
      },
      {
        field_id: 2,
        field_type: 5,
        field_name: 'msn',
        field_title: 'MSN',
        field_code_out: '<?php evil(); ?>',
        field_on: 1,
      },
      {
        field_id: 3,
        field_type: 4,
        field_name: 'x',
        field_title: 'X',
        field_options: 'javascript:{info}',
        field_on: 1,
      },
      { field_id: 4, field_type: 3, field_name: 'beta', field_title: 'Beta-reader', field_on: 1 },
      { field_id: 5, field_type: 6, field_name: 'off', field_title: 'Off', field_on: 0 },
    ]
    const authorinfo = [
      { uid: 2, field: 1, info: 'maren' },
      { uid: 2, field: 2, info: 'maren@messenger.example' },
      { uid: 2, field: 3, info: 'alert(1)' },
      { uid: 2, field: 4, info: '1' },
      { uid: 2, field: 5, info: 'unseen' },
      { uid: 2, field: 9, info: 'dangling' },
    ]
    await moveIn(db, site({ authorfields: fields, authorinfo }))
    const { profile } = await db.selectFrom('pen_name').select('profile').orderBy('id').executeTakeFirstOrThrow()
    expect(profile).toBe('<p>I write about <b>lamps</b>.</p>')
    expect(
      await db.selectFrom('profile_field').select(['label', 'value', 'href']).orderBy('position').execute(),
    ).toEqual([
      { label: 'Journal', value: 'maren', href: 'http://maren.journal.example' },
      { label: 'X', value: 'alert(1)', href: null },
      { label: 'Beta-reader', value: 'Yes', href: null },
    ])
  })

  test('keeps a story whose author is gone, under the name that a review gives the id', async () => {
    const { db } = await open()
    const reviews = [
      {
        reviewid: 1,
        item: 1,
        chapid: 0,
        reviewer: 'Tove',
        uid: 9,
        review: 'Mine.',
        date: 1200000000,
        rating: -1,
        respond: 0,
        type: 'ST',
      },
    ]
    await moveIn(db, site({ stories: [story(1, { uid: 9 }), story(2, { uid: 8 })], chapters: [], reviews }))
    expect(await creators(db)).toEqual([
      { title: 'Story 1', name: 'Tove', is_claimable: true },
      { title: 'Story 2', name: 'Unknown author', is_claimable: false },
    ])
    expect(await findings(db)).toContainEqual({ code: 'unknown-author', title: 'Story 2' })
  })

  test('has one author for an id that is gone, however many stories it wrote, and another for another id', async () => {
    const { db } = await open()
    const stories = [story(1, { uid: 8 }), story(2, { uid: 8 }), story(3, { uid: 7 }), story(4, { uid: 0 })]
    await moveIn(db, site({ stories, chapters: [] }))
    const rows = await db.selectFrom('creator').select('pen_name_id').orderBy('work_id').execute()
    expect(new Set(rows.map((row) => row.pen_name_id)).size).toBe(3)
    expect(rows[0]).toEqual(rows[1])
  })

  test('puts chapters in the order of their numbers, then of their ids, and says what is odd about them', async () => {
    const { db } = await open()
    const chapters = [
      chapter(10, 1, { inorder: 2 }),
      chapter(9, 1, { inorder: 2 }),
      chapter(11, 1, { inorder: 7 }),
      chapter(12, 1, { inorder: 1 }),
    ]
    await moveIn(db, site({ chapters }))
    expect(await db.selectFrom('chapter').select(['title', 'number']).orderBy('position').execute()).toEqual([
      { title: 'Chapter 12', number: 1 },
      { title: 'Chapter 9', number: 2 },
      { title: 'Chapter 10', number: 2 },
      { title: 'Chapter 11', number: 7 },
    ])
    expect(await findings(db)).toEqual([{ code: 'chapter-order', title: 'Story 1' }])
  })

  test.for([
    { name: 'the file of the author', store: 'files', files: ['2'], column: 'row', shown: '2', said: ['two-texts'] },
    {
      name: 'the row where the site kept texts there',
      store: 'mysql',
      files: ['2'],
      column: 'row',
      shown: 'row',
      said: ['two-texts'],
    },
    {
      name: 'the row rather than somebody else’s file',
      store: 'files',
      files: ['5'],
      column: 'row',
      shown: 'row',
      said: ['two-texts'],
    },
    {
      name: 'somebody else’s file when nothing else is there',
      store: 'files',
      files: ['5'],
      column: null,
      shown: '5',
      said: ['other-folder'],
    },
    {
      name: 'the row when the file is empty',
      store: 'files',
      files: ['blank'],
      column: 'row',
      shown: 'row',
      said: ['two-texts'],
    },
    {
      name: 'a gap when there is nothing',
      store: 'files',
      files: [],
      column: null,
      shown: 'is in no file',
      said: ['text'],
    },
  ] as const)('shows $name', async ({ store, files, column, shown, said }) => {
    const { db } = await open()
    const texts = Object.fromEntries(
      files.map((author) =>
        author === 'blank' ? ['stories/2/1.txt', ' \r\n'] : [`stories/${author}/1.txt`, `<p>text of ${author}</p>`],
      ),
    )
    const chapters = [chapter(1, 1, { storytext: column === null ? null : `<p>text of ${column}</p>` })]
    await moveIn(db, site({ chapters, settings: [{ sitekey: 'k', store }] }, { files: texts }))
    const { html } = await db.selectFrom('chapter_version').select('html').executeTakeFirstOrThrow()
    expect(html).toContain(shown === 'is in no file' ? shown : `text of ${shown}`)
    expect((await findings(db)).map(({ code }) => code)).toEqual(said)
    const kept = await db.selectFrom('source').select('sha256').execute()
    expect(kept).toHaveLength(files.length + (column === null ? 0 : 1))
  })

  test('hides what the old site had not approved, and keeps for members what was theirs', async () => {
    const { db } = await open()
    const ratings = [
      { rid: 1, rating: 'PG', ratingwarning: '0', warningtext: '' },
      { rid: 2, rating: 'NC-17', ratingwarning: '7', warningtext: '' },
    ]
    const stories = [story(1), story(2, { validated: 0 }), story(3, { rid: '2' }), story(4, { validated: 2 })]
    const chapters = [
      chapter(1, 1),
      chapter(2, 1, { inorder: 2, validated: 0 }),
      chapter(3, 2, { validated: 0 }),
      chapter(4, 3),
      chapter(5, 4),
    ]
    await moveIn(db, site({ ratings, stories, chapters }))
    const works = await db
      .selectFrom('work')
      .select(['visibility', 'asks_age', 'notice', 'rating', 'rating_as_given', 'words'])
      .orderBy('id')
      .execute()
    expect(works.map(({ visibility }) => visibility)).toEqual(['public', 'hidden', 'members', 'public'])
    expect(works[2]).toMatchObject({ asks_age: true, rating: 'explicit', rating_as_given: 'NC-17' })
    expect(works[2]?.notice).toContain('warning')
    expect(works[0]?.words).toBe(6)
    const hidden = await db.selectFrom('chapter').select(['title', 'is_hidden']).orderBy('id').execute()
    expect(hidden.filter((each) => each.is_hidden).map(({ title }) => title)).toEqual(['Chapter 2'])
  })

  test('keeps the text of chapters whose story is gone, and says so', async () => {
    const { db } = await open()
    await moveIn(db, site({ chapters: [chapter(1, 1), chapter(5, 777)] }))
    const notes = await db.selectFrom('finding').select(['code', 'field', 'why']).where('work_id', 'is', null).execute()
    expect(notes).toMatchObject([{ code: 'no-story-row', field: 'chapters/5' }])
    const uses = await db.selectFrom('source_use').select(['role', 'work_id', 'path']).orderBy('id').execute()
    expect(uses).toMatchObject([
      { role: 'text', path: 'dump.sql/chapters/1/storytext' },
      { role: 'orphan-chapter', work_id: null, path: 'dump.sql/chapters/5/storytext' },
    ])
  })

  test('understands a site of before 3.0: names for ids, lists of coauthors, dates with a time', async () => {
    const { db } = await open()
    const { coauthors: _, ...tables } = site().tables as Record<string, readonly MemoryRow[]>
    const older: MemorySite = {
      tables: {
        ...tables,
        ratings: [{ rid: 1, rating: 'PG-13', ratingwarning: '0', warningtext: '' }],
        genres: [{ gid: 4, genre: 'Angst' }],
        stories: [
          story(1, {
            rid: 'PG-13',
            gid: 'Angst',
            coauthors: '3',
            date: '2003-05-17 21:04:09',
            updated: '0000-00-00 00:00:00',
          }),
        ],
      },
    }
    await moveIn(db, older)
    const work = await db
      .selectFrom('work')
      .select(['rating', 'rating_as_given', 'posted_at', 'updated_at'])
      .executeTakeFirstOrThrow()
    expect(work).toEqual({
      rating: 'teen',
      rating_as_given: 'PG-13',
      posted_at: '2003-05-17T21:04:09',
      updated_at: '2003-05-17T21:04:09',
    })
    expect(await creators(db)).toMatchObject([{ name: 'Maren' }, { name: 'maren' }])
    const used = await db
      .selectFrom('term_use')
      .innerJoin('site_term', 'site_term.id', 'term_use.site_term_id')
      .select('site_term.name')
      .orderBy('term_use.position')
      .execute()
    expect(used.map(({ name }) => name)).toEqual(['Lamps', 'Angst', 'PG-13'])
  })

  test('tells the language of each story by its own text', async () => {
    const { db } = await open()
    const texts = [
      'The lamp was lit and she said that they would not have known that it was there before. ',
      'La lampe était allumée, et elle disait qu’ils n’auraient jamais su qu’elle était là avant. ',
      'Die Lampe war angezündet, und sie sagte, dass sie es nie gewusst hätten, wenn er nicht gekommen wäre. ',
    ]
    const stories = texts.map((_, i) => story(i + 1))
    const chapters = texts.map((text, i) => chapter(i + 1, i + 1, { storytext: `<p>${text.repeat(12)}</p>` }))
    await moveIn(db, site({ stories, chapters }))
    const works = await db.selectFrom('work').select('language').orderBy('id').execute()
    expect(works.map(({ language }) => language)).toEqual(['en', 'fr', 'de'])
  })

  test('cuts a circle of categories at one place, and stands an orphan at the top', async () => {
    const { db } = await open()
    const categories = [
      { catid: 1, parentcatid: 3, category: 'One', displayorder: 1 },
      { catid: 2, parentcatid: 1, category: 'Two', displayorder: 2 },
      { catid: 3, parentcatid: 2, category: 'Three', displayorder: 3 },
      { catid: 4, parentcatid: 99, category: 'Four', displayorder: 4 },
    ]
    await moveIn(db, site({ categories }))
    const terms = await db
      .selectFrom('site_term')
      .select(['name', 'parent_id'])
      .where('kind', '=', 'category')
      .orderBy('id')
      .execute()
    expect(terms.filter(({ parent_id: parent }) => parent === null)).toHaveLength(2)
    const codes = (await db.selectFrom('finding').select('code').where('work_id', 'is', null).execute()).map(
      ({ code }) => code,
    )
    expect(codes.toSorted()).toEqual(['circle', 'dangling-id'])
  })

  test('takes hostile ids and numbers for what they are', async () => {
    const { db } = await open()
    const chapters = [
      chapter(1, 1, { chapid: '../../etc/passwd', inorder: '99999999999999999999' }),
      chapter(2, 1, { uid: "2' OR 1=1", inorder: -5 }),
    ]
    const hostile = story(1, {
      title: '<script>alert(1)</script><b onclick=x>Lamp</b>',
      catid: '1,,1,../,99999999999999999999,1; DROP TABLE work',
      count: '-1',
      date: '99999999999999999999',
    })
    await moveIn(db, site({ stories: [hostile], chapters }))
    const work = await db.selectFrom('work').select(['title', 'hits', 'posted_at']).executeTakeFirstOrThrow()
    expect(work).toEqual({ title: 'Lamp', hits: null, posted_at: null })
    const numbers = await db.selectFrom('chapter').select('number').orderBy('position').execute()
    expect(numbers).toEqual([{ number: -5 }, { number: null }])
    expect((await findings(db)).map(({ code }) => code)).toContain('odd-value')
  })
})

async function creators(db: Db) {
  return db
    .selectFrom('creator')
    .innerJoin('pen_name', 'pen_name.id', 'creator.pen_name_id')
    .innerJoin('work', 'work.id', 'creator.work_id')
    .select(['work.title', 'pen_name.name', 'pen_name.is_claimable'])
    .orderBy('work.id')
    .orderBy('creator.position')
    .execute()
}

async function findings(db: Db) {
  return db
    .selectFrom('finding')
    .innerJoin('work', 'work.id', 'finding.work_id')
    .select(['finding.code', 'work.title'])
    .where('finding.kind', '!=', 'repair')
    .orderBy('finding.id')
    .execute()
}
