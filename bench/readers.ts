/**
 * Measures the readers: megabytes of text a second, and how many times as long as a bare parser takes for the same file.
 * Containers are opened through to the last byte of each entry. The story is made here; no two of its paragraphs are
 * alike, so that it packs like prose. Plain text and saved pages are measured by the bench `intake`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import mammoth from 'mammoth'
import { parse } from 'parse5'
import { openPaths } from '../src/archive/imports/open/open.ts'
import { answer } from '../src/archive/imports/open/testing/web-archive.ts'
import { tar } from '../src/archive/imports/testing/write-tar.ts'
import { openJournal } from '../src/intake/formats/journal/index.ts'
import { openMail } from '../src/intake/formats/mail/index.ts'
import { undoQuotedPrintable } from '../src/intake/formats/mail/transfer.ts'
import { openFormat } from '../src/intake/formats/openers.ts'
import { readTokens } from '../src/intake/formats/rtf/tokens.ts'
import { openSitePage } from '../src/intake/formats/sites/index.ts'
import { bookOf } from '../src/intake/formats/testing/book-of.ts'
import {
  docOf,
  docxBody,
  docxOf,
  i,
  odtContent,
  odtOf,
  type Paragraph,
  rtfOf,
  storyBody,
  storyHtml,
  storyText,
} from '../src/intake/formats/testing/story-files.ts'
import { zipOf } from '../src/intake/formats/testing/zip-of.ts'
import { readXml } from '../src/intake/formats/xml/read-xml.ts'

const PARAGRAPHS = 10_000
const CHAPTERS = 20
const WORDS = 'the lamp went out and nobody in house thought of lighting another one until it was too late'.split(' ')

interface Case {
  readonly format: string
  /** Of text. */
  readonly megabytes: number
  readonly whole: () => Promise<unknown>
  /** Null where nothing does a part of it alone. */
  readonly parser: string | null
  readonly bare: () => Promise<unknown>
}

export async function run(): Promise<void> {
  const story = makeStory()
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-readers-'))
  try {
    for (const each of [...storyCases(story), ...containerCases(story, folder)]) {
      const whole = await best(each.whole)
      const alone = await best(each.bare)
      const compared = each.parser === null ? '' : `, ${(whole / alone).toFixed(1)} × ${each.parser}`
      console.log(`${each.format}: ${(each.megabytes / (whole / 1000)).toFixed(1)} MB of text a second${compared}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function storyCases(story: readonly Paragraph[]): readonly Case[] {
  const megabytes = Buffer.byteLength(storyText(story)) / 1e6
  const content = odtContent(story)
  const docx = docxOf(docxBody(story))
  const rtf = rtfOf(story)
  const html = storyHtml(story).toString()
  const quoted = quotedPrintable(storyText(story))
  const mail = `From: Wren <wren@list.example>\nSubject: The Lamp\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${quoted}`
  const saved = html.replace('<body>', SITE_HEAD).replace('</body>', '</div></div></body>')
  const pages = chaptersOf(story).map(storyBody)
  const entry = `<?xml version="1.0"?><livejournal><entry><itemid>1</itemid><eventtime>2004-03-05 10:00:00</eventtime><subject>The Lamp</subject><event>${html.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</event></entry></livejournal>`
  return [
    {
      format: 'docx',
      megabytes,
      whole: async () => openFormat('docx', docx),
      parser: 'mammoth alone',
      bare: async () => mammoth.convertToHtml({ buffer: docx }),
    },
    {
      format: 'odt',
      megabytes,
      whole: async () => openFormat('odt', odtOf(content)),
      parser: 'its XML alone',
      bare: async () => readXml(content),
    },
    {
      format: 'rtf',
      megabytes,
      whole: async () => openFormat('rtf', rtf),
      parser: 'its tokens alone',
      bare: async () => readTokens(rtf.toString('latin1'), NOTHING),
    },
    {
      format: 'doc',
      megabytes,
      whole: async () => openFormat('doc', docOf(storyText(story))),
      parser: null,
      bare: async () => undefined,
    },
    {
      format: 'epub',
      megabytes,
      whole: async () => openFormat('epub', bookOf('<dc:title>The Lamp</dc:title>', pages)),
      parser: 'parse5 over its pages alone',
      bare: async () => pages.map((page) => parse(page)),
    },
    {
      format: 'page of a site',
      megabytes,
      whole: async () => openSitePage(saved),
      parser: 'parse5 alone',
      bare: async () => parse(saved),
    },
    {
      format: 'journal',
      megabytes,
      whole: async () => openJournal(Buffer.from(entry), { path: '1.xml', within: ['2004-03.xml'] }),
      parser: 'its XML alone',
      bare: async () => readXml(entry),
    },
    {
      format: 'mail',
      megabytes,
      whole: async () => openMail(Buffer.from(mail)),
      parser: 'its quoted-printable alone',
      bare: async () => undoQuotedPrintable(quoted),
    },
  ]
}

/** Containers of the same chapters: opened, and each entry read to its end. */
function containerCases(story: readonly Paragraph[], folder: string): readonly Case[] {
  const texts = chaptersOf(story).map(storyText)
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  const letters = texts.map(
    (text, n) =>
      `From wren@list.example Mon Mar  5 10:00:${10 + n} 2001\nSubject: The Lamp (${n + 1}/${CHAPTERS})\n\n${text}\n\n`,
  )
  const records = texts.map((text, n) => answer(`http://site.example/${n}.html`, `<html><body>${text}</body></html>`))
  const files = texts.map((text, n) => ({ name: `${n}.txt`, content: text }))
  const kept: readonly (readonly [name: string, bytes: Buffer])[] = [
    ['tar', tar(files)],
    ['tar.gz', gzipSync(tar(files))],
    ['zip', zipOf(Object.fromEntries(files.map(({ name, content }) => [name, content])))],
    ['mbox', Buffer.from(letters.join(''))],
    ['warc', Buffer.concat(records)],
    ['warc.gz', Buffer.concat(records.map((record) => gzipSync(record)))],
  ]
  return kept.map(([name, bytes]) => {
    const file = join(folder, `a.${name}`)
    writeFileSync(file, bytes)
    const packed = name.endsWith('gz') ? bytes : name === 'zip' ? gzipSync(tar(files)) : null
    return {
      format: name,
      megabytes,
      whole: async () => openThrough(file),
      parser: packed === null ? 'reading the file alone' : 'unpacking it alone',
      bare: async () => (packed === null ? readFile(file) : gunzipSync(packed)),
    }
  })
}

async function openThrough(file: string): Promise<number> {
  let size = 0
  for await (const item of openPaths([file]))
    if (item.kind === 'file') for await (const chunk of item.chunks()) size += chunk.length
  return size
}

const NOTHING = { open() {}, close() {}, word() {}, symbol() {}, text() {}, byte() {} }

const SITE_HEAD = `<body><div id="preface"><div class="meta"><dl class="tags"><dt>Rating:</dt><dd><a>General Audiences</a></dd></dl><h1>The Lamp</h1><div class="byline">by <a rel="author">Wren</a></div></div></div><div id="chapters" class="userstuff"><div class="userstuff">`

function chaptersOf(story: readonly Paragraph[]): Paragraph[][] {
  const size = Math.ceil(story.length / CHAPTERS)
  return Array.from({ length: CHAPTERS }, (_, n) => story.slice(n * size, (n + 1) * size))
}

/** Lines of up to 76 characters; what is not ASCII as its bytes (RFC 2045, 6.7). */
function quotedPrintable(text: string): string {
  const encoded = Buffer.from(text).toString('latin1')
  const escaped = encoded.replace(
    /[=\x80-\xff]/g,
    (char) => `=${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return escaped.replace(/[^\n]{70}/g, '$&=\n')
}

/** Words in an order that a small generator of numbers chooses, the same in every run. */
function makeStory(): readonly Paragraph[] {
  let seed = 7
  const next = (): number => (seed = (seed * 16_807) % 2_147_483_647)
  const words = (count: number): string =>
    Array.from({ length: count }, () => `${WORDS[next() % WORDS.length] ?? ''}${next() % 100}`).join(' ')
  return Array.from({ length: PARAGRAPHS }, () => ({
    kind: 'text',
    spans: [words(20), ' ', i(words(2)), ' ', words(15)],
  }))
}

/** The shorter of two runs, in milliseconds. */
async function best(measured: () => Promise<unknown>): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY
  for (let turn = 0; turn < 2; turn++) {
    const start = performance.now()
    await measured()
    shortest = Math.min(shortest, performance.now() - start)
  }
  return shortest
}
