/** Reads what stands before the rows of an INSERT: the table, and the columns where it lists them. */
import {
  BACKQUOTE,
  CLOSE,
  DOUBLE,
  isWordByte,
  MORE,
  OPEN,
  SEMICOLON,
  SINGLE,
  skipBlank,
  skipString,
  wordAt,
} from './scan.ts'
import { isSign, isWord, readTableName, type Token, tokensOf } from './tokens.ts'

export interface InsertHeader {
  readonly database: string | null
  readonly name: string
  readonly columns: readonly string[] | null
  /** What follows: rows, or a form that is not read (`SET a = 1`, a query). */
  readonly follows: 'rows' | 'other'
}

/** Behind the word VALUES, or the word that stands in its place; `MORE`, or the end of a statement without either. */
export function findRows(bytes: Uint8Array, from: number, end: number): { readonly at: number; readonly word: string } {
  let depth = 0
  for (let at = from; at < end; ) {
    at = skipBlank(bytes, at, end)
    if (at < 0 || at >= end) break
    const byte = bytes[at] as number
    if (byte === SINGLE || byte === DOUBLE || byte === BACKQUOTE) {
      at = skipString(bytes, at, end)
      if (at < 0) break
    } else if (isWordByte(byte)) {
      const start = at
      while (at < end && isWordByte(bytes[at] as number)) at++
      if (at >= end) break
      const word = depth === 0 && at - start < 8 ? wordAt(bytes, start, at) : ''
      if (ENDS.includes(word)) return { at, word }
    } else if (byte === SEMICOLON) return { at, word: '' }
    else {
      if (byte === OPEN) depth++
      if (byte === CLOSE) depth--
      at++
    }
  }
  return { at: MORE, word: '' }
}

const ENDS = ['VALUES', 'VALUE', 'SELECT', 'SET', 'WITH', 'TABLE']

/** Of the bytes from INSERT to behind the word that `findRows` found. */
export function readInsertHeader(bytes: Uint8Array, from: number, to: number): InsertHeader | undefined {
  const tokens = tokensOf(bytes, from, to)
  let at = 1
  while (isWord(tokens[at], 'LOW_PRIORITY', 'HIGH_PRIORITY', 'DELAYED', 'IGNORE', 'INTO')) at++
  const table = readTableName(tokens, at)
  if (table === undefined) return undefined
  const { database, name } = table
  let next = table.next
  if (isWord(tokens[next], 'PARTITION')) next = closeOf(tokens, next + 1) + 1
  const columns = isSign(tokens[next], '(') ? readColumns(tokens, next) : null
  const follows = isWord(tokens.at(-1), 'VALUES', 'VALUE') ? 'rows' : 'other'
  return { database, name, columns, follows }
}

function readColumns(tokens: readonly Token[], open: number): readonly string[] | null {
  const names: string[] = []
  for (let at = open + 1; at < closeOf(tokens, open); at++) {
    const token = tokens[at] as Token
    if (isSign(token, ',')) continue
    // `table.column` is a column.
    if (isSign(token, '.')) names.pop()
    else names.push(token.text)
  }
  return names.length === 0 ? null : names
}

function closeOf(tokens: readonly Token[], open: number): number {
  const close = tokens.findIndex((token, i) => i > open && isSign(token, ')'))
  return close === -1 ? tokens.length : close
}
