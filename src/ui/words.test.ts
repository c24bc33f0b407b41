import { describe, expect, test } from 'vitest'
import { counted, dateInWords, dateTime, languageName } from './words.ts'

describe('dateInWords', () => {
  test.for([
    ['2002-03-05', '5 March 2002'],
    ['2002-03', 'March 2002'],
    ['2002', '2002'],
    ['200X', 'the 2000s'],
    ['XXXX-03-05', '5 March'],
    ['2002-03-05T23:10:00', '5 March 2002'],
    ['2002-03-05T23:10:00Z', '5 March 2002'],
    ['2002~', 'about 2002'],
    ['2001/2002', '2001 to 2002'],
  ] as const)('says %s as “%s”', ([edtf, words]) => {
    expect(dateInWords(edtf)).toBe(words)
  })

  test.for(['', 'last spring', '2002-13-40', 'XXXX', '5/3/2002', '../..'])(
    'leaves “%s” as it is or drops what is no date',
    (words) => {
      expect(['', words, '2002']).toContain(dateInWords(words))
    },
  )

  test('gives browsers no date that the source did not give', () => {
    expect(dateTime('2002-03').markup).toBe('<time datetime="2002-03">March 2002</time>')
    expect(dateTime('XXXX-03-05').markup).toBe('5 March')
  })
})

test('counts in words, with one of a thing in the singular', () => {
  expect([counted(0, 'work'), counted(1, 'work'), counted(12_400, 'word')]).toEqual([
    '0 works',
    '1 work',
    '12,400 words',
  ])
})

test('names a language, or shows the tag nobody knows', () => {
  expect([languageName('de'), languageName('pt-BR'), languageName('not a tag!')]).toEqual([
    'German',
    'Brazilian Portuguese',
    'not a tag!',
  ])
})
