import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { openShelf, prose, type Shelf } from './testing/shelf.ts'

/** What a shelf is asked for after an import. */
export interface ShownWork {
  readonly title: string
  readonly visibility: string
  readonly authors: readonly string[]
  readonly parts: number
  readonly reviews: readonly string[]
}

describeOnBothEngines('runImport of journals', (open) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
  })

  afterEach(() => shelf[Symbol.dispose]())

  async function shown(): Promise<ShownWork[]> {
    const works = (await shelf.works()).toSorted((a, b) => (a.title < b.title ? -1 : 1))
    const rows = await db
      .selectFrom('review')
      .innerJoin('work', 'work.id', 'review.work_id')
      .select(['title', 'html', 'guest_name'])
      .orderBy('review.id')
      .execute()
    return works.map(({ title, visibility, creators, chapters }) => ({
      title,
      visibility,
      authors: creators.map(({ name }) => name),
      parts: chapters.length,
      reviews: rows.filter((row) => row.title === title).map((row) => `${row.guest_name}: ${row.html}`),
    }))
  }

  test('makes works of the stories in a monthly export, holds back what was for friends, and keeps talk', async () => {
    shelf.put(
      'tamsin-2004-03.xml',
      `<?xml version="1.0" encoding='utf-8'?>\n<livejournal>\n${[
        entry(
          1,
          'FIC: Hollow Ground (1/2) PG',
          `Rating: PG\nSummary: A lamp.\n\n<lj-cut text="go">${prose(1)}</lj-cut>`,
        ),
        entry(2, 'Back from town', 'I bought bread. <lj user="mira"> says hello.'),
        entry(3, 'FIC: Hollow Ground (2/2) PG', `Rating: PG\n\n${prose(2)}`),
        entry(4, 'FIC: Locked Door', `Rating: R\nSummary: A door.\n\n${prose(3)}`, 'usemask'),
      ].join('\n')}\n</livejournal>\n`,
    )
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 4, containers: 1, refused: 1, doubtful: 0 })
    expect(await shown()).toEqual([
      { title: 'Hollow Ground', visibility: 'public', authors: ['tamsin'], parts: 2, reviews: [] },
      { title: 'Locked Door', visibility: 'hidden', authors: ['tamsin'], parts: 1, reviews: [] },
    ])
    const locked = (await shelf.works()).find(({ title }) => title === 'Locked Door')
    expect(locked?.findings.map(({ code }) => code)).toContain('not-public')
    const before = await shelf.catalogue()
    await shelf.run()
    expect(await shelf.catalogue()).toEqual(before)
  })

  test('puts the comments of a folder of ljdump below its stories, deleted and screened ones aside', async () => {
    shelf.put('tamsin/L-7', dumped(7, 'NEW: Lantern Street', `Rating: G\nSummary: Rain.\n\n${prose(5)}`))
    shelf.put(
      'tamsin/C-7',
      `<?xml version="1.0"?>\n<comments>\n${[
        comment(21, '', 'mira', 'I loved the rain.'),
        comment(22, '21', 'tamsin', 'Thank <i>you</i>!'),
        comment(23, '', 'sue', 'secret', 'S'),
        comment(24, '', 'sue', '', 'D'),
      ].join('\n')}\n</comments>\n`,
    )
    shelf.put('tamsin/L-8', dumped(8, 'dentist', 'It hurt.'))
    shelf.put('tamsin/comment.meta', new Uint8Array([0x7b, 0, 1, 2, 0, 3]))
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ containers: 1, doubtful: 0 })
    expect(await shown()).toEqual([
      {
        title: 'Lantern Street',
        visibility: 'public',
        authors: ['tamsin'],
        parts: 1,
        reviews: ['mira: <p>I loved the rain.</p>', 'tamsin: <p>Thank you!</p>'],
      },
    ])
  })

  test('puts the comments of a saved page below its story, once, also where an export has them', async () => {
    const comments = [
      savedComment(21 * 256 + 5, 'mira', 'I loved the rain. Write to mira@lamp.example!'),
      savedComment(22 * 256 + 9, 'tamsin', 'Thank <i>you</i>!', 21 * 256 + 5),
      `<div id="ljcmt${23 * 256}">(Screened comment)</div><div id="ljcmt${24 * 256}">(Deleted comment)</div>`,
    ]
    shelf.put(
      'lantern.html',
      `<html><head><link rel="canonical" href="http://tamsin.livejournal.com/${7 * 256 + 3}.html"></head><body><span class="ljuser" lj:user="tamsin"><b>tamsin</b></span><h3 class="entry-title">Lantern Street</h3><div class="entry-content"><p>${prose(5)}</p></div><div id="comments">${comments.join('')}</div></body></html>`,
    )
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 5, parts: 1, refused: 4, doubtful: 0 })
    const below = ['mira: <p>I loved the rain. Write to [address hidden]!</p>', 'tamsin: <p>Thank you!</p>']
    expect((await shown()).map(({ title, reviews }) => ({ title, reviews }))).toEqual([
      { title: 'Lantern Street', reviews: below },
    ])
    const threads = await db.selectFrom('review').select(['id', 'parent_id', 'posted_at']).orderBy('id').execute()
    expect(threads[1]?.parent_id).toBe(threads[0]?.id)
    expect(threads[0]?.posted_at).toBe('2004-03-06T10:00:00')
    shelf.put('tamsin/C-7', `<comments>\n${comment(21, '', 'mira', 'I loved the rain.')}\n</comments>\n`)
    await shelf.run()
    expect((await shown()).map(({ reviews }) => reviews)).toEqual([below])
  })
})

function savedComment(id: number, user: string, text: string, parent?: number): string {
  const link = parent === undefined ? '' : `<a href="?thread=${parent}#t${parent}">Parent</a>`
  return `<div id="ljcmt${id}" class="comment"><span class="ljuser" lj:user="${user}"><b>${user}</b></span> <span class="comment-date">March 6th, 2004 10:00 am</span><div class="comment-text">${text}</div>${link}</div>`
}

function entry(id: number, subject: string, text: string, security = 'public'): string {
  return `<entry>\n<itemid>${id}</itemid>\n<eventtime>2004-03-0${id} 21:04:00</eventtime>\n<logtime>2004-03-0${id} 21:05:11</logtime>\n<subject>${subject}</subject>\n<event>${escaped(text)}</event>\n<security>${security}</security>\n<allowmask>${security === 'usemask' ? 1 : 0}</allowmask>\n<current_music></current_music>\n<current_mood></current_mood>\n</entry>`
}

function dumped(id: number, subject: string, text: string): string {
  return `<?xml version="1.0"?>\n<event>\n<itemid>${id}</itemid>\n<eventtime>2004-03-05 21:04:00</eventtime>\n<props>\n<taglist>journal</taglist>\n</props>\n<subject>${subject}</subject>\n<url>http://tamsin.example.com/${id * 256 + 3}.html</url>\n<event>${escaped(text)}</event>\n</event>\n`
}

function comment(id: number, parent: string, user: string, body: string, state = 'A'): string {
  return `<comment>\n<id>${id}</id>\n<parentid>${parent}</parentid>\n<state>${state}</state>\n<date>2004-03-06T10:00:${id}Z</date>\n<subject></subject>\n<body>${escaped(body)}</body>\n<user>${user}</user>\n</comment>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
