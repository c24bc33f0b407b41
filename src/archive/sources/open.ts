/**
 * Read originals again, chunk by chunk, or out of the container they are kept in.
 *
 * A damaged chunk, one that is missing, or an entry that no longer inflates is a `DamagedSource`, never wrong bytes
 * without a word; only the hash of the whole (see `verify.ts`) proves the rest.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import type { Db } from '../../platform/db/database.ts'
import { DamagedSource, type EntryPlace, type Source, unpackChunk } from './source.ts'
import { findChunkAt, findSource } from './store.ts'

/** The last chunk that was unpacked, for reading many entries of one container in their order. */
export interface ChunkMemory {
  last?: { readonly sha256: string; readonly position: number; readonly bytes: Uint8Array }
}

/** The bytes of an original. Throws `DamagedSource`, also when there is none of that name. */
export async function* openSource(db: Db, sha256: string, memory: ChunkMemory = {}): AsyncGenerator<Uint8Array> {
  const source = await findSource(db, sha256)
  if (source === undefined) throw new DamagedSource(`there is no original ${sha256}`)
  yield* readSource(db, source, memory)
}

export async function* readSource(db: Db, source: Source, memory: ChunkMemory): AsyncGenerator<Uint8Array> {
  if (source.entry === null) yield* readChunks(db, source.sha256, 0, source.size, memory)
  else yield* readEntry(db, source, source.entry, memory)
}

async function* readEntry(db: Db, source: Source, entry: EntryPlace, memory: ChunkMemory): AsyncGenerator<Uint8Array> {
  const packed = readStretch(db, entry, memory)
  let size = 0
  for await (const bytes of entry.method === 'deflate' ? inflate(packed) : packed) {
    size += bytes.length
    if (size > source.size) throw new DamagedSource(`it unpacks to more than its ${source.size} bytes`)
    yield bytes
  }
}

/** The packed bytes of an entry. A container that is itself an entry has to be unpacked from its start. */
async function* readStretch(db: Db, entry: EntryPlace, memory: ChunkMemory): AsyncGenerator<Uint8Array> {
  const container = await findSource(db, entry.containerSha256)
  if (container === undefined) throw new DamagedSource(`its container ${entry.containerSha256} is not there`)
  const end = entry.offset + entry.packedSize
  if (container.entry === null) {
    yield* readChunks(db, container.sha256, entry.offset, end, memory)
    return
  }
  let position = 0
  for await (const bytes of readEntry(db, container, container.entry, {})) {
    const part = bytes.subarray(Math.max(0, entry.offset - position), Math.max(0, end - position))
    if (part.length > 0) yield part
    position += bytes.length
    if (position >= end) return
  }
  throw new DamagedSource('its container ends before it does')
}

async function* readChunks(
  db: Db,
  sha256: string,
  from: number,
  to: number,
  memory: ChunkMemory,
): AsyncGenerator<Uint8Array> {
  for (let position = from; position < to; ) {
    const chunk = await readChunkAt(db, sha256, position, memory)
    const part = chunk.bytes.subarray(position - chunk.position, to - chunk.position)
    if (part.length === 0) throw new DamagedSource(`the chunk with byte ${position} is not there`)
    yield part
    position += part.length
  }
}

async function readChunkAt(
  db: Db,
  sha256: string,
  offset: number,
  memory: ChunkMemory,
): Promise<{ readonly position: number; readonly bytes: Uint8Array }> {
  const { last } = memory
  if (last?.sha256 === sha256 && offset >= last.position && offset < last.position + last.bytes.length) return last
  const chunk = await findChunkAt(db, sha256, offset)
  if (chunk === undefined) throw new DamagedSource(`the chunk with byte ${offset} is not there`)
  memory.last = { sha256, position: chunk.position, bytes: unpackChunk(chunk) }
  return memory.last
}

/** Damage in the packed bytes may show as an error of the inflater, or as an end that comes too early. */
async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw()
  let failure: unknown
  const feeding = pipeline(Readable.from(packed), inflater).catch((error: unknown) => {
    failure = error
  })
  try {
    for await (const bytes of inflater) yield bytes as Uint8Array
  } catch (error) {
    await feeding
    throw asDamage(failure ?? error)
  }
  await feeding
  if (failure !== undefined) throw asDamage(failure)
}

function asDamage(error: unknown): unknown {
  return error instanceof DamagedSource || !isZlibError(error)
    ? error
    : new DamagedSource('it cannot be unpacked', { cause: error })
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_')
}
