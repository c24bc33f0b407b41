import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as t from '../../document/builders.ts'
import { arbitraryBlocks } from '../../document/testing/arbitrary-story.ts'
import type { Block } from '../../document/tree.ts'
import { BARE, book, chapter } from '../testing/books.ts'
import { writeText } from './index.ts'

describe('writeText', () => {
  test('writes a whole book', () => {
    expect(writeText(book())).toBe(`The Lamp in the Window
by Marigold

Fandom: Harbour Lights
Characters: Ada Finch, Tom <the> Boatman
Rating: General

Summary:
Somebody keeps a lamp lit.

Nobody says for whom.

Notes:
Thanks to my beta.

Disclaimer:
Not mine.

Missing:
Part 1 is not in this archive.


One

It was *late*.

                              * * *

Then it was not.


Chapter 2

    Dear Ada,

    Come home.

    Tom


Closing notes:
Feedback is loved.


This copy: https://archive.example/works/7k2m9q4x0d/the-lamp-in-the-window
`)
  })

  test.for([
    ['a paragraph on one line', [t.p('a\n  b\tc ', t.em(' d'))], 'a b c *d*'],
    ['line breaks', [t.p('a ', t.br, ' b', t.br)], 'a\nb'],
    ['signs around the words only', [t.p('a', t.em(' b '), 'c', t.strong('d'), t.u('e'))], 'a *b* c**d**_e_'],
    ['signs on each line', [t.p(t.i('a', t.br, 'b'))], '*a*\n*b*'],
    ['no signs around none', [t.p('a', t.em(), t.em(' '), 'b')], 'a b'],
    ['no signs around signs', [t.p(t.em('2*3'))], '2*3'],
    [
      'addresses',
      [t.p(t.a('http://x.org/', 'here'), ' ', t.a('mailto:a@x.org', 'a@x.org'))],
      'here <http://x.org/> a@x.org',
    ],
    ['readings in brackets', [t.p(t.ruby('漢', t.rp('['), t.rt('かん'), t.rp(']')))], '漢(かん)'],
    ['quotations', [t.blockquote(t.p('a'), t.p('b', t.br, 'c')), t.p(t.q('d'))], '    a\n\n    b\n    c\n\n“d”'],
    ['verse', [t.verse(t.p('a', t.br, 'b'))], '    a\n    b'],
    ['lists', [t.ul(t.li(t.p('a')), t.li(t.ol(t.li(t.p('b')), t.li(t.p('c')))))], '- a\n- 1. b\n  2. c'],
    ['tables', [t.table(t.caption('T'), t.tr(t.th(t.p('a')), t.td(t.p('b'))))], 'T\na  |  b'],
    ['text as it stands', [t.pre('a\n  b\r\n\n c')], 'a\n  b\n\n c'],
    ['gaps and images in brackets', [t.gap('Lost.'), t.figure(t.img('0'.repeat(64), 'A door'))], '[Lost.]\n\n[A door]'],
    ['no-break spaces', [t.p('\u00a0\u00a0a')], '\u00a0\u00a0a'],
    ['nothing for empty blocks', [t.p(), t.p('a'), t.blockquote(), t.p(' ')], 'a'],
    ['what looks like markup as it is', [t.p('<b>*a* &amp; # b</b>')], '<b>*a* &amp; # b</b>'],
  ] satisfies [string, Block[], string][])('writes %s', ([, blocks, text]) => {
    expect(writeText(book({ ...BARE, title: 'T', chapters: [chapter(null, null, ...blocks)] }))).toBe(
      `T\n\n\n${text}\n`,
    )
  })

  test('writes every tree, the same each time', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        const chapters = [chapter(null, null, ...blocks)]
        expect(writeText(book({ chapters }))).toBe(writeText(book({ chapters })))
      }),
    )
  })
})
