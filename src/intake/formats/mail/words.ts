/**
 * Decodes what stands in header fields: encoded words (RFC 2047), and the bytes that programs put there bare.
 *
 *     =?iso-8859-1?Q?Caf=E9_Noir?= (1/2)      "Café Noir (1/2)"
 *
 * The charset that a word names is evidence only, as everywhere. Two words behind each other are one stretch of bytes:
 * programs cut them in the middle of a character.
 */
import { decode } from '../../decode/index.ts'
import { undoBase64, undoQuotedPrintable } from './transfer.ts'

/** "=?utf-8?B?w6k=?=" */
const WORD = /=\?([\w.:-]{1,40})(?:\*[\w-]{1,20})?\?([QqBb])\?([^?\s]{0,2000})\?=/g

export function decodeWords(value: string): string {
  let text = ''
  let end = 0
  let held: { charset: string; bytes: Uint8Array } | null = null
  const flush = (): void => {
    if (held !== null) text += decode(held.bytes, { declared: held.charset }).text
    held = null
  }
  for (const match of value.matchAll(WORD)) {
    const [whole, charset = '', kind = '', code = ''] = match
    const between = value.slice(end, match.index)
    const bytes = kind.toLowerCase() === 'b' ? undoBase64(code) : undoQuotedPrintable(code.replaceAll('_', ' '))
    if (held !== null && between.trim() === '' && held.charset.toLowerCase() === charset.toLowerCase()) {
      held = { charset, bytes: Buffer.concat([held.bytes, bytes]) }
    } else {
      const isBetweenWords = held !== null && between.trim() === ''
      flush()
      if (!isBetweenWords) text += decodeBare(between)
      held = { charset, bytes }
    }
    end = match.index + whole.length
  }
  flush()
  // oxlint-disable-next-line no-control-regex -- line breaks in a word would make a second field
  return (text + decodeBare(value.slice(end))).replaceAll(/[\u0000-\u001f\u007f\s]+/g, ' ').trim()
}

function decodeBare(latin1: string): string {
  return /[\u0080-\u00ff]/.test(latin1) ? decode(Buffer.from(latin1, 'latin1')).text : latin1
}
