import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldKey, foldText, slugOf, sortKey } from './text.ts'

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))

describe('foldText', () => {
  test.for([
    ['L’Étoile — “Noire”', 'l\'etoile - "noire"'],
    ['Straße, Łódź, Ærø, İstanbul', 'strasse, lodz, aero, istanbul'],
    ['  two\u00a0\u2003 spaces\n', 'two spaces'],
    ['Sun\u00adny\u200bdale', 'sunnydale'],
    ['ΟΔΥΣΣΕΥΣ', 'οδυσσευσ'],
    ['Ёлка', 'елка'],
    ['שָׁלוֹם', 'שלום'],
    ['ﬁn', 'fin'],
    ['don`t don´t don‘t donʼt', "don't don't don't don't"],
  ] as const)('folds %s', ([text, folded]) => {
    expect(foldText(text)).toBe(folded)
  })

  test.for([['हिन्दी'], ['ガギグ'], ['ไทย'], ['한국어'], ['c++ & c#']] as const)('leaves %s', ([text]) => {
    expect(foldText(text)).toBe(text)
  })

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text))
      }),
    )
  })

  test('is the same for composed and decomposed letters', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(text.normalize('NFD'))).toBe(foldText(text.normalize('NFC')))
      }),
    )
  })

  test('folds a million hostile characters', () => {
    for (const unit of [' ', '\u0301', '’', '\u200b', '\ud800', '-']) {
      const folded = foldText(unit.repeat(1_000_000))
      expect(foldText(folded)).toBe(folded)
      expect(foldKey(unit.repeat(1_000_000)).length).toBeLessThanOrEqual(1_000_000)
      expect(sortKey(unit.repeat(1_000_000)).length).toBeLessThanOrEqual(1_000_000)
    }
  })
})

describe('foldKey', () => {
  test.for([
    ['Hurt / Comfort!', 'hurt/comfort'],
    ['Buffy & Willow', 'Buffy  &  Willow'],
    ['Dr. Who', 'dr who'],
    ['Post-Chosen', 'Post—Chosen'],
    ["Xander's", 'xander’s'],
  ] as const)('takes %s and %s for the same', ([one, other]) => {
    expect(foldKey(one)).toBe(foldKey(other))
  })

  test.for([
    ['Buffy/Willow', 'Buffy & Willow'],
    ['Season 1.5', 'Season 15'],
    ['C', 'C++'],
    ['!!!', '???'],
    ['love ♥', 'love'],
  ] as const)('keeps %s and %s apart', ([one, other]) => {
    expect(foldKey(one)).not.toBe(foldKey(other))
  })

  test('is empty for white space only', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldKey(text) === '').toBe(foldText(text) === '')
      }),
    )
  })
})

describe('sortKey', () => {
  test.for([
    ['The Wrong Door', undefined, 'wrong door'],
    ['“A Letter”', undefined, 'letter"'],
    ["L'Étranger", 'fr', 'etranger'],
    ['Die Verwandlung', 'de-AT', 'verwandlung'],
    ['...And Then', undefined, 'and then'],
    ['O Crime', 'pt', 'crime'],
  ] as const)('sorts %s (%s) as %s', ([title, language, key]) => {
    expect(sortKey(title, language)).toBe(key)
  })

  test.for([
    ['Die Hard', undefined, 'die hard'],
    ['Theodora', undefined, 'theodora'],
    ['The', undefined, 'the'],
    ['A', 'en', 'a'],
    ['The Wrong Door', 'ja', 'the wrong door'],
    ['???', undefined, '???'],
    ['', undefined, ''],
  ] as const)('leaves %s (%s) as %s', ([title, language, key]) => {
    expect(sortKey(title, language)).toBe(key)
  })
})

describe('slugOf', () => {
  test.for([
    ['Don’t Look Back', 'dont-look-back'],
    ['  --  Éclair!  --  ', 'eclair'],
    ['Вишнёвый сад', ''],
    ['', ''],
    ['x'.repeat(100), 'x'.repeat(60)],
    ['word '.repeat(30), 'word-'.repeat(12).slice(0, -1)],
  ] as const)('makes of %s the slug %s', ([title, slug]) => {
    expect(slugOf(title)).toBe(slug)
  })

  test('is always safe in an address', () => {
    fc.assert(
      fc.property(anyText, (title) => {
        expect(slugOf(title)).toMatch(/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/)
        expect(slugOf(title).length).toBeLessThanOrEqual(60)
      }),
    )
  })
})
