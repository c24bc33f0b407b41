import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Db } from '../../platform/db/database.ts'
import { describeOnBothEngines } from '../../platform/testing/both-engines.ts'
import { answer, webArchive } from './open/testing/web-archive.ts'
import { openShelf, prose, type Shelf } from './testing/shelf.ts'

interface ShownWork {
  readonly title: string
  readonly authors: readonly string[]
  readonly chapters: number
  readonly replies: number
}

describeOnBothEngines('runImport of exports', (open) => {
  let db: Db
  let shelf: Shelf

  beforeEach(async () => {
    db = (await open()).db
    shelf = await openShelf(db)
  })

  afterEach(() => shelf[Symbol.dispose]())

  async function shown(): Promise<ShownWork[]> {
    const works = await shelf.works()
    const reviews = await db
      .selectFrom('review')
      .innerJoin('work', 'work.id', 'review.work_id')
      .select('title')
      .execute()
    return works
      .map(({ title, creators, chapters }) => ({
        title,
        authors: creators.map(({ name }) => name),
        chapters: chapters.length,
        replies: reviews.filter((review) => review.title === title).length,
      }))
      .toSorted((a, b) => (a.title < b.title ? -1 : 1))
  }

  async function other(name: string): Promise<string[]> {
    const fields = await db.selectFrom('field').select('value').where('name', '=', name).orderBy('value').execute()
    return fields.map(({ value }) => value)
  }

  test('makes works of the pages and texts in a web archive, with their addresses and the day they were saved', async () => {
    const page = `<html><head><title>Hollow Ground</title></head><body><p>Title: Hollow Ground<br>Author: Tamsin<br>Rating: PG</p><p>${prose(1)}</p><p>She went home.</p></body></html>`
    const text = `Title: Dusk\nAuthor: Mira\nRating: G\n\n${prose(2)}\n\nThe End\n`
    const archive = [
      answer('http://a.example/hollow.html', gzipSync(page), { more: 'Content-Encoding: gzip\r\n' }),
      answer('http://a.example/dusk.txt', text, { type: 'text/plain; charset=iso-8859-1' }),
      answer('http://a.example/style.css', 'p { color: red }', { type: 'text/css' }),
    ]
    shelf.put('site.warc', webArchive(archive))
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 3, containers: 1, refused: 1, doubtful: 0 })
    expect(await shown()).toEqual([
      { title: 'Dusk', authors: ['Mira'], chapters: 1, replies: 0 },
      { title: 'Hollow Ground', authors: ['Tamsin'], chapters: 1, replies: 0 },
    ])
    expect(await other('url')).toEqual(['http://a.example/dusk.txt', 'http://a.example/hollow.html'])
    expect(await other('captured')).toEqual(['2009-10-21', '2009-10-21'])
    const before = await shown()
    shelf.put('site.warc.gz', Buffer.concat(archive.map((each) => gzipSync(each))))
    expect((await shelf.run()).counts.works).toMatchObject({ added: 0 })
    expect(await shown()).toEqual(before)
  })

  test('reads the messages of a Yahoo group, as they were sent or as the site showed them', async () => {
    const first = `From: Tamsin Reed &lt;tamsin@...&gt;\r\nDate: Tue, 05 Mar 2002 21:04:11 -0500\r\nTo: suns@yahoogroups.com\r\nSubject: [SunS] NEW: Hollow Ground (1/2) [PG]\r\nMessage-ID: &lt;a1@example.com&gt;\r\nContent-Type: text/plain; charset=windows-1252\r\n\r\nTitle: Hollow Ground\r\nRating: PG\r\n\r\n${prose(1)} It\u0092s late &amp; dark.\r\n`
    shelf.put('suns/1_raw.json', JSON.stringify({ ygData: { userId: 1, msgId: 1, subject: 'x', rawEmail: first } }))
    const shownBySite = [
      {
        msgId: 2,
        from: 'Tamsin Reed &lt;tamsin@...&gt;',
        subject: '[SunS] NEW: Hollow Ground (2/2) [PG]',
        postDate: '1015380251',
        headers: { messageIdInHeader: Buffer.from('<a2@example.com>').toString('base64') },
        messageBody: `<div id="ygrps-yiv-1">Title: Hollow Ground<br/>Rating: PG<br/><br/>${prose(2)}</div>`,
      },
      {
        msgId: 3,
        from: 'mira@...',
        authorName: 'Mira',
        subject: 'Re: [SunS] NEW: Hollow Ground (1/2) [PG]',
        postDate: '1015390251',
        headers: {
          messageIdInHeader: Buffer.from('<a3@example.com>').toString('base64'),
          inReplyToHeader: Buffer.from('<a1@example.com>').toString('base64'),
        },
        messageBody: '<div>I liked the lanterns a lot.</div>',
      },
    ]
    shelf.put('suns/messages.json', JSON.stringify(shownBySite))
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 3, containers: 1, doubtful: 0 })
    expect(await shown()).toEqual([{ title: 'Hollow Ground', authors: ['Tamsin Reed'], chapters: 2, replies: 1 }])
    const html = (await shelf.works()).flatMap(({ chapters }) =>
      chapters.flatMap(({ versions }) => versions.map((version) => version.html)),
    )
    expect(html.join('')).toMatch(/It(?:’|&#8217;)s late (?:&|&#38;) dark/)
  })

  test('reads saved pages of a Yahoo group', async () => {
    const old = `<html><head><title>SunS : Message: NEW: Lamp (1/1)</title></head><body><span class="ygrp-pname">suns</span><table><tr><td class="ygrp-topic-title entry-title">[SunS] NEW: Lamp (1/1)</td></tr></table><div class="vcard"><span class="email">Tamsin Reed &lt;tamsin@...&gt;</span></div><abbr class="updated" title="2002-2-11T16:26:25Z">Mon Feb 11, 2002</abbr><div class="msgarea entry-content">Title: Lamp<br>Rating: G<br><br>${prose(4)}</div></body></html>`
    const source = `<html><body><table><tr><td class="source user"> From mira@... Tue Mar  5 21:04:11 2002<br>\nFrom: Mira &lt;mira@...&gt;<br>\nDate: Tue, 5 Mar 2002 21:04:11 -0500<br>\nReceived: by x;<br>\nTue, 5 Mar 2002<br>\nSubject: NEW: Dusk (1/1)<br>\nMessage-ID: &lt;b1@x&gt;<br>\n<br>\nTitle: Dusk<br>\nRating: G<br>\n<br>\n${prose(5)}<br>\n</td></tr></table></body></html>`
    shelf.put('1.html', old)
    shelf.put('2.html', source)
    await shelf.run()
    expect(await shown()).toEqual([
      { title: 'Dusk', authors: ['Mira'], chapters: 1, replies: 0 },
      { title: 'Lamp', authors: ['Tamsin Reed'], chapters: 1, replies: 0 },
    ])
  })

  const STORIES = [
    {
      title: 'Hollow Ground',
      summary: 'A lamp.',
      authors: [{ name: 'Tamsin', email: 'tamsin@example.com' }],
      rating: 'PG',
      fandoms: 'Harbour Lights, Night Ferry',
      relationships: 'Maren/Tove',
      date: '2003-05-01 00:00:00',
      language_code: 'en',
      url: 'http://a.example/viewstory.php?sid=7',
      chapters: [
        { position: 2, title: 'Two', text: `<p>${prose(12)}</p>` },
        { position: 1, title: 'One', text: `<p>${prose(11)}</p>` },
      ],
    },
    {
      title: 'Dusk',
      author: 'Mira',
      rating: 'G',
      fandoms: ['Night Ferry'],
      chapters: [{ title: '', text: prose(13) }],
    },
  ]

  test('reads the stories of a rescued archive from JSON', async () => {
    shelf.put('archive.json', JSON.stringify({ stories: STORIES }))
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 2, containers: 1, doubtful: 0 })
    expect(await shown()).toEqual([
      { title: 'Dusk', authors: ['Mira'], chapters: 1, replies: 0 },
      { title: 'Hollow Ground', authors: ['Tamsin'], chapters: 2, replies: 0 },
    ])
    const tags = await db
      .selectFrom('work_tag')
      .innerJoin('tag', 'tag.id', 'work_tag.tag_id')
      .select('tag.name')
      .where('tag.kind', '=', 'fandom')
      .distinct()
      .orderBy('tag.name')
      .execute()
    expect(tags.map(({ name }) => name)).toEqual(['Harbour Lights', 'Night Ferry'])
    expect((await shelf.catalogue()).join('\n')).not.toContain('@example.com')
  })

  test('reads the stories of a rescued archive from a dump of its database, which is never carried out', async () => {
    shelf.put('temp-site.sql', dumpOf())
    const { counts } = await shelf.run()
    expect(counts).toMatchObject({ files: 3, containers: 1, refused: 1, doubtful: 0 })
    expect(await shown()).toEqual([
      { title: 'Dusk', authors: ['Mira'], chapters: 1, replies: 0 },
      { title: 'Hollow Ground', authors: ['Tamsin', 'Mira'], chapters: 2, replies: 0 },
    ])
    expect((await shelf.catalogue()).join('\n')).not.toContain('@example.com')
  })
})

/** A dump of the temporary site: two stories, a bookmark, people. */
function dumpOf(): string {
  return `-- MySQL dump 10.13
--
/*!40101 SET NAMES utf8mb4 */;
CREATE TABLE \`authors\` (\n${columns('id name email imported do_not_import')}\n) DEFAULT CHARSET=utf8;
INSERT INTO \`authors\` VALUES (1,'Tamsin','tamsin@example.com',0,0),(2,'Mira','',0,0);
CREATE TABLE \`chapters\` (\n${columns('id position title text date story_id notes url')}\n) DEFAULT CHARSET=utf8;
INSERT INTO \`chapters\` VALUES (1,2,'Two','<p>${prose(12)}</p>',NULL,7,NULL,NULL),(2,1,'One','<p>${prose(11)}</p>',NULL,7,NULL,NULL),(3,1,'','<p>${prose(13)}</p>',NULL,8,NULL,NULL);
CREATE TABLE \`stories\` (\n${columns('id title summary notes author_id rating date updated categories tags warnings fandoms characters relationships language_code url imported do_not_import ao3_url import_notes coauthor_id')}\n) DEFAULT CHARSET=utf8;
INSERT INTO \`stories\` VALUES (7,'Hollow Ground','A lamp.',NULL,1,'PG','2003-05-01 00:00:00',NULL,NULL,'','','Harbour Lights','','Maren/Tove','en','',0,0,NULL,'',2),(8,'Dusk','','',2,'G',NULL,NULL,NULL,'','','Night Ferry','','','en','',0,0,NULL,'',0);
CREATE TABLE \`story_links\` (\n${columns('id title author_id url fandoms')}\n) DEFAULT CHARSET=utf8;
INSERT INTO \`story_links\` VALUES (1,'Elsewhere',2,'http://b.example/x','Night Ferry');
`
}

function columns(names: string): string {
  return names
    .split(' ')
    .map((name) => `  \`${name}\` text`)
    .join(',\n')
}
