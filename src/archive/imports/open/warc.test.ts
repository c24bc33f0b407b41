import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPaths } from './open.ts'
import { answer, record, webArchive } from './testing/web-archive.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-warc-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** "path" for files, "path ! code" for refusals, "path [format]" for containers. */
async function open(path: string, content: Uint8Array): Promise<string[]> {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  const lines: string[] = []
  for await (const item of openPaths([file])) {
    const name = [...item.within, item.path].join(' > ')
    if (item.kind === 'refused') lines.push(`${name} ! ${item.code}`)
    else if (item.kind === 'container') lines.push(`${name} [${item.format}]`)
    else {
      const bytes = Buffer.concat(await Array.fromAsync(item.chunks()))
      const isAsSaid = bytes.length === item.size && (item.place === null || item.place.size === item.size)
      lines.push(isAsSaid ? name : `${name} of another size`)
    }
  }
  return lines
}

const PAGE = '<html><body><p>The lamp went out.</p></body></html>'
const SITE = [
  record('warcinfo', null, 'software: test\r\n', 'application/warc-fields'),
  record(
    'request',
    'http://a.example/lamp.html',
    'GET /lamp.html HTTP/1.1\r\n\r\n',
    'application/http; msgtype=request',
  ),
  answer('http://a.example/lamp.html', PAGE),
  answer('http://a.example/lamp.html', `${PAGE}.`),
  answer('http://a.example/gone.html', 'Not found', { status: '404 Not Found' }),
  answer('http://a.example/style.css', 'p { color: red }', { type: 'text/css' }),
  answer('http://a.example/dot.gif', 'GIF89a\x01\0\x01\0', { type: 'image/gif' }),
  answer('http://a.example/dusk.txt', 'It was dusk.', { type: 'text/plain' }),
  record('revisit', 'http://a.example/again.html', 'HTTP/1.1 200 OK\r\n\r\n', 'application/http', {
    'WARC-Refers-To-Target-URI': 'http://a.example/lamp.html',
  }),
]
const INSIDE = [
  'http://a.example/lamp.html',
  'http://a.example/lamp.html (2)',
  'http://a.example/gone.html ! site-file',
  'http://a.example/style.css ! site-file',
  'http://a.example/dot.gif ! site-file',
  'http://a.example/dusk.txt',
  'http://a.example/again.html ! site-file',
]

describe('openPaths of a web archive', () => {
  test('gives its pages and texts by their addresses, and lists what else the site is made of', async () => {
    expect(await open('a.warc', webArchive(SITE))).toEqual([
      'a.warc [warc]',
      ...INSIDE.map((line) => `a.warc > ${line}`),
    ])
  })

  test('opens one that is packed record by record', async () => {
    const packed = Buffer.concat(SITE.map((each) => gzipSync(each)))
    expect(await open('a.warc.gz', packed)).toEqual(['a.warc.gz [gz]', ...INSIDE.map((line) => `a.warc.gz > ${line}`)])
  })

  test('opens packed files that a site offered', async () => {
    const archive = webArchive([
      answer('http://a.example/dusk.gz', gzipSync('It was dusk.'), { type: 'application/x-gzip' }),
    ])
    expect(await open('a.warc', archive)).toEqual([
      'a.warc [warc]',
      'a.warc > http://a.example/dusk.gz [gz]',
      'a.warc > http://a.example/dusk.gz > dusk',
    ])
  })

  test('gives pages that were sent in chunks or packed', async () => {
    const archive = webArchive([
      answer('http://a.example/1', `${PAGE.length.toString(16)}\r\n${PAGE}\r\n0\r\n\r\n`, {
        more: 'Transfer-Encoding: chunked\r\n',
      }),
      answer('http://a.example/2', brotliCompressSync(PAGE), { more: 'Content-Encoding: br\r\n' }),
    ])
    expect(await open('a.warc', archive)).toEqual([
      'a.warc [warc]',
      'a.warc > http://a.example/1',
      'a.warc > http://a.example/2',
    ])
  })

  test('says that it is cut off, wherever that is, and gives what came before', async () => {
    const whole = webArchive([answer('http://a.example/1', PAGE), answer('http://a.example/2', PAGE)])
    const first = webArchive([answer('http://a.example/1', PAGE)]).length
    const cutAt = async (from: number, to: number): Promise<readonly (readonly string[])[]> => {
      const found: string[][] = []
      for (let length = from; length < to; length += 11) found.push(await open('a.warc', whole.subarray(0, length)))
      return found
    }
    for (const lines of await cutAt(220, first - 4)) expect(lines.at(-1)).toMatch(/ ! truncated-container$|a\.warc$/)
    for (const lines of await cutAt(first + 300, whole.length - 4))
      expect(lines.slice(0, 2)).toEqual(['a.warc [warc]', 'a.warc > http://a.example/1'])
  })

  test('believes no length that leads back or beyond the end', async () => {
    const lying = record(
      'response',
      'http://a.example/1',
      'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>x</p>',
      'application/http',
    )
    const text = lying.toString('latin1').replace(/Content-Length: \d+/, 'Content-Length: 99999999999')
    expect((await open('a.warc', Buffer.from(text, 'latin1'))).at(-1)).toMatch(/truncated-container$/)
    expect(await open('b.warc', Buffer.from(text.replace('99999999999', '-5'), 'latin1'))).toEqual(['b.warc'])
  })
})
