/**
 * Stretches of a container's bytes, wherever those are: a file on disk is read where it is asked, and what is itself
 * packed is unpacked in one go as long as it is asked for in order. Asked to go back, it begins anew.
 */
import { type FileName, fileStretch } from './file.ts'

export interface Ranges {
  /** What there is of the bytes from `from` up to `to`; fewer when the container ends before. */
  readonly read: (from: number, to: number) => AsyncIterable<Uint8Array>
}

export function fileRanges(file: FileName): Ranges {
  return { read: (from, to) => fileStretch(file, from, to) }
}

/** Of something that can only be read from its beginning. */
export function streamRanges(chunks: () => AsyncIterable<Uint8Array>): Ranges & AsyncDisposable {
  let stream: AsyncIterator<Uint8Array> | null = null
  /** Where the bytes in `rest` begin. */
  let position = 0
  let rest: Uint8Array = new Uint8Array()

  async function close(): Promise<void> {
    await stream?.return?.()
    stream = null
  }

  async function* read(from: number, to: number): AsyncGenerator<Uint8Array> {
    if (stream === null || from < position) {
      await close()
      stream = chunks()[Symbol.asyncIterator]()
      position = 0
      rest = new Uint8Array()
    }
    for (let at = from; at < to; ) {
      if (at < position + rest.length) {
        const part = rest.subarray(at - position, to - position)
        at += part.length
        yield part
        continue
      }
      position += rest.length
      const next = await stream.next()
      rest = next.done === true ? new Uint8Array() : next.value
      if (next.done === true) return
    }
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
