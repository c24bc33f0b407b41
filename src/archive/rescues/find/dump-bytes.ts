/**
 * Opens a file as a dump: tells by its beginning whether it is one, unpacked where it is packed with gzip.
 *
 * A packed file may claim to be anything: unpacking stops where it grows more than text can, or past what any site has.
 */
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { WalkedFile } from './found-sites.ts'

/** A packed dump grows beyond what a dump can. */
export class DumpBomb extends Error {
  override name = 'DumpBomb'
}

const MOST_BYTES = 64 * 2 ** 30
/** Dumps shrink to a tenth; rows of zeros to a two-hundredth. */
const MOST_RATIO = 500
const RATIO_MATTERS_FROM = 64 * 2 ** 20

export interface OpenedDump {
  readonly chunks: AsyncIterable<Uint8Array>
}

/** Null when the file is no SQL. `onPacked` is told every piece of the file as it is. */
export async function openDump(
  file: WalkedFile,
  onPacked: (piece: Uint8Array) => void = () => undefined,
): Promise<OpenedDump | null> {
  const packed = file.chunks()[Symbol.asyncIterator]()
  const first = await packed.next()
  if (first.done === true || first.value.length === 0) {
    await packed.return?.()
    return null
  }
  const isGzip = first.value[0] === 0x1f && first.value[1] === 0x8b
  if (!isGzip && !looksLikeSql(first.value)) {
    await packed.return?.()
    return null
  }
  const whole = told(chain(first.value, packed), onPacked)
  if (!isGzip) return { chunks: whole }
  const unpacked = unpack(whole, file.size)
  const head = await unpacked.next()
  if (head.done === true || !looksLikeSql(head.value)) {
    await unpacked.return(undefined)
    return null
  }
  return { chunks: chain(head.value, unpacked) }
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield first
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function* told(
  chunks: AsyncIterable<Uint8Array>,
  onPiece: (piece: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    onPiece(chunk)
    yield chunk
  }
}

async function* unpack(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  const source = Readable.from(chunks, { objectMode: false })
  const gunzip = createGunzip({ chunkSize: 1 << 18 })
  source.on('error', (error) => gunzip.destroy(error))
  source.pipe(gunzip)
  let bytes = 0
  try {
    for await (const chunk of gunzip) {
      bytes += (chunk as Uint8Array).length
      const isBomb = bytes > MOST_BYTES || (bytes > RATIO_MATTERS_FROM && bytes > MOST_RATIO * size)
      if (isBomb) throw new DumpBomb(`unpacked it grows past ${bytes} bytes, which no dump does`)
      yield chunk as Uint8Array
    }
  } catch (error) {
    // A packed file that ends too early gives what it has; the dump in it is then told as cut off.
    if (!isEarlyEnd(error)) throw error
  } finally {
    source.destroy()
    gunzip.destroy()
  }
}

function isEarlyEnd(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'Z_BUF_ERROR' || error.code === 'Z_DATA_ERROR')
}

const HEAD_BYTES = 1 << 16

/** A statement that makes a table or brings rows at the start of a line. */
const SQL_LINE =
  /^[ \t]*(?:INSERT\s+(?:\w+\s+){0,2}INTO|REPLACE\s+INTO|CREATE\s+TABLE|DROP\s+TABLE|LOCK\s+TABLES)\s+["`\w]/im

/** What programs write at the top of a dump. */
const SQL_BANNER =
  /^(?:--|#|\/\*)[^\n]{0,80}(?:SQL Dump|MySQL dump|MariaDB dump|Host: |Dump of |HeidiSQL|Navicat|Adminer)/im

function looksLikeSql(head: Uint8Array): boolean {
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES)).toString('latin1')
  const plain = isUtf16 ? text.replaceAll('\0', '') : text
  return SQL_LINE.test(plain) || SQL_BANNER.test(plain)
}

const NEVER_DUMPS =
  /\.(?:x?html?|shtml|php\d?|tpl|css|js|jpe?g|gif|png|bmp|ico|svg|webp|pdf|docx?|rtf|odt|epub|mobi|lit|zip|rar|7z|mp3|wav|avi|mpe?g|swf|exe|dll|eml|mbox|xml|json|csv|md)$/i

/** Whether it is worth looking into a file of this name. */
export function mayBeDump(file: WalkedFile): boolean {
  return file.size >= 32 && !NEVER_DUMPS.test(file.path)
}
