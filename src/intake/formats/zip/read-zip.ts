/**
 * Opens a document that is a zip file (EPUB, DOCX, ODT) in memory, and gives the bytes of its entries when asked.
 *
 * Such files come from strangers, so the directory is checked before the first byte is inflated: number of entries,
 * declared sizes, ratio, entries that share their bytes. What an entry really unpacks to is bounded besides, for each
 * and for all together. Only what is asked for is ever unpacked.
 *
 * A file that was cut off has lost its directory, which stands at the end; its entries are then read from the front,
 * one after the other, as far as they go. What a damaged entry still gives is given, and marked.
 */
import { crc32 } from 'node:zlib'
import type { RefusalFact } from '../../reading.ts'
import { inflateBounded } from './inflate.ts'
import { listDirectory, listFromFront, type ZipEntry } from './list-entries.ts'

/** What is wrong with the bytes of an entry: the file ends inside it, or they are not what was packed. */
export type PartDamage = 'cut' | 'damaged'

export interface ZipPart {
  readonly bytes: Uint8Array
  readonly damage: PartDamage | null
}

export interface Zip {
  /** In the order of the file, `/` between folders; folders themselves are left out. */
  readonly names: readonly string[]
  /** The directory is missing or broken: entries may be missing too. */
  readonly isCut: boolean
  /** Undefined when there is none of that name, or a refusal when it may not be unpacked. */
  readonly read: (name: string) => ZipPart | RefusalFact | undefined
}

const MAX_ENTRIES = 20_000
/** Prose shrinks to a quarter, a page of markup to a tenth; a hundredth is no text (ASVS 5.2.3). */
const MAX_RATIO = 100
/** Small entries may shrink more, and can do no harm. */
const RATIO_MATTERS_FROM = 1 << 20
const MAX_DECLARED_BYTES = 2 ** 30
/** Most that one entry, and that all entries read from one file, may unpack to. */
const MAX_PART_BYTES = 64 * 2 ** 20
const MAX_READ_BYTES = 256 * 2 ** 20

export function openZip(bytes: Uint8Array): Zip | RefusalFact {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const listed = listDirectory(file, MAX_ENTRIES)
  if (listed === 'too-many') return bomb(`it holds more than ${MAX_ENTRIES} entries`)
  const entries = listed ?? listFromFront(file, MAX_ENTRIES, MAX_PART_BYTES)
  if (entries.length === 0) {
    return { code: 'truncated-container', why: 'This file is a zip file inside, and no entry of it can be read.' }
  }
  const problem = findBomb(entries)
  if (problem !== null) return bomb(problem)
  return { names: entries.map((entry) => entry.name), isCut: listed === null, read: partReader(file, entries) }
}

/** Whether what was read is a refusal. */
export function isRefusal(read: ZipPart | RefusalFact | Zip): read is RefusalFact {
  return 'code' in read
}

function partReader(file: Buffer, entries: readonly ZipEntry[]): Zip['read'] {
  const byName = new Map<string, ZipEntry>()
  // Names of parts are told apart without regard to case (ECMA-376-2, 6.2.2); the first of a name is the one.
  for (const entry of entries) {
    for (const key of [entry.name, entry.name.toLowerCase()]) if (!byName.has(key)) byName.set(key, entry)
  }
  let left = MAX_READ_BYTES
  return (name) => {
    const entry = byName.get(name) ?? byName.get(name.toLowerCase())
    if (entry === undefined) return undefined
    if (entry.isEncrypted) {
      return { code: 'encrypted', why: 'This file is locked with a password; unlock it and import it again.' }
    }
    const part = readPart(file, entry, Math.min(MAX_PART_BYTES, left))
    if (part === null) return bomb(`its entry ${name} unpacks to more than any story`)
    left -= part.bytes.length
    return part
  }
}

function readPart(file: Buffer, entry: ZipEntry, most: number): ZipPart | null {
  const packed = file.subarray(entry.start, entry.start + entry.packedSize)
  const isCut = packed.length < entry.packedSize || entry.isCut
  if (!entry.isDeflated) {
    if (packed.length > most) return null
    return { bytes: packed, damage: isCut ? 'cut' : damageOf(packed, entry) }
  }
  const inflated = inflateBounded(packed, most)
  if (inflated === null) return null
  const { bytes, isWhole } = inflated
  return { bytes, damage: isCut ? 'cut' : isWhole ? damageOf(bytes, entry) : 'damaged' }
}

function damageOf(bytes: Uint8Array, entry: ZipEntry): PartDamage | null {
  return entry.checksum !== null && crc32(bytes) !== entry.checksum ? 'damaged' : null
}

function findBomb(entries: readonly ZipEntry[]): string | null {
  const total = entries.reduce((sum, entry) => sum + entry.size, 0)
  if (total > MAX_DECLARED_BYTES) return `unpacked it would take ${total} bytes`
  if (entries.some(({ size, packedSize }) => size > RATIO_MATTERS_FROM && size > MAX_RATIO * packedSize)) {
    return `it claims to grow more than ${MAX_RATIO} times, which no text does`
  }
  let end = 0
  for (const entry of entries.toSorted((a, b) => a.headerStart - b.headerStart)) {
    if (entry.headerStart < end) return 'its entries overlap, which no honest program makes'
    end = entry.start + entry.packedSize
  }
  return null
}

function bomb(reason: string): RefusalFact {
  return { code: 'container-bomb', why: `This file was kept but not opened: ${reason}.` }
}
