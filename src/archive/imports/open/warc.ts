/**
 * Opens web archives (WARC): each answer with a page or file that may be a story is an entry, named by its address.
 *
 * An entry is the whole record, since what the server said of the page and when it was asked stand there and not in the
 * page. Mailboxes and packed files that a site offered are opened. Whatever else a site is made of (style sheets,
 * pictures, answers that say that a page is gone) is listed; it stays in the web archive. Of an archive of gigabytes
 * one record is held at a time.
 */
import { detectFormat } from '../../../intake/detect/index.ts'
import {
  mediaType,
  RECORD_HEAD_BYTES,
  type RecordHead,
  readHttpHead,
  readRecordHead,
} from '../../../intake/formats/web-record/index.ts'
import { findExcess, inside, type Nesting, type OpenInside } from './bounds.ts'
import { isSafeName } from './entry-name.ts'
import type { Opened, OpenedFile, OpenedRefusal } from './opened.ts'
import { type Ranges, readRange } from './ranges.ts'
import { refuseContainer, refuseEntry } from './refuse.ts'

/** The largest sites that people saved. */
const MAX_RECORDS = 2_000_000
/** Records end with two line ends; some programs write none, or more. */
const MAX_GAP = 64

export function isWarc(head: Uint8Array): boolean {
  return readRecordHead(head) !== null
}

export interface WarcOptions {
  readonly nesting: Nesting
  readonly open: OpenInside
  /** The archive is itself unpacked as it is read: it is no container of its own, and its records are kept by themselves. */
  readonly isPacked: boolean
}

export async function* openWarc(
  opened: OpenedFile,
  ranges: Ranges,
  { nesting, open, isPacked }: WarcOptions,
): AsyncGenerator<Opened> {
  if (!isPacked) yield { ...opened, kind: 'container', format: 'warc' }
  const within = isPacked ? opened.within : [...opened.within, opened.path]
  const names = new Map<string, number>()
  let records = 0
  for await (const found of walkRecords(ranges, opened.size)) {
    if ('damage' in found) {
      yield refuseContainer(opened, 'truncated-container', found.damage)
      return
    }
    const excess = ++records > MAX_RECORDS ? `it holds more than ${MAX_RECORDS} records` : findExcess(nesting, 1, 0)
    if (excess !== null) {
      yield refuseContainer(opened, 'container-bomb', excess)
      return
    }
    const item = entryOf(found, { ranges, within, isPacked, names })
    if (item === null) continue
    if (item.kind === 'refused' || item.isRecord) yield item.kind === 'refused' ? item : item.file
    else yield* open(item.file, inside(nesting))
  }
}

interface FoundRecord {
  readonly from: number
  /** The end of the record, or of the archive where that comes first. */
  readonly to: number
  readonly head: RecordHead
  /** The first bytes of its block. */
  readonly block: Uint8Array
}

async function* walkRecords(ranges: Ranges, total: number): AsyncGenerator<FoundRecord | { readonly damage: string }> {
  for (let at = 0; at < total; ) {
    const bytes = await readRange(ranges, at, at + 2 * RECORD_HEAD_BYTES)
    const gap = lineEndsAtStart(bytes)
    if (gap === bytes.length) return
    const head = readRecordHead(bytes.subarray(gap))
    if (head === null) {
      yield { damage: `what stands at byte ${at + gap} is no record; what came before was read` }
      return
    }
    const from = at + gap
    const end = from + head.blockAt + head.length
    yield {
      from,
      to: Math.min(end, total),
      head,
      block: bytes.subarray(gap + head.blockAt, gap + head.blockAt + head.length),
    }
    if (end > total) {
      yield { damage: 'it is cut off in its last record; what there is was read' }
      return
    }
    at = end
  }
}

function lineEndsAtStart(bytes: Uint8Array): number {
  let gap = 0
  while (gap < bytes.length && gap < MAX_GAP && (bytes[gap] === 0x0a || bytes[gap] === 0x0d)) gap++
  return gap
}

interface FoundEntry {
  readonly kind: 'entry'
  readonly file: OpenedFile
  /** It is read as a record; anything else may be a container by itself. */
  readonly isRecord: boolean
}

interface Around {
  readonly ranges: Ranges
  readonly within: readonly string[]
  readonly isPacked: boolean
  readonly names: Map<string, number>
}

/** Null for records about records, which hold nothing of the site. */
function entryOf(record: FoundRecord, around: Around): FoundEntry | OpenedRefusal | null {
  const { head, block } = record
  if (!HOLDS_SITE.has(head.type)) return null
  const name = nameOf(record, around.names)
  const aside = (why: string): OpenedRefusal => refuseEntry(name, around.within, 'site-file', why)
  if (head.type === 'revisit') return aside(whyRevisit(head))
  const http = readHttpHead(block)
  if (http === null && head.contentType.startsWith('application/http'))
    return aside('The answer of the server cannot be read.')
  if (http !== null && http.status !== 200) return aside(`The server answered ${http.status} here, and gave no page.`)
  const type = http?.contentType ?? mediaType(head.contentType)
  const isPlain = http === null || (http.encodings.length === 0 && !http.isChunked)
  const body = block.subarray(http?.bodyAt ?? 0)
  const why = isPlain ? findReason(body, name, type) : findReasonByType(type)
  if (why !== null) return aside(why)
  const bodyAt = record.from + head.blockAt + (http?.bodyAt ?? 0)
  if (isPlain && isContainer(body, name))
    return { kind: 'entry', file: fileOf(name, bodyAt, record.to, around), isRecord: false }
  return { kind: 'entry', file: fileOf(name, record.from, record.to, around), isRecord: true }
}

const HOLDS_SITE: ReadonlySet<string> = new Set(['response', 'resource', 'conversion', 'revisit', 'continuation'])

function fileOf(name: string, from: number, to: number, { ranges, within, isPacked }: Around): OpenedFile {
  const size = to - from
  const place = isPacked ? null : { name, offset: from, compressedSize: size, size, isDeflated: false }
  return { kind: 'file', path: name, within, size, place, chunks: () => ranges.read(from, to) }
}

/** The address, with a number where it was saved before in this archive. */
function nameOf({ head, from }: FoundRecord, names: Map<string, number>): string {
  const written = (head.uri ?? '').slice(0, MAX_NAME)
  const name = isSafeName(written) ? written : `record at byte ${from}`
  const before = names.get(name) ?? 0
  if (names.size < MAX_NAMES) names.set(name, before + 1)
  return before === 0 ? name : `${name} (${before + 1})`
}

const MAX_NAME = 1000
const MAX_NAMES = 500_000

function whyRevisit({ refersTo }: RecordHead): string {
  const what = refersTo === null ? 'a page saved earlier' : refersTo.slice(0, MAX_NAME)
  return `The page was the same as when it was saved before (${what}).`
}

/** Why a file of a site is no story, by its first bytes; null for one that is read. */
function findReason(body: Uint8Array, name: string, type: string): string | null {
  if (body.length === 0) return 'The server gave nothing.'
  const { format, refusal } = detectFormat(body, name)
  if (refusal === null || READ_ELSEWHERE.has(format)) return isPageless(type, name) ? PAGELESS : null
  // What is not read yet is said as such: it may be a story.
  if (refusal.code === 'format-not-read-yet' && !/^(?:json|xml|feed|svg)$/.test(format)) return null
  return PAGELESS
}

function findReasonByType(type: string): string | null {
  if (type === '' || /^text\/(?!css|javascript|xml)|^application\/(?:xhtml|rtf|msword|epub|octet|pdf|vnd\.)/.test(type))
    return null
  return PAGELESS
}

const PAGELESS = 'It belongs to the look or the workings of the site, and is no page.'
const READ_ELSEWHERE: ReadonlySet<string> = new Set(['zip', 'gz', 'tar', 'mbox'])

function isPageless(type: string, name: string): boolean {
  return (
    /\b(?:css|javascript|ecmascript|json)\b/.test(type) ||
    /\.(?:css|js|json|ico|woff2?)(?:[?#].*)?$/i.test(name) ||
    /\/robots\.txt$/i.test(name)
  )
}

function isContainer(body: Uint8Array, name: string): boolean {
  return READ_ELSEWHERE.has(detectFormat(body, name).format)
}
