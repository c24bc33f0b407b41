/**
 * Decodes characters that a program wrote as escapes of its source code.
 *
 *     in     I don\u2019t know, said Zo\xc3\xab %u2014 again.  (also donu2019t, its backslash lost)
 *     out    I don’t know, said Zoë — again.
 *
 * Data dumps of web programs are full of them. Only what spells characters of prose beyond ASCII, or one of the signs
 * that programs escape for safety (quotes, &, <, >). Bytes (\xc3\xab) are UTF-8 where they can be, else Windows-1252.
 * Paths (C:\u2019) and lines that speak of escapes are left; so is `u2019` without its backslash outside the closed list
 * of contractions.
 */
import { decodeSingleByte, isExpectedAlone, scriptOf } from '../decode/index.ts'
import { isKnownContraction } from './english.ts'
import { isMentioned } from './mentioned.ts'
import { type Change, NOTHING, type Rule } from './rule.ts'

/** `\u2019`, `\u{1f600}`, `%u2019`: one or two backslashes, or a percent sign. */
const UNITS = /(?:(?:\\{1,2}|%)u[\da-fA-F]{4}|\\{1,2}u\{[\da-fA-F]{2,6}\})+/g
/** `\xe2\x80\x99` */
const BYTES = /(?:\\{1,2}x[\da-fA-F]{2})+/g
/** `donu2019t` */
const BARE = /(?<![\p{L}\p{N}\\%])([A-Za-z]{1,12})u2019([a-z]{1,9})(?![\p{L}\p{N}])/gu

export const repairLiteralEscapes: Rule = {
  code: 'literal-escape',
  find: (text) => {
    const hasBackslash = text.includes('\\')
    const changes: Change[] = []
    if (hasBackslash || text.includes('%u')) changes.push(...findEscapes(text, UNITS, decodeUnits))
    if (hasBackslash && text.includes('\\x')) changes.push(...findEscapes(text, BYTES, decodeBytes))
    if (text.includes('u2019')) {
      for (const { 1: left = '', 2: right = '', index } of text.matchAll(BARE)) {
        const from = index + left.length
        if (isKnownContraction(left, right)) changes.push({ from, to: from + 5, after: '’' })
      }
    }
    return changes.length === 0 ? NOTHING : { changes: changes.toSorted((a, b) => a.from - b.from), doubts: [] }
  },
}

function findEscapes(text: string, pattern: RegExp, read: (escapes: string) => string | undefined): readonly Change[] {
  const changes: Change[] = []
  for (const { 0: escapes, index } of text.matchAll(pattern)) {
    const after = read(escapes)
    const to = index + escapes.length
    if (after === undefined || isInPath(text, index) || isMentioned(text, index, to)) continue
    changes.push({ from: index, to, after })
  }
  return changes
}

function decodeUnits(escapes: string): string | undefined {
  const parts = escapes.match(/u\{[\da-fA-F]+\}|u[\da-fA-F]{4}/g) ?? []
  const codes = parts.map((part) => Number.parseInt(part.replace(/[u{}]/g, ''), 16))
  if (codes.some((code) => code > 0x10ffff)) return undefined
  return ifProse(codes.map((code) => String.fromCodePoint(code)).join(''))
}

function decodeBytes(escapes: string): string | undefined {
  const bytes = Uint8Array.from(escapes.match(/x[\da-fA-F]{2}/g) ?? [], (part) => Number.parseInt(part.slice(1), 16))
  try {
    return ifProse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    // No UTF-8: then each byte is a character of its own.
    return ifProse(decodeSingleByte(bytes, 'windows-1252'))
  }
}

/** Signs that programs escape because of what they mean in markup and in strings. */
const SAFE = new Set(['"', "'", '&', '<', '>', '/'])

function ifProse(text: string): string | undefined {
  for (const character of text) {
    const code = character.codePointAt(0) as number
    // C1 controls are the bytes of misread UTF-8, which is repaired next.
    const isByte = code >= 0x80 && code < 0xa0 && text.length > 1
    const isKnown = code >= 0xa0 && code !== 0xfffd && (isExpectedAlone(code) || scriptOf(code) !== undefined)
    if (!isByte && !isKnown && !SAFE.has(character)) return undefined
  }
  return text
}

/** `C:\u2019`, `\\server\xa0`: an escape behind a drive or the name of a folder. */
function isInPath(text: string, at: number): boolean {
  const token = /\S{0,80}$/.exec(text.slice(Math.max(0, at - 80), at))?.[0] ?? ''
  return /^["'(]?[A-Za-z]:/.test(token) || /^\\\\[A-Za-z]/.test(token)
}
