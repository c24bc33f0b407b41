/**
 * Takes a statement of a dump apart: names, words, strings and signs. For short statements that are there whole; the
 * rows of an INSERT go another way.
 */
import { BACKQUOTE, DOUBLE, isWordByte, latin1, SINGLE, skipBlank, skipString } from './scan.ts'

export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'sign'
  /** A word as it is written, a name or string without its quotes, a sign itself. */
  readonly text: string
  readonly at: number
}

/** Names in double quotes, as other programs write them, are strings here: who reads a name takes either. */
export function tokensOf(bytes: Uint8Array, from: number, to: number, most = 100_000): Token[] {
  const tokens: Token[] = []
  for (let at = from; tokens.length < most; ) {
    at = skipBlank(bytes, at, to)
    if (at < 0 || at >= to) break
    const byte = bytes[at] as number
    if (byte === SINGLE || byte === DOUBLE || byte === BACKQUOTE) {
      const behind = skipString(bytes, at, to)
      // The statement ends with it: nothing follows that would tell a doubled quote.
      const close = behind < 0 ? to : behind
      tokens.push({ kind: byte === BACKQUOTE ? 'name' : 'string', text: unquote(bytes, at, close), at })
      at = close
    } else if (isWordByte(byte)) {
      let end = at + 1
      while (end < to && isWordByte(bytes[end] as number)) end++
      tokens.push({ kind: 'word', text: textOf(bytes, at, end), at })
      at = end
    } else {
      tokens.push({ kind: 'sign', text: String.fromCharCode(byte), at })
      at++
    }
  }
  return tokens
}

/** Whether a token may be a name: of a table, of a column. */
export function isName(token: Token | undefined): token is Token {
  return token !== undefined && token.kind !== 'sign'
}

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toUpperCase())
}

export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.text === sign
}

/** `` `table` `` or `` `database`.`table` `` at a token, and the token behind it. */
export function readTableName(
  tokens: readonly Token[],
  at: number,
): { readonly database: string | null; readonly name: string; readonly next: number } | undefined {
  const first = tokens[at]
  if (!isName(first)) return undefined
  const second = tokens[at + 2]
  if (isSign(tokens[at + 1], '.') && isName(second)) return { database: first.text, name: second.text, next: at + 3 }
  return { database: null, name: first.text, next: at + 1 }
}

function unquote(bytes: Uint8Array, from: number, to: number): string {
  const quote = String.fromCharCode(bytes[from] as number)
  const text = textOf(bytes, from + 1, Math.max(from + 1, to - 1)).replaceAll(quote + quote, quote)
  return quote === '`' ? text : text.replaceAll(/\\(.)/gs, '$1')
}

/** UTF-8 where it is, else one character a byte. */
function textOf(bytes: Uint8Array, from: number, to: number): string {
  const text = latin1(bytes, from, to)
  if (!HIGH.test(text)) return text
  const decoded = utf8.decode(bytes.subarray(from, to))
  return decoded.includes('\ufffd') ? text : decoded
}

const HIGH = /[\x80-\xff]/
const utf8 = new TextDecoder()
