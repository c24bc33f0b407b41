import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detectFormat } from './detect-format.ts'
import { startsLikeMail } from './starts-like-mail.ts'

const SENT =
  'Received: from list.example\r\n by mx.example\r\nFrom: willow@list.example\r\nSubject: Fic\r\n\r\nText.\r\n'

describe('startsLikeMail', () => {
  test.for([
    ['a mail as it was sent', SENT],
    ['one with lines of Unix', SENT.replaceAll('\r\n', '\n')],
    ['one behind a byte order mark', `\ufeff${SENT}`],
    ['a header that ends with the bytes', 'Return-Path: <a@list.example>'],
  ])('says so of %s', ([, text]) => {
    expect(startsLikeMail(Buffer.from(text as string))).toBe(true)
  })

  test('says so of two bytes a character, which it does not read', () => {
    expect(startsLikeMail(Buffer.from(SENT, 'utf16le'))).toBe(true)
    expect(startsLikeMail(Buffer.from(`\ufeff${SENT}`, 'utf16le').swap16())).toBe(true)
  })

  test.for([
    ['a story', 'It was late.\n\nThen it was later.'],
    ['a page', '<p>From: here on</p>'],
    ['an indented story', '   It was late.\n   Then it was later.\n\nReceived: nothing'],
    ['a header with another line in it', 'Received: from list.example\nand so on\n\nText.'],
    ['an empty first line', `\n${SENT}`],
    ['nothing', ''],
    ['letters beyond ASCII', 'É: no name\n\nText.'],
  ])('says no of %s', ([, text]) => {
    expect(startsLikeMail(Buffer.from(text as string))).toBe(false)
  })

  test('never says no of what is recognised as a mail', () => {
    const lines = fc.constantFrom(
      'Received: from list.example',
      ' by mx.example',
      '\tand on',
      'Message-ID: <1@list.example>',
      'From: willow@list.example',
      'Date: Tue, 5 Mar 2002 21:04:11 +0000',
      'X-long_Name-2:',
      'Content-Type: text/plain',
      'MIME-Version: 1.0',
      'no header',
      '',
    )
    fc.assert(
      fc.property(
        fc.array(lines, { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.constantFrom('', '\ufeff'),
        fc.constantFrom<BufferEncoding>('utf8', 'utf16le'),
        (header, lineEnd, mark, encoding) => {
          const bytes = Buffer.from(`${mark}${header.join(lineEnd)}${lineEnd}${lineEnd}Text.`, encoding)
          const isMissed = detectFormat(bytes, 'a.eml').format === 'mail' && !startsLikeMail(bytes)
          expect(isMissed).toBe(false)
        },
      ),
    )
  })
})
