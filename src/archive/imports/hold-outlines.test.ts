import { describe, expect, test } from 'vitest'
import type { Outline } from '../../intake/assemble/index.ts'
import { outlineHolder } from './hold-outlines.ts'

const OUTLINE: Outline = {
  title: 'lanterns',
  authors: ['maren'],
  part: { number: 1, to: null, total: 2 },
  chapterNumbers: [],
  words: 700,
  emphasis: 0,
  facts: 3,
  revisedAt: null,
  textHash: 'ab',
  sketch: [1, 2, 2 ** 52],
}

describe('outlineHolder', () => {
  test('holds what an outline says', () => {
    const held = outlineHolder()(OUTLINE)
    expect({ ...held, sketch: Array.from(held.sketch) }).toEqual(OUTLINE)
  })

  test('keeps sketches apart, however many and however long', () => {
    const hold = outlineHolder()
    const sketches = [3, 0, 16_384, 128, 16_384, 16_384, 16_384, 100_000, 5].map((length, i) =>
      Array.from({ length }, (_, at) => i * 1e6 + at),
    )
    const held = sketches.map((sketch) => hold({ ...OUTLINE, sketch }))
    expect(held.map(({ sketch }) => Array.from(sketch))).toEqual(sketches)
  })

  test('holds the names of one person once, and takes two people for no one', () => {
    const hold = outlineHolder()
    const [first, same, two] = [['maren'], ['maren'], ['maren', 'tamsin']].map(
      (authors) => hold({ ...OUTLINE, authors }).authors,
    )
    expect(same).toBe(first)
    expect(two).toEqual(['maren', 'tamsin'])
  })
})
