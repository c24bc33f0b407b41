/**
 * Write a zip file whose bytes depend on nothing but its entries: no clock, no system, the order as given.
 *
 * An EPUB must start with an entry that is stored, without extra fields (https://www.w3.org/TR/epub-33/#sec-zip-container-mime),
 * and libraries compare downloads by their bytes, so every entry carries the first date that zip knows. Zip64 is left
 * out: text never needs it, and a fault says so if it ever does.
 */

import { promisify } from 'node:util'
import { crc32, deflateRaw } from 'node:zlib'

export interface ZipEntry {
  /** ASCII, with `/`. */
  readonly path: string
  readonly content: string
  /** As it is, uncompressed. */
  readonly isStored?: boolean
}

export async function writeZip(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const entry of await packAll(entries)) {
    const local = localHeader(entry)
    directory.push(centralHeader(entry, offset))
    parts.push(local, entry.data)
    offset += local.length + entry.data.length
  }
  const central = Buffer.concat(directory)
  if (offset + central.length > 0xffff_ffff || entries.length > 0xffff) throw new RangeError('too much for a zip file')
  return Buffer.concat([...parts, central, endOfDirectory(entries.length, central.length, offset)])
}

interface Packed {
  readonly name: Buffer
  readonly data: Uint8Array
  readonly method: number
  readonly crc: number
  readonly size: number
}

const LEVEL = 6
const MIN_CHUNK = 1024
/** As many as the thread pool takes; each holds a quarter of a megabyte. */
const AT_ONCE = 4
const STORED = 0
const DEFLATED = 8
/** 1 January 1980, 0:00, and version 2.0 of the format, in which folders and deflate are. */
const DOS_TIME = 0
const DOS_DATE = 0x21
const VERSION = 20

async function packAll(entries: readonly ZipEntry[]): Promise<readonly Packed[]> {
  const packed: Packed[] = Array.from({ length: entries.length })
  const waiting = entries.entries()
  async function packNext(): Promise<void> {
    for (const [i, entry] of waiting) packed[i] = await pack(entry)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, packNext))
  return packed
}

async function pack({ path, content, isStored = false }: ZipEntry): Promise<Packed> {
  const bytes = Buffer.from(content, 'utf8')
  const data = isStored ? bytes : await deflated(bytes)
  const method = isStored ? STORED : DEFLATED
  return { name: Buffer.from(path, 'ascii'), data, method, crc: crc32(bytes), size: bytes.length }
}

/** In one go: with a chunk as large as the text, the thread pool is entered once. */
function deflated(bytes: Buffer): Promise<Uint8Array> {
  return promisify(deflateRaw)(bytes, { level: LEVEL, chunkSize: Math.max(MIN_CHUNK, bytes.length) })
}

// The records of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.

function localHeader(entry: Packed): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  writeCommon(header, 4, entry)
  return Buffer.concat([header, entry.name])
}

function centralHeader(entry: Packed, offset: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(VERSION, 4)
  writeCommon(header, 6, entry)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, entry.name])
}

/** The fields that both headers share, in the same order. */
function writeCommon(header: Buffer, at: number, entry: Packed): void {
  header.writeUInt16LE(VERSION, at)
  header.writeUInt16LE(entry.method, at + 4)
  header.writeUInt16LE(DOS_TIME, at + 6)
  header.writeUInt16LE(DOS_DATE, at + 8)
  header.writeUInt32LE(entry.crc, at + 10)
  header.writeUInt32LE(entry.data.length, at + 14)
  header.writeUInt32LE(entry.size, at + 18)
  header.writeUInt16LE(entry.name.length, at + 22)
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(offset, 16)
  return record
}
