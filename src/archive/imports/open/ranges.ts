/**
 * Stretches of a container's bytes, wherever those are: a file on disk is read where it is asked, and what is itself
 * packed is unpacked in one go as long as it is asked for in order. Asked to go back, it begins anew.
 */
import { type FileName, fileStretch, inOne } from './file.ts'

export interface Ranges {
  /** What there is of the bytes from `from` up to `to`; fewer when the container ends before. */
  readonly read: (from: number, to: number) => AsyncIterable<Uint8Array>
}

export function fileRanges(file: FileName): Ranges {
  return { read: (from, to) => fileStretch(file, from, to) }
}

export function bytesRanges(bytes: Uint8Array): Ranges {
  return { read: (from, to) => inOne(bytes.subarray(from, to)) }
}

/** What is kept of what was read, to go back a little: heads are looked at before the whole is asked for. */
const KEPT_BYTES = 1 << 20

/** Of something that can only be read from its beginning. */
export function streamRanges(chunks: () => AsyncIterable<Uint8Array>): Ranges & AsyncDisposable {
  let stream: AsyncIterator<Uint8Array> | null = null
  /** The last pieces that came; the first begins at `position`, the last ends at `end`. */
  let recent: Uint8Array[] = []
  let position = 0
  let end = 0

  async function close(): Promise<void> {
    await stream?.return?.()
    stream = null
  }

  async function begin(): Promise<void> {
    await close()
    stream = chunks()[Symbol.asyncIterator]()
    recent = []
    position = 0
    end = 0
  }

  /** A stream that failed once says afterwards that it is at its end: it begins anew, to fail again. */
  async function nextPiece(): Promise<IteratorResult<Uint8Array> | undefined> {
    try {
      return await stream?.next()
    } catch (error) {
      stream = null
      throw error
    }
  }

  /** False at the end. */
  async function readNext(): Promise<boolean> {
    const next = await nextPiece()
    if (next === undefined || next.done === true) return false
    recent.push(next.value)
    end += next.value.length
    for (let first = recent[0]; first !== undefined && end - position - first.length >= KEPT_BYTES; first = recent[0]) {
      recent.shift()
      position += first.length
    }
    return true
  }

  async function* read(from: number, to: number): AsyncGenerator<Uint8Array> {
    if (stream === null || from < position) await begin()
    for (let at = from; at < to; ) {
      if (at >= end) {
        if (!(await readNext())) return
        continue
      }
      const part = pieceAt(at, to)
      at += part.length
      yield part
    }
  }

  function pieceAt(at: number, to: number): Uint8Array {
    let start = position
    for (const piece of recent) {
      if (at < start + piece.length) return piece.subarray(at - start, to - start)
      start += piece.length
    }
    throw new RangeError('what was read lately is not there')
  }

  return { read, [Symbol.asyncDispose]: close }
}

/** The bytes of a stretch in one piece; for small ones. */
export async function readRange(ranges: Ranges, from: number, to: number): Promise<Uint8Array> {
  return collect(ranges.read(from, to))
}

export async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const chunk of chunks) parts.push(chunk)
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
}

/** The first bytes, at least `length` of them where there are as many. */
export async function readHead(chunks: AsyncIterable<Uint8Array>, length: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of chunks) {
    parts.push(chunk)
    size += chunk.length
    if (size >= length) break
  }
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
}
