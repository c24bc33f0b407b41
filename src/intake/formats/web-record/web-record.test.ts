import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { unwrapRecord } from './unwrap-record.ts'

const MOST = 1 << 24
const PAGE = '<html><body><p>It\x92s late.</p></body></html>'

function record(body: string | Uint8Array, more = '', type = 'text/html; charset=windows-1252'): Buffer {
  const http = Buffer.concat([
    Buffer.from(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n${more}\r\n`, 'latin1'),
    typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
  ])
  const head = `WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: <http://a.example/fic/lamp.html?x=1>\r\nWARC-Date: 2009-10-21T03:12:44Z\r\nContent-Type: application/http\r\nContent-Length: ${http.length}\r\n\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), http, Buffer.from('\r\n\r\n')])
}

function bodyOf(bytes: Uint8Array): string {
  const unwrapped = unwrapRecord(bytes, MOST)
  return 'code' in unwrapped ? unwrapped.code : Buffer.from(unwrapped.bytes).toString('latin1')
}

const chunked = `${(20).toString(16)};x=y\r\n${PAGE.slice(0, 20)}\r\n${(PAGE.length - 20).toString(16)}\r\n${PAGE.slice(20)}\r\n0\r\n\r\n`
const bytes = Buffer.from(PAGE, 'latin1')

describe('unwrapRecord', () => {
  test.for([
    ['as it is', PAGE, ''],
    ['in chunks', chunked, 'Transfer-Encoding: chunked\r\n'],
    ['said to be in chunks, and not', PAGE, 'Transfer-Encoding: chunked\r\n'],
    ['packed with gzip', gzipSync(bytes), 'Content-Encoding: gzip\r\n'],
    ['said to be packed, and not', PAGE, 'Content-Encoding: gzip\r\n'],
    ['packed with deflate', deflateSync(bytes), 'Content-Encoding: deflate\r\n'],
    ['packed with what servers took for deflate', deflateRawSync(bytes), 'Content-Encoding: deflate\r\n'],
    ['packed with brotli', brotliCompressSync(bytes), 'Content-Encoding: br\r\n'],
  ] as const)('gives a page that was kept %s', ([, body, more]) => {
    expect(bodyOf(record(body, more))).toBe(PAGE)
  })

  test('states its address, the day it was saved, and what the server said of it', () => {
    expect(unwrapRecord(record(PAGE, 'Last-Modified: Tue, 05 Mar 2002 10:00:00 GMT\r\n'), MOST)).toMatchObject({
      path: '/fic/lamp.html',
      charset: 'windows-1252',
      stated: [
        { field: 'source', value: 'http://a.example/fic/lamp.html?x=1' },
        { field: 'captured', value: '2009-10-21' },
        { field: 'updated', value: '2002-03-05', confidence: 0.5 },
      ],
      losses: [],
    })
  })

  test('refuses what grows as no text does', () => {
    const bomb = gzipSync(Buffer.alloc(8 << 20))
    expect(bodyOf(record(bomb, 'Content-Encoding: gzip\r\n'))).toBe('container-bomb')
  })

  test('says that it is cut off, at every byte, and crashes at none', () => {
    const whole = record(gzipSync(bytes), 'Content-Encoding: gzip\r\n')
    for (let length = 0; length < whole.length - 5; length++) {
      const unwrapped = unwrapRecord(whole.subarray(0, length), MOST)
      expect('code' in unwrapped || unwrapped.losses.length === 1).toBe(true)
    }
  })
})
