/**
 * What ends a statement: a semicolon, or what a `DELIMITER` line says, so that the body of a trigger may hold semicolons.
 */
import { BACKQUOTE, DOUBLE, MORE, SINGLE, skipComment, skipString } from './scan.ts'

export interface StatementDelimiter {
  readonly set: (text: string) => void
  readonly isUsual: () => boolean
  readonly length: () => number
  readonly isAt: (bytes: Uint8Array, position: number) => boolean
  /**
   * The position of the delimiter that ends the statement, outside strings and comments, or `MORE`; what lies before
   * `passed` need not be looked at again.
   */
  readonly findEnd: (
    bytes: Uint8Array,
    from: number,
    hasEscapes: boolean,
  ) => { readonly end: number; readonly passed: number }
}

export function statementDelimiter(): StatementDelimiter {
  let delimiter = ';'

  function isAt(bytes: Uint8Array, position: number): boolean {
    for (let i = 0; i < delimiter.length; i++) if (bytes[position + i] !== delimiter.charCodeAt(i)) return false
    return true
  }

  return {
    set(text) {
      delimiter = text
    },
    isUsual: () => delimiter === ';',
    length: () => delimiter.length,
    isAt,
    findEnd(bytes, from, hasEscapes) {
      let i = from
      while (i < bytes.length) {
        const passed = i
        const byte = bytes[i] as number
        if (byte === SINGLE || byte === DOUBLE || byte === BACKQUOTE) i = skipString(bytes, i, bytes.length, hasEscapes)
        else if (isAt(bytes, i)) return { end: i, passed }
        else if (byte === 45 || byte === 47 || byte === 35) {
          const behind = skipComment(bytes, i, bytes.length)
          i = behind === i ? i + 1 : behind
        } else i++
        if (i < 0) return { end: MORE, passed }
      }
      // A delimiter of two bytes may be half there.
      return { end: MORE, passed: Math.max(from, bytes.length - delimiter.length + 1) }
    },
  }
}
