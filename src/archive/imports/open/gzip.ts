/**
 * Opens gzip files: one file packed by itself, or several behind each other, which are one as well.
 *
 * The whole is unpacked once before anything is given, and thrown away: only then is it known how large it is, that it
 * does not grow as no text does, and whether it is cut off. What there is of one that is cut off is read. A dump of a
 * database is left packed: those who look for sites read it so.
 */

import { Readable } from 'node:stream'
import { constants, crc32, createGunzip } from 'node:zlib'
import { latin1 } from '../../../kernel/latin1.ts'
import {
  findExcess,
  inside,
  MAX_RATIO,
  MAX_TOTAL_BYTES,
  type Nesting,
  type OpenInside,
  RATIO_MATTERS_FROM,
} from './bounds.ts'
import { isZlibError } from './damage.ts'
import { isSafeName } from './entry-name.ts'
import { isOpenDoors, openOpenDoors } from './open-doors.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { readHead, streamRanges } from './ranges.ts'
import { refuseContainer } from './refuse.ts'
import { isTar } from './tar.ts'
import { isWarc, openWarc } from './warc.ts'

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8
}

export async function* openGzip(
  opened: OpenedFile,
  head: Uint8Array,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  const again = opened.again ?? opened.chunks
  const unpacked = (): AsyncGenerator<Uint8Array> => unpack(again)
  const start = await readHead(quietly(unpacked()), HEAD_BYTES)
  if (looksLikeDump(start)) {
    if (await isOpenDoors(unpacked)) yield* openOpenDoors(opened, unpacked, { nesting, open })
    else yield opened
    return
  }
  yield { ...opened, kind: 'container', format: 'gz' }
  const measured = await measure(unpacked, opened.size)
  if ('bomb' in measured || 'damage' in measured) {
    const code = 'bomb' in measured ? 'container-bomb' : 'truncated-container'
    yield refuseContainer(opened, code, 'bomb' in measured ? measured.bomb : measured.damage)
    return
  }
  const excess = findExcess(nesting, 1, measured.size)
  if (excess !== null) {
    yield refuseContainer(opened, 'container-bomb', excess)
    return
  }
  const hasLostEnd = await isCut(again, measured)
  const entry: OpenedFile = {
    kind: 'file',
    path: nameInside(opened.path, head),
    within: [...opened.within, opened.path],
    size: measured.size,
    place: null,
    chunks: unpacked,
    ...(hasLostEnd && { isCut: true }),
  }
  if (isWarc(start)) {
    await using ranges = streamRanges(entry.chunks)
    yield* openWarc(entry, ranges, { nesting, open, isPacked: true })
  } else {
    // A packed tar is one thing to whoever made it.
    yield* open(entry, isTar(start) ? nesting : inside(nesting))
  }
  if (hasLostEnd) {
    yield refuseContainer(opened, 'truncated-container', 'it is cut off; what there is of it was read')
  }
}

const HEAD_BYTES = 4096

/** Begins as dumps of databases do; whether it is one of a site is for others to say. */
function looksLikeDump(head: Uint8Array): boolean {
  const text = latin1(head)
  return /^(?:--|\/\*|#)[^\n]{0,200}(?:dump|Host:)|^(?:CREATE|DROP|INSERT|REPLACE|LOCK|SET|USE)\s[^\n]{0,200}[`;(]/im.test(
    text,
  )
}

interface Measured {
  readonly size: number
  readonly crc: number
}

/** How much it unpacks to, holding nothing of it. */
async function measure(
  unpacked: () => AsyncIterable<Uint8Array>,
  packedSize: number,
): Promise<Measured | { readonly bomb: string } | { readonly damage: string }> {
  let size = 0
  let crc = 0
  try {
    for await (const bytes of unpacked()) {
      size += bytes.length
      crc = crc32(bytes, crc)
      if (size > RATIO_MATTERS_FROM && size > MAX_RATIO * packedSize)
        return { bomb: `it grows more than ${MAX_RATIO} times; text does not` }
      if (size > MAX_TOTAL_BYTES) return { bomb: `it unpacks to more than ${MAX_TOTAL_BYTES} bytes` }
    }
  } catch (error) {
    if (!isZlibError(error)) throw error
    return { damage: `it is damaged and cannot be unpacked (${error.message})` }
  }
  return { size, crc }
}

/**
 * The last eight bytes of a whole file are its sum and size. Where they are not, several files may stand behind each
 * other, and unpacking by the strict rules tells.
 */
async function isCut(packed: () => AsyncIterable<Uint8Array>, { size, crc }: Measured): Promise<boolean> {
  let tail = Buffer.alloc(0)
  for await (const bytes of packed()) tail = Buffer.concat([tail, bytes.subarray(-8)]).subarray(-8)
  if (tail.length === 8 && tail.readUInt32LE(0) === crc && tail.readUInt32LE(4) === size % 2 ** 32) return false
  try {
    for await (const _ of unpack(packed, true)) continue
    return false
  } catch (error) {
    if (isZlibError(error)) return true
    throw error
  }
}

async function* unpack(packed: () => AsyncIterable<Uint8Array>, isStrict = false): AsyncGenerator<Uint8Array> {
  const source = Readable.from(packed(), { objectMode: false })
  const finishFlush = isStrict ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
  const gunzip = createGunzip({ chunkSize: 1 << 16, finishFlush })
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  try {
    for await (const bytes of gunzip) yield bytes as Uint8Array
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

/** What there is before any damage: only the beginning is wanted. */
async function* quietly(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch {
    // Whoever unpacks the whole meets the damage and tells it.
  }
}

const HAS_NAME = 0x08
const HAS_EXTRA = 0x04

/** The name that stands in the file, else its own without the ending (RFC 1952, 2.3). */
function nameInside(path: string, head: Uint8Array): string {
  const own = path.slice(path.lastIndexOf('/') + 1)
  if (/\.tgz$/i.test(own)) return own.replace(/\.tgz$/i, '.tar')
  const bare = own.replace(/\.gz$/i, '')
  if (bare !== own && bare !== '') return bare
  const flags = head[3] ?? 0
  const at = 10 + ((flags & HAS_EXTRA) === 0 ? 0 : 2 + (head[10] ?? 0) + 256 * (head[11] ?? 0))
  const end = head.indexOf(0, at)
  const written = (flags & HAS_NAME) !== 0 && end > at && end - at < 256 ? head.subarray(at, end) : new Uint8Array()
  const name = Buffer.from(written).toString('latin1').replaceAll('\\', '/').split('/').at(-1) ?? ''
  return isSafeName(name) ? name : `${own}.unpacked`
}
