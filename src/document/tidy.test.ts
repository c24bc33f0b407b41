import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as t from './builders.ts'
import { safeHref } from './safe-href.ts'
import { arbitraryBlocks, arbitraryInlines } from './testing/arbitrary-story.ts'
import { tidyBlocks } from './tidy.ts'
import { tidyInlines } from './tidy-inline.ts'
import type { Block, Inline } from './tree.ts'

const x = t.p('x')

describe('tidyBlocks', () => {
  test.for([
    ['gives stray items a list', [t.li(x), t.li(x), x], [t.ul(t.li(x), t.li(x)), x]],
    ['makes items of what stands in a list', [t.ol(t.li(x), x, t.hr)], [t.ol(t.li(x), t.li(x), t.li(t.hr))]],
    ['gives stray cells a row and a table', [t.td(x), t.th(x)], [t.table(t.tr(t.td(x), t.th(x)))]],
    ['makes rows of what stands in a table', [t.table(x, t.tr(t.td(x)))], [t.table(t.tr(t.td(x)), t.tr(t.td(x)))]],
    ['puts the caption first', [t.table(t.tr(), t.caption('c'))], [t.table(t.caption('c'), t.tr())]],
    ['keeps one caption', [t.table(t.caption('c'), t.caption('d'))], [t.table(t.caption('c'), t.tr(t.td(t.p('d'))))]],
    ['takes a header outside a letter off its blocks', [t.header(x), t.diary(t.footer(x))], [x, t.diary(x)]],
    ['takes a section in a heading cell off', [row(t.th(t.pov(t.h3('W'), x)))], [row(t.th(t.p('W'), x))]],
    ['makes paragraphs of stray captions', [t.caption('a'), t.figcaption('b')], [t.p('a'), t.p('b')]],
    ['keeps an image without our reference in words', [t.img('https://x/y.png', 'A door')], [t.p('A door')]],
    [
      'gives an id once and leaves out others',
      [
        { ...x, id: 'b1' },
        { ...x, id: 'b1' },
        { ...x, id: 'a b' },
      ],
      [{ ...x, id: 'b1' }, x, x],
    ],
    ['leaves out a language that is none', [{ ...x, lang: 'very "odd"' }], [x]],
    [
      'keeps one caption at the edge of a figure',
      [t.figure(t.figcaption('a'), x, t.figcaption('b'))],
      [t.figure(t.figcaption('a'), x, t.p('b'))],
    ],
  ] satisfies [string, Block[], Block[]][])('%s', ([, blocks, tidied]) => {
    expect(tidyBlocks(blocks)).toEqual(tidied)
  })

  test.for([
    ['a letter', [t.letter(t.header(x), x, t.hr, x, t.footer(x))]],
    ['a diary entry', [t.diary(t.h4('March 5th'), x)]],
    ['verse', [t.verse(t.p('a', t.br, 'b'))]],
    ['sections', [t.pov(t.h3('Willow'), x, t.letter(x)), t.narration(x)]],
    ['lists in lists', [t.ul(t.li(x, t.ol(t.li(x))))]],
    ['a table', [t.table(t.caption('c'), t.tr(t.th(x), t.td(t.blockquote(x), t.centre(x), t.right(x))))]],
    ['a figure', [t.figure(t.img('0'.repeat(64), ''), t.figcaption('c'))]],
    [
      'headings, notes, gaps and preformatted text',
      [t.h3('a'), t.h4('b'), t.h5('c'), t.note(x), t.gap('g'), t.pre('p')],
    ],
    ['attributes', [t.marked({ id: 'b1', lang: 'zh-Hant', dir: 'rtl' }, x)]],
  ] satisfies [string, Block[]][])('leaves %s', ([, blocks]) => {
    expect(tidyBlocks(blocks)).toEqual(blocks)
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        const once = tidyBlocks(blocks)
        expect(tidyBlocks(once)).toEqual(once)
      }),
      { numRuns: 1000 },
    )
  })

  test('takes a frame off as many blocks as there are', () => {
    const many = Array.from({ length: 300_000 }, () => x)
    expect(tidyBlocks([t.header(...many.slice(0, 1000)), { ...t.header(), children: many }])).toHaveLength(301_000)
  })

  test('changes nothing the second time where the nesting is too deep', () => {
    for (let depth = 40; depth < 60; depth++) {
      let block: Block = t.p('x')
      for (let i = 0; i < depth; i++) block = [t.blockquote, t.li, t.td, t.header, t.letter][i % 5]?.(block) ?? block
      const once = tidyBlocks([block])
      expect(tidyBlocks(once)).toEqual(once)
    }
  })
})

describe('tidyInlines', () => {
  const reading = t.ruby('漢字', t.rp('('), t.rt('かんじ'), t.rp(')'))

  test.for([
    ['joins text', ['a', '', 'b'], ['ab']],
    ['replaces what XML forbids', ['a\u0000\ud800'], ['a\ufffd\ufffd']],
    ['takes a link off that leads nowhere', ['a', t.a('#x', 'b'), 'c'], ['abc']],
    ['takes a link in a link off', [t.a('http://x/', t.em(t.a('http://y/', 'b')))], [t.a('http://x/', t.em('b'))]],
    ['takes a span off that says nothing', [t.span({}, t.em('b'))], [t.em('b')]],
    ['takes a stray reading off', [t.rt('a'), t.rp('b')], ['ab']],
    ['makes text of ruby without reading', [t.ruby('a', t.rp('('))], ['a(']],
    ['takes ruby in ruby off', [t.ruby(t.ruby('a', t.rt('b')), t.rt('c'))], [t.ruby('ab', t.rt('c'))]],
  ] satisfies [string, Inline[], Inline[]][])('%s', ([, inlines, tidied]) => {
    expect(tidyInlines(inlines)).toEqual(tidied)
  })

  test.for([
    ['emphasis of every kind', [t.em('a'), t.strong('b'), t.i('c'), t.b('d'), t.u('e'), t.s('f'), t.small('g')]],
    ['signs of every kind', [t.sub('a'), t.sup('b'), t.code('c'), t.q('d'), t.cite('e'), t.abbr('f'), t.br]],
    ['readings with and without brackets', [reading, t.ruby('a', t.rt('b'), 'c', t.rt('d'))]],
    ['spans', [t.span({ lang: 'fr' }, 'a'), t.span({ dir: 'rtl' }, 'b'), t.span({ className: 'smallcaps' }, 'c')]],
    ['links', [t.a('https://example.org/?q=1#top', 'a'), t.a('mailto:a@example.org', 'b')]],
    ['emphasis inside words, and empty', ['un', t.em('be'), 'lievable', t.em()]],
    ['white space', [' a \u00a0 ', t.br, '\n\t']],
    ['hostile text', ['<script>&amp;"']],
  ] satisfies [string, Inline[]][])('leaves %s', ([, inlines]) => {
    expect(tidyInlines(inlines)).toEqual(inlines)
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(arbitraryInlines, (inlines) => {
        const once = tidyInlines(inlines)
        expect(tidyInlines(once)).toEqual(once)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('safeHref', () => {
  test.for([
    ['http://example.org/a b', 'http://example.org/a%20b'],
    [' https://example.org/é|{}^ ', 'https://example.org/%C3%A9%7C%7B%7D%5E'],
    ['http://example.org/100%', 'http://example.org/100%25'],
    ['http://example.org/#a#b', 'http://example.org/#a%23b'],
    ['HTTP://EXAMPLE.ORG/%7Ewillow/', 'HTTP://EXAMPLE.ORG/%7Ewillow/'],
    ['mailto:a@example.org?subject=x', 'mailto:a@example.org?subject=x'],
    ["http://example.org/it's(1)*!", "http://example.org/it's(1)*!"],
  ] as const)('writes %s as %s', ([address, href]) => {
    expect(safeHref(address)).toBe(href)
  })

  test('is a web or mail address in printable ASCII, and the same the second time', () => {
    const address = fc.oneof(
      fc.webUrl(),
      fc.string({ unit: 'binary' }).map((rest) => `http://example.org/${rest}`),
    )
    fc.assert(
      fc.property(address, (each) => {
        const href = safeHref(each)
        expect(href).toMatch(/^https?:\/\/[!-~]+$/)
        expect(safeHref(href as string)).toBe(href)
      }),
    )
  })
})

function row(...cells: Block[]): Block {
  return t.table(t.tr(...cells))
}
