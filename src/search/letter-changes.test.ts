import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { letterChanges, lettersOf, mayBeNear } from './letter-changes.ts'

describe('letterChanges', () => {
  test.for([
    ['lihgthouse', 'lighthouse', 1],
    ['wilow', 'willow', 1],
    ['nagel', 'angel', 1],
    ['kitten', 'sitting', 3],
    ['ab', 'ba', 1],
    ['abc', 'cba', 2],
    ['', 'ab', 2],
    ['same', 'same', 0],
  ] as const)('makes %s into %s by %i', ([a, b, changes]) => {
    expect(letterChanges(a, b, 5)).toBe(changes)
    expect(letterChanges(b, a, 5)).toBe(changes)
  })

  test('says one more than the most for whatever is further away', () => {
    expect(letterChanges('willow', 'xander', 2)).toBe(3)
    expect(letterChanges('a', 'abcdef', 2)).toBe(3)
  })

  test('is one at most after one slip, and what may be near is never passed over', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'é', '猫'), minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(word, fc.nat(), fc.constantFrom('drop', 'put', 'change', 'exchange'), (text, place, slip) => {
        const at = place % (text.length - 1)
        const slipped = {
          drop: text.slice(0, at) + text.slice(at + 1),
          put: `${text.slice(0, at)}x${text.slice(at)}`,
          change: `${text.slice(0, at)}x${text.slice(at + 1)}`,
          exchange: text.slice(0, at) + text.charAt(at + 1) + text.charAt(at) + text.slice(at + 2),
        }[slip]
        expect(letterChanges(text, slipped, 3)).toBeLessThanOrEqual(1)
        expect(mayBeNear(lettersOf(text), lettersOf(slipped), 1)).toBe(true)
      }),
    )
  })
})
