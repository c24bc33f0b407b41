import { describe, expect, test } from 'vitest'
import { findPartAtEnd, isPartHeading, readPart } from './part-number.ts'

describe('findPartAtEnd', () => {
  test.for([
    ['Hollow Ground (Part 3 of 5)', 'Hollow Ground', 3, null, 5],
    ['Still Water 1/4', 'Still Water', 1, null, 4],
    ['Ember [2/?]', 'Ember', 2, null, null],
    ['Ember - Chapter IV', 'Ember', 4, null, null],
    ['Ember, Part Two of Three', 'Ember', 2, null, 3],
    ['Ember, parts 2-4/7', 'Ember', 2, 4, 7],
    ['Glut, Teil 3', 'Glut', 3, null, null],
    ['Ember Part 3', 'Ember', 3, null, null],
  ] as const)('reads %j', ([text, title, number, to, total]) => {
    const found = findPartAtEnd(text)
    expect([text.slice(0, found?.from), found?.part]).toEqual([title, { number, to, total }])
  })

  test.for([
    'Missing Scene from "Becoming, Part 2"',
    'Partners',
    'Apart',
    'Catch 22',
    'The Year 2000',
    'Part of Me',
    'A Departure',
    '5/4',
    'Counterpart',
    'Chapters',
  ])('leaves %j', (text) => expect(findPartAtEnd(text)).toBeNull())
})

describe('readPart', () => {
  test.for([
    ['1/4', 1, 4],
    ['3 of 5', 3, 5],
    ['Two', 2, null],
    ['7', 7, null],
    ['[2/?]', 2, null],
  ] as const)('reads %j', ([text, number, total]) => expect(readPart(text)).toEqual({ number, to: null, total }))

  test.for(['the last', 'unknown', '', 'of five', 'xylophone'])('leaves %j', (text) =>
    expect(readPart(text)).toBeNull(),
  )
})

describe('isPartHeading', () => {
  test.for([
    'Part III',
    'Chapter Two: Home',
    '*Part 2*',
    'Prologue',
    '1/4',
    '2.',
    'IV',
    'Kapitel 3',
    '~ Epilogue ~',
    'Kapitola první',
    'Zweiter Teil',
    'Kapitel ett',
  ])('knows %j', (text) => expect(isPartHeading(text)).toBe(true))

  test.for([
    'Part of her wanted to stay.',
    'Chapter and verse',
    'Act your age',
    'Partly cloudy',
    'Mild',
    '2002',
    'Book now',
    'Prologues bore me',
  ])('leaves %j', (text) => expect(isPartHeading(text)).toBe(false))
})
