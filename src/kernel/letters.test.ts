import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forEachWord } from './letters.ts'

function wordsOf(text: string): string[] {
  const words: string[] = []
  forEachWord(text, (from, to) => words.push(text.slice(from, to)))
  return words
}

describe('forEachWord', () => {
  test.each([
    ['', []],
    ['“Don’t,” said Zoë 2.', ['Don', 't', 'said', 'Zoë']],
    ['彼女は', ['彼女は']],
    // Letters beyond the first plane, an emoji, halves of pairs.
    ['𝓱𝓮y 😀you', ['𝓱𝓮y', 'you']],
    ['a\ud83db\ude00', ['a', 'b']],
  ])('finds the words of %j', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })

  test('finds what the expression for letters finds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(wordsOf(text)).toEqual(text.match(/\p{L}+/gu) ?? [])
      }),
    )
  })
})
