/** A rescued site with everything that a page can show of one: people, reviews, series, challenges, news, its own words. */
import { listTermsAnew } from '../src/archive/works/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { type Planted, type PlantedBatch, plantWork } from './seed.ts'
import {
  type PlantedSite,
  plantAside,
  plantChallenge,
  plantFavourite,
  plantLegacy,
  plantNews,
  plantPerson,
  plantReview,
  plantSeries,
  plantSite,
} from './seed-community.ts'
import { idOf } from './seed-tags.ts'

const FANDOM = 'The Oil Trade'

export interface Shelf {
  readonly id: string
  readonly series: string
  readonly challenge: string
  readonly news: string
  readonly person: string
  /** A work in chapters, one of which waits for approval. */
  readonly work: Planted
  /** A work that asks the reader's age. */
  readonly marked: Planted
  readonly page: string
}

export async function plantShelf(db: Db, batch: PlantedBatch): Promise<Shelf> {
  const shelf = await plantSite(db, 'The Lantern Shelf', {
    oldPlace: 'shelf.example/fic',
    batchId: batch.id,
    report: REPORT,
  })
  const finch = await plantPerson(db, 'Marrow Finch', {
    site: shelf,
    joined: '2008-01-21',
    profile:
      '<p>I write about harbours, and <strong>lanterns</strong>. Write to finch@mail.example!</p>\n<p>All of it began <a href="http://www.shelf.example/fic/viewstory.php?sid=1">here</a>.</p>',
    fields: [
      ['Journal', 'finch.example', 'https://finch.example/'],
      ['Messenger', 'finch@mail.example'],
      ['Likes fog', 'Yes'],
    ],
  })
  const bell = await plantPerson(db, 'BellBuoy', { site: shelf, joined: '2009-06-02' })
  await plantPerson(db, 'marrow finch', { site: shelf, publicId: 'f1nch00002' })
  const work = await plantWork(db, batch, {
    title: 'The Oil Keeper',
    by: ['Marrow Finch'],
    tags: [['fandom', FANDOM]],
    summary: 'A keeper counts the nights.',
    rating: 'general',
    ratingAsGiven: 'K',
    status: 'in-progress',
    posted: '2008-02-11',
    language: 'en',
    chapters: [
      {
        title: 'Oil',
        html: '<p id="b1">The oil came on Tuesdays. See <a href="http://shelf.example/fic/viewuser.php?uid=2">my page</a>.</p>',
      },
      { title: 'Wick', html: '<p id="b1">The wick was another matter.</p>' },
      { title: 'Glass', html: '<p id="b1">Nobody has read this yet.</p>' },
    ],
  })
  const marked = await plantWork(db, batch, {
    title: 'After the Bells',
    by: ['Marrow Finch'],
    tags: [['fandom', FANDOM]],
    summary: 'What nobody saw.',
    rating: 'explicit',
    ratingAsGiven: 'MA',
    status: 'complete',
    posted: '2009-10-01',
    language: 'en',
    chapters: [{ html: '<p id="b1">They put the lamp out.</p>' }],
  })
  const chapters = await db
    .selectFrom('chapter')
    .where('work_id', '=', work.id)
    .orderBy('position')
    .select('id')
    .execute()
  const [oil, wick, glass] = chapters.map((chapter) => chapter.id) as [number, number, number]
  await db
    .updateTable('work')
    .set({ site_id: shelf.id, hits: 8834, review_count: 4, is_round_robin: true })
    .where('id', '=', work.id)
    .execute()
  await db
    .updateTable('work')
    .set({ site_id: shelf.id, asks_age: true, notice: 'For grown-up keepers only.' })
    .where('id', '=', marked.id)
    .execute()
  await db
    .updateTable('chapter')
    .set({
      by_pen_name_id: bell,
      notes_before: '<p>Thanks to my <em>beta</em>.</p>',
      notes_after: '<p>More next week.</p>',
    })
    .where('id', '=', wick)
    .execute()
  await db.updateTable('chapter').set({ is_hidden: true }).where('id', '=', glass).execute()

  const said = await plantReview(db, {
    on: { work: work.id, chapter: oil },
    publicId: 'rev1ew0001',
    by: bell,
    rating: 9,
    posted: '2008-03-01',
    html: '<h3 id="b1">Oh!</h3>\n<p id="b2">I could smell the oil. More, please.</p>',
  })
  const reply = await plantReview(db, {
    on: { work: work.id, chapter: oil },
    publicId: 'rev1ew0002',
    by: finch,
    replyTo: said,
    html: '<p id="b1">Thank you! Tuesdays are the best.</p>',
  })
  await plantReview(db, {
    on: { work: work.id, chapter: oil },
    publicId: 'rev1ew0003',
    by: bell,
    replyTo: reply,
    html: '<p>Wednesdays, surely.</p>',
  })
  await plantReview(db, {
    on: { work: work.id, chapter: oil },
    publicId: 'rev1ew0004',
    guest: 'a passing ship',
    rating: 1,
    best: 1,
    posted: '2008-03-02',
  })
  await plantReview(db, {
    on: { work: work.id },
    publicId: 'rev1ew0005',
    guest: 'Ghost',
    html: null,
    rating: 8,
    posted: '2008-03-03',
  })
  await plantReview(db, {
    on: { work: work.id },
    publicId: 'rev1ew0006',
    guest: '',
    posted: '2008-04-01',
    about: 'a chapter that is not here',
  })
  const gone = await plantReview(db, {
    on: { work: work.id, chapter: wick },
    publicId: 'rev1ew0007',
    by: bell,
    posted: '2008-04-02',
    state: 'deleted',
  })
  await plantReview(db, {
    on: { work: work.id, chapter: wick },
    publicId: 'rev1ew0008',
    by: finch,
    replyTo: gone,
    html: '<p>I am sorry you did not like it.</p>',
  })
  await plantReview(db, {
    on: { work: work.id, chapter: glass },
    publicId: 'rev1ew0009',
    by: bell,
    posted: '2008-05-01',
    html: '<p>A word about glass.</p>',
  })

  const inner = await plantSeries(db, 'Inner Lights', {
    by: [finch],
    summary: '<p>Inside the other one.</p>',
    openness: 'open',
    site: shelf,
    entries: [{ work: marked.id }],
  })
  const series = await plantSeries(db, 'Harbour Lights', {
    by: [finch, bell],
    summary: '<p>Two parts, and a series inside.</p>',
    openness: 'moderated',
    site: shelf,
    entries: [{ work: work.id }, { work: marked.id }, { series: inner.id }],
  })
  await plantLegacy(db, shelf, 'series', '2', 'series', series.id)
  await plantAside(db, shelf, 'inseries', '2/4444/0', { seriesid: '2', sid: '4444', subseriesid: '0', inorder: '4' })
  await plantReview(db, {
    on: { series: series.id },
    publicId: 'rev1ew0010',
    by: bell,
    posted: '2010-01-01',
    rating: 10,
  })
  const challenge = await plantChallenge(db, 'Write a storm', {
    by: bell,
    summary: '<p>At least <strong>500</strong> words with a storm.</p>',
    site: shelf,
    answers: [{ work: work.id }, { series: series.id }],
  })
  const news = await plantNews(db, 'Welcome aboard', {
    author: 'Admin',
    posted: '2008-01-01',
    site: shelf,
    html: '<p>The shelf is open. Please read the <a href="http://shelf.example/fic/viewpage.php?page=rules">rules</a>.</p>',
  })
  await plantReview(db, {
    on: { news: news.id },
    publicId: 'rev1ew0011',
    by: bell,
    posted: '2008-01-02',
    html: '<p>First!</p>',
  })
  await plantFavourite(db, finch, { work: work.id }, '<p>My own, I know.</p>')
  await plantFavourite(db, bell, { series: series.id })
  await plantFavourite(db, bell, { person: finch }, '<p>Nice person; mail me at bell@buoy.example</p>')
  await plantReview(db, {
    on: { series: series.id },
    publicId: 'rev1ew0012',
    by: finch,
    posted: '2010-01-03',
    html: '<p>Thank you all.</p>',
  })
  for (const [table, key, kind, id] of [
    ['stories', '1', 'work', work.id],
    ['stories', '2', 'work', marked.id],
    ['chapters', '11', 'chapter', oil],
    ['chapters', '12', 'chapter', wick],
    ['chapters', '13', 'chapter', glass],
    ['authors', '2', 'pen_name', finch],
    ['news', '1', 'news', news.id],
    ['challenges', '1', 'challenge', challenge.id],
  ] as const)
    await plantLegacy(db, shelf, table, key, kind, id)
  await plantTerms(db, shelf, work.id)
  const page = await db
    .insertInto('site_page')
    .values({
      public_id: 'page000001',
      site_id: shelf.id,
      name: 'rules',
      title: 'Submission Rules',
      html: '<p>Be kind.</p>',
    })
    .returning('public_id')
    .executeTakeFirstOrThrow()
  return {
    id: shelf.publicId,
    series: series.publicId,
    challenge: challenge.publicId,
    news: news.publicId,
    person: idOf('pen name Marrow Finch'),
    work,
    marked,
    page: page.public_id,
  }
}

const REPORT = {
  version: 1,
  prefix: 'fanfiction_',
  dump: { path: 'shelf.sql', within: ['backup.zip'], sha256: 'ab'.repeat(32) },
  evidence: ['It has the tables stories and chapters.'],
  problems: [{ code: 'cut-off', table: 'log', offset: 51_200, why: 'The dump ends in the middle of a row.' }],
  tables: [
    {
      table: 'stories',
      rows: 2,
      represented: 2,
      setAside: 0,
      alsoKept: 2,
      difference: 0,
      gone: 0,
      became: [{ kind: 'work', rows: 2 }],
      reasons: [],
    },
    {
      table: 'inseries',
      rows: 4,
      represented: 3,
      setAside: 1,
      alsoKept: 0,
      difference: 0,
      gone: 1,
      became: [],
      reasons: [{ reason: 'points-nowhere', rows: 1, why: 'What it belongs to is not in the dump.' }],
    },
  ],
  totals: { rows: 6, represented: 5, setAside: 1, alsoKept: 2, difference: 0 },
  works: [{ visibility: 'public', works: 2, words: 60 }],
  reviews: { reviews: 6, ratingsOnly: 1, replies: 3, newsComments: 1 },
  claims: { claims: 2, withEmail: 1, withPassword: 1 },
  files: { images: 1, others: 0 },
  findings: [],
  notes: [],
  checks: [
    {
      code: 'points-nowhere',
      count: 1,
      works: [],
      notes: ['Story 4444 of the series “Harbour Lights” is not in the dump.'],
    },
  ],
  samples: [
    { why: 'longest', kind: 'work', oldKey: '1', publicId: idOf('work The Oil Keeper'), title: 'The Oil Keeper' },
  ],
}

async function plantTerms(db: Db, site: PlantedSite, workId: number): Promise<void> {
  const terms = [
    ['category', '1', 'Lantern Harbour', null, null],
    ['category', '3', 'Season One', null, 0],
    ['character', '7', 'Keeper Tam', null, null],
    ['class', '9', 'Angst', 'Genres', null],
    ['rating', '1', 'K', null, null],
  ] as const
  const ids: number[] = []
  for (const [position, [kind, old_id, name, type_name, parent]] of terms.entries()) {
    const { id } = await db
      .insertInto('site_term')
      .values({
        site_id: site.id,
        kind,
        old_id,
        name,
        type_name,
        parent_id: parent === null ? null : (ids[parent] ?? null),
        position,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    ids.push(id)
    await db.insertInto('term_use').values({ kind: 'work', target_id: workId, site_term_id: id, position }).execute()
  }
  await listTermsAnew(db, workId)
}
