import { describe, expect, test } from 'vitest'
import { detectFormat } from './index.ts'

/** The letters and signs of code page 037 that the tests use. */
const CODES = new Map<string, number>([
  ...runOfCodes('abcdefghi', 0x81),
  ...runOfCodes('jklmnopqr', 0x91),
  ...runOfCodes('stuvwxyz', 0xa2),
  ...runOfCodes('ABCDEFGHI', 0xc1),
  ...runOfCodes('JKLMNOPQR', 0xd1),
  ...runOfCodes('STUVWXYZ', 0xe2),
  ...runOfCodes('0123456789', 0xf0),
  [' ', 0x40],
  ['.', 0x4b],
  [',', 0x6b],
  ["'", 0x7d],
  ['\n', 0x25],
])

function runOfCodes(characters: string, first: number): [string, number][] {
  return Array.from(characters, (character, i) => [character, first + i])
}

const STORY = "The lamp went out, and nobody in the house\nthought of lighting another one. It wasn't late, at 9."

describe('detectFormat, of EBCDIC', () => {
  test('refuses it and says how to turn it into UTF-8', () => {
    const bytes = Uint8Array.from(STORY, (character) => CODES.get(character) ?? 0)
    expect(detectFormat(bytes, 'lamp.txt').refusal).toMatchObject({
      code: 'format-not-read-yet',
      why: expect.stringContaining('iconv -f CP037'),
    })
  })

  test.for([
    ['English', Buffer.from(STORY)],
    ['Russian in KOI8-R', Buffer.from('d7c5dec5d2cfcd20c2d9cccf20d4c5cdcecf20c920d4c9c8cf2e'.repeat(3), 'hex')],
    ['Japanese in Shift_JIS', Buffer.from('918b82cc8a4f82cd82e082a488c382ad82c48141'.repeat(3), 'hex')],
    ['signs of addresses', Buffer.from('@@@ a@b @@@ c@d @@@ '.repeat(4))],
  ] as const)('takes %s for text', ([, bytes]) => {
    expect(detectFormat(bytes, 'lamp.txt')).toEqual({ format: 'text', refusal: null })
  })
})
