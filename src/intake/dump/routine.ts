/**
 * Finds the end of a trigger or procedure whose own statements end like all others, because the dump sets no delimiter:
 * its BEGINs and ENDs are counted.
 */
import { BACKQUOTE, DOUBLE, isWordByte, latin1, MORE, SINGLE, skipComment, skipString, wordAt } from './scan.ts'
import { isWord, type Token } from './tokens.ts'

const ROUTINES = ['TRIGGER', 'PROCEDURE', 'FUNCTION', 'EVENT']

/** Whether a CREATE, as far as its first semicolon, opens a routine with a body. */
export function opensRoutine(tokens: readonly Token[]): boolean {
  const isRoutine = tokens.slice(0, 24).some((token) => isWord(token, ...ROUTINES))
  return isRoutine && tokens.some((token) => isWord(token, 'BEGIN'))
}

export interface Routine {
  /** Behind the next word, string or sign, or `MORE`. */
  readonly step: (bytes: Uint8Array, at: number, hasEscapes: boolean, isLast: boolean) => number
  readonly isOver: () => boolean
}

/** Bytes behind END that tell what ends. */
const WORD_BYTES = 16

export function routine(): Routine {
  let depth = 0
  let isOver = false

  function read(word: string, bytes: Uint8Array, behind: number): void {
    if (word === 'BEGIN' || word === 'CASE') depth++
    if (word !== 'END') return
    const rest = latin1(bytes, behind, Math.min(behind + WORD_BYTES, bytes.length))
    const ended = /^\s*(IF|LOOP|WHILE|REPEAT|CASE)\b/i.exec(rest)?.[1]?.toUpperCase()
    // The CASE of `END CASE` is met next, and opens nothing.
    if (ended === 'CASE') depth -= 2
    if (ended !== undefined) return
    depth--
    isOver = depth <= 0
  }

  return {
    isOver: () => isOver,
    step(bytes, at, hasEscapes, isLast) {
      const byte = bytes[at] as number
      if (byte === SINGLE || byte === DOUBLE || byte === BACKQUOTE) {
        return skipString(bytes, at, bytes.length, hasEscapes)
      }
      if (byte === 45 || byte === 47 || byte === 35) {
        const behind = skipComment(bytes, at, bytes.length)
        return behind === MORE ? MORE : Math.max(behind, at + 1)
      }
      if (!isWordByte(byte)) return at + 1
      let next = at + 1
      while (next < bytes.length && isWordByte(bytes[next] as number)) next++
      if (bytes.length - next < WORD_BYTES && !isLast) return MORE
      read(wordAt(bytes, at, next), bytes, next)
      return next
    },
  }
}
