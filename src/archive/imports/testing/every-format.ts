/**
 * A folder that holds every format which is read, with invented stories, and what has to become of each.
 *
 * One line a format: a format that is new gets one more. Each story has sentences of its own, so none is taken for a
 * copy of another that is not meant as one.
 */
import { gzipSync } from 'node:zlib'
import {
  docOf,
  docxBody,
  docxOf,
  odtContent,
  odtOf,
  type Paragraph,
  rtfOf,
  storyHtml,
} from '../../../intake/formats/testing/story-files.ts'
import { zipOf } from '../../../intake/formats/testing/zip-of.ts'
import { answer, webArchive } from '../open/testing/web-archive.ts'
import { downloadedEpub, plainEpub } from './every-epub.ts'
import { savedPage } from './every-page.ts'
import { inventList } from './mailing-list.ts'
import { prose, story } from './shelf.ts'
import { tar } from './write-tar.ts'

export interface ExpectedWork {
  readonly title: string
  readonly authors: readonly string[]
  readonly chapters: number
  readonly replies: number
}

export interface FormatFiles {
  readonly name: string
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly works: readonly ExpectedWork[]
  /** Files met, those inside containers too. */
  readonly met: number
  readonly containers: number
  /** Null where the files are too many to say: the talk of a list, what was sent twice. */
  readonly refused: number | null
  readonly duplicates: number | null
  /** Files that a person has to look at. */
  readonly doubtful: number
}

interface Expected {
  readonly works?: readonly ExpectedWork[]
  readonly met?: number
  readonly containers?: number
  readonly refused?: number | null
  readonly duplicates?: number | null
  readonly doubtful?: number
}

function format(name: string, files: FormatFiles['files'], expected: Expected): FormatFiles {
  const { works = [], containers = 0, refused = 0, duplicates = 0, doubtful = 0 } = expected
  return {
    name,
    files,
    works,
    met: expected.met ?? Object.keys(files).length,
    containers,
    refused,
    duplicates,
    doubtful,
  }
}

function work(title: string, author = 'Tove', chapters = 1, replies = 0): ExpectedWork {
  return { title, authors: [author], chapters, replies }
}

function line(...spans: Paragraph['spans']): Paragraph {
  return { kind: 'text', spans }
}

function typed(title: string, seed: number): readonly Paragraph[] {
  return [
    line(`Title: ${title}`),
    line('Author: Tove'),
    line('Rating: PG'),
    line('Summary: A walk.'),
    line(),
    line(prose(seed)),
    line('It was ', { text: 'hers', look: 'italic' }, ' now.'),
    line(prose(seed + 1)),
  ]
}

function mail(title: string, seed: number, more: { readonly id: string; readonly head?: string }): string {
  return `From: Tove <tove@list.example>\nDate: Tue, 5 Mar 2002 21:04:11 -0500\nMessage-ID: <${more.id}@list.example>\nSubject: [lamps] FIC: ${title} (1/1) [PG]\n${more.head ?? ''}\nTitle: ${title}\nRating: PG\n\n${prose(seed)}\n\n${prose(seed + 1)}\n`
}

function journalEntry(id: number, subject: string, text: string): string {
  const event = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<entry>\n<itemid>${id}</itemid>\n<eventtime>2004-03-0${id} 21:04:00</eventtime>\n<logtime>2004-03-0${id} 21:05:11</logtime>\n<subject>${subject}</subject>\n<event>${event}</event>\n<security>public</security>\n<allowmask>0</allowmask>\n</entry>`
}

function escapedOnce(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function savedPages(): readonly FormatFiles[] {
  const pages = [
    ['ao3-entire', 'The Saved Work', ['Wren', 'tern'], 2, 0],
    ['fanfiction-net-2013', 'The Net', ['Wren of the Quay'], 1, 0],
    ['fictionpress', 'The Press', ['Wren'], 1, 0],
    ['efiction-3', 'The Viewed', ['Wren'], 1, 0],
    ['efiction-printer', 'The Printed', ['Wren'], 2, 0],
    ['fanficfare', 'The Fetched', ['Wren'], 2, 0],
    ['livejournal-2010', 'The Community', ['Wren'], 1, 2],
    ['dreamwidth-locked', 'The Locked', ['Wren'], 1, 1],
  ] as const
  // Each comment on a page of a journal is met, refused as a story, and a reply to the work.
  return pages.map(([name, title, authors, chapters, replies], n) =>
    format(
      `saved page ${name}`,
      { [`saved/${name}.html`]: savedPage(name, title, 500 + 10 * n) },
      { works: [{ title, authors, chapters, replies }], met: 1 + replies, refused: replies },
    ),
  )
}

const LIST = inventList(40, 7)
const FOREIGN = 'Nobody but the program that made this knows how to read on from here.'

export const EVERY_FORMAT: readonly FormatFiles[] = [
  format('plain text', { 'text/lamp.txt': story('The Text', 100) }, { works: [work('The Text')] }),
  format(
    'two parts of one story',
    {
      'parts/weir1.txt': story('The Weir, Part 1', 110, { words: 300 }),
      'parts/weir2.txt': story('The Weir, Part 2', 120, { words: 300 }),
    },
    { works: [work('The Weir', 'Tove', 2)] },
  ),
  format('the same file again', { 'text/the same again.txt': story('The Text', 100) }, { duplicates: 1 }),
  format('HTML', { 'pages/page.html': storyHtml(typed('The Page', 130)) }, { works: [work('The Page')] }),
  format(
    'e-book of no known maker',
    { 'books/plain.epub': plainEpub() },
    { works: [work('The Plain Book', 'Tove', 2)] },
  ),
  format(
    'e-book of an archive',
    { 'books/download.epub': downloadedEpub() },
    { works: [work('The Lamp Keeper', 'Wren', 2)] },
  ),
  format('DOCX', { 'word/a.docx': docxOf(docxBody(typed('The Docx', 140))) }, { works: [work('The Docx')] }),
  format('ODT', { 'word/b.odt': odtOf(odtContent(typed('The Odt', 150))) }, { works: [work('The Odt')] }),
  format('RTF', { 'word/c.rtf': rtfOf(typed('The Rtf', 160)) }, { works: [work('The Rtf')] }),
  format('DOC', { 'word/d.doc': docOf(story('The Doc', 170).replaceAll('\n', '\r')) }, { works: [work('The Doc')] }),
  format('a mail', { 'mail/one.eml': mail('The Mail', 180, { id: 'one' }) }, { works: [work('The Mail')] }),
  format(
    'maildir',
    { 'maildir/cur/1015.host:2,S': mail('The Post', 190, { id: 'two' }) },
    { works: [work('The Post')] },
  ),
  format(
    'mailbox with digests',
    { 'mail/list.mbox': LIST.mbox },
    {
      works: LIST.stories.map(({ title, author, parts, replies }) => work(title, author, parts.length, replies)),
      met: LIST.messages,
      containers: 1 + LIST.digests,
      refused: null,
      duplicates: null,
    },
  ),
  format(
    'journal',
    {
      'journal/rowan-2004-03.xml': `<?xml version="1.0" encoding='utf-8'?>\n<livejournal>\n${journalEntry(1, 'FIC: The Entry', `Rating: PG\nSummary: A lamp.\n\n${prose(200)}`)}\n${journalEntry(2, 'Back from town', 'I bought bread.')}\n</livejournal>\n`,
    },
    { works: [work('The Entry', 'rowan')], met: 2, containers: 1, refused: 1 },
  ),
  format(
    'journal by ljdump',
    {
      'dump/aster/L-7': `<?xml version="1.0"?>\n<event>\n<itemid>7</itemid>\n<eventtime>2004-03-05 21:04:00</eventtime>\n<props>\n<taglist>journal</taglist>\n</props>\n<subject>NEW: The Dumped Entry</subject>\n<url>http://aster.example/1795.html</url>\n<event>Rating: G\nSummary: Rain.\n\n${prose(270)}</event>\n</event>\n`,
    },
    { works: [work('The Dumped Entry', 'aster')] },
  ),
  format(
    'a message of a Yahoo group',
    {
      'yahoo/1_raw.json': JSON.stringify({
        ygData: { msgId: 1, subject: 'x', rawEmail: escapedOnce(mail('The Group', 280, { id: 'three' })) },
      }),
    },
    { works: [work('The Group')] },
  ),
  format(
    'chapters beside an index page',
    {
      'site/index.html': `<html><head><title>The Folder</title></head><body><h1>The Folder</h1><p>by Tove</p><ol><li><a href="ch1.html">One</a></li><li><a href="ch2.html">Two</a></li></ol></body></html>`,
      'site/ch1.html': `<html><body><h1>The Folder</h1><h2>Chapter 1</h2><p>${prose(400)}</p></body></html>`,
      'site/ch2.html': `<html><body><h1>The Folder</h1><h2>Chapter 2</h2><p>${prose(410)}</p></body></html>`,
    },
    { works: [work('The Folder', 'Tove', 2)] },
  ),
  format(
    'stories of a rescued archive',
    {
      'exports/archive.json': JSON.stringify({
        stories: [
          {
            title: 'The Row',
            author: 'Mira',
            rating: 'G',
            fandoms: ['Night Ferry'],
            chapters: [{ title: '', text: prose(210) }],
          },
        ],
      }),
    },
    { works: [work('The Row', 'Mira')], met: 1, containers: 1 },
  ),
  format(
    'web archive',
    {
      'web/site.warc.gz': gzipSync(
        webArchive([answer('http://a.example/t.txt', story('The Capture', 220), { type: 'text/plain' })]),
      ),
    },
    { works: [work('The Capture')], met: 1, containers: 2 },
  ),
  format(
    'gzip',
    { 'packed/a.txt.gz': gzipSync(story('The Gzip', 230)) },
    { works: [work('The Gzip')], met: 1, containers: 1 },
  ),
  format(
    'tar in gzip',
    { 'packed/b.tar.gz': gzipSync(tar([{ name: 'b.txt', content: story('The Tar', 240) }])) },
    { works: [work('The Tar')], met: 1, containers: 1 },
  ),
  format(
    'zip in zip',
    { 'packed/c.zip': zipOf({ 'in.zip': zipOf({ 'c.txt': story('The Zip', 250) }) }) },
    { works: [work('The Zip')], met: 1, containers: 2 },
  ),
  ...savedPages(),
  format(
    'a frameset',
    {
      'pages/frames.html':
        '<html><head><title>Lamps</title></head><frameset cols="20%,*"><frame src="menu.html"><frame src="main.html"></frameset></html>',
    },
    { refused: 1, doubtful: 1 },
  ),
  format(
    'packed web archive',
    {
      'web/site.wacz': zipOf({
        'archive/data.warc.gz': gzipSync(
          webArchive([answer('http://b.example/t.txt', story('The Wacz', 260), { type: 'text/plain' })]),
        ),
        'pages/pages.jsonl': '{"format":"json-pages-1.0","id":"pages"}\n{"url":"http://b.example/t.txt"}\n',
        'datapackage.json': '{"profile":"data-package","wacz_version":"1.1.1"}',
      }),
    },
    { works: [work('The Wacz')], met: 3, containers: 2, refused: 2 },
  ),
  format(
    'FODT',
    { 'word/e.fodt': odtContent(typed('The Flat', 155), 'office:document') },
    { works: [work('The Flat')] },
  ),
  format('a picture', { 'other/lamp.gif': 'GIF89a;' }, { refused: 1, doubtful: 1 }),
  format(
    '7z',
    { 'other/a.7z': Buffer.concat([Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), Buffer.from(FOREIGN)]) },
    { refused: 1, doubtful: 1 },
  ),
  format(
    'RAR',
    { 'other/a.rar': Buffer.concat([Buffer.from('Rar!\u001a\u0007\u0000', 'latin1'), Buffer.from(FOREIGN)]) },
    { refused: 1, doubtful: 1 },
  ),
  format('an empty file', { 'other/empty.txt': '' }, { refused: 1, doubtful: 1 }),
]
