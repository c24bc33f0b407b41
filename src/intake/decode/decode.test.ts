import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexLines } from '../position.ts'
import cases from './cases/languages.json' with { type: 'json' }
import { type Decoded, decode, encodeSingleByte, suggestionOf } from './index.ts'
import { TABLES } from './tables.ts'

function bytesOf(latin1: string): Uint8Array {
  return Uint8Array.from(Buffer.from(latin1, 'latin1'))
}

/** Encodings that can be written with what is at hand here. */
const WRITABLE =
  /^(?:utf-8|utf-16le|utf-16be|windows-125\d|iso-8859-\d+|macintosh|cp437|cp850|koi8-[ru]|ibm866|x-mac-cyrillic|windows-874)$/

/** The bytes again, from the text and what is known of its stretches. */
function encodeAgain(decoded: Decoded): Uint8Array {
  const lost = new Map(decoded.undecoded.map(({ at, bytes }) => [at, bytes]))
  const parts: Uint8Array[] = []
  for (const { text, encoding } of decoded.stretches) {
    for (let at = text[0]; at < text[1]; ) {
      const bytes = lost.get(at)
      const next = [...lost.keys()].find((place) => place > at && place < text[1]) ?? text[1]
      const slice = decoded.text.slice(at, bytes === undefined ? next : at + 1)
      parts.push(bytes === undefined ? encode(slice, encoding) : Uint8Array.from(bytes))
      at += slice.length
    }
  }
  return Buffer.concat(parts)
}

function encode(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  return encodeSingleByte(text, encoding)
}

describe('decode', () => {
  test.for(cases)('reads $language in $encoding, for certain', ({ text, encoding, hex }) => {
    const decoded = decode(Uint8Array.from(Buffer.from(hex, 'hex')))
    expect(decoded.text).toBe(text)
    expect(decoded.encoding).toEqual({ name: encoding, confidence: 1 })
    expect(decoded.suggestions).toEqual([])
  })

  test.each([
    ['Don\x92t go', 'Don’t go', 'windows-1252'],
    ['Don\xd5t go', 'Don’t go', 'macintosh'],
    ['Don\x92t go', 'Don’t go', 'windows-1252'],
    ['She said \x93no\x94 \x96 twice', 'She said “no” – twice', 'windows-1252'],
    ['the \x9290s', 'the ’90s', 'windows-1252'],
    ['a caf\x8e there', 'a café there', 'macintosh'],
    ['a caf\x82 there', 'a café there', 'cp437'],
    ['a caf\xe9 there', 'a café there', 'windows-1252'],
  ])('reads a few marks between ASCII: %j', (bytes, text, encoding) => {
    for (const padding of ['', 'Nobody came to the house on that day.\n'.repeat(9000)]) {
      const decoded = decode(bytesOf(padding + bytes))
      expect(decoded.text).toBe(padding + text)
      expect(decoded.encoding.name).toBe(encoding)
    }
  })

  test('takes the byte order mark off the text', () => {
    expect(decode(bytesOf('\xef\xbb\xbfhi'))).toMatchObject({ text: 'hi', bom: true, encoding: { name: 'utf-8' } })
    expect(decode(bytesOf('\xff\xfeh\0i\0'))).toMatchObject({ text: 'hi', bom: true, encoding: { name: 'utf-16le' } })
    expect(decode(bytesOf('\xfe\xff\0h\0i'))).toMatchObject({ text: 'hi', bom: true, encoding: { name: 'utf-16be' } })
  })

  test('reads each line in the encoding it is in', () => {
    const lines = ['Jos\xc3\xa9 \xe2\x80\x9chi\xe2\x80\x9d', 'Don\x92t go', 'plain', '\xd2Don\xd5t,\xd3 she said']
    const decoded = decode(bytesOf(lines.join('\n')))
    expect(decoded.text).toBe('José “hi”\nDon’t go\nplain\n“Don’t,” she said')
    expect(decoded.encoding.name).toMatch(/^mixed: /)
    expect(decoded.stretches.map(({ encoding }) => encoding)).toEqual(['utf-8', 'windows-1252', 'macintosh'])
  })

  test('reads a stray byte in a line of UTF-8 by itself', () => {
    const decoded = decode(bytesOf('\xe2\x80\x9cJos\xc3\xa9\xe2\x80\x9d \xe2\x80\x93 don\x92t'))
    expect(decoded.text).toBe('“José” – don’t')
    expect(decoded.encoding.name).toBe('mixed: utf-8, windows-1252')
  })

  test('keeps what a cut-off file ends in', () => {
    const decoded = decode(bytesOf('caf\xc3\xa9 \xe2\x80'))
    expect(decoded.text).toBe('café \ufffd')
    expect(decoded.undecoded).toEqual([{ at: 5, bytes: [0xe2, 0x80] }])
    expect(decoded.suggestions).toMatchObject([{ code: 'doubtful-encoding' }])
  })

  test('asks where two readings make sense, and says where', () => {
    const decoded = decode(bytesOf('One.\nthe end \x92'))
    expect(decoded.encoding.confidence).toBeLessThan(1)
    const suggestion = suggestionOf(indexLines(decoded.text), decoded.suggestions[0] as (typeof decoded.suggestions)[0])
    expect(suggestion).toMatchObject({ code: 'doubtful-encoding', line: 2, column: 9, lines: [2] })
  })

  test('takes a declared charset as evidence only', () => {
    expect(decode(bytesOf('caf\xe9'), { declared: 'windows-1251' }).text).toBe('café')
    expect(decode(bytesOf('caf\xc3\xa9'), { declared: 'iso-8859-1' }).text).toBe('café')
    expect(decode(bytesOf('the end \x92'), { declared: 'windows-1252' }).encoding.confidence).toBe(1)
    expect(decode(bytesOf('caf\xe9'), { declared: 'x-unheard-of' }).text).toBe('café')
  })

  test('notes a byte that no character begins with in a Japanese text', () => {
    const line = Buffer.from('82ed82a982e782c882a20a', 'hex')
    const broken = Buffer.from('82ed82a9ff0a', 'hex')
    const bytes = Uint8Array.from(Buffer.concat([...Array.from({ length: 20 }, () => line), broken]))
    const decoded = decode(bytes)
    expect(decoded.encoding.name).toBe('shift_jis')
    expect(decoded.text.endsWith('わか\ufffd\n')).toBe(true)
    expect(decoded.undecoded).toEqual([{ at: decoded.text.length - 2, bytes: [0xff] }])
  })

  test('takes zero bytes in a text for what they are', () => {
    expect(decode(bytesOf('Hello\0 world, and more text \x96 so there')).text).toBe(
      'Hello\0 world, and more text – so there',
    )
  })

  test('reads nothing as nothing', () => {
    expect(decode(new Uint8Array())).toMatchObject({ text: '', encoding: { name: 'utf-8', confidence: 1 } })
  })

  test('drops no byte of a text in bytes of any kind', () => {
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(
          'Don\x92t go\n',
          'caf\xe9 \n',
          'Jos\xc3\xa9\n',
          '\xe2\x80\x9chi\xe2\x80\x9d\r\n',
          '\xd2so\xd3\n',
          '\xff\xfe',
          '\0',
        ),
        fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(text, (parts) => {
        const bytes = bytesOf(parts.join(''))
        const decoded = decode(bytes)
        const covered = decoded.stretches.reduce((sum, stretch) => sum + stretch.bytes[1] - stretch.bytes[0], 0)
        const mark = bytes.length - covered
        expect([0, 2, 3]).toContain(mark)
        expect(decoded.stretches.at(-1)?.text[1] ?? 0).toBe(decoded.text.length)
        fc.pre(decoded.stretches.every(({ encoding }) => WRITABLE.test(encoding)))
        expect(Buffer.from(encodeAgain(decoded))).toEqual(Buffer.from(bytes.subarray(mark)))
      }),
      { numRuns: 500 },
    )
  })
})

test.for(Object.entries(TABLES))('the table of %s gives every byte its own character', ([, upper]) => {
  expect(upper).toHaveLength(128)
  expect(new Set(upper).size).toBe(128)
})

test.for(['windows-1252', 'macintosh', 'windows-1250', 'iso-8859-2', 'windows-1251', 'koi8-r', 'koi8-u'] as const)(
  'the table of %s is the one of browsers',
  (name) => {
    const bytes = Uint8Array.from({ length: 128 }, (_, i) => 0x80 + i)
    expect(TABLES[name]).toBe(new TextDecoder(name).decode(bytes))
  },
)
