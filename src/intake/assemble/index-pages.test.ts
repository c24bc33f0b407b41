import { describe, expect, test } from 'vitest'
import { type AssembledWork, assemble, type Outline, type ReadSource } from './index.ts'

interface Given {
  readonly path: string
  readonly title?: string
  readonly author?: string
  /** Links as `path words`. */
  readonly links?: readonly string[]
  readonly isList?: true
  readonly text?: string
}

function source({ path, title, author, links, isList, text = path }: Given): ReadSource {
  const outline: Outline = {
    title: title ?? null,
    authors: author === undefined ? [] : [author],
    part: null,
    chapterNumbers: [null],
    words: 300,
    emphasis: 0,
    facts: 0,
    revisedAt: null,
    textHash: text,
    sketch: [],
    ...(isList !== undefined && { isList }),
    ...(links !== undefined && {
      contents: links.map((link) => {
        const [file = '', ...words] = link.split(' ')
        return { path: file, text: words.join(' ') }
      }),
    }),
  }
  return { sha256: `sha of ${path}`, places: [{ path, within: [] }], outline }
}

function drawn(works: readonly AssembledWork[]): string[] {
  return works
    .map(({ sources }) =>
      sources
        .map(({ sha256, role }) => sha256.slice('sha of '.length) + (role === 'text' ? '' : ` (${role})`))
        .join(' + '),
    )
    .toSorted()
}

interface Case {
  readonly name: string
  readonly given: readonly Given[]
  readonly works: readonly string[]
}

const INDEX = { path: 'a/index.html', title: 'lanterns', author: 'wren' } as const

const JOINED: readonly Case[] = [
  {
    name: 'that a program made, by the names that wget gives to its pages',
    given: [
      {
        ...INDEX,
        path: 'b/viewstory.php@sid=12&index=1.html',
        links: ['viewstory.php?sid=12&chapter=1 1. One', 'viewstory.php?sid=12&chapter=2 2. Two'],
      },
      { path: 'b/viewstory.php@sid=12&chapter=2.html', title: 'lanterns', author: 'wren' },
      { path: 'b/viewstory.php?sid=12&chapter=1', title: 'lanterns', author: 'wren' },
    ],
    works: [
      'b/viewstory.php?sid=12&chapter=1 + b/viewstory.php@sid=12&chapter=2.html + b/viewstory.php@sid=12&index=1.html (index)',
    ],
  },
  {
    name: 'in the order of the page, whatever the files are called',
    given: [
      { ...INDEX, links: ['quay.html 1. The Quay', 'tide.html 2. The Tide', 'end.html Epilogue'] },
      { path: 'a/end.html' },
      { path: 'a/quay.html', title: 'the quay' },
      { path: 'a/tide.html' },
    ],
    works: ['a/quay.html + a/tide.html + a/end.html + a/index.html (index)'],
  },
  {
    name: 'by the numbers of their names, where the links are pictures',
    given: [
      { ...INDEX, links: ['Lan01.HTML', 'lan02.html'] },
      { path: 'a/lan01.html', title: 'lanterns' },
      { path: 'a/lan02.html', title: 'lanterns', author: 'wren' },
    ],
    works: ['a/lan01.html + a/lan02.html + a/index.html (index)'],
  },
  {
    name: 'from a folder below, and leaves what the page does not name',
    given: [
      { ...INDEX, links: ['lan/1.html Part One', 'lan/2.html Part Two'] },
      { path: 'a/lan/1.html' },
      { path: 'a/lan/2.html' },
      { path: 'a/lan/3.html' },
    ],
    works: ['a/lan/1.html + a/lan/2.html + a/index.html (index)', 'a/lan/3.html'],
  },
  {
    name: 'with a copy of a chapter',
    given: [
      { ...INDEX, links: ['1.html Chapter 1', '2.html Chapter 2'] },
      { path: 'a/1.html', text: 'one' },
      { path: 'b/1.html', text: 'one' },
      { path: 'a/2.html' },
    ],
    works: ['a/1.html + a/2.html + a/index.html (index) + b/1.html (duplicate)'],
  },
]

const APART: readonly Case[] = [
  {
    name: 'the stories of a list',
    given: [
      { path: 'a/stories.html', title: 'my stories', author: 'wren', links: ['quay.html The Quay', 'tide.html Tide'] },
      { path: 'a/quay.html', title: 'the quay', author: 'wren' },
      { path: 'a/tide.html', title: 'tide', author: 'wren' },
    ],
    works: ['a/quay.html', 'a/stories.html', 'a/tide.html'],
  },
  {
    name: 'the stories of a numbered list, which name who wrote them',
    given: [
      { path: 'a/stories.html', title: 'my stories', links: ['quay.html 1. The Quay', 'tide.html 2. Tide'] },
      { path: 'a/quay.html', title: 'the quay', author: 'wren' },
      { path: 'a/tide.html', title: 'tide', author: 'wren' },
    ],
    works: ['a/quay.html', 'a/stories.html', 'a/tide.html'],
  },
  {
    name: 'stories whose files are numbered',
    given: [
      { path: 'a/stories.html', title: 'my stories', links: ['fic1.html The Quay', 'fic2.html Tide'] },
      { path: 'a/fic1.html', title: 'the quay' },
      { path: 'a/fic2.html', title: 'tide' },
    ],
    works: ['a/fic1.html', 'a/fic2.html', 'a/stories.html'],
  },
  {
    name: 'entries of a challenge by several people',
    given: [
      { path: 'a/index.html', title: 'lanterns', links: ['1.html Part 1', '2.html Part 2'] },
      { path: 'a/1.html', author: 'wren' },
      { path: 'a/2.html', author: 'tern' },
    ],
    works: ['a/1.html', 'a/2.html', 'a/index.html'],
  },
  {
    name: 'pages that name each other',
    given: [
      { path: 'a/1.html', links: ['2.html 2', '3.html 3'] },
      { path: 'a/2.html', links: ['1.html 1', '3.html 3'] },
      { path: 'a/3.html' },
    ],
    works: ['a/1.html', 'a/2.html', 'a/3.html'],
  },
  {
    name: 'files of the same names in another folder',
    given: [{ ...INDEX, links: ['1.html Chapter 1', '2.html Chapter 2'] }, { path: 'b/1.html' }, { path: 'b/2.html' }],
    works: ['a/index.html', 'b/1.html', 'b/2.html'],
  },
]

describe('assemble by index pages', () => {
  test.for(JOINED)('joins chapter files $name', ({ given, works }) => {
    expect(drawn(assemble(given.map(source)).works)).toEqual(works)
    expect(drawn(assemble(given.map(source).toReversed()).works)).toEqual(works)
  })

  test.for(APART)('leaves apart $name', ({ given, works }) => {
    expect(drawn(assemble(given.map(source)).works)).toEqual(works)
  })

  test('gives chapters the titles of their links, and says which files are not here', () => {
    const links = ['quay.html 1. The Quay', 'tide.html 2. The Tide']
    const [work] = assemble([source({ ...INDEX, links }), source({ path: 'a/quay.html' })]).works
    expect(work?.rule).toBe('index-page')
    expect(work?.sources[0]).toEqual({ sha256: 'sha of a/quay.html', role: 'text', number: 1, title: '1. The Quay' })
    expect(work?.missing.map(({ code, number }) => ({ code, number }))).toEqual([{ code: 'chapter', number: 2 }])
    expect(work?.missing[0]?.why).toContain('“2. The Tide” (tide.html)')
  })

  test('makes no work of a page that only lists stories or chapters that are not here', () => {
    const list: Given = { path: 'a/index.html', isList: true, links: ['ash.html Ash', 'dusk.html Dusk'] }
    const story: Given = { path: 'a/ash.html', title: 'ash', author: 'wren' }
    expect(assemble([source(list), source(story)])).toMatchObject({
      works: [{ sources: [{ sha256: 'sha of a/ash.html' }] }],
      lists: ['sha of a/index.html'],
    })
    expect(assemble([source(list)])).toMatchObject({ works: [], lists: ['sha of a/index.html'] })
    const { isList: _, ...more } = list
    expect(assemble([source(more)])).toMatchObject({ works: [{ sources: [{ role: 'text' }] }], lists: [] })
  })
})
