import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Difference, differencesOf } from './differences.ts'

function drawn(differences: readonly Difference[]): string[] {
  return differences.map(({ at, here, there }) => `${at} ${here.join('')}/${there.join('')}`)
}

describe('differencesOf', () => {
  test.for([
    ['nothing', 'ABC', 'ABC', []],
    ['a paragraph that was changed', 'ABCD', 'AXCD', ['1 B/X']],
    ['one that was added, and one taken out', 'ABCD', 'AXBD', ['1 /X', '2 C/']],
    ['both ends', 'ABC', 'XBY', ['0 A/X', '2 C/Y']],
    ['everything', 'AB', 'XYZ', ['0 AB/XYZ']],
    ['paragraphs that stand several times', 'AAB', 'AB', ['1 A/']],
    ['an empty text', '', 'AB', ['0 /AB']],
  ] as const)('finds %s', ([, here, there, expected]) => {
    expect(drawn(differencesOf(here.split(''), there.split('')))).toEqual(expected)
  })

  test('takes other quotes, dashes and capitals for no difference', () => {
    expect(differencesOf(['“I can’t,” she said.'], ['"I can\'t", she SAID.'])).toEqual([])
  })

  test('holds both texts whole: what differs and what does not', () => {
    const text = fc.array(fc.constantFrom<string>('A', 'B', 'C', 'D', 'E', 'F'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (here, there) => {
        const differences = differencesOf(here, there)
        const patched = differences
          .toReversed()
          .reduce((paragraphs, each) => paragraphs.toSpliced(each.at, each.here.length, ...each.there), here)
        expect(patched).toEqual(there)
      }),
    )
  })

  test('takes 20,000 paragraphs in a moment, alike or not', () => {
    const long = Array.from({ length: 20_000 }, (_, i) => `paragraph ${i % 15_000}`)
    expect(differencesOf(long, long.toReversed()).length).toBeGreaterThan(0)
  })
})
