/**
 * Walks the parts of a mail (MIME, RFC 2046) without decoding any: where each begins and ends, and what it says it is.
 *
 * By hand, since libraries decode text by the charset it claims and lose the bytes. Mail was cut off, so a part that is
 * not closed ends where its parent does. However many parts a mail has and however deep they stand, a limit of them is
 * looked at: the rest is counted.
 */
import { fieldOf, lineEnd, type MailHeader, readHeader, readParameters, withoutBreak } from './header.ts'

export interface MailPart {
  /** Lower case; `text/plain` where nothing is said. */
  readonly type: string
  readonly parameters: ReadonlyMap<string, string>
  /** `Content-Transfer-Encoding`, lower case. */
  readonly encoding: string
  readonly isAttachment: boolean
  /** As written, with encoded words. */
  readonly fileName: string | null
  /** Its body is `raw[from, to)`. */
  readonly from: number
  readonly to: number
  /** Number of the alternative it is one of; null when it is the only form of what it says. */
  readonly alternative: number | null
  /** "1.2": the second part of the first. */
  readonly place: string
}

export interface MailParts {
  readonly header: MailHeader
  readonly parts: readonly MailPart[]
  /** Parts that were not looked at. */
  readonly left: number
}

const MAX_PARTS = 500
const MAX_DEPTH = 12

interface Walk {
  readonly raw: string
  readonly parts: MailPart[]
  left: number
  alternatives: number
}

interface Around {
  readonly depth: number
  readonly place: string
  readonly alternative: number | null
  readonly isDigest: boolean
}

/** `raw` is Latin-1. */
export function readParts(raw: string): MailParts {
  const walk: Walk = { raw, parts: [], left: 0, alternatives: 0 }
  const header = readHeader(raw, 0, raw.length)
  walkPart(walk, header, raw.length, { depth: 0, place: '', alternative: null, isDigest: false })
  return { header, parts: walk.parts, left: walk.left }
}

/** A message that a digest holds (RFC 2046, 5.1.5): `raw[from, to)`. */
export interface DigestPart {
  readonly from: number
  readonly to: number
}

/** The messages in the digests of a mail, wherever among its parts those are; none for any other mail. */
export function digestParts(raw: string, most: number): readonly DigestPart[] {
  const messages: DigestPart[] = []
  collectDigests({ raw, messages, most }, readHeader(raw, 0, raw.length), raw.length, 0)
  return messages
}

interface DigestWalk {
  readonly raw: string
  readonly messages: DigestPart[]
  readonly most: number
}

function collectDigests(walk: DigestWalk, header: MailHeader, to: number, depth: number): void {
  const { value: type, of } = readParameters(fieldOf(header, 'content-type') ?? '')
  const boundary = of.get('boundary') ?? ''
  if (!type.startsWith('multipart/') || boundary === '' || depth >= MAX_DEPTH) return
  for (const [from, end] of betweenBoundaries(walk.raw, { from: header.bodyAt, to, boundary })) {
    if (walk.messages.length >= walk.most) return
    const inner = readHeader(walk.raw, from, end)
    if (type !== 'multipart/digest') {
      collectDigests(walk, inner, end, depth + 1)
      continue
    }
    // In a digest a part is a message unless it says that it is something else.
    const said = readParameters(fieldOf(inner, 'content-type') ?? '').value
    const isMessage = said === 'message/rfc822' || fieldOf(inner, 'from') === null
    if (said !== '' && said !== 'message/rfc822' && isMessage) continue
    const start = isMessage ? inner.bodyAt : from
    if (end > start) walk.messages.push({ from: start, to: end })
  }
}

function walkPart(walk: Walk, header: MailHeader, to: number, around: Around): void {
  const { value, of } = readParameters(fieldOf(header, 'content-type') ?? '')
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(value) ? value : around.isDigest ? 'message/rfc822' : 'text/plain'
  const boundary = of.get('boundary') ?? ''
  const from = header.bodyAt
  if (type.startsWith('multipart/') && boundary !== '' && around.depth < MAX_DEPTH) {
    walkParts(walk, { from, to, boundary, type }, around)
    return
  }
  if (type === 'message/rfc822' && around.depth > 0 && around.depth < MAX_DEPTH) {
    const inner = readHeader(walk.raw, from, to)
    walkPart(walk, inner, to, { ...around, depth: around.depth + 1, place: `${around.place}.1`, isDigest: false })
    return
  }
  const disposition = readParameters(fieldOf(header, 'content-disposition') ?? '')
  const fileName = disposition.of.get('filename') ?? of.get('name') ?? null
  const isText = type === 'text/plain' || type === 'text/html' || type === 'text/enriched'
  walk.parts.push({
    type,
    parameters: of,
    encoding: (fieldOf(header, 'content-transfer-encoding') ?? '').toLowerCase(),
    isAttachment: disposition.value === 'attachment' || (fileName !== null && around.depth > 0) || !isText,
    fileName,
    from,
    to,
    alternative: around.alternative,
    place: around.place === '' ? '1' : around.place.slice(1),
  })
}

function walkParts(
  walk: Walk,
  whole: { readonly from: number; readonly to: number; readonly boundary: string; readonly type: string },
  around: Around,
): void {
  const isChoice = whole.type === 'multipart/alternative'
  const alternative = isChoice ? (around.alternative ?? ++walk.alternatives) : around.alternative
  let number = 0
  for (const [from, to] of betweenBoundaries(walk.raw, whole)) {
    if (walk.parts.length >= MAX_PARTS) {
      walk.left++
      continue
    }
    const inner = {
      depth: around.depth + 1,
      place: `${around.place}.${++number}`,
      alternative,
      isDigest: whole.type === 'multipart/digest',
    }
    walkPart(walk, readHeader(walk.raw, from, to), to, inner)
  }
}

/** The stretches between lines of `--boundary`; the line break before such a line belongs to it. */
function* betweenBoundaries(
  raw: string,
  { from, to, boundary }: { readonly from: number; readonly to: number; readonly boundary: string },
): Generator<readonly [number, number]> {
  const mark = `--${boundary}`
  const body = raw.slice(from, to)
  let start: number | null = null
  for (let at = findMark(body, mark, 0); at >= 0; ) {
    if (start !== null) yield [from + start, from + Math.max(start, withoutBreak(body, start, at))]
    const end = lineEnd(body, at, body.length)
    start = end
    if (body.startsWith('--', at + mark.length)) return
    at = findMark(body, mark, end)
  }
  // Without a closing mark it goes on to the end; without any mark it is one part with the header of the whole.
  yield [from + (start ?? 0), to]
}

/** The next line that begins with the mark, or -1. */
function findMark(body: string, mark: string, from: number): number {
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    const isLineStart = at === 0 || body.charCodeAt(at - 1) === 0x0a
    const behind = body.slice(at + mark.length, at + mark.length + 2)
    if (isLineStart && (behind === '' || /^(?:--|\s)/.test(behind))) return at
  }
  return -1
}
