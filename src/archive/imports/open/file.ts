/** Reads files in pieces, so that a file of any size costs the same memory. */
import { type FileHandle, open } from 'node:fs/promises'

/** Enough to tell every format that detect knows. */
const HEAD_BYTES = 4096
const CHUNK_BYTES = 1 << 20

/** Bytes for a name that is no UTF-8. */
export type FileName = string | Buffer

export class NotAFileError extends Error {
  override name = 'NotAFileError'
}

/** The first bytes of a file and its size. Refuses devices, sockets and pipes, which may never end. */
export async function readHead(file: FileName): Promise<{ readonly bytes: Uint8Array; readonly size: number }> {
  await using handle = await openFile(file)
  const { size } = await handle.stat()
  const bytes = new Uint8Array(Math.min(HEAD_BYTES, size))
  await handle.read(bytes, 0, bytes.length, 0)
  return { bytes, size }
}

export async function* readFileChunks(file: FileName): AsyncGenerator<Uint8Array> {
  await using handle = await openFile(file)
  const { size } = await handle.stat()
  for (let at = 0; ; ) {
    // One byte more than is left, to meet the end; most files are far smaller than a chunk.
    const chunk = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(size - at, 0) + 1))
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, at)
    if (bytesRead === 0) return
    at += bytesRead
    yield chunk.subarray(0, bytesRead)
  }
}

async function openFile(file: FileName): Promise<FileHandle> {
  // O_NONBLOCK: opening a pipe that nobody writes to would wait for ever.
  const { O_RDONLY, O_NONBLOCK } = (await import('node:fs')).constants
  const handle = await open(file, O_RDONLY | (O_NONBLOCK ?? 0))
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw new NotAFileError('it is a device, a socket or a pipe, and not a file')
}
