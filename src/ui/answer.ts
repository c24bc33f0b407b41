/**
 * Answers of the site. Every one carries the security headers; they are given when the answer is made, not added
 * afterwards, because that is what the server can send without building a second answer.
 */
import { type Html, raw } from './html.ts'
import { CONTENT_SECURITY_POLICY, SANDBOX_POLICY, SECURITY_HEADERS } from './security.ts'

const COMMON: Readonly<Record<string, string>> = Object.fromEntries(SECURITY_HEADERS)

/** Pages depend on the reader's cookies, so nobody between keeps them. */
const PAGE_HEADERS = {
  ...COMMON,
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'private, no-cache',
  Vary: 'Cookie',
}

export function answerPage(page: Html, status = 200, headers?: Readonly<Record<string, string>>): Response {
  return new Response(page.markup, {
    status,
    headers: headers === undefined ? PAGE_HEADERS : { ...PAGE_HEADERS, ...headers },
  })
}

/** Stands in a page for text that is bytes already; what XML forbids cannot come from anywhere else. */
export const FILLED_LATER: Html = raw('\u0000')

/** A page that is sent as it comes, in pieces of UTF-8 that nobody has put together. */
export interface PageInPieces {
  readonly headers: Readonly<Record<string, string>>
  readonly pieces: readonly Uint8Array[]
}

/** A page whose places marked `FILLED_LATER` hold these texts in UTF-8, in order. */
export function answerFilledPage(page: Html, texts: readonly Uint8Array[]): PageInPieces {
  const pieces: Uint8Array[] = []
  for (const [i, part] of page.markup.split(FILLED_LATER.markup).entries()) {
    const text = texts[i - 1]
    if (text !== undefined) pieces.push(text)
    pieces.push(Buffer.from(part))
  }
  return { headers: PAGE_HEADERS, pieces }
}

/** Somewhere else for good, though a browser asks again: the right slug of today may not be that of tomorrow. */
export function answerMoved(address: string): Response {
  return new Response(null, { status: 301, headers: { ...COMMON, Location: address, 'Cache-Control': 'no-cache' } })
}

/** After a form: the page to look at now. */
export function answerSeeOther(address: string, cookie?: string): Response {
  const headers = new Headers({ ...COMMON, Location: address, 'Cache-Control': 'no-store' })
  if (cookie !== undefined) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 303, headers })
}

export function answerText(text: string, type = 'text/plain; charset=utf-8', status = 200): Response {
  return new Response(text, { status, headers: { ...COMMON, 'Content-Type': type, 'Cache-Control': 'no-cache' } })
}

/** A file whose address has the hash of its content: kept for ever. */
export function answerAsset(body: Uint8Array<ArrayBuffer>, type: string): Response {
  return new Response(body, {
    headers: { ...COMMON, 'Content-Type': type, 'Cache-Control': 'public, max-age=31536000, immutable' },
  })
}

export interface Download {
  readonly body: Uint8Array<ArrayBuffer> | string | ReadableStream
  readonly type: string
  readonly fileName: string
  readonly size?: number
  /** Written by somebody else: nothing in it may run. */
  readonly isForeign?: boolean
}

export function answerDownload({ body, type, fileName, size, isForeign = false }: Download): Response {
  return new Response(body, {
    headers: {
      ...COMMON,
      'Content-Security-Policy': isForeign ? SANDBOX_POLICY : CONTENT_SECURITY_POLICY,
      'Content-Type': type,
      'Content-Disposition': disposition(fileName),
      'Cache-Control': 'private, no-cache',
      ...(size === undefined ? {} : { 'Content-Length': String(size) }),
    },
  })
}

/** The name in plain ASCII for old clients and in full for the rest (RFC 6266). */
function disposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^ -~]|["\\%]/g, '_')
  const full = encodeURIComponent(fileName.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`
}
