/** What exports of journals, groups, rescued archives and web archives are made of: one entry, message, story or record each. */
import { gzipSync } from 'node:zlib'

/** Long enough to be told from talk. */
const TEXT =
  'Title: The Lamp\nRating: PG\n\nShe <i>walked</i> down to the quay in the rain, with the lamp under her coat, and waited there until the ferry had gone.\n\n"Nobody," she said, and *laughed*.'
const SHOWN = TEXT.replaceAll('\n', '<br>\n')

const ESCAPED = TEXT.replaceAll('<', '&lt;')

export const JOURNAL_ENTRY = `<entry><itemid>12</itemid><eventtime>2004-03-05 21:04:00</eventtime><subject>FIC: The Lamp (2/3)</subject><event><![CDATA[${TEXT}]]>&lt;lj-cut text=&quot;x&quot;&gt;&lt;lj user=&quot;wren&quot;&gt;</event><security>usemask</security><allowmask>2</allowmask></entry>`

export const JOURNAL_COMMENT =
  '<comment><id>7</id><parentid>3</parentid><state>A</state><subject>Re: lamp</subject><body>Lovely.&#10;More!</body><date>2004-03-06T08:00:00Z</date><user>mira</user></comment>'

export const DUMPED_ENTRY = `<?xml version="1.0"?>\n<event>\n<itemid>7</itemid>\n<eventtime>2004-03-05 21:04:00</eventtime>\n<props>\n<taglist>fic, rain</taglist>\n<prop name="opt_preformatted">1</prop>\n</props>\n<subject>Lamp</subject>\n<url>http://wren.journal.example/1795.html</url>\n<event>${ESCAPED}</event>\n</event>\n`

const SENT = `From: Wren <wren@list.example>\r\nSubject: FIC: The Lamp\r\nMessage-ID: <1@list.example>\r\nDate: Mon, 5 Mar 2001 10:11:12 -0500\r\n\r\n${TEXT}`

export const GROUP_MESSAGE = JSON.stringify({
  ygData: { msgId: 12, subject: 'x', postDate: '923071557', rawEmail: SENT.replaceAll('<', '&lt;') },
})

const SHOWN_MESSAGE = JSON.stringify({
  msgId: 13,
  subject: 'FIC: The Lamp',
  from: 'Wren &lt;wren@...&gt;',
  postDate: '923071557',
  headers: { messageIdInHeader: Buffer.from('<13@list.example>').toString('base64') },
  messageBody: `<div>${SHOWN}</div>`,
})

export const RESCUED_STORY = JSON.stringify({
  title: 'The Lamp',
  authors: [{ name: 'Wren', email: 'wren@list.example' }],
  rating: 'PG',
  date: '2003-05-01',
  fandoms: 'due South, Harbour',
  summary: '<p>She waits.</p>',
  do_not_import: 1,
  chapters: [
    { position: 2, title: 'Two', notes: '<i>Thanks</i>', text: '<p>Nobody came.</p>' },
    { position: 1, title: '', text: 'She walked down.\nIt rained.' },
  ],
})

const PAGE = gzipSync(`<html><body><h1>The Lamp</h1><p>by Wren</p>${SHOWN}</body></html>`)
const ANSWER = Buffer.concat([
  Buffer.from(
    'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1252\r\nContent-Encoding: gzip\r\nLast-Modified: Tue, 05 Mar 2002 10:00:00 GMT\r\n\r\n',
  ),
  PAGE,
])
const PLAIN = `HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n14;x=y\r\n${TEXT.slice(0, 20)}\r\n${(TEXT.length - 20).toString(16)}\r\n${TEXT.slice(20)}\r\n0\r\n\r\n`

function recordOf(name: string, block: Uint8Array): Buffer {
  const head = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/${name}?x=1>\r\nWARC-Date: 2009-10-21T03:12:44Z\r\nContent-Type: application/http\r\nContent-Length: ${block.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), block, Buffer.from('\r\n\r\n')])
}

/** By the names of their files. */
export const WRAPPED: Readonly<Record<string, Uint8Array>> = {
  'entry.xml': Buffer.from(`<?xml version="1.0" encoding="windows-1251"?>\n${JOURNAL_ENTRY}`),
  'comment.xml': Buffer.from(JOURNAL_COMMENT),
  'L-7': Buffer.from(DUMPED_ENTRY),
  'message.json': Buffer.from(GROUP_MESSAGE),
  'shown.json': Buffer.from(SHOWN_MESSAGE),
  'story.json': Buffer.from(RESCUED_STORY),
  'packed.record': recordOf('lamp.html', ANSWER),
  'chunked.record': recordOf('lamp.txt', Buffer.from(PLAIN)),
}

/** Pages that Yahoo Groups showed a message on. */
export const MESSAGE_PAGES: Readonly<Record<string, string>> = {
  'group-source.html': `<html><body><table><tr><td class="source user">From wren@... Mon Mar  5 10:11:12 2001<br>${SENT.replaceAll('<', '&lt;').replaceAll('\r\n', '<br>\n')}</td></tr></table></body></html>`,
  'group-old.html': `<html><body><h1 class="ygrp-topic-title">FIC: The Lamp</h1><div class="vcard"><span class="email">Wren</span></div><abbr class="updated" title="2002-2-11T16:26:25Z">x</abbr><a class="ygrp-pname">lamps</a><div class="msgarea entry-content">${SHOWN}</div></body></html>`,
  'group-new.html': `<html><body><h2 id="yg-msg-subject" data-subject="FIC: The Lamp">x</h2><div class="author">Wren</div><div class="cur-msg-dt" data-date="1013444785">x</div><div class="msg-content">${SHOWN}</div></body></html>`,
}
