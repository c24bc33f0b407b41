/**
 * Reads the values of one row, `(1,'Lamp',NULL)`: first where each begins and ends, then, when asked, its bytes.
 *
 * A listener often wants few values of a row, so nothing is copied before it asks. What is asked for stays good until
 * the next row.
 */
import {
  BACKQUOTE,
  BROKEN,
  CLOSE,
  COMMA,
  DOUBLE,
  isDigit,
  isWordByte,
  latin1,
  MORE,
  OPEN,
  SEMICOLON,
  SINGLE,
  skipBlank,
  skipString,
} from './scan.ts'

/** What a value is written as. Strings have their kind by what has to be done to them. */
const PLAIN = 0
const ESCAPED = 1
const NULL = 2
const WORD = 3
const HEX = 4
const BITS = 5
/** Anything else: a call, a sum, a string of several pieces. Its text is kept. */
const EXPRESSION = 6

const PERCENT = 37
const BACKSLASH = 92
const UNDERSCORE = 95
const MOST_VALUES = 4096

export interface RowScan {
  readonly size: () => number
  /** Finds the values of the row that opens at `at`: behind its closing bracket, `MORE` or `BROKEN`. */
  readonly scan: (bytes: Uint8Array, at: number, end: number, hasEscapes: boolean) => number
  readonly value: (position: number) => Uint8Array | null
  /** Where what is no row was seen to be none. */
  readonly reached: () => number
  /** Whether the value is the same in every character set; a call is not. */
  readonly isAscii: (position: number) => boolean
  /** Whether it is a call or a sum, which is not worked out. */
  readonly isExpression: (position: number) => boolean
  /** The character set that stands before it (`_utf8'…'`), `binary` for bytes, else null. */
  readonly introducer: (position: number) => string | null
}

export function rowScan(): RowScan {
  let source: Uint8Array = new Uint8Array()
  let size = 0
  let escapes = true
  let reached = 0
  const kinds = new Uint8Array(MOST_VALUES)
  /** Whether a byte beyond ASCII is in it, so that it may have to be recoded. */
  const isHigh = new Uint8Array(MOST_VALUES)
  const starts = new Int32Array(MOST_VALUES)
  const ends = new Int32Array(MOST_VALUES)
  const introducers = new Map<number, string>()

  function scan(bytes: Uint8Array, at: number, end: number, hasEscapes: boolean): number {
    source = bytes
    escapes = hasEscapes
    size = 0
    if (introducers.size > 0) introducers.clear()
    let i = skipBlank(bytes, at + 1, end)
    if (i === MORE || i >= end) return MORE
    if (bytes[i] === CLOSE) return i + 1
    for (;;) {
      reached = i
      if (size === MOST_VALUES) return BROKEN
      i = scanValue(bytes, i, end)
      if (i < 0) return i
      i = skipBlank(bytes, i, end)
      if (i === MORE || i >= end) return MORE
      const byte = bytes[i]
      size++
      if (byte === CLOSE) return i + 1
      reached = i
      if (byte !== COMMA) return BROKEN
      i = skipBlank(bytes, i + 1, end)
      if (i === MORE || i >= end) return MORE
    }
  }

  /** Behind the value at `at`, whose kind and place are noted. */
  function scanValue(bytes: Uint8Array, at: number, end: number): number {
    const byte = bytes[at] as number
    if (byte === SINGLE || byte === DOUBLE) {
      const behind = scanString(bytes, at, end)
      return behind < 0 ? behind : scanRest(bytes, at, behind, end)
    }
    if (isDigit(byte) || byte === 45 || byte === 43 || byte === 46) {
      let i = at + 1
      while (i < end && isNumberByte(bytes[i] as number)) i++
      if (i >= end) return MORE
      note(WORD, at, i)
      if (byte === 48 && (bytes[at + 1] === 120 || bytes[at + 1] === 88)) return scanHexNumber(bytes, at, end)
      return scanRest(bytes, at, i, end)
    }
    return scanWord(bytes, at, end)
  }

  function note(kind: number, from: number, to: number): void {
    kinds[size] = kind
    isHigh[size] = 0
    starts[size] = from
    ends[size] = to
  }

  function scanString(bytes: Uint8Array, at: number, end: number): number {
    const quote = bytes[at] as number
    const escape = escapes ? BACKSLASH : -1
    let kind = PLAIN
    let high = 0
    let i = at + 1
    for (; i < end; i++) {
      const byte = bytes[i] as number
      high |= byte
      if (byte === quote) {
        if (i + 1 >= end) return MORE
        if (bytes[i + 1] !== quote) break
        kind = ESCAPED
        i++
      } else if (byte === escape) {
        kind = ESCAPED
        i++
        high |= bytes[i] as number
      }
    }
    if (i >= end) return MORE
    note(kind, at + 1, i)
    isHigh[size] = high > 127 ? 1 : 0
    return i + 1
  }

  /** `0x4c61` is bytes; `0x` with anything else in it is a word. */
  function scanHexNumber(bytes: Uint8Array, at: number, end: number): number {
    let i = at + 2
    while (i < end && isHexDigit(bytes[i] as number)) i++
    if (i >= end) return MORE
    if (isWordByte(bytes[i] as number)) return scanExpression(bytes, at, end)
    note(HEX, at + 2, i)
    isHigh[size] = 1
    return scanRest(bytes, at, i, end)
  }

  /** NULL, TRUE, a character set with its string, `x'4c'`, `b'1'`, or something to be worked out. */
  function scanWord(bytes: Uint8Array, at: number, end: number): number {
    if (bytes[at] === BACKSLASH && bytes[at + 1] === 78) {
      note(NULL, at, at + 2)
      return scanRest(bytes, at, at + 2, end)
    }
    let i = at
    while (i < end && isWordByte(bytes[i] as number)) i++
    if (i >= end) return MORE
    if (i === at) return scanExpression(bytes, at, end)
    const word = i - at > 40 ? '' : latin1(bytes, at, i).toUpperCase()
    if (word === 'NULL' || word === 'TRUE' || word === 'FALSE') {
      note(word === 'NULL' ? NULL : WORD, at, i)
      return scanRest(bytes, at, i, end)
    }
    const next = word.startsWith('_') ? skipBlank(bytes, i, end) : i
    if (next === MORE || next >= end) return MORE
    const isString = isQuote(bytes[next])
    if (word.startsWith('_') && isString) {
      introducers.set(size, word.slice(1).toLowerCase())
      const behind = scanString(bytes, next, end)
      return behind < 0 ? behind : scanRest(bytes, at, behind, end)
    }
    if (word.startsWith('_') && bytes[next] === 48) {
      introducers.set(size, word.slice(1).toLowerCase())
      return scanHexNumber(bytes, next, end)
    }
    if (isString && (word === 'X' || word === 'B' || word === 'N')) {
      const behind = scanString(bytes, next, end)
      if (behind < 0) return behind
      if (word !== 'N') kinds[size] = word === 'X' ? HEX : BITS
      else introducers.set(size, 'utf8')
      return scanRest(bytes, at, behind, end)
    }
    return scanExpression(bytes, at, end)
  }

  /** A value ends at a comma or the bracket; if more stands there, it is something to be worked out. */
  function scanRest(bytes: Uint8Array, at: number, behind: number, end: number): number {
    if (behind >= end) return MORE
    const byte = bytes[behind]
    if (byte === COMMA || byte === CLOSE) return behind
    const next = skipBlank(bytes, behind, end)
    if (next === MORE || next >= end) return MORE
    if (bytes[next] === COMMA || bytes[next] === CLOSE) return next
    // A word behind a string is none of SQL: the string ended at a quote that opens another.
    if (
      isQuote(bytes[behind - 1]) &&
      isWordByte(bytes[next] as number) &&
      !/^COLLATE\b/i.test(latin1(bytes, next, Math.min(next + 8, end)))
    ) {
      reached = next
      return BROKEN
    }
    return scanExpression(bytes, at, end)
  }

  /** To the comma or bracket that ends it, brackets and strings within passed over. */
  function scanExpression(bytes: Uint8Array, at: number, end: number): number {
    let depth = 0
    for (let i = at; i < end; ) {
      const byte = bytes[i] as number
      if (byte === SINGLE || byte === DOUBLE || byte === BACKQUOTE) {
        i = skipString(bytes, i, end, escapes)
        if (i < 0) return i
        continue
      }
      reached = i
      if (byte === SEMICOLON) return BROKEN
      if (byte === OPEN) depth++
      if (depth === 0 && (byte === COMMA || byte === CLOSE)) {
        if (i === at) return BROKEN
        note(EXPRESSION, at, i)
        isHigh[size] = 1
        return i
      }
      if (byte === CLOSE) depth--
      i++
    }
    return MORE
  }

  function value(position: number): Uint8Array | null {
    const from = starts[position] as number
    const to = ends[position] as number
    switch (kinds[position] as number) {
      case PLAIN:
      case EXPRESSION:
        return source.subarray(from, to)
      case ESCAPED:
        return unescape(source, from, to, escapes)
      case WORD:
        return plainWord(source.subarray(from, to))
      case HEX:
        return bytesOfHex(latin1(source, from, to))
      case BITS:
        return bytesOfBits(latin1(source, from, to))
      default:
        return null
    }
  }

  return {
    scan,
    value,
    size: () => size,
    reached: () => reached,
    isAscii: (position) => isHigh[position] === 0,
    isExpression: (position) => kinds[position] === EXPRESSION,
    introducer: (position) => introducers.get(position) ?? (kinds[position] === HEX ? 'binary' : null),
  }
}

function isQuote(byte: number | undefined): boolean {
  return byte === SINGLE || byte === DOUBLE
}

function isNumberByte(byte: number): boolean {
  // Digits, a point, the e of an exponent and its sign.
  return isDigit(byte) || byte === 46 || byte === 101 || byte === 69 || byte === 43 || byte === 45
}

function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70)
}

const ONE = Uint8Array.of(49)
const ZERO = Uint8Array.of(48)

/** A column holds TRUE as 1. */
function plainWord(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 116 || bytes[0] === 84) return ONE
  if (bytes[0] === 102 || bytes[0] === 70) return ZERO
  return bytes
}

function bytesOfHex(digits: string): Uint8Array {
  return Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
}

function bytesOfBits(digits: string): Uint8Array {
  const whole = digits.padStart(Math.ceil(digits.length / 8) * 8, '0')
  return Uint8Array.from({ length: whole.length / 8 }, (_, i) => Number.parseInt(whole.slice(i * 8, i * 8 + 8), 2))
}

/** What stands for another byte behind a backslash; every other byte stands for itself. */
const ESCAPES = Uint8Array.from({ length: 256 }, (_, byte) => byte)
ESCAPES[48] = 0
ESCAPES[98] = 8
ESCAPES[110] = 10
ESCAPES[114] = 13
ESCAPES[116] = 9
ESCAPES[90] = 26

function unescape(bytes: Uint8Array, from: number, to: number, hasEscapes: boolean): Uint8Array {
  const out = Buffer.allocUnsafe(to - from)
  const quote = bytes[from - 1] as number
  const escape = hasEscapes ? BACKSLASH : -1
  let size = 0
  for (let i = from; i < to; i++) {
    let byte = bytes[i] as number
    if (byte === escape) {
      byte = bytes[++i] as number
      // Outside a search, `\\%` and `\\_` are two characters.
      if (byte === PERCENT || byte === UNDERSCORE) out[size++] = BACKSLASH
      else byte = ESCAPES[byte] as number
    } else if (byte === quote) i++
    out[size++] = byte
  }
  return out.subarray(0, size)
}
