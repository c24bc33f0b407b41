import { describe, expect, test } from 'vitest'
import { isAmbiguous, readDate } from './dates.ts'

const DATES = [
  ['March 5, 2002', '2002-03-05'],
  ['5 March 2002', '2002-03-05'],
  ['March 5th, 2002', '2002-03-05'],
  ['the 5th of March, 2002', '2002-03-05'],
  ['Tuesday, March 5, 2002', '2002-03-05'],
  ['Tue, 5 Mar 2002 10:22:33 -0500', '2002-03-05'],
  ['2002-03-05', '2002-03-05'],
  ['2002/3/5', '2002-03-05'],
  ['2002年3月5日', '2002-03-05'],
  ['2002-03', '2002-03'],
  ['March 2002', '2002-03'],
  ['2002', '2002'],
  ['March 5', 'XXXX-03-05'],
  ['Spring 2001', '2001-21'],
  ['1/10/2002', '[2002-01-10,2002-10-01]'],
  ['23/4/01', '2001-04-23'],
  ['4/23/01', '2001-04-23'],
  ['5/5/2001', '2001-05-05'],
  ['3.4.2001', '2001-04-03'],
  ['05-Mar-98', '1998-03-05'],
  ["March 5, '98", '1998-03-05'],
  ['5. März 2002', '2002-03-05'],
  ['5 mars 2002', '2002-03-05'],
  ['1er août 2003', '2003-08-01'],
  ['5 de marzo de 2002', '2002-03-05'],
  ['5 марта 2002 г.', '2002-03-05'],
  ['*March 5, 2002*', '2002-03-05'],
  ['March 5, 2002, 8:15 pm', '2002-03-05'],
] as const

const NO_DATES = [
  'March',
  'May',
  'Spring',
  'Monday',
  'the fifth',
  '31/31/2002',
  '30 February 2002',
  '2002-13-01',
  '1800',
  '9:15',
  'March 5, 2002 was cold',
  'Chapter 5',
  '5',
  '12',
  '1/4',
  '3/5',
  'May she rest',
  'sun and moon',
  'Saturday night',
  '24601',
  'June said 4 things',
  'April 31',
  '5 6 7',
  '2002 words',
  'January, February',
  '10/10',
  '',
] as const

describe('readDate', () => {
  test.for(DATES)('reads %j as %s', ([text, edtf]) => {
    expect(readDate(text)).toBe(edtf)
  })

  test.for(NO_DATES)('leaves %j', (text) => {
    expect(readDate(text)).toBeNull()
  })

  test('takes the order that it is told', () => {
    expect(readDate('5/8/2003', 'month-first')).toBe('2003-05-08')
    expect(readDate('5/8/2003', 'day-first')).toBe('2003-08-05')
  })

  test('says which dates are ambiguous', () => {
    expect(['1/10/2002', '1/1/2002', 'March 2002'].map((text) => isAmbiguous(readDate(text) ?? ''))).toEqual([
      true,
      false,
      false,
    ])
  })
})
