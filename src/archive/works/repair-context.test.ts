import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nearChanges, type Stretch, stretchesOf, textByBlock } from './repair-context.ts'

function written(stretches: readonly Stretch[]): string {
  return stretches.map((each) => ('same' in each ? each.same : `[${each.before}|${each.after}]`)).join('')
}

describe('stretchesOf', () => {
  test.for([
    ['one letter', 'she couldnít', 'she couldn’t', [['í', '’']], 'she couldn[í|’]t'],
    [
      'the same damage twice',
      'ì..ì',
      '“..“',
      [
        ['ì', '“'],
        ['ì', '“'],
      ],
      '[ì|“]..[ì|“]',
    ],
    ['several letters for one', 'donâ€™t', 'don’t', [['â€™', '’']], 'don[â€™|’]t'],
    ['letters that went', '\u00a0\u00a0So', 'So', [['\u00a0\u00a0', '']], '[\u00a0\u00a0|]So'],
    ['nothing', 'as it was', 'as it was', [], 'as it was'],
  ] as const)('shows %s', ([, before, after, changes, expected]) => {
    const given = changes.map(([from, to]) => ({ before: from, after: to }))
    expect(written(stretchesOf(before, after, given))).toBe(expected)
  })

  test('shows the rest as one change where no repair explains it', () => {
    expect(written(stretchesOf('one two three', 'one 2 three', []))).toBe('one [two three|2 three]')
  })

  test('spells both texts, whatever was changed', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.array(fc.record({ before: fc.string(), after: fc.string() })),
        (before, after, changes) => {
          const stretches = stretchesOf(before, after, changes)
          expect(stretches.map((each) => ('same' in each ? each.same : each.before)).join('')).toBe(before)
          expect(stretches.map((each) => ('same' in each ? each.same : each.after)).join('')).toBe(after)
        },
      ),
    )
  })
})

describe('nearChanges', () => {
  test('cuts what is far from a change, at words', () => {
    const far = 'word '.repeat(60)
    const text = written(nearChanges([{ same: far }, { before: 'í', after: '’' }, { same: far }]))
    expect(text.length).toBeLessThan(180)
    expect(text).toMatch(/^… word .*\[í\|’\]word .* …$/)
  })
})

describe('textByBlock', () => {
  test('gives the words of each block under its id, without markup', () => {
    const texts = textByBlock(
      '<p id="b1">a <em>b</em> &#38; c</p>\n<div id="b2" class="letter"><p id="b3">d<br/>e</p></div>\n<hr id="b4"/>',
    )
    expect([...texts]).toEqual([
      ['b1', 'a b & c'],
      ['b3', 'd\ne'],
    ])
  })
})
