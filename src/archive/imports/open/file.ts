/**
 * Reads files in pieces, so that a file of any size costs the same memory; a small one is opened once.
 *
 * Files are opened and read in this thread: through the threads of Node, which is four hand-overs a file, 40,000 story
 * files took 20 seconds longer each time they were gone through. Every few milliseconds others have their turn.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { setImmediate as nextTurn } from 'node:timers/promises'

/** Most stories are no longer; and it is enough to tell every format that detect knows. */
const START_BYTES = 1 << 16
const CHUNK_BYTES = 1 << 20

/** Bytes for a name that is no UTF-8. */
export type FileName = string | Buffer

export class NotAFileError extends Error {
  override name = 'NotAFileError'
}

export interface FileStart {
  /** The first bytes. */
  readonly bytes: Uint8Array
  readonly size: number
  /** All bytes, in chunks. */
  readonly chunks: () => AsyncIterable<Uint8Array>
}

/** The beginning of a file and its size. Refuses devices, sockets and pipes, which may never end. */
export async function readStart(file: FileName): Promise<FileStart> {
  await breathe()
  const { handle, size } = openFile(file)
  try {
    // One byte more than there is, to meet the end.
    const bytes = new Uint8Array(Math.min(START_BYTES, size + 1))
    const bytesRead = readSync(handle, bytes, 0, bytes.length, 0)
    const start = bytes.subarray(0, bytesRead)
    const isWhole = bytesRead === size && bytesRead < bytes.length
    return { bytes: start, size, chunks: () => (isWhole ? inOne(start) : readFileChunks(file)) }
  } finally {
    closeSync(handle)
  }
}

/** All bytes, from the disk, whenever it is called: it holds nothing of the file, so many of these may be kept. */
export function chunksOf(file: FileName): () => AsyncIterable<Uint8Array> {
  return () => readFileChunks(file)
}

/** The bytes from `from` up to `to`, or up to the end of the file. */
export async function* fileStretch(file: FileName, from: number, to: number): AsyncGenerator<Uint8Array> {
  const { handle } = openFile(file)
  try {
    for (let at = from; at < to; ) {
      await breathe()
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, to - at))
      const bytesRead = readSync(handle, chunk, 0, chunk.length, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    closeSync(handle)
  }
}

/** Bytes that are there already, as a file gives its own. */
export async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}

async function* readFileChunks(file: FileName): AsyncGenerator<Uint8Array> {
  const { handle, size } = openFile(file)
  try {
    for (let at = 0; ; ) {
      await breathe()
      // One byte more than is left, to meet the end; most files are far smaller than a chunk.
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, Math.max(size - at, 0) + 1))
      const bytesRead = readSync(handle, chunk, 0, chunk.length, at)
      if (bytesRead === 0) return
      at += bytesRead
      yield chunk.subarray(0, bytesRead)
      if (at === size && bytesRead < chunk.length) return
    }
  } finally {
    closeSync(handle)
  }
}

// O_NONBLOCK: opening a pipe that nobody writes to would wait for ever. Windows does not have it.
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)

function openFile(file: FileName): { readonly handle: number; readonly size: number } {
  const handle = openSync(file, FLAGS)
  const found = fstatSync(handle)
  if (found.isFile()) return { handle, size: found.size }
  closeSync(handle)
  throw new NotAFileError('it is a device, a socket or a pipe, and not a file')
}

/** Milliseconds of reading between two turns of the event loop. */
const BREATH = 15
let lastBreath = 0

async function breathe(): Promise<void> {
  if (performance.now() - lastBreath < BREATH) return
  await nextTurn()
  lastBreath = performance.now()
}
