/**
 * Reads a record of a web archive (WARC 0.17 to 1.1, ISO 28500): what was asked for, when, and what the server answered.
 *
 *     WARC/1.0                                      the record
 *     WARC-Type: response
 *     WARC-Target-URI: http://example.com/lamp.html
 *     Content-Length: 431
 *
 *     HTTP/1.1 200 OK                               the answer
 *     Content-Type: text/html; charset=iso-8859-1
 *
 *     <html>…                                       the page
 */
import { latin1 } from '../../../kernel/latin1.ts'
import { fieldOf, readHeader } from '../mail/index.ts'

export interface RecordHead {
  /** `response`, `resource`, `revisit`, `request`, `warcinfo`, `metadata`, `conversion`, `continuation` */
  readonly type: string
  readonly uri: string | null
  /** `2009-10-21T03:12:44Z` */
  readonly date: string | null
  readonly contentType: string
  /** For a revisit: the address whose answer was the same. */
  readonly refersTo: string | null
  /** The block is `[blockAt, blockAt + length)`, counted from the record's first byte. */
  readonly blockAt: number
  readonly length: number
}

/** Headers of records are short; enough for one that names a long address. */
export const RECORD_HEAD_BYTES = 32_768

/** Null where no record begins, or its length is not said. */
export function readRecordHead(head: Uint8Array): RecordHead | null {
  const raw = latin1(head, RECORD_HEAD_BYTES)
  const version = /^WARC\/\d\.\d{1,2}[ \t]*\r?\n/.exec(raw)?.[0]
  if (version === undefined) return null
  const header = readHeader(raw, version.length, raw.length)
  const length = Number(fieldOf(header, 'content-length') ?? Number.NaN)
  if (!Number.isSafeInteger(length) || length < 0) return null
  return {
    type: (fieldOf(header, 'warc-type') ?? '').toLowerCase(),
    // Early writers put it in angle brackets, as the example of the standard did.
    uri: fieldOf(header, 'warc-target-uri')?.replace(/^<([^>]*)>$/, '$1') ?? null,
    date: fieldOf(header, 'warc-date'),
    contentType: (fieldOf(header, 'content-type') ?? '').toLowerCase(),
    refersTo: fieldOf(header, 'warc-refers-to-target-uri'),
    blockAt: header.bodyAt,
    length,
  }
}

/** What a server answered. */
export interface HttpHead {
  readonly status: number
  readonly contentType: string
  readonly charset: string | null
  readonly isChunked: boolean
  /** `gzip`, `br`, outermost last; none for bytes as they are. */
  readonly encodings: readonly string[]
  readonly lastModified: string | null
  /** Where the body begins in the block. */
  readonly bodyAt: number
}

/** Null for a block that is no answer of a web server. */
export function readHttpHead(block: Uint8Array): HttpHead | null {
  const raw = latin1(block, RECORD_HEAD_BYTES)
  const [line, status] = /^HTTP\/\d(?:\.\d)?[ \t]+(\d{3})[^\n]{0,500}\n/.exec(raw) ?? []
  if (line === undefined) return null
  const header = readHeader(raw, line.length, raw.length)
  const type = fieldOf(header, 'content-type') ?? ''
  return {
    status: Number(status),
    contentType: mediaType(type),
    charset: /charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(type)?.[1] ?? null,
    isChunked: /\bchunked\b/i.test(fieldOf(header, 'transfer-encoding') ?? ''),
    encodings: (fieldOf(header, 'content-encoding') ?? '')
      .toLowerCase()
      .split(',')
      .map((encoding) => encoding.trim())
      .filter((encoding) => encoding !== '' && encoding !== 'identity'),
    lastModified: fieldOf(header, 'last-modified'),
    bodyAt: header.bodyAt,
  }
}

/** "text/html" of "Text/HTML; charset=utf-8" */
export function mediaType(type: string): string {
  return (type.split(';')[0] ?? '').trim().toLowerCase()
}
