import { describe, expect, test } from 'vitest'
import { pageOfRows, readPortions } from './paging.ts'

describe('pageOfRows', () => {
  test.each([
    ['the first page', [1, 2, 3], {}, { shown: [1, 2], previous: undefined, next: 2 }],
    ['the only page', [1, 2], {}, { shown: [1, 2], previous: undefined, next: undefined }],
    ['an empty list', [], { isInside: true }, { shown: [], previous: undefined, next: undefined }],
    ['a page in the midst', [3, 4, 5], { isInside: true }, { shown: [3, 4], previous: 3, next: 4 }],
    ['the last page', [5], { isInside: true }, { shown: [5], previous: 5, next: undefined }],
    ['a page before a row', [4, 3, 2], { isBackwards: true, isInside: true }, { shown: [3, 4], previous: 3, next: 4 }],
    [
      'the first page, from behind',
      [2, 1],
      { isBackwards: true, isInside: true },
      { shown: [1, 2], previous: undefined, next: 2 },
    ],
    ['the end of a list', [9, 8, 7], { isBackwards: true }, { shown: [8, 9], previous: 8, next: undefined }],
  ])('tells %s', (_, rows, side, page) => {
    expect(pageOfRows<number>(rows, 2, side)).toEqual(page)
  })
})

describe('readPortions', () => {
  test.each([
    [0, [], [undefined]],
    [3, [[1, 2], [3]], [undefined, 2]],
    [
      4,
      [
        [1, 2],
        [3, 4],
      ],
      [undefined, 2, 4],
    ],
  ])('gives %d rows, each once, asking for those behind the last', async (count, portions, asked) => {
    const all = Array.from({ length: count }, (_, i) => i + 1)
    const lasts: (number | undefined)[] = []
    const read = async (last: number | undefined): Promise<number[]> => {
      lasts.push(last)
      return all.filter((row) => row > (last ?? 0)).slice(0, 2)
    }
    expect(await Array.fromAsync(readPortions(2, read))).toEqual(portions)
    expect(lasts).toEqual(asked)
  })
})
