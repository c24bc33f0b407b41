/** Takes the page or file out of a record of a web archive, with the address it had and what its server said of it. */
import { readSent } from '../mail/index.ts'
import type { RefusedFormat, StatedFact } from '../opened-format.ts'
import type { Unwrapped } from '../unwrapped.ts'
import { decodeBody } from './decode-body.ts'
import { readHttpHead, readRecordHead } from './read-record.ts'

const RULE = 'web-archive'

/** `most` is how many bytes it may unpack to. */
export function unwrapRecord(bytes: Uint8Array, most: number): Unwrapped | RefusedFormat {
  const record = readRecordHead(bytes)
  if (record === null) return { code: 'no-story', why: 'This record of a web archive cannot be read.' }
  const block = bytes.subarray(record.blockAt, record.blockAt + record.length)
  const http = readHttpHead(block)
  const body = http === null ? { bytes: block, isDamaged: false } : decodeBody(block.subarray(http.bodyAt), http, most)
  if (body === null) {
    return { code: 'container-bomb', why: 'This page of a web archive unpacks to far more than text does. It is kept.' }
  }
  const isCut = bytes.length < record.blockAt + record.length
  const [captured, modified] = [record.date?.slice(0, 10), readSent(http?.lastModified ?? null)]
  return {
    bytes: body.bytes,
    path: pathOf(record.uri ?? ''),
    charset: http?.charset ?? null,
    part: 'the body of the answer',
    stated: [
      ...(record.uri === null ? [] : [stated('source', record.uri, 1)]),
      ...(captured === undefined ? [] : [stated('captured', captured, 1)]),
      // A server that makes its pages anew says the hour of the visit.
      ...(modified === null || modified.slice(0, 10) === captured
        ? []
        : [stated('updated', modified.slice(0, 10), 0.5)]),
    ],
    losses: isCut || body.isDamaged ? [{ code: 'cut-off', why: 'The page is cut off in the web archive.' }] : [],
  }
}

function stated(field: StatedFact['field'], value: string, confidence: number): StatedFact {
  return { field, value, asWritten: value, rule: RULE, confidence }
}

/** The way in an address, for its ending: "/fic/lamp.txt". */
function pathOf(uri: string): string {
  return uri.replace(/^[a-z][\w+.-]*:\/\/[^/?#]*/i, '').replace(/[?#][^]*$/, '')
}
