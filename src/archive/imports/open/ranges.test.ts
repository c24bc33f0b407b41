import { describe, expect, test } from 'vitest'
import { readRange, streamRanges } from './ranges.ts'

const CHUNK = 65_536
const CHUNKS = 200

/** A stream of known bytes, and how often it was begun. */
function countedStream(): { readonly chunks: () => AsyncGenerator<Uint8Array>; readonly begun: () => number } {
  let begun = 0
  return {
    async *chunks() {
      begun++
      for (let i = 0; i < CHUNKS; i++) yield new Uint8Array(CHUNK).fill(i)
    },
    begun: () => begun,
  }
}

describe('streamRanges', () => {
  test('reads messages, the head of each first, and unpacks the whole once', async () => {
    const { chunks, begun } = countedStream()
    await using ranges = streamRanges(chunks)
    const size = 50_000
    for (let at = 0; at + size < CHUNK * CHUNKS; at += size) {
      await readRange(ranges, at, at + 16_384)
      const message = await readRange(ranges, at, at + size)
      expect([message.length, message[0], message.at(-1)]).toEqual([
        size,
        Math.floor(at / CHUNK),
        Math.floor((at + size - 1) / CHUNK),
      ])
    }
    expect(begun()).toBe(1)
  })

  test('begins anew to go far back, and gives the same bytes', async () => {
    const { chunks, begun } = countedStream()
    await using ranges = streamRanges(chunks)
    await readRange(ranges, CHUNK * 100, CHUNK * 101)
    expect((await readRange(ranges, 5, 6))[0]).toBe(0)
    expect(begun()).toBe(2)
  })

  test('gives what there is at the end', async () => {
    const { chunks } = countedStream()
    await using ranges = streamRanges(chunks)
    expect(await readRange(ranges, CHUNK * CHUNKS - 3, CHUNK * CHUNKS + 9)).toHaveLength(3)
    expect(await readRange(ranges, CHUNK * CHUNKS + 9, CHUNK * CHUNKS + 10)).toHaveLength(0)
  })
})
