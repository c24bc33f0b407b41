import { expect, test } from 'vitest'
import { unitsOf } from './units.ts'

function isEveryUnit(text: string): boolean {
  const units = unitsOf(text)
  return (
    units.length >= text.length &&
    Array.from({ length: text.length }, (_, i) => i).every((i) => units[i] === text.charCodeAt(i))
  )
}

test('every unit of a text is read, whatever its script, halves of pairs and lone ones too', () => {
  for (const text of ['', 'Ada', '“Ъ” 漢 😀', '\ud800 alone', '\udc00\ud83d', '\0\uffff'])
    expect([text, isEveryUnit(text)]).toEqual([text, true])
})

test('texts of any length are read, a short one after a long one and around each bound', () => {
  for (const length of [1, 0x7fff, 0x8000, 0x8001, 100_000, 0x80000, 0x80001, 2_000_000, 3])
    expect([length, isEveryUnit('aé漢'.repeat(Math.ceil(length / 3)).slice(0, length))]).toEqual([length, true])
})

test('the next text does not wait for the last one to be done with', () => {
  const first = unitsOf('wren')
  expect(first[0]).toBe(0x77)
  expect(unitsOf('ada')[0]).toBe(0x61)
})
