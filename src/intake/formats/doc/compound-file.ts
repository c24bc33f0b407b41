/**
 * Reads and writes compound files, the container of Word 97 (MS-CFB).
 *
 * Each stream is a chain of sectors that a table links. Chains of strangers may lead in circles or out of the file, so
 * none is followed for longer than the file has sectors; what is missing at the end is missing.
 */
export interface CompoundFile {
  /** Streams by name; null for one that is not there. */
  readonly stream: (name: string) => CompoundStream | null
}

export interface CompoundStream {
  readonly bytes: Buffer
  /** It ends before its declared size. */
  readonly isCut: boolean
}

const HEADER_BYTES = 512
const ENTRY_BYTES = 128
const FREE = 0xffffffff
const END_OF_CHAIN = 0xfffffffe
const TABLE_SECTOR = 0xfffffffd
const LAST_SECTOR = 0xfffffffa
const FIRST_TABLES = 109
const SMALL_STREAM = 4096
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const STREAM_TYPE = 2
const ROOT_TYPE = 5

/** Null when it is none, or cut off before its tables. */
export function readCompoundFile(bytes: Uint8Array): CompoundFile | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (file.length < HEADER_BYTES || !file.subarray(0, 8).equals(SIGNATURE)) return null
  const shift = file.readUInt16LE(30)
  if ((shift !== 9 && shift !== 12) || file.readUInt16LE(32) !== 6) return null
  const size = 1 << shift
  const sector = (number: number): Buffer => file.subarray((number + 1) * size, (number + 2) * size)
  const table = readTable(file, size, sector)
  const directory = readChain(file.readUInt32LE(48), table, sector, size)
  const entries = readEntries(directory)
  const root = entries.find((entry) => entry.type === ROOT_TYPE)
  if (root === undefined) return null
  const smallTable = words(readChain(file.readUInt32LE(60), table, sector, size))
  const smallBytes = readChain(root.start, table, sector, size)
  const smallSector = (number: number): Buffer => smallBytes.subarray(number * 64, (number + 1) * 64)
  return {
    stream(name) {
      const entry = entries.find((one) => one.type === STREAM_TYPE && one.name === name)
      if (entry === undefined) return null
      const isSmall = entry.size < SMALL_STREAM
      const whole = isSmall
        ? readChain(entry.start, smallTable, smallSector, 64)
        : readChain(entry.start, table, sector, size)
      return { bytes: whole.subarray(0, entry.size), isCut: whole.length < entry.size }
    },
  }
}

/** Which sector follows each, from the sectors that hold this table. */
function readTable(file: Buffer, size: number, sector: (number: number) => Buffer): readonly number[] {
  const most = Math.ceil(file.length / size)
  const places: number[] = []
  for (let i = 0; i < FIRST_TABLES; i++) places.push(file.readUInt32LE(76 + i * 4))
  let next = file.readUInt32LE(68)
  for (let i = 0; i < most && next <= LAST_SECTOR; i++) {
    const more = words(sector(next))
    places.push(...more.slice(0, size / 4 - 1))
    next = more[size / 4 - 1] ?? END_OF_CHAIN
  }
  const count = Math.min(file.readUInt32LE(44), most)
  return places
    .slice(0, count)
    .filter((place) => place <= LAST_SECTOR)
    .flatMap((place) => words(sector(place)))
}

function words(bytes: Buffer): readonly number[] {
  return Array.from({ length: bytes.length >> 2 }, (_, i) => bytes.readUInt32LE(i * 4))
}

function readChain(start: number, table: readonly number[], sector: (number: number) => Buffer, size: number): Buffer {
  const parts: Buffer[] = []
  for (let next = start; next <= LAST_SECTOR && parts.length <= table.length; next = table[next] ?? END_OF_CHAIN) {
    const part = sector(next)
    parts.push(part)
    if (part.length < size) break
  }
  return Buffer.concat(parts)
}

interface Entry {
  readonly name: string
  readonly type: number
  readonly start: number
  readonly size: number
}

function readEntries(directory: Buffer): readonly Entry[] {
  return Array.from({ length: Math.floor(directory.length / ENTRY_BYTES) }, (_, i) => {
    const at = i * ENTRY_BYTES
    const length = Math.min(64, Math.max(0, directory.readUInt16LE(at + 64) - 2))
    return {
      name: directory.toString('utf16le', at, at + length),
      type: directory.readUInt8(at + 66),
      start: directory.readUInt32LE(at + 116),
      size: directory.readUInt32LE(at + 120),
    }
  })
}

const SECTOR = 4096
/** Entries of a directory in one sector, the root among them. */
const MAX_STREAMS = SECTOR / ENTRY_BYTES - 1

/** A compound file of these streams, in sectors of 4096 bytes. */
export function writeCompoundFile(streams: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Buffer {
  if (streams.length > MAX_STREAMS) throw new RangeError('more streams than fit into one sector of the directory')
  const table: number[] = []
  const body: Buffer[] = []
  const add = (bytes: Uint8Array): number => {
    const start = table.length
    const sectors = Math.max(1, Math.ceil(bytes.length / SECTOR))
    for (let i = 1; i <= sectors; i++) table.push(i === sectors ? END_OF_CHAIN : start + i)
    body.push(Buffer.concat([bytes, Buffer.alloc(sectors * SECTOR - bytes.length)]))
    return start
  }
  const entries = streams.map(({ name, bytes }, i) => {
    const right = i + 1 < streams.length ? i + 2 : FREE
    // What is smaller would have to stand in sectors of 64 bytes.
    return {
      name,
      type: STREAM_TYPE,
      child: FREE,
      right,
      start: add(bytes),
      size: Math.max(SMALL_STREAM, bytes.length),
    }
  })
  const root = { name: 'Root Entry', type: ROOT_TYPE, child: 1, right: FREE, start: END_OF_CHAIN, size: 0 }
  const directory = add(Buffer.concat([root, ...entries].map(writeEntry)))
  const tables = Math.ceil(table.length / (SECTOR / 4 - 1))
  const first = table.length
  for (let i = 0; i < tables; i++) table.push(TABLE_SECTOR)
  const written = Buffer.alloc(tables * SECTOR, 0xff)
  table.forEach((next, i) => written.writeUInt32LE(next, i * 4))
  return Buffer.concat([writeHeader(directory, first, tables), ...body, written])
}

function writeHeader(directory: number, firstTable: number, tables: number): Buffer {
  const header = Buffer.alloc(SECTOR)
  SIGNATURE.copy(header)
  header.writeUInt16LE(0x3e, 24)
  header.writeUInt16LE(4, 26)
  header.writeUInt16LE(0xfffe, 28)
  header.writeUInt16LE(12, 30)
  header.writeUInt16LE(6, 32)
  header.writeUInt32LE(1, 40)
  header.writeUInt32LE(tables, 44)
  header.writeUInt32LE(directory, 48)
  header.writeUInt32LE(SMALL_STREAM, 56)
  header.writeUInt32LE(END_OF_CHAIN, 60)
  header.writeUInt32LE(END_OF_CHAIN, 68)
  for (let i = 0; i < FIRST_TABLES; i++) header.writeUInt32LE(i < tables ? firstTable + i : FREE, 76 + i * 4)
  return header
}

interface EntryToWrite extends Entry {
  readonly child: number
  readonly right: number
}

function writeEntry({ name, type, child, right, start, size }: EntryToWrite): Buffer {
  const entry = Buffer.alloc(ENTRY_BYTES)
  entry.write(name, 0, 'utf16le')
  entry.writeUInt16LE((name.length + 1) * 2, 64)
  entry.writeUInt8(type, 66)
  entry.writeUInt8(1, 67)
  entry.writeUInt32LE(FREE, 68)
  entry.writeUInt32LE(right, 72)
  entry.writeUInt32LE(child, 76)
  entry.writeUInt32LE(start, 116)
  entry.writeUInt32LE(size, 120)
  return entry
}
