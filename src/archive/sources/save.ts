/**
 * Keep originals: small ones in the transaction that also keeps what was read from them, large ones piece by piece.
 */
import { createHash } from 'node:crypto'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import { type Db, inTransaction } from '../../platform/db/database.ts'
import { CHUNK_SIZE, type Chunk, packChunk, packChunks } from '../../platform/packed-chunk.ts'
import { type EntryPlace, inChunkSizes, type SavedSource, type SourceMeta, sha256Of } from './source.ts'
import {
  beginUnfinished,
  endUnfinished,
  findSource,
  insertChunk,
  insertSource,
  listUnfinished,
  removeUnfinished,
} from './store.ts'

/** Keeps bytes that are in memory, in the transaction `tx`. */
export async function saveSource(tx: Db, bytes: Uint8Array, meta: SourceMeta): Promise<SavedSource> {
  return savePackedSource(tx, { sha256: sha256Of(bytes), size: bytes.length, chunks: packChunks(bytes) }, meta)
}

/** An original that was hashed before, and perhaps packed in a thread. */
export interface PackedSource {
  readonly sha256: string
  readonly size: number
  /** All of its chunks in order; gone through when it is new. */
  readonly chunks: Iterable<Chunk>
}

export async function savePackedSource(
  tx: Db,
  { sha256, size, chunks }: PackedSource,
  meta: SourceMeta,
): Promise<SavedSource> {
  const isNew = await insertSource(tx, sha256, size, meta)
  if (isNew) for (const chunk of chunks) await insertChunk(tx, sha256, chunk)
  return { sha256, isNew }
}

/** Keeps an entry of a container that is kept itself; `original` is what it unpacks to. */
export async function saveEntry(
  tx: Db,
  original: { readonly sha256: string; readonly size: number },
  place: EntryPlace,
  meta: SourceMeta,
): Promise<SavedSource> {
  const isNew = await insertSource(tx, original.sha256, original.size, meta, place)
  return { sha256: original.sha256, isNew }
}

/**
 * Keeps what is too large for memory, in several transactions: call it outside of one. It is read twice, first for its
 * name. When the two readings differ nothing is kept.
 */
export async function saveLargeSource(
  db: Db,
  open: () => AsyncIterable<Uint8Array>,
  meta: SourceMeta,
): Promise<Result<SavedSource, 'changed-while-reading'>> {
  const { sha256, size } = await hashSource(open())
  if ((await findSource(db, sha256)) !== undefined) return ok({ sha256, isNew: false })
  await inTransaction(db, (tx) => beginUnfinished(tx, sha256))
  const hash = createHash('sha256')
  let position = 0
  for await (const bytes of inChunkSizes(open())) {
    hash.update(bytes)
    const chunk = packChunk(bytes, position)
    position += bytes.length
    // Larger than it was: what follows is not worth storing.
    if (position > size + CHUNK_SIZE) break
    await insertChunk(db, sha256, chunk)
  }
  if (position !== size || hash.digest('hex') !== sha256) {
    await inTransaction(db, (tx) => removeUnfinished(tx, sha256))
    return refuse('changed-while-reading')
  }
  return inTransaction(db, async (tx) => {
    await insertSource(tx, sha256, size, meta)
    await endUnfinished(tx, sha256)
    return ok({ sha256, isNew: true })
  })
}

/** Removes what a killed import left of large originals. Call it when no import runs. */
export async function clearUnfinishedSources(db: Db): Promise<void> {
  for (const sha256 of await listUnfinished(db)) await inTransaction(db, (tx) => removeUnfinished(tx, sha256))
}

/** The name and size of a stream of bytes. */
async function hashSource(
  stream: AsyncIterable<Uint8Array>,
): Promise<{ readonly sha256: string; readonly size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const bytes of stream) {
    hash.update(bytes)
    size += bytes.length
  }
  return { sha256: hash.digest('hex'), size }
}
