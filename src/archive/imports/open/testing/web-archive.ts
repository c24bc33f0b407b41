/** Writes web archives (WARC) for tests: records of invented answers. */

export function webArchive(records: readonly Uint8Array[]): Buffer {
  return Buffer.concat(records)
}

export function record(
  type: string,
  uri: string | null,
  block: string | Uint8Array,
  contentType: string,
  more: Readonly<Record<string, string>> = {},
): Buffer {
  const content = typeof block === 'string' ? Buffer.from(block, 'latin1') : block
  const fields = {
    'WARC-Type': type,
    ...(uri !== null && { 'WARC-Target-URI': uri }),
    'WARC-Date': '2009-10-21T03:12:44Z',
    'WARC-Record-ID': '<urn:uuid:00000000-0000-4000-8000-000000000000>',
    'Content-Type': contentType,
    'Content-Length': String(content.length),
    ...more,
  }
  const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.concat([Buffer.from(`WARC/1.0\r\n${head.join('')}\r\n`, 'latin1'), content, Buffer.from('\r\n\r\n')])
}

interface AnswerOptions {
  readonly status?: string
  readonly type?: string
  /** Further lines of its header. */
  readonly more?: string
}

/** A record of what a server answered. */
export function answer(uri: string, body: string | Uint8Array, options: AnswerOptions = {}): Buffer {
  const { status = '200 OK', type = 'text/html', more = '' } = options
  const head = `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\n${more}\r\n`
  const content = typeof body === 'string' ? Buffer.from(body, 'latin1') : body
  return record(
    'response',
    uri,
    Buffer.concat([Buffer.from(head, 'latin1'), content]),
    'application/http; msgtype=response',
  )
}
