/**
 * Finds where things end in the bytes of a dump: blanks and comments, names, strings, and the values of a row.
 *
 * Each function takes the bytes, a position and the end of what is there, and gives the position behind what it looked
 * for, or `MORE` when the bytes end before it does, or `BROKEN` when it is not there. Nothing is copied: a big dump is
 * nearly all strings, and finding their ends is nearly all the work.
 */

export const MORE = -1
export const BROKEN = -2

const TAB = 9
const NEWLINE = 10
const SPACE = 32
export const DOUBLE = 34
const HASH = 35
export const SINGLE = 39
export const OPEN = 40
export const CLOSE = 41
const STAR = 42
export const COMMA = 44
const MINUS = 45
const SLASH = 47
export const SEMICOLON = 59
const BACKSLASH = 92
export const BACKQUOTE = 96

/** Letters, digits, `_`, `$`, and every byte of a letter beyond ASCII. */
export function isWordByte(byte: number): boolean {
  return (
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 48 && byte <= 57) ||
    byte === 95 ||
    byte === 36 ||
    byte > 127
  )
}

export function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

/**
 * The first byte that is neither blank nor comment; `end` when all is. The marks of a version comment (`/*!40101` and
 * its end) are blanks, since what it holds is SQL; one for version 999999 no server carries out.
 */
export function skipBlank(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end) {
    const byte = bytes[at] as number
    if (byte === SPACE || (byte >= TAB && byte <= 13) || byte === 0 || byte === 26) at++
    else if (byte === SLASH || byte === STAR || byte === MINUS || byte === HASH) {
      const next = skipComment(bytes, at, end)
      if (next === at) return at
      if (next === MORE) return MORE
      at = next
    } else return at
  }
  return at
}

/** Behind the comment at `at`, or `at` when there is none. */
export function skipComment(bytes: Uint8Array, at: number, end: number): number {
  const first = bytes[at]
  if (first === HASH) return skipLine(bytes, at, end)
  if (at + 1 >= end) return first === SLASH || first === STAR || first === MINUS ? MORE : at
  const second = bytes[at + 1] as number
  if (first === STAR) return second === SLASH ? at + 2 : at
  if (first === MINUS) {
    if (second !== MINUS) return at
    if (at + 2 >= end) return MORE
    return (bytes[at + 2] as number) <= SPACE ? skipLine(bytes, at, end) : at
  }
  if (first !== SLASH || second !== STAR) return at
  return skipBlockComment(bytes, at, end)
}

function skipLine(bytes: Uint8Array, at: number, end: number): number {
  const newline = bytes.indexOf(NEWLINE, at)
  return newline === -1 || newline >= end ? MORE : newline + 1
}

const NO_SERVER = 999999

function skipBlockComment(bytes: Uint8Array, at: number, end: number): number {
  // Room for the longest opener: `/*M!1000100`.
  if (at + 11 > end && indexOfClose(bytes, at + 2, end) === -1) return MORE
  let mark = at + 2
  if (bytes[mark] === 77) mark++
  if (bytes[mark] === 33) {
    mark++
    let version = 0
    const digits = mark
    while (mark < end && mark - digits < 6 && isDigit(bytes[mark] as number)) {
      version = version * 10 + (bytes[mark] as number) - 48
      mark++
    }
    if (version !== NO_SERVER) return mark
  }
  const close = indexOfClose(bytes, at + 2, end)
  return close === -1 ? MORE : close + 2
}

function indexOfClose(bytes: Uint8Array, from: number, end: number): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, end).indexOf('*/', from, 'latin1')
}

/** Behind a string that opens at `at`; a doubled quote and whatever follows a backslash belong to it. */
export function skipString(bytes: Uint8Array, at: number, end: number, hasEscapes = true): number {
  const quote = bytes[at] as number
  const escape = hasEscapes && quote !== BACKQUOTE ? BACKSLASH : -1
  for (let i = at + 1; i < end; i++) {
    const byte = bytes[i]
    if (byte === escape) i++
    else if (byte === quote) {
      // One more byte tells a doubled quote from the end.
      if (i + 1 >= end) return MORE
      if (bytes[i + 1] !== quote) return i + 1
      i++
    }
  }
  return MORE
}

/** The words of SQL in capitals; letters beyond ASCII as they are, one character a byte. */
export function wordAt(bytes: Uint8Array, from: number, to: number): string {
  return latin1(bytes, from, to).toUpperCase()
}

export function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1')
}
