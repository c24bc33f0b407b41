import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findKin, kinOf, type Outline, sketchOf } from './index.ts'
import { pairList } from './pair-list.ts'

/** Words that no other `seed` has. */
function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, i) => `w${seed}x${i}`).join(' ')
}

function outline(text: string): Outline {
  return {
    title: null,
    authors: [],
    part: null,
    chapterNumbers: [null],
    words: text.split(' ').length,
    emphasis: 0,
    facts: 0,
    revisedAt: null,
    textHash: text,
    sketch: sketchOf(Buffer.from(text)),
  }
}

describe('findKin', () => {
  test('finds what comparing all with all finds', () => {
    const texts = fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 8 }), fc.integer({ min: 90, max: 400 })), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(texts, (given) => {
        const outlines = given.map(([a, b, length]) => outline(`${words(a, length)} ${words(b, length)}`))
        const expected = outlines.flatMap((one, a) =>
          outlines.flatMap((other, b) => {
            const kin = a < b ? kinOf(one, other) : null
            return kin === null ? [] : [{ a, b, ...kin }]
          }),
        )
        expect(findKin(outlines)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('finds neighbours and the first among a thousand texts that share a notice, and compares no more of them', () => {
    const notice = words(0, 150)
    const outlines = Array.from({ length: 1000 }, (_, i) => outline(`${words(i + 1, 100)} ${notice}`))
    const pairs = findKin(outlines)
    expect(pairs.filter(({ a, b }) => b === a + 1)).toHaveLength(999)
    expect(pairs.filter(({ a }) => a === 0).length).toBeGreaterThan(900)
    expect(pairs.length).toBeLessThan(25_000)
  })

  test('tells hashes apart of which the upper 32 bits are the same', () => {
    const { sketch, ...rest } = outline(words(1, 400))
    const beside = { ...rest, sketch: sketch.map((hash) => (hash % 2 === 0 ? hash + 1 : hash - 1)) }
    expect(sketch.every((hash) => Number.isSafeInteger(hash))).toBe(true)
    expect(kinOf({ ...rest, sketch }, beside)).toBeNull()
    expect(findKin([{ ...rest, sketch }, beside])).toEqual([])
  })
})

describe('pairList', () => {
  test('holds each pair once, in order', () => {
    const number = fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number)), (pairs) => {
        const list = pairList(1)
        for (const [first, second] of pairs) list.add(first, second)
        list.sort()
        const read = Array.from({ length: list.length() }, (_, at) => [list.first(at), list.second(at)])
        const different = new Map(pairs.map((pair) => [pair.join(' '), pair]))
        expect(read).toEqual([...different.values()].toSorted(([a, b], [c, d]) => a - c || b - d))
      }),
    )
  })
})
