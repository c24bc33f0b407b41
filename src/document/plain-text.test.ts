import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as t from './builders.ts'
import { countWords } from './count-words.ts'
import { plainText } from './plain-text.ts'

describe('plainText', () => {
  test('gives the author’s words, a blank line between blocks', () => {
    const [chapter] = t.work(
      t.ch(
        'One',
        t.h3('Willow'),
        t.p('It’s ', t.em('la'), 'te.', t.br, 'Very.'),
        t.hr,
        t.letter(t.header(t.p('Dear Will,')), t.p('x')),
        t.gap('A line may be missing here.'),
        t.p('  '),
        t.figure(t.img('a'.repeat(64), 'A door'), t.figcaption('The door')),
        t.p(t.ruby('漢字', t.rt('かんじ'))),
      ),
    )
    expect(plainText(chapter?.blocks ?? [])).toBe('Willow\n\nIt’s late.\nVery.\n\nDear Will,\n\nx\n\nThe door\n\n漢字')
  })
})

describe('countWords', () => {
  test.for([
    ['', 0],
    ['  \n ', 0],
    ['She said—nothing.', 2],
    ['a — b', 3],
    ['one\u00a0two\u2003three\r\nfour', 4],
    ['한국어 단어', 2],
    ['彼女は黙っていた。', 6],
    ['我喜欢你', 3],
    ['ฉันรักเธอ', 3],
    ['“Hello,” 彼は言った。', 6],
  ] as const)('counts the words of %j as %i', ([text, words]) => {
    expect(countWords(text)).toBe(words)
  })

  test('takes any language somebody stated', () => {
    for (const language of ['ja', 'zh-Hant', 'x', 'Japanese!', '', null]) expect(countWords('彼女は', language)).toBe(2)
  })

  test('counts runs between white space, as splitting would', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '\u00a0', '\u2028', '\u3000', '\ufeff', '\u180e', '—'),
    })
    fc.assert(
      fc.property(text, (each) => {
        expect(countWords(each)).toBe(each.split(/\s+/).filter((run) => run !== '').length)
      }),
    )
  })
})
