import { describe, expect, test } from 'vitest'
import { type AssembledWork, assemble, lettersOf, type Outline, type ReadSource, sketchOf } from './index.ts'

/** Prose of our own with about `words` different words, another one for each seed. */
function prose(seed: number, words = 300): string {
  return Array.from({ length: words }, (_, i) => `w${seed}x${(i * 7919 + seed) % 4001}`).join(' ')
}

interface Given {
  readonly path: string
  /** Further places of the same bytes. */
  readonly also?: readonly string[]
  readonly title?: string
  readonly author?: string
  readonly part?: readonly [number: number, total?: number]
  readonly chapters?: readonly (number | null)[]
  readonly text?: string
  readonly revisedAt?: string
}

function source(given: Given): ReadSource {
  const text = given.text ?? prose(seedOf(given.path))
  const outline: Outline = {
    title: given.title ?? null,
    authors: given.author === undefined ? [] : [given.author],
    part: given.part === undefined ? null : { number: given.part[0], to: null, total: given.part[1] ?? null },
    chapterNumbers: given.chapters ?? [null],
    words: text.split(' ').length,
    emphasis: 0,
    facts: 0,
    revisedAt: given.revisedAt ?? null,
    textHash: text,
    sketch: sketchOf(lettersOf(text)),
  }
  return {
    sha256: `sha of ${given.path}`,
    places: [given.path, ...(given.also ?? [])].map((path) => ({ path, within: [] })),
    outline,
  }
}

function seedOf(path: string): number {
  return Buffer.from(path).reduce((sum, byte, i) => sum + byte * (i + 1), 0)
}

/** Each work as the paths of its sources, with the role where it is not the text. */
function drawn(works: readonly AssembledWork[]): string[] {
  return works
    .map((work) =>
      work.sources
        .map((each) => each.sha256.replace('sha of ', '') + (each.role === 'text' ? '' : ` (${each.role})`))
        .join(' + '),
    )
    .toSorted()
}

interface Case {
  readonly name: string
  readonly given: readonly Given[]
  readonly works: readonly string[]
}

const JOINED: readonly Case[] = [
  {
    name: 'numbered files by any of their places',
    given: [
      { path: 'inbox/a.html', also: ['x/ch01.html'], chapters: [1], title: 'lanterns' },
      { path: 'x/ch02.html', chapters: [2] },
    ],
    works: ['inbox/a.html + x/ch02.html'],
  },
  {
    name: 'parts of one title by one pen name',
    given: [
      { path: 'b.txt', title: 'lanterns', author: 'maren', part: [3, 3] },
      { path: 'a.txt', title: 'lanterns', author: 'maren', part: [1, 3] },
    ],
    works: ['a.txt + b.txt'],
  },
  {
    name: 'a part without a name to the parts of its folder',
    given: [
      { path: 'x/a.txt', title: 'lanterns', author: 'maren', part: [1] },
      { path: 'x/b.txt', title: 'lanterns', part: [2] },
    ],
    works: ['x/a.txt + x/b.txt'],
  },
  {
    name: 'numbered files whose headings give the same numbers',
    given: [
      { path: 'x/ch02.html', chapters: [2] },
      { path: 'x/ch01.html', chapters: [1], title: 'lanterns' },
    ],
    works: ['x/ch01.html + x/ch02.html'],
  },
  {
    name: 'the same text twice, read from the one that says whose it is',
    given: [
      { path: 'a.txt', text: prose(5) },
      { path: 'b.txt', text: prose(5), title: 'lanterns', author: 'maren' },
    ],
    works: ['b.txt + a.txt (duplicate)'],
  },
  {
    name: 'a copy with a few broken words',
    given: [
      { path: 'a.txt', title: 'lanterns', author: 'maren', text: prose(5) },
      { path: 'b.txt', title: 'lanterns', author: 'maren', text: prose(5).replace('w5x5 ', 'broken ') },
    ],
    works: ['a.txt + b.txt (duplicate)'],
  },
  {
    name: 'another version of the same part',
    given: [
      { path: 'a.txt', title: 'lanterns', author: 'maren', part: [1], text: `${prose(5)} ${prose(6, 100)}` },
      { path: 'b.txt', title: 'lanterns', author: 'maren', part: [1], text: `${prose(5)} ${prose(7, 100)}` },
      { path: 'c.txt', title: 'lanterns', author: 'maren', part: [2] },
    ],
    works: ['a.txt + c.txt + b.txt (other-version)'],
  },
]

/** Chapter `n` of a story of its own. */
function chapter(n: number): string {
  return prose(40 + n, 900)
}

function chapters(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, i) => chapter(first + i)).join(' ')
}

const LANTERNS = { title: 'lanterns', author: 'maren' } as const

const ACROSS: readonly Case[] = [
  {
    name: 'a whole and one of its chapters',
    given: [
      { path: 'a.epub', ...LANTERNS, chapters: [1, 2, 3], text: chapters(1, 3) },
      { path: 'b.txt', ...LANTERNS, part: [2, 3], text: chapter(2) },
    ],
    works: ['a.epub + b.txt (duplicate)'],
  },
  {
    name: 'a whole, its chapters and what comes after it',
    given: [
      { path: 'a.epub', ...LANTERNS, chapters: [1, 2, 3], text: chapters(1, 3) },
      ...[1, 2, 3, 4].map((n) => ({ path: `${n}.txt`, ...LANTERNS, part: [n, 4] as const, text: chapter(n) })),
    ],
    works: ['a.epub + 4.txt + 1.txt (duplicate) + 2.txt (duplicate) + 3.txt (duplicate)'],
  },
  {
    name: 'a long text without chapters to the chapter files that hold all of it',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapters(1, 3) },
      ...[1, 2, 3].map((n) => ({ path: `x/${n}.html`, chapters: [n], text: chapter(n) })),
    ],
    works: ['x/1.html + x/2.html + x/3.html + a.txt (duplicate)'],
  },
  {
    name: 'another version of a chapter to the whole that its other chapters are in',
    given: [
      { path: 'a.epub', ...LANTERNS, chapters: [1, 2], text: chapters(1, 2) },
      { path: '1.txt', ...LANTERNS, part: [1, 2], text: chapter(1) },
      { path: '2.txt', ...LANTERNS, part: [2, 2], text: `${chapter(2)} ${prose(9, 450)}` },
    ],
    works: ['a.epub + 2.txt (other-version) + 1.txt (duplicate)'],
  },
  {
    name: 'what was posted so far to the finished story',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapters(1, 2) },
      { path: 'b.txt', ...LANTERNS, text: chapters(1, 3) },
    ],
    works: ['b.txt + a.txt (duplicate)'],
  },
  {
    name: 'copies in two formats, read from the one that has the chapters',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapters(1, 3) },
      { path: 'b.epub', ...LANTERNS, chapters: [1, 2, 3], text: chapters(1, 3).replace('w41x41 ', 'broken ') },
    ],
    works: ['b.epub + a.txt (duplicate)'],
  },
  {
    name: 'a story under a second title of the same pen name',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapter(1) },
      { path: 'b.txt', title: 'the lanterns', author: 'maren', text: chapter(1).replace('w41x41 ', 'broken ') },
    ],
    works: ['a.txt + b.txt (duplicate)'],
  },
  {
    name: 'a revised post to the one before it, whatever is longer',
    given: [
      { path: 'a.eml', ...LANTERNS, text: chapters(1, 2) },
      { path: 'b.eml', ...LANTERNS, text: chapter(3), revisedAt: '2002-03-05' },
      { path: 'c.eml', ...LANTERNS, text: chapter(4), revisedAt: '2002-04-05' },
    ],
    works: ['c.eml + b.eml (other-version) + a.eml (other-version)'],
  },
  {
    name: 'a revised part to the parts',
    given: [
      { path: 'a.eml', ...LANTERNS, part: [1, 2], text: chapters(1, 2) },
      { path: 'b.eml', ...LANTERNS, part: [1, 2], text: chapter(1), revisedAt: '2002-03-05' },
      { path: 'c.eml', ...LANTERNS, part: [2, 2], text: chapter(4) },
    ],
    works: ['b.eml + c.eml + a.eml (other-version)'],
  },
]

const APART_ACROSS: readonly Case[] = [
  {
    name: 'a story and the collection it is in',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapter(1) },
      { path: 'b.txt', title: 'all my stories', author: 'maren', text: chapters(1, 3) },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'a story in the magazine of somebody else',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapter(1) },
      { path: 'b.txt', title: 'lanterns', author: 'ilse', text: chapters(1, 3) },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'nearly the same text under another title and another name',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapter(1) },
      { path: 'b.txt', title: 'harbour', author: 'ilse', text: chapter(1).replace('w41x41 ', 'broken ') },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'two parts that are nearly the same',
    given: [
      { path: 'a.txt', ...LANTERNS, part: [1, 2], text: chapter(1) },
      { path: 'b.txt', ...LANTERNS, part: [2, 2], text: chapter(1).replace('w41x41 ', 'broken ') },
      { path: 'c.txt', title: 'tide', author: 'maren', text: chapter(3) },
    ],
    works: ['a.txt + b.txt', 'c.txt'],
  },
  {
    name: 'another version of a story',
    given: [
      { path: 'a.txt', ...LANTERNS, text: chapters(1, 2) },
      { path: 'b.txt', ...LANTERNS, text: `${chapter(1)} ${chapter(5)}` },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'drabbles of one text and one title',
    given: [
      { path: 'a.txt', ...LANTERNS, text: prose(3, 90) },
      { path: 'b.txt', ...LANTERNS, text: prose(3, 90).replace('w3x3 ', '') },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'a post and a revision by somebody else',
    given: [
      { path: 'a.eml', ...LANTERNS, text: chapter(1) },
      { path: 'b.eml', title: 'lanterns', author: 'ilse', text: chapter(2), revisedAt: '2002-03-05' },
    ],
    works: ['a.eml', 'b.eml'],
  },
  {
    name: 'a nameless file that is in two stories, from the one that says less of it',
    given: [
      { path: 'a.txt', text: chapter(1) },
      { path: 'b.txt', ...LANTERNS, text: chapters(1, 2) },
      { path: 'c.txt', title: 'all', author: 'ilse', text: `${chapter(1)} ${chapter(7)} ${chapter(8)}` },
    ],
    works: ['b.txt', 'c.txt + a.txt (duplicate)'],
  },
  {
    name: 'stories that share a few paragraphs',
    given: [
      { path: 'a.txt', ...LANTERNS, text: `${prose(3, 150)} ${chapters(1, 2)}` },
      { path: 'b.txt', title: 'tide', author: 'maren', text: `${prose(3, 150)} ${chapters(4, 5)}` },
    ],
    works: ['a.txt', 'b.txt'],
  },
]

const APART: readonly Case[] = [
  {
    name: 'two nameless stories with one title and part number in one folder',
    given: [
      { path: 'x/a.txt', title: 'alone', part: [1, 2], text: prose(1) },
      { path: 'x/b.txt', title: 'alone', part: [1, 2], text: prose(2) },
    ],
    works: ['x/a.txt', 'x/b.txt'],
  },
  {
    name: 'a nameless part beside another text with its number',
    given: [
      { path: 'x/a.txt', title: 'alone', author: 'maren', part: [1, 2], text: prose(1) },
      { path: 'x/b.txt', title: 'alone', part: [1, 2], text: prose(2) },
    ],
    works: ['x/a.txt', 'x/b.txt'],
  },
  {
    name: 'a nameless part in the folder of two people who used its title',
    given: [
      { path: 'x/a.txt', title: 'alone', author: 'maren', part: [1, 2], text: prose(1) },
      { path: 'x/b.txt', title: 'alone', author: 'ilse', part: [1, 2], text: prose(2) },
      { path: 'x/c.txt', title: 'alone', part: [2, 2], text: prose(3) },
    ],
    works: ['x/a.txt', 'x/b.txt', 'x/c.txt'],
  },
  {
    name: 'two stories of one title by two people',
    given: [
      { path: 'a.txt', title: 'alone', author: 'maren', part: [1] },
      { path: 'b.txt', title: 'alone', author: 'tove', part: [2] },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'two stories of one title that are no parts',
    given: [
      { path: 'a.txt', title: 'alone', author: 'maren' },
      { path: 'b.txt', title: 'alone', author: 'maren' },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'short texts that are the same',
    given: [
      { path: 'a.txt', text: prose(5, 60), author: 'maren' },
      { path: 'b.txt', text: prose(5, 60), author: 'tove' },
    ],
    works: ['a.txt', 'b.txt'],
  },
  {
    name: 'numbered files that give no numbers themselves',
    given: [{ path: 'x/story1.txt' }, { path: 'x/story2.txt' }],
    works: ['x/story1.txt', 'x/story2.txt'],
  },
  {
    name: 'numbered files with titles of their own',
    given: [
      { path: 'x/ch01.txt', chapters: [1], title: 'lanterns' },
      { path: 'x/ch02.txt', chapters: [2], title: 'harbour' },
    ],
    works: ['x/ch01.txt', 'x/ch02.txt'],
  },
  {
    name: 'files numbered by years',
    given: [
      { path: 'x/1998.txt', chapters: [998] },
      { path: 'x/1999.txt', chapters: [999] },
    ],
    works: ['x/1998.txt', 'x/1999.txt'],
  },
]

describe('lettersOf', () => {
  test.for([
    ['quotes, dashes and case', '“It’s — LATE…” 10 o’clock', 'its late 10 oclock'],
    ['line ends and runs of blanks', ' one\r\n\t two\u00a0 ', 'one two'],
    ['letters of every script', 'Čas, Ñandú! Вечер 東京。', 'čas ñandú вечер 東京'],
    ['a letter typed as two characters', 'e\u0301te\u0301', 'été'],
    ['nothing', ' —… ', ''],
  ] as const)('keeps the letters and digits of %s', ([, text, letters]) => {
    expect(Buffer.from(lettersOf(text)).toString()).toBe(letters)
  })
})

describe('assemble', () => {
  test.for([...JOINED, ...ACROSS])('joins $name', ({ given, works }) => {
    expect(drawn(assemble(given.map(source)).works)).toEqual(works)
  })

  test.for([...APART, ...APART_ACROSS])('leaves apart $name', ({ given, works }) => {
    expect(drawn(assemble(given.map(source)).works)).toEqual(works)
  })

  test.for([...JOINED, ...ACROSS, ...APART, ...APART_ACROSS])(
    'does not depend on the order of the sources: $name',
    ({ given }) => {
      expect(assemble(given.toReversed().map(source))).toEqual(assemble(given.map(source)))
    },
  )

  test.for([
    ['another version', `${chapter(1)} ${chapter(5)}`, 'version'],
    ['a part', chapter(1), 'part'],
    ['the same text', chapters(1, 2).replace('w41x41 ', 'broken '), 'same'],
  ] as const)('says that a work of another title and name is %s', ([, text, kinship]) => {
    const { related } = assemble([
      source({ path: 'a.txt', ...LANTERNS, text: chapters(1, 2) }),
      source({ path: 'b.txt', title: 'harbour', author: 'ilse', text }),
      source({ path: 'c.txt', title: 'tide', author: 'ilse', text: chapter(8) }),
    ])
    expect(related.map(({ sources, ...kin }) => [...sources, kin.kinship])).toEqual([
      ['sha of a.txt', 'sha of b.txt', kinship],
    ])
  })

  test('tells a chapter in a book of fifty from all others', () => {
    const { works, related } = assemble([
      source({ path: 'book.epub', ...LANTERNS, text: chapters(1, 50) }),
      source({ path: 'a.txt', text: chapter(37) }),
      source({ path: 'b.txt', text: chapter(51) }),
    ])
    expect(drawn(works)).toEqual(['b.txt', 'book.epub + a.txt (duplicate)'])
    expect(related).toEqual([])
  })

  test('names the parts that are missing before, between and after', () => {
    const { works } = assemble([
      source({ path: 'a.txt', title: 'lanterns', author: 'maren', part: [2, 5] }),
      source({ path: 'b.txt', title: 'lanterns', author: 'maren', part: [4, 5] }),
    ])
    expect(works[0]?.missing.map((gap) => `${gap.code} ${gap.number}`)).toEqual([
      'earlier-part 1',
      'chapter 3',
      'later-part 5',
    ])
  })

  test('assembles 20,000 files of one title in a moment', () => {
    const many = Array.from({ length: 20_000 }, (_, i) =>
      source({ path: `x/${i}.txt`, title: 'untitled', author: 'maren', text: prose(i, 120) }),
    )
    expect(assemble(many).works).toHaveLength(20_000)
  })
})
