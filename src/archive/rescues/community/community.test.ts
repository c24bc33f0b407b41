import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../../platform/db/database.ts'
import { describeOnBothEngines } from '../../../platform/testing/both-engines.ts'
import { moveIn } from '../testing/move-in.ts'
import { ANSWERED, review, SMALL_SITE, SMALL_TABLES } from '../testing/small-site.ts'

describeOnBothEngines('rescueCommunity', (open) => {
  describe('of a small site', () => {
    let db: Db

    beforeAll(async () => {
      db = (await open()).db
      await moveIn(db, SMALL_SITE)
    })

    test('puts series in order, with series inside and offers that wait', async () => {
      expect(await seriesAsRead(db)).toEqual([
        {
          title: 'Lights',
          openness: 'moderated',
          summary: '<p>All of <b>them</b>.</p>',
          by: ['Ana Moor'],
          entries: ['Lamps', 'More lamps', 'Small lights'],
        },
        { title: 'Small lights', openness: 'open', summary: null, by: ['Bertil'], entries: ['In the queue?'] },
      ])
    })

    test('knows which works and series answer a challenge, and who set it', async () => {
      expect(await challengesAsRead(db)).toEqual([
        { title: 'A dare', by: null, challengerName: 'Nobody in particular', answers: ['Lights'] },
        { title: 'A storm', by: 'Ana Moor', challengerName: null, answers: ['Lamps', 'More lamps'] },
      ])
    })

    test('keeps reviews with what they are of, who wrote them, what they gave and what was answered', async () => {
      expect(await reviewsAsRead(db)).toEqual([
        '1: Lamps/Oil, guest Passer By, 9/10, <p>The fog in the last scene is lovely.</p> ← Ana Moor: <p>Thank you, it wrote itself.</p>',
        '2: Lamps, reader one, <p>Of the whole.</p>',
        '3: Lamps/Wick, Bertil, 7/10',
        '4: Lamps (a chapter that is not here), guest ghost, <p>The chapter is gone, and so am I.</p>',
        '5: Lights, reader one, <p>Of the series.</p>',
        '8: More lamps/Glass, guest jo, 10/10, <p>Write to me: jo@mail.example</p>',
      ])
    })

    test('gives replies the place of their review, and no date', async () => {
      const [reply] = await db.selectFrom('review').selectAll().where('parent_id', 'is not', null).execute()
      const [parent] = await db
        .selectFrom('review')
        .selectAll()
        .where('id', '=', reply?.parent_id ?? 0)
        .execute()
      expect(reply).toMatchObject({
        work_id: parent?.work_id,
        chapter_id: parent?.chapter_id,
        posted_at: null,
        posted_key: parent?.posted_key,
        rating: null,
      })
    })

    test('counts the reviews that have words', async () => {
      const works = await db.selectFrom('work').select(['title', 'review_count']).orderBy('title').execute()
      expect(works.map((work) => `${work.title} ${work.review_count}`)).toEqual([
        'In the queue 0',
        'Lamps 3',
        'More lamps 1',
      ])
      const series = await db.selectFrom('series').select(['title', 'review_count']).orderBy('title').execute()
      expect(series.map((each) => `${each.title} ${each.review_count}`)).toEqual(['Lights 1', 'Small lights 0'])
    })

    test('keeps favourites of works, series and people', async () => {
      const rows = await db
        .selectFrom('favourite')
        .innerJoin('pen_name', 'pen_name.id', 'favourite.pen_name_id')
        .leftJoin('work', 'work.id', 'favourite.work_id')
        .leftJoin('series', 'series.id', 'favourite.series_id')
        .leftJoin('pen_name as person', 'person.id', 'favourite.person_id')
        .select(['pen_name.name as by', 'work.title', 'series.title as series', 'person.name as person', 'comment'])
        .orderBy('favourite.id')
        .execute()
      expect(rows.map((row) => [row.by, row.title ?? row.series ?? row.person, row.comment])).toEqual([
        ['reader one', 'Lamps', '<p>Best one</p>'],
        ['reader one', 'Lights', null],
        ['reader one', 'Ana Moor', null],
      ])
    })

    test('keeps news with the comments under it', async () => {
      const [news] = await db
        .selectFrom('news')
        .innerJoin('pen_name', 'pen_name.id', 'news.pen_name_id')
        .select(['news.id', 'title', 'html', 'name', 'posted_at'])
        .execute()
      expect(news).toMatchObject({
        title: 'Lit again',
        html: '<p>The lamp is lit.</p>\n<p>Come in.</p>',
        name: 'Bertil',
        posted_at: '2008-01-10T21:20:00Z',
      })
      const comments = await db
        .selectFrom('review')
        .select(['html', 'guest_name', 'pen_name_id'])
        .where('news_id', '=', news?.id ?? 0)
        .orderBy('posted_key')
        .execute()
      expect(comments.map((each) => [each.html, each.pen_name_id === null])).toEqual([
        ['<p>First!</p>', false],
        ['<p>By somebody who left.</p>', true],
      ])
    })

    test('keeps pages of one name apart', async () => {
      const pages = await db.selectFrom('site_page').select(['name', 'title', 'html']).orderBy('name').execute()
      expect(pages).toEqual([
        { name: 'rules', title: 'House rules', html: '<p>Be kind.</p>' },
        { name: 'rules-2', title: 'Older rules', html: '<p>Be quiet.</p>' },
      ])
    })

    test('sets aside what has no place, each row with its reason', async () => {
      const rows = await db
        .selectFrom('opaque_record')
        .select(['table_name', 'old_key', 'reason'])
        .orderBy('table_name')
        .orderBy('old_key')
        .execute()
      expect(rows.map((row) => `${row.table_name}/${row.old_key} ${row.reason}`)).toEqual([
        'codeblocks/1 program-code',
        'comments/3 points-nowhere',
        'favorites/4/ST/77 points-nowhere',
        'favorites/60/ST/1 nobody',
        'inseries/77/2/0 points-nowhere',
        'log/1 logged',
        'recipes/#0 unknown-table',
        'reviews/6 points-nowhere',
        'reviews/7 unknown-kind',
        'settings/LampKey program',
        'stats/#0 counted',
      ])
    })

    test('lets nothing secret be read', async () => {
      const rows = [
        ...(await db.selectFrom('opaque_record').select('content as text').execute()),
        ...(await db.selectFrom('legacy_id').select('extra as text').execute()),
        ...(await db.selectFrom('legacy_id').select('written as text').execute()),
        ...(await db.selectFrom('rescued_site').select('report as text').execute()),
        ...(await db.selectFrom('pen_name').select('profile as text').execute()),
        ...(await db.selectFrom('finding').select('why as text').execute()),
      ].map(({ text }) => text ?? '')
      for (const secret of [
        'hunter2-lamp',
        '5ebe2294',
        '192.0.2.7',
        'ana@mail',
        'Ana@Mail',
        'cook@',
        'keeper@',
        'bertil@',
      ])
        expect(rows.filter((text) => text.includes(secret))).toEqual([])
    })

    test('lists what is named and not there', async () => {
      const notes = await db
        .selectFrom('finding')
        .select(['code', 'field', 'why'])
        .where('work_id', 'is', null)
        .orderBy('field')
        .execute()
      expect(notes).toEqual([
        {
          code: 'dangling-id',
          field: 'inseries/77/2/0',
          why: 'Story 77 of the series “Small lights” is not in the dump.',
        },
        { code: 'dangling-id', field: 'stories/2', why: 'Story 2 answers challenge 9, which is not in the dump.' },
      ])
    })
  })

  test('does nothing more the second time', async () => {
    const { db } = await open()
    await moveIn(db, SMALL_SITE)
    const before = await everything(db)
    await moveIn(db, SMALL_SITE)
    expect(await everything(db)).toEqual(before)
  })

  describe('of a newer dump', () => {
    test('changes what the dump changes, and leaves what was changed here', async () => {
      const { db } = await open()
      await moveIn(db, SMALL_SITE)
      await db.updateTable('series').set({ title: 'My lights' }).where('title', '=', 'Lights').execute()
      await db.updateTable('news').set({ title: 'Lit, at last' }).execute()
      await moveIn(db, {
        ...SMALL_SITE,
        tables: {
          ...SMALL_TABLES,
          series: SMALL_TABLES.series.map((row) => ({ ...row, title: `${row['title']} anew`, summary: 'Said anew.' })),
          news: SMALL_TABLES.news.map((row) => ({ ...row, story: 'Rewritten.' })),
          favorites: SMALL_TABLES.favorites.map((row) => ({ ...row, comments: 'Still' })),
          messages: SMALL_TABLES.messages.map((row) => ({ ...row, message_text: 'Be both.' })),
          challenges: SMALL_TABLES.challenges.map((row) => ({ ...row, summary: 'With two storms.' })),
        },
      })
      const series = await db.selectFrom('series').select(['title', 'summary']).orderBy('id').execute()
      expect(series).toEqual([
        { title: 'My lights', summary: '<p>Said anew.</p>' },
        { title: 'Small lights anew', summary: '<p>Said anew.</p>' },
      ])
      expect(await db.selectFrom('news').select(['title', 'html']).execute()).toEqual([
        { title: 'Lit, at last', html: '<p>Rewritten.</p>' },
      ])
      const comments = await db.selectFrom('favourite').select('comment').execute()
      expect(comments.map((row) => row.comment)).toEqual(['<p>Still</p>', '<p>Still</p>', '<p>Still</p>'])
      const conflicts = await db
        .selectFrom('finding')
        .select(['field', 'code', 'why'])
        .where('kind', '=', 'conflict')
        .execute()
      expect(conflicts).toEqual([
        {
          field: 'series/1',
          code: 'changed-here',
          why: 'The newer dump changes the title of the series “My lights”, which was changed here since. What stands here was kept.',
        },
      ])
    })

    test('adds, changes and takes back replies, and leaves reviews that somebody edited', async () => {
      const { db } = await open()
      const reviews = [
        review(1, { review: ANSWERED, respond: 1 }),
        review(2, { review: 'Not answered yet.' }),
        review(3, { review: 'Edited here.' }),
        review(4, { review: 'Gone from the newer dump.' }),
        review(5, { review: ANSWERED, respond: 1, rating: 8 }),
      ]
      await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, reviews } })
      await db
        .updateTable('review')
        .set({ html: '<p>Edited by the archivist.</p>' })
        .where('html', '=', '<p>Edited here.</p>')
        .execute()
      const newer = [
        review(1, {
          review: "The fog in the last scene is lovely.<br><br><i>Author's Response: Thanks!</i>",
          respond: 1,
        }),
        review(2, { review: "Not answered yet.<br><br><i>Author's Response: Now it is.</i>", respond: 1 }),
        review(3, { review: 'Edited there.' }),
        review(5, { review: 'The fog in the last scene is lovely.', rating: 2 }),
      ]
      await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, reviews: newer } })
      expect(await reviewsAsRead(db)).toEqual([
        '1: Lamps, guest, <p>The fog in the last scene is lovely.</p> ← Ana Moor: <p>Thanks!</p>',
        '2: Lamps, guest, <p>Not answered yet.</p> ← Ana Moor: <p>Now it is.</p>',
        '3: Lamps, guest, <p>Edited by the archivist.</p>',
        '4: Lamps, guest, <p>Gone from the newer dump.</p>',
        '5: Lamps, guest, 2/10, <p>The fog in the last scene is lovely.</p>',
      ])
      const conflicts = await db.selectFrom('finding').select('field').where('kind', '=', 'conflict').execute()
      expect(conflicts).toEqual([{ field: 'reviews/3' }])
    })

    test('takes back from aside what now has a place', async () => {
      const { db } = await open()
      await moveIn(db, SMALL_SITE)
      const stories = [...SMALL_TABLES.stories, { ...SMALL_TABLES.stories[0], sid: 77, title: 'Found again' }]
      await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, stories } })
      const aside = await db
        .selectFrom('opaque_record')
        .select('old_key')
        .where('reason', '=', 'points-nowhere')
        .execute()
      expect(aside.map((row) => row.old_key)).toEqual(['3'])
      expect((await reviewsAsRead(db)).at(-2)).toBe('6: Found again, guest Late, <p>Of a story that is gone.</p>')
      expect((await seriesAsRead(db)).at(-1)?.entries).toEqual(['In the queue?', 'Found again'])
    })

    test('keeps entries and answers that it no longer has, behind those that it has', async () => {
      const { db } = await open()
      await moveIn(db, SMALL_SITE)
      const inseries = SMALL_TABLES.inseries.filter((row) => row.sid !== 1)
      const stories = SMALL_TABLES.stories.map((row) => ({ ...row, challenges: row['sid'] === 2 ? '1' : 0 }))
      await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, inseries, stories } })
      expect((await seriesAsRead(db))[0]?.entries).toEqual(['More lamps', 'Small lights', 'Lamps'])
      expect((await challengesAsRead(db)).at(-1)?.answers).toEqual(['More lamps', 'Lamps'])
    })
  })

  test('cuts a circle of series at one place, and says where', async () => {
    const { db } = await open()
    const inseries = [
      { seriesid: 1, sid: 0, subseriesid: 2, confirmed: 1, inorder: 1 },
      { seriesid: 2, sid: 0, subseriesid: 1, confirmed: 1, inorder: 1 },
      { seriesid: 2, sid: 0, subseriesid: 2, confirmed: 1, inorder: 2 },
    ]
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, inseries } })
    expect((await seriesAsRead(db)).map((each) => each.entries)).toEqual([['Small lights'], []])
    const notes = await db.selectFrom('finding').select('why').where('code', '=', 'circle').orderBy('why').execute()
    expect(notes.map((note) => note.why)).toEqual([
      'Series 1 lies in the series “Small lights”, which lies in it.',
      'Series 2 lies in the series “Small lights”, which lies in it.',
    ])
  })

  test('reads the tables of the years before favourites, types and ids of commenters', async () => {
    const { db } = await open()
    const { favorites: _, ...tables } = SMALL_TABLES
    await moveIn(db, {
      ...SMALL_SITE,
      tables: {
        ...tables,
        favstor: [
          { uid: 4, sid: 1 },
          { uid: 4, sid: 1 },
        ],
        favauth: [{ uid: 3, favuid: 2 }],
        reviews: [
          {
            reviewid: 1,
            sid: 1,
            reviewer: 'Ana Moor',
            member: 2,
            review: 'Long ago.',
            date: '2003-05-17 21:04:09',
            rating: 0,
          },
        ],
        comments: [{ cid: 1, nid: 1, uname: 'Bertil', comment: 'By name.', time: '2003-05-18 10:00:00' }],
      },
    })
    expect(await reviewsAsRead(db)).toEqual(['1: Lamps, Ana Moor, <p>Long ago.</p>'])
    const [comment] = await db
      .selectFrom('review')
      .innerJoin('pen_name', 'pen_name.id', 'review.pen_name_id')
      .select(['name', 'posted_at'])
      .where('news_id', 'is not', null)
      .execute()
    expect(comment).toEqual({ name: 'Bertil', posted_at: '2003-05-18T10:00:00' })
    expect(await db.selectFrom('favourite').select(['work_id', 'person_id']).execute()).toHaveLength(2)
    const aside = await db.selectFrom('opaque_record').select('reason').where('table_name', '=', 'favstor').execute()
    expect(aside).toEqual([{ reason: 'repeated' }])
  })

  test('keeps ratings of sites that asked for likes', async () => {
    const { db } = await open()
    const settings = SMALL_TABLES.settings.map((row) => ({ ...row, ratings: 2 }))
    const reviews = [
      review(1, { review: 'Liked.', rating: 1 }),
      review(2, { review: 'No Review', rating: 0 }),
      review(3, { review: 'No Review', rating: -1 }),
      review(4, { review: 'From the years of stars.', rating: 6 }),
      review(5, { review: 'Absurd.', rating: 99_999 }),
    ]
    await moveIn(db, { ...SMALL_SITE, tables: { ...SMALL_TABLES, settings, reviews } })
    expect(await reviewsAsRead(db)).toEqual([
      '1: Lamps, guest, 1/1, <p>Liked.</p>',
      '2: Lamps, guest, 0/1',
      '4: Lamps, guest, 6/10, <p>From the years of stars.</p>',
      '5: Lamps, guest, <p>Absurd.</p>',
    ])
    const [empty] = await db.selectFrom('opaque_record').select('reason').where('table_name', '=', 'reviews').execute()
    expect(empty?.reason).toBe('empty')
    const [odd] = await db
      .selectFrom('legacy_id')
      .select('extra')
      .where('table_name', '=', 'reviews')
      .where('old_key', '=', '5')
      .execute()
    expect(JSON.parse(odd?.extra ?? '{}')).toEqual({ rating: '99999' })
  })

  test('leaves no markup that could run in anything people wrote', async () => {
    const { db } = await open()
    const hostile = `<script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:alert(3)">x</a><b>kept</b>`
    const spoil = <Row extends object>(rows: readonly Row[], ...columns: string[]) =>
      rows.map((row) => ({ ...row, ...Object.fromEntries(columns.map((column) => [column, hostile])) }))
    await moveIn(db, {
      ...SMALL_SITE,
      tables: {
        ...SMALL_TABLES,
        series: spoil(SMALL_TABLES.series, 'title', 'summary'),
        challenges: spoil(SMALL_TABLES.challenges, 'title', 'summary', 'challenger'),
        reviews: spoil(SMALL_TABLES.reviews, 'review', 'reviewer'),
        favorites: spoil(SMALL_TABLES.favorites, 'comments'),
        news: spoil(SMALL_TABLES.news, 'title', 'story', 'author'),
        comments: spoil(SMALL_TABLES.comments, 'comment'),
        messages: spoil(SMALL_TABLES.messages, 'message_name', 'message_title', 'message_text'),
      },
    })
    const texts = [
      ...(await db.selectFrom('series').select(['summary as html']).execute()),
      ...(await db.selectFrom('challenge').select(['summary as html']).execute()),
      ...(await db.selectFrom('review').select(['html']).execute()),
      ...(await db.selectFrom('favourite').select(['comment as html']).execute()),
      ...(await db.selectFrom('news').select(['html']).execute()),
      ...(await db.selectFrom('site_page').select(['html']).execute()),
    ].map(({ html }) => html ?? '')
    expect(texts.filter((html) => html.includes('<b>kept</b>')).length).toBeGreaterThan(8)
    for (const html of texts) expect(html).not.toMatch(/<script|onerror|javascript:|<img/)
  })
})

async function seriesAsRead(db: Db) {
  const all = await db.selectFrom('series').selectAll().orderBy('title').execute()
  const result = []
  for (const { id, title, openness, summary } of all) {
    const creators = await db
      .selectFrom('series_creator')
      .innerJoin('pen_name', 'pen_name.id', 'pen_name_id')
      .select('name')
      .where('series_id', '=', id)
      .execute()
    const entries = await db
      .selectFrom('series_entry')
      .leftJoin('work', 'work.id', 'work_id')
      .leftJoin('series as child', 'child.id', 'child_id')
      .select(['work.title', 'child.title as child', 'is_confirmed'])
      .where('series_id', '=', id)
      .orderBy('position')
      .execute()
    result.push({
      title,
      openness,
      summary,
      by: creators.map((each) => each.name),
      entries: entries.map((each) => `${each.title ?? each.child}${each.is_confirmed ? '' : '?'}`),
    })
  }
  return result
}

async function challengesAsRead(db: Db) {
  const all = await db
    .selectFrom('challenge')
    .leftJoin('pen_name', 'pen_name.id', 'pen_name_id')
    .select(['challenge.id', 'title', 'name', 'challenger_name as challengerName'])
    .orderBy('title')
    .execute()
  const result = []
  for (const { id, title, name, challengerName } of all) {
    const answers = await db
      .selectFrom('challenge_answer')
      .leftJoin('work', 'work.id', 'work_id')
      .leftJoin('series', 'series.id', 'series_id')
      .select(['work.title', 'series.title as series'])
      .where('challenge_id', '=', id)
      .orderBy('position')
      .execute()
    result.push({ title, by: name, challengerName, answers: answers.map((each) => each.title ?? each.series) })
  }
  return result
}

/** A line for each review of the old table, with its reply. */
async function reviewsAsRead(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('legacy_id')
    .innerJoin('review', 'review.id', 'legacy_id.target_id')
    .leftJoin('work', 'work.id', 'review.work_id')
    .leftJoin('chapter', 'chapter.id', 'review.chapter_id')
    .leftJoin('series', 'series.id', 'review.series_id')
    .leftJoin('pen_name', 'pen_name.id', 'review.pen_name_id')
    .leftJoin('review as reply', 'reply.parent_id', 'review.id')
    .leftJoin('pen_name as author', 'author.id', 'reply.pen_name_id')
    .selectAll('review')
    .select(['old_key', 'work.title', 'chapter.title as chapter', 'series.title as series', 'pen_name.name'])
    .select(['reply.html as reply', 'author.name as author'])
    .where('table_name', '=', 'reviews')
    .orderBy('old_key')
    .execute()
  return rows.map((row) => {
    const of = `${row.title ?? row.series}${row.chapter === null ? '' : `/${row.chapter}`}`
    const parts = [
      row.about === null ? of : `${of} (${row.about})`,
      row.name ?? (row.guest_name === null ? 'guest' : `guest ${row.guest_name}`),
      ...(row.rating === null ? [] : [`${row.rating}/${row.rating_best}`]),
      ...(row.html === null ? [] : [row.html]),
    ]
    return `${row.old_key}: ${parts.join(', ')}${row.reply === null ? '' : ` ← ${row.author}: ${row.reply}`}`
  })
}

/** Every row that a rescue writes. */
async function everything(db: Db): Promise<unknown> {
  const rows: Record<string, unknown> = {}
  for (const table of [
    'series',
    'series_entry',
    'challenge',
    'challenge_answer',
    'news',
    'review',
    'favourite',
    'site_page',
    'term_use',
    'legacy_id',
    'opaque_record',
    'pen_name_claim',
    'change_log',
  ] as const)
    rows[table] = (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row)).toSorted()
  return rows
}
