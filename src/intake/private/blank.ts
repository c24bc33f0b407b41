/**
 * Makes the copy of an original that readers may have: what is private is blanked, every other byte is as it came.
 *
 *     Author: Sam <sam@lamp.example>      Author: Sam <****************>
 *
 * The copy is as long as the original. It is made only where the place of every private stretch is known to the byte,
 * and is looked through afterwards: nothing that was to be blanked may be left in it, in any form that a mail program
 * or a browser undoes. Where that cannot be shown, there is no copy.
 */
import { latin1 } from '../../kernel/latin1.ts'
import { declaredCharset, decode, encodeSingleByte, type Stretch } from '../decode/index.ts'
import { indexLines } from '../position.ts'
import { findAddresses } from './find-addresses.ts'
import { MAX_HEAD, mailHead } from './mail-head.ts'

/** A private stretch as its finding names it; of a mail's head there is no line. */
export interface PrivatePlace {
  readonly code: string
  readonly line: number | null
  readonly column: number | null
  readonly length: number
}

const STAR = 0x2a

/** Null when no such copy can be made. */
export function blankPrivate(
  bytes: Uint8Array,
  format: string,
  places: readonly PrivatePlace[],
): Uint8Array<ArrayBuffer> | null {
  if (format === 'mail') return places.some(isNameInBody) ? null : blankMail(bytes)
  if (format !== 'text' && format !== 'html') return null
  if (places.some(({ line }) => line === null)) return null
  // As intake does it: the declaration of a page is evidence, and blanking does not reach it.
  const evidence = format === 'html' ? declaredCharset(bytes) : {}
  const decoded = decode(bytes, evidence)
  const lines = indexLines(decoded.text)
  const copy = Uint8Array.from(bytes)
  const values = new Set<string>()
  const wanted = offsetsOf(lines, places)
  const byteAt = byteFinder(bytes, decoded.text, decoded.stretches)
  for (const { from, to } of wanted) {
    const start = byteAt(from)
    const end = byteAt(to)
    if (start === null || end === null || end <= start) return null
    values.add(decoded.text.slice(from, to).toLowerCase())
    copy.fill(STAR, start, end)
  }
  const left = decode(copy, evidence).text
  const isLeft = findAddresses(left).some(({ from, to }) => values.has(left.slice(from, to).toLowerCase()))
  return isLeft ? null : copy
}

/** The first line of an opened mail says who sent it. The lines below are not those of its bytes. */
function isNameInBody({ code, line }: PrivatePlace): boolean {
  return code === 'real-name' && line !== 1
}

/** Where the places stand in the text, in order. Columns count code points, so each line is walked through once. */
function offsetsOf(
  { starts, text }: ReturnType<typeof indexLines>,
  places: readonly PrivatePlace[],
): { readonly from: number; readonly to: number }[] {
  const sorted = places
    .map(({ line, column, length }) => ({ line: line ?? 1, column: column ?? 1, length }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column)
  let at = { line: 0, column: 1, offset: 0 }
  return sorted.map(({ line, column, length }) => {
    if (line !== at.line) at = { line, column: 1, offset: starts[line - 1] ?? text.length }
    let { offset } = at
    for (let i = at.column; i < column && offset < text.length; i++)
      offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
    at = { line, column, offset }
    return { from: offset, to: offset + length }
  })
}

/** Where in the bytes a place of the text begins, asked in ascending order; null where that cannot be told. */
function byteFinder(bytes: Uint8Array, text: string, stretches: readonly Stretch[]): (offset: number) => number | null {
  let stretch = 0
  let lastText = stretches[0]?.text[0] ?? 0
  let lastByte = stretches[0]?.bytes[0] ?? 0
  return (offset) => {
    while (stretch + 1 < stretches.length && (stretches[stretch + 1]?.text[0] ?? 0) <= offset) {
      stretch++
      lastText = stretches[stretch]?.text[0] ?? 0
      lastByte = stretches[stretch]?.bytes[0] ?? 0
    }
    const current = stretches[stretch]
    if (current === undefined || offset < lastText) return null
    const between = encoded(text.slice(lastText, offset), current.encoding)
    if (between === null) return null
    const end = lastByte + between.length
    // What is written again must be what stands there, or the count of bytes means nothing.
    if (Buffer.compare(between, bytes.subarray(lastByte, end)) !== 0) return null
    lastText = offset
    lastByte = end
    return end
  }
}

function encoded(text: string, encoding: string): Uint8Array | null {
  if (encoding === 'utf-8' || encoding === 'ascii') return Buffer.from(text, 'utf8')
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  try {
    return encodeSingleByte(text, encoding)
  } catch {
    // An encoding of several bytes a character that is not written here: then there is no copy.
    return null
  }
}

/** Fields of a mail's head that say nothing of anybody. */
const OPEN_FIELDS = new Set([
  'subject',
  'date',
  'mime-version',
  'content-type',
  'content-transfer-encoding',
  'content-disposition',
  'lines',
])

/** Every address of a mail is blanked, and all of its head but what it is about and when. */
function blankMail(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const raw = latin1(bytes)
  const head = mailHead(bytes).length
  if (head >= MAX_HEAD || /^content-transfer-encoding:\s*base64/im.test(raw) || /^begin \d{3} /m.test(raw)) return null
  const copy = Uint8Array.from(bytes)
  let isOpen = false
  let at = 0
  for (const [line] of raw.slice(0, head).matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)) {
    const field = /^([!-9;-~]{1,80}):\s*/.exec(line)
    if (field !== null) isOpen = OPEN_FIELDS.has((field[1] ?? '').toLowerCase())
    const shown = /^\s/.test(line) ? (/^\s*/.exec(line)?.[0].length ?? 0) : (field?.[0].length ?? 0)
    if (!isOpen) copy.fill(STAR, at + shown, at + line.replace(/[\r\n]+$/, '').length)
    at += line.length
  }
  for (const { from, to } of findAddresses(raw)) copy.fill(STAR, from, to)
  const undone = Buffer.from(copy)
    .toString('latin1')
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/&#(?:64|x40);/gi, '@')
  // Of an address that was wrapped or written in codes some is left.
  return findAddresses(undone).length > 0 ? null : copy
}
