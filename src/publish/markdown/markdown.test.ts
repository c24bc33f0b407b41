import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as t from '../../document/builders.ts'
import { arbitraryBlocks } from '../../document/testing/arbitrary-story.ts'
import type { Block } from '../../document/tree.ts'
import { BARE, book, chapter } from '../testing/books.ts'
import { writeMarkdown } from './index.ts'

describe('writeMarkdown', () => {
  test('writes a whole book', () => {
    expect(writeMarkdown(book())).toBe(`# The Lamp in the Window

by Marigold

- Fandom: Harbour Lights
- Characters: Ada Finch, Tom \\<the\\> Boatman
- Rating: General

## Summary

Somebody keeps a lamp lit.

Nobody says for whom.

## Notes

Thanks to my beta.

## Disclaimer

Not mine.

## Missing

Part 1 is not in this archive.

## One

It was *late*.

* * *

Then it was not.

## Chapter 2

> Dear Ada,
>
> Come home.
>
> Tom

## Closing notes

Feedback is loved.

This copy: https:\\//archive.example/works/7k2m9q4x0d/the-lamp-in-the-window
`)
  })

  test.for([
    ['emphasis inside a word', [t.p('un', t.em('be'), 'lievable')], 'un*be*lievable'],
    ['strong words', [t.p(t.strong('so there'), '!')], '**so there**!'],
    ['emphasis that stars cannot say', [t.p(t.em('“a”'), t.em('b'), t.em('c'))], '<em>“a”</em>*b*<em>c</em>'],
    ['emphasis in emphasis', [t.p(t.em('a ', t.strong('b'), ' c'))], '*a <strong>b</strong> c*'],
    ['what Markdown has no sign for', [t.p(t.u('a'), t.span({ lang: 'fr' }, 'b'))], '<u>a</u><span lang="fr">b</span>'],
    ['links', [t.p('Oh!', t.a('http://x.org/?a=1&b', '[a]'))], 'Oh\\![\\[a\\]](<http://x.org/?a=1&amp;b>)'],
    ['hard breaks', [t.p(t.br, 'a ', t.br, ' - b', t.br)], 'a\\\n\\- b'],
    ['headings on one line', [t.h3('a', t.br, 'b #')], '### a<br/>b \\#'],
    ['lists', [t.ul(t.li(t.p('a'), t.p('b')), t.li(t.ol(t.li(t.p('c')))))], '- a\n\n  b\n- 1. c'],
    ['two lists as two', [t.ul(t.li(t.p('a'))), t.centre(t.ul(t.li(t.p('b'))))], '- a\n\n<!-- -->\n\n- b'],
    ['quotations in quotations', [t.blockquote(t.p('a'), t.blockquote(t.p('b')))], '> a\n>\n> > b'],
    ['text as it stands', [t.pre('a\n```\n *b*')], '````\na\n```\n *b*\n````'],
    ['text as it stands with emphasis', [t.pre('a\n\n', t.em('b'))], '<pre>a\n\n<em>b</em></pre>'],
    ['tables', [t.table(t.tr(t.td(t.p('*a*\n\nb'))))], '<table><tr><td><p>*a*&#10;&#10;b</p></td></tr></table>'],
    ['gaps and images', [t.gap('Lost.'), t.img('0'.repeat(64), 'A *door*')], '\\[Lost.\\]\n\n\\[A \\*door\\*\\]'],
    ['no-break spaces at an edge', [t.p('\u00a0a\u00a0')], '&#160;a&#160;'],
  ] satisfies [string, Block[], string][])('writes %s', ([, blocks, markdown]) => {
    expect(storyOf(blocks)).toBe(markdown)
  })

  test.for([
    ['*so*', '\\*so\\*'],
    ['_so_ __so__', '\\_so\\_ \\_\\_so\\_\\_'],
    ['# no heading', '\\# no heading'],
    ['- no item', '\\- no item'],
    ['+ no item', '\\+ no item'],
    ['* * *', '\\* \\* \\*'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['1. no item', '1\\. no item'],
    ['12) no item', '12\\) no item'],
    ['> no quotation', '\\> no quotation'],
    ['    no code', 'no code'],
    ['`no code` ```', '\\`no code\\` \\`\\`\\`'],
    ['~~~', '\\~\\~\\~'],
    ['[x](http://y)', '\\[x\\](http:\\//y)'],
    ['![x](y)', '!\\[x\\](y)'],
    ['<b>&copy;</b>', '\\<b\\>\\&copy;\\</b\\>'],
    ['| a | b |', '\\| a \\| b \\|'],
    ['a\\b  ', 'a\\\\b'],
    ['www.example.org', 'www\\.example.org'],
    ['[x]: http://y', '\\[x\\]: http:\\//y'],
  ] as const)('writes %j as text', ([text, markdown]) => {
    expect(storyOf([t.p(text)])).toBe(markdown)
  })

  test('lets no text become formatting: every sign is escaped, and unescaped it is the text again', () => {
    const signs = fc.string({ unit: fc.constantFrom(...Array.from('*_`[]()<>!#-+=~|&\\ \n1.)ab"\':;{}^$@/\t')) })
    fc.assert(
      fc.property(fc.oneof(signs, fc.string({ unit: 'grapheme' })), (text) => {
        const markdown = storyOf([t.p('“', text, '”')])
        const bare = markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, '').replaceAll(/&#\d+;/g, '')
        expect(bare).not.toMatch(/[*_`[\]<>#~|\\&\n]/)
        expect(unescape(markdown)).toBe(`“${text}”`.replaceAll(/[ \t\n\r\f]+/g, ' '))
      }),
      { numRuns: 1000 },
    )
  })

  test('lets no text at the beginning of a line become a block', () => {
    const signs = fc.string({ unit: fc.constantFrom(...Array.from('*_`<>#-+=~|&\\ 1.)a')), minLength: 1 })
    fc.assert(
      fc.property(signs, signs, (one, other) => {
        for (const line of storyOf([t.p(one, t.br, other)]).split('\n')) {
          expect(line).not.toMatch(/^(?:[ \t#>=+*_`~|<-]|\d{1,9}[.)])/)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('writes 100,000 emphases in one paragraph', () => {
    const many = { ...t.p(), children: Array.from({ length: 100_000 }, () => t.em('a!')) }
    expect(storyOf([many]).match(/<em>a!<\/em>/g)).toHaveLength(100_000)
  })

  test('writes every tree, the same each time', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        expect(storyOf(blocks)).toBe(storyOf(blocks))
      }),
    )
  })
})

function storyOf(blocks: readonly Block[]): string {
  const markdown = writeMarkdown(book({ ...BARE, title: 'T', chapters: [chapter(null, null, ...blocks)] }))
  return markdown.slice('# T\n\n'.length, -1)
}

function unescape(markdown: string): string {
  return markdown
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
}
