import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from './cases/words.json' with { type: 'json' }
import { chapterText } from './chapter-text.ts'
import { indexedText } from './index-text.ts'
import { commonWords } from './runs.ts'
import { cutWords, textForIndex } from './words.ts'

const NONE = commonWords([])

describe('cutWords', () => {
  test.for(cases.mend)('cuts and folds $name', ({ in: text, out }) => {
    expect(wordsOf(text)).toEqual(out)
  })

  test.for(cases.leave)('leaves $name', ({ in: text }) => {
    expect(wordsOf(text).join(' ')).toBe(text)
  })

  test('says where each word stands', () => {
    const text = '“Don’t,” said Zoë.'
    expect(cutWords(text).map(({ start, end }) => text.slice(start, end))).toEqual(['Don’t', 'said', 'Zoë'])
  })

  test('takes a hundred thousand apostrophes or letters in a row in one go', () => {
    expect(wordsOf(`a${"'".repeat(100_000)}b`)).toEqual(['ab'])
    expect(wordsOf('é'.repeat(100_000))).toEqual(['e'.repeat(100_000)])
    expect(wordsOf('彼'.repeat(100_000))).toHaveLength(100_000)
  })

  test('cuts the same words whichever apostrophe is typed', () => {
    const text = fc.stringMatching(/^[a-zé' ]{0,40}$/)
    fc.assert(
      fc.property(text, fc.constantFrom('’', '‘', '`', 'ʼ', '＇'), (typed, apostrophe) => {
        expect(wordsOf(typed.replaceAll("'", apostrophe))).toEqual(wordsOf(typed))
      }),
    )
  })
})

describe('textForIndex', () => {
  const SIGNS = [
    ..."abelmqu059 \n'`’“”–…-.,!_&<".split(''),
    'é',
    'ß',
    '彼',
    '女',
    'は',
    'ไ',
    'ท',
    '\u00ad',
    '🙂',
    'İ',
    '\u0301',
    '½',
    '\ud800',
  ]

  test('is cut by the tokenizer of the index into the words that are looked for', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SIGNS), { maxLength: 60 }), (signs) => {
        const text = signs.join('')
        expect(asciiTokens(textForIndex(text))).toEqual(wordsOf(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('indexedText', () => {
  test.for([
    [
      'words that markup divides',
      '<p id="b1">“<em>Un</em>believable,” I don’t <a href="https://x.example/a">say</a>.</p>\n',
    ],
    [
      'blocks in blocks',
      '<blockquote id="b1"><p>One</p><ul><li><p>Two</p></li></ul></blockquote>\n<hr id="b2"/>\n<p>Three</p>\n',
    ],
    ['line breaks', '<div class="verse" id="b1"><p>Roses<br/>are<br/>red</p></div>\n'],
    ['entities', '<p id="b1">Sam &#38; Max &#60;3 AT&#38;T</p>\n'],
    ['readings above the line', '<p id="b1"><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>です</p>\n'],
    ['what a gap says', '<ins class="gap" id="b1">A part is missing.</ins>\n<p id="b2">On.</p>\n'],
    ['images', '<figure id="b1"><img src="/sources/abc" alt="A door"/><figcaption>The door</figcaption></figure>\n'],
    ['nothing', ''],
  ] as const)('has the words of the tree: %s', ([, html]) => {
    expect(asciiTokens(indexedText(html, NONE).text)).toEqual(wordsOf(chapterText(html).text))
  })

  test('has the first words and the last, whole', () => {
    const text = Array.from({ length: 1000 }, (_, i) => `word${i}`).join(' ')
    const { opening, ending } = indexedText(`<p id="b1">${text}</p>\n`, NONE)
    expect(asciiTokens(opening)).toEqual(text.split(' ').slice(0, asciiTokens(opening).length))
    expect(asciiTokens(ending)).toEqual(text.split(' ').slice(-asciiTokens(ending).length))
    expect(asciiTokens(opening).length).toBeGreaterThan(50)
    expect(asciiTokens(ending).length).toBeGreaterThan(50)
  })
})

function wordsOf(text: string): string[] {
  return cutWords(text).map((word) => word.text)
}

/** What the tokenizer `ascii` of FTS5 makes of a text. */
function asciiTokens(text: string): string[] {
  // oxlint-disable-next-line no-control-regex -- everything that is not ASCII is part of a word
  return text.match(/[A-Za-z0-9\u0080-\uffff]+/g)?.map((word) => word.toLowerCase()) ?? []
}
