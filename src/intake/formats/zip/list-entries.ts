/** Lists what a zip file holds, by its directory or, where that is lost, from the front (APPNOTE 4.3). */
import { inflateBounded } from './inflate.ts'
import { DEFLATED, LOCAL_BYTES, LOCAL_MARK, readLocalHeader, STORED } from './local-header.ts'

export interface ZipEntry {
  /** `/` between folders, none in front. */
  readonly name: string
  readonly headerStart: number
  /** Where its bytes begin, and how many there are. */
  readonly start: number
  readonly packedSize: number
  /** As declared; from the front, where only the end declares it, 0. */
  readonly size: number
  readonly isDeflated: boolean
  readonly isEncrypted: boolean
  /** Null where it is not known. */
  readonly checksum: number | null
  /** The file ends inside it. */
  readonly isCut: boolean
}

const DIRECTORY_MARK = 0x02014b50
const END_MARK = 0x06054b50
const DIRECTORY_BYTES = 46
const END_BYTES = 22
const ENCRYPTED_FLAG = 1
/** Each fault costs a search through all that follows. */
const MAX_FAULTS = 8

/** Null when there is no directory, or one that does not fit the file. */
export function listDirectory(file: Buffer, most: number): readonly ZipEntry[] | 'too-many' | null {
  const end = findEnd(file)
  if (end === -1) return null
  const count = file.readUInt16LE(end + 10)
  if (count > most) return 'too-many'
  const size = file.readUInt32LE(end + 12)
  // Bytes in front of the first entry (a self-unpacking file) move everything.
  const shift = end - size - file.readUInt32LE(end + 16)
  if (shift < 0) return null
  const entries: ZipEntry[] = []
  let at = end - size
  for (let i = 0; i < count; i++) {
    if (at + DIRECTORY_BYTES > end || file.readUInt32LE(at) !== DIRECTORY_MARK) return null
    const entry = readDirectoryEntry(file, at, shift)
    if (entry === null) return null
    if (!entry.name.endsWith('/')) entries.push(entry)
    at += DIRECTORY_BYTES + file.readUInt16LE(at + 28) + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return entries
}

function findEnd(file: Buffer): number {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - 0xffff); at--) {
    if (file[at] === 0x50 && file.readUInt32LE(at) === END_MARK) return at
  }
  return -1
}

function readDirectoryEntry(file: Buffer, at: number, shift: number): ZipEntry | null {
  const headerStart = file.readUInt32LE(at + 42) + shift
  if (headerStart + LOCAL_BYTES > file.length || file.readUInt32LE(headerStart) !== LOCAL_MARK) return null
  const method = file.readUInt16LE(at + 10)
  if (method !== STORED && method !== DEFLATED) return null
  const nameLength = file.readUInt16LE(at + 28)
  return {
    name: readName(file, at + DIRECTORY_BYTES, nameLength),
    headerStart,
    start: headerStart + LOCAL_BYTES + file.readUInt16LE(headerStart + 26) + file.readUInt16LE(headerStart + 28),
    packedSize: file.readUInt32LE(at + 20),
    size: file.readUInt32LE(at + 24),
    isDeflated: method === DEFLATED,
    isEncrypted: (file.readUInt16LE(at + 8) & ENCRYPTED_FLAG) !== 0,
    checksum: file.readUInt32LE(at + 16),
    isCut: false,
  }
}

/** The entries as they follow one another, up to where the file is cut off or makes no sense. */
export function listFromFront(file: Buffer, most: number, mostBytes: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = []
  let at = file.indexOf('PK\u0003\u0004', 0, 'latin1')
  let budget = 4 * mostBytes
  let faults = 0
  while (at !== -1 && at + LOCAL_BYTES <= file.length && entries.length < most && faults < MAX_FAULTS) {
    const entry = readLocalEntry(file, at, Math.min(mostBytes, budget))
    if (entry === null) break
    budget -= entry.size
    if (entry.isCut) faults++
    if (!entry.name.endsWith('/')) entries.push(entry)
    at = file.indexOf('PK\u0003\u0004', Math.max(entry.start + entry.packedSize, at + 4), 'latin1')
  }
  return entries
}

function readLocalEntry(file: Buffer, at: number, mostBytes: number): ZipEntry | null {
  const header = readLocalHeader(file, at)
  if (header === null || (header.method !== STORED && header.method !== DEFLATED)) return null
  const start = at + header.length
  const shared = {
    name: readName(file, at + LOCAL_BYTES, header.rawName.length),
    headerStart: at,
    start,
    isDeflated: header.method === DEFLATED,
    isEncrypted: header.isEncrypted,
  }
  if (!header.sizesFollow) {
    const { packedSize, size, checksum } = header
    return { ...shared, packedSize, size, checksum, isCut: start + packedSize > file.length }
  }
  // Its size stands behind it: a deflated entry says itself where it ends, a stored one ends where the next begins.
  const rest = file.subarray(start)
  if (header.method === STORED) {
    const next = rest.indexOf('PK\u0007\u0008', 0, 'latin1')
    const length = next === -1 ? rest.length : next
    return { ...shared, packedSize: length, size: length, checksum: null, isCut: next === -1 }
  }
  const inflated = inflateBounded(rest, mostBytes)
  if (inflated === null) return null
  const { taken, isWhole } = inflated
  return { ...shared, packedSize: taken, size: inflated.bytes.length, checksum: null, isCut: !isWhole }
}

/** Names of documents' parts are ASCII or UTF-8; some programs wrote `\` between folders. */
function readName(file: Buffer, at: number, length: number): string {
  const name = file.toString('utf8', at, at + length)
  return name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '')
}
