import { describe, expect, test } from 'vitest'
import { type KnownChapter, matchChapters } from './match-chapters.ts'

/** A text of its own for each letter; a small letter shares two thirds with the capital. */
function html(letter: string): string {
  const capital = letter.toUpperCase()
  const share = letter === capital ? 200 : 160
  const words = Array.from({ length: 200 }, (_, i) => (i < share ? `${capital}${i}` : `${letter}other${i}`))
  return `<p id="b1">${words.join(' ')}</p>`
}

/** "aA" is the text of source a that has the letter A. */
function known(chapters: readonly string[]): KnownChapter[] {
  return chapters.map((chapter, position) => ({
    id: position + 1,
    position,
    sourceSha256: chapter.slice(0, 1),
    html: html(chapter.slice(1)),
  }))
}

const CASES = [
  { name: 'a part that comes in between', before: ['1A', '3C'], now: ['1A', '2B', '3C'], found: [1, null, 2] },
  { name: 'a part that goes', before: ['1A', '2B', '3C'], now: ['1A', '3C'], found: [1, 3] },
  { name: 'parts in another order', before: ['1A', '2B'], now: ['2B', '1A'], found: [2, 1] },
  { name: 'an edited part', before: ['1A', '2B', '3C'], now: ['1A', '9b', '3C'], found: [1, 2, 3] },
  {
    name: 'another text in the place of a part',
    before: ['1A', '2B', '3C'],
    now: ['1A', '9X', '3C', '8Y'],
    found: [1, null, 3, null],
  },
  {
    name: 'a source that is divided another way',
    before: ['1A', '1B', '2C'],
    now: ['1A', '1Z', '1B', '2C'],
    found: [1, null, 2, 3],
  },
  { name: 'the same source, read another way', before: ['1A', '1B'], now: ['1X', '1Y'], found: [1, 2] },
  { name: 'a single text that has nothing in common', before: ['1A'], now: ['2X'], found: [1] },
  { name: 'a work that had none', before: [], now: ['1A'], found: [null] },
] as const

describe('matchChapters', () => {
  test.for(CASES)('finds chapters again: $name', ({ before, now, found }) => {
    const chapters = now.map((each) => ({ sourceSha256: each.slice(0, 1), html: html(each.slice(1)) }))
    expect(matchChapters(known(before), chapters).map((chapter) => chapter?.id ?? null)).toEqual(found)
  })
})
