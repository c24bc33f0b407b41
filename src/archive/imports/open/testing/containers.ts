/**
 * Small containers of every kind that is opened, to be damaged: in what they hold before it is packed, and as they are.
 */
import { gzipSync } from 'node:zlib'
import { zipOf } from '../../../../intake/formats/testing/zip-of.ts'
import { mutate, type Random } from '../../../../intake/testing/mutate.ts'
import { MAIL, TEXT } from '../../../../intake/testing/seeds.ts'
import {
  DUMPED_ENTRY,
  GROUP_MESSAGE,
  JOURNAL_COMMENT,
  JOURNAL_ENTRY,
  RESCUED_STORY,
} from '../../../../intake/testing/wrapped.ts'
import { pax, tar } from '../../testing/write-tar.ts'
import { answer, record, webArchive } from './web-archive.ts'

export interface Container {
  /** The name of its file. */
  readonly name: string
  readonly inside: Uint8Array
  /** How what is inside becomes the file; as it is where there is no such step. */
  readonly pack?: (inside: Uint8Array) => Uint8Array
}

const POST = 'From wren@list.example Tue Mar  5 21:04:11 2002\n'
const MAILBOX = `${POST}${MAIL}\n${POST}Content-Length: 40\nSubject: Re: lamp\nFrom: Mira <mira@list.example>\nMessage-ID: <2@list.example>\n\n>From here on it is lovely.\n\nMira\n`

const posted = (subject: string): string =>
  `Date: Tue, 5 Mar 2002 21:04:11\nFrom: Wren <wren@list.example>\nSubject: ${subject}\n\nShe walked down.\n\n`
const SHORT = `${'-'.repeat(30)}\n\n`
const DIGEST = `From: list-request@list.example\nMessage-ID: <d@list.example>\nDate: Tue, 5 Mar 2002\nSubject: Digest 12\n\nToday\n\n${'-'.repeat(70)}\n\n${posted('NEW: Lamp')}${SHORT}${posted('Re: Lamp')}${SHORT}End of Digest 12\n`
const MIME_DIGEST = `From: list-request@list.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\nSubject: Digest 13\n\n--out\nContent-Type: multipart/digest; boundary=in\n\n--in\n\n${posted('Lamp')}--in\nContent-Type: message/rfc822\n\n${posted('Dusk')}--in--\n--out--\n`

function attached(zip: Uint8Array): Uint8Array {
  const content = Buffer.from(zip).toString('base64')
  return Buffer.from(
    `From: Wren <wren@list.example>\nMessage-ID: <a@list.example>\nDate: Tue, 5 Mar 2002\nMIME-Version: 1.0\nSubject: FIC: Lamp\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nHere it is.\n--b\nContent-Type: application/zip; name="lamp.zip"\nContent-Disposition: attachment; filename="lamp.zip"\nContent-Transfer-Encoding: base64\n\n${content}\n--b--\n`,
  )
}

const JOURNAL = `<?xml version="1.0" encoding='windows-1251'?>\n<livejournal>\n${JOURNAL_ENTRY.replace('</entry>', `${JOURNAL_COMMENT}</entry>`)}\n<entry><itemid>13</itemid><event>two</event></entry>\n</livejournal>\n`
const COMMENTS = `<?xml version="1.0"?>\n<comments>\n${JOURNAL_COMMENT}\n<comment><id>8</id><parentid>7</parentid><body>Thanks.</body></comment>\n</comments>\n`

const WEB_ARCHIVE = webArchive([
  record('warcinfo', null, 'software: x', 'application/warc-fields'),
  answer('http://a.example/lamp.html', '<html><body><h1>The Lamp</h1><p>She walked.</p></body></html>'),
  answer('http://a.example/list.mbox', `${POST}Subject: x\nFrom: y\n\nz\n`, { type: 'text/plain' }),
  answer('http://a.example/x.css', 'body { margin: 0 }', { type: 'text/css' }),
  record('revisit', 'http://a.example/lamp.html', '', 'application/http', {
    'WARC-Refers-To-Target-URI': 'http://a.example/x',
  }),
])

const column = (name: string): string => `  \`${name}\` text`
const table = (name: string, columns: string): string =>
  `CREATE TABLE \`${name}\` (\n${columns.split(' ').map(column).join(',\n')}\n);\n`
const DUMP = `-- MySQL dump 10.13\n${table('authors', 'id name email')}INSERT INTO \`authors\` VALUES (1,'Wren','wren@list.example');\n${table('chapters', 'id position title text story_id')}INSERT INTO \`chapters\` VALUES (1,1,'One','<p>It\\'s late.</p>',7),(2,2,'Two','<p>Nobody came.</p>',7);\n${table('stories', 'id title author_id fandoms relationships characters language_code')}INSERT INTO \`stories\` VALUES (7,'The Lamp',1,'Harbour','','','en');\n${table('story_links', 'id title')}INSERT INTO \`story_links\` VALUES (1,'Elsewhere');\n`

const article = `Path: x\nFrom: Wren <wren@list.example>\nNewsgroups: alt.lamps\nSubject: NEW: Lamp\nMessage-ID: <9@list.example>\nDate: Tue, 5 Mar 2002\n\nShe walked.\n`
const NEWS = `#! rnews ${article.length}\n${article}#! rnews 9999\n${article}`

const TAR = tar([
  pax({ path: 'é/lamp.txt' }),
  { name: 'short', content: TEXT },
  { name: 'link', type: '2' },
  { name: 'page.html', content: '<p>She <i>walked</i> down.</p>' },
])
const zipped = (inside: Uint8Array): Uint8Array =>
  zipOf({ 'a/lamp.txt': inside, 'b.html': '<p>x' }, { stored: ['b.html'] })

/** Longer than what is looked at to tell a container, and hard to pack, so that damage stands behind its beginning. */
const LONG = Array.from({ length: 5000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1).toString(36)).join(' ')

export const CONTAINERS: readonly Container[] = [
  { name: 'a.tar', inside: TAR },
  { name: 'a.tgz', inside: TAR, pack: gzipped },
  { name: 'lamp.txt.gz', inside: Buffer.from(TEXT), pack: gzipped },
  { name: 'a.zip', inside: Buffer.from(TEXT), pack: zipped },
  { name: 'nested.zip', inside: zipped(Buffer.from(TEXT)), pack: (inside) => zipOf({ 'in.zip': inside }) },
  { name: 'packed.zip', inside: Buffer.from(MAILBOX), pack: (inside) => zipOf({ 'list.mbox': inside }) },
  {
    name: 'long.zip',
    inside: zipOf({ 'a.txt': LONG, 'b.txt': TEXT }, { stored: ['a.txt', 'b.txt'] }),
    pack: (inside) =>
      zipOf({ 'in.zip': inside, 'in.tar': tar([{ name: 'a.txt', content: LONG }]), 'z.mbox': `${MAILBOX}${LONG}` }),
  },
  { name: 'list.mbox', inside: Buffer.from(MAILBOX) },
  { name: 'digest.eml', inside: Buffer.from(DIGEST) },
  { name: 'mime-digest.eml', inside: Buffer.from(MIME_DIGEST) },
  { name: 'attached.eml', inside: zipped(Buffer.from(TEXT)), pack: attached },
  { name: 'site.warc', inside: WEB_ARCHIVE },
  { name: 'site.warc.gz', inside: WEB_ARCHIVE, pack: gzipped },
  { name: 'wren-2004-03.xml', inside: Buffer.from(JOURNAL) },
  { name: 'journal16.xml', inside: Buffer.from(JOURNAL), pack: inUtf16 },
  { name: 'C-12', inside: Buffer.from(COMMENTS) },
  { name: 'L-7.gz', inside: Buffer.from(DUMPED_ENTRY), pack: gzipped },
  { name: 'messages.json', inside: Buffer.from(`{"messages": [${GROUP_MESSAGE}, ${GROUP_MESSAGE}]}`) },
  { name: 'lines.json', inside: Buffer.from(`${GROUP_MESSAGE}\n${GROUP_MESSAGE}\n`) },
  { name: 'stories.json', inside: Buffer.from(`[${RESCUED_STORY}, ${RESCUED_STORY}]`) },
  { name: 'temp-site.sql', inside: Buffer.from(DUMP) },
  { name: 'temp-site.sql.gz', inside: Buffer.from(DUMP), pack: gzipped },
  { name: 'long.sql.gz', inside: Buffer.from(DUMP.replace('Nobody came.', LONG)), pack: gzipped },
  { name: 'batch.news', inside: Buffer.from(NEWS) },
]

function gzipped(inside: Uint8Array): Uint8Array {
  return gzipSync(inside)
}

function inUtf16(inside: Uint8Array): Uint8Array {
  return Buffer.from(`\ufeff${Buffer.from(inside).toString('latin1')}`, 'utf16le')
}

/** The file of a container, as it is. */
export function fileOf({ inside, pack }: Container): Uint8Array {
  return pack === undefined ? inside : pack(inside)
}

/** The same with some damage; of what is packed mostly inside. */
export function damagedFile({ inside, pack }: Container, random: Random): Uint8Array {
  if (pack === undefined) return mutate(inside, random)
  return random() < 0.4 ? mutate(pack(inside), random) : pack(mutate(inside, random))
}
