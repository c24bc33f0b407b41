import { describe, expect, test } from 'vitest'
import { type BookCreator, backMatterOf, bylineOf, chapterLabel, frontMatterOf, paragraphsOf, titleOf } from './book.ts'
import { BARE, book, chapter } from './testing/books.ts'

describe('bylineOf', () => {
  test.for([
    ['nobody', [], ''],
    ['one author', ['author Ada'], 'Ada'],
    ['three', ['author Ada', 'author Tom', 'author Mo'], 'Ada, Tom & Mo'],
    ['others by what they did', ['translator Tom', 'author Ada', 'artist Mo'], 'Ada, translated by Tom, art by Mo'],
    ['a name that is only blanks', ['author  ', 'author Ada'], 'Ada'],
  ] as const)('names %s', ([, creators, byline]) => {
    expect(bylineOf(book({ creators: creators.map(creator) }))).toBe(byline)
  })
})

describe('paragraphsOf', () => {
  test.for([
    ['', []],
    [' \n\r\n ', []],
    ['a', [['a']]],
    [' a \r\n b\rc\n\n \n\nd ', [['a', 'b', 'c'], ['d']]],
  ] as const)('parts %j', ([text, paragraphs]) => {
    expect(paragraphsOf(text)).toEqual(paragraphs)
  })
})

describe('frontMatterOf and backMatterOf', () => {
  test('leave out what is empty', () => {
    expect(frontMatterOf(book({ ...BARE, summary: ' ', notesBefore: ['', '\n'] }))).toEqual([])
    expect(backMatterOf(book(BARE))).toEqual([])
  })

  test('know which words are the archive’s', () => {
    const ours = frontMatterOf(book()).filter(({ isOurs }) => isOurs)
    expect(ours.map(({ heading }) => heading)).toEqual(['Missing'])
  })
})

describe('titleOf and chapterLabel', () => {
  test('have a word where the author has none', () => {
    expect(titleOf(book({ title: ' ' }))).toBe('Untitled')
    expect(chapterLabel(chapter(' ', 7), 0)).toBe('Chapter 7')
    expect(chapterLabel(chapter(null, null), 2)).toBe('Chapter 3')
    expect(chapterLabel(chapter(' The Quay ', 7), 0)).toBe('The Quay')
  })
})

function creator(text: string): BookCreator {
  const [role, ...name] = text.split(' ')
  return { role: role as BookCreator['role'], name: name.join(' ') }
}
