/**
 * Cuts RTF into what it is made of: groups, control words, control symbols, bytes of text.
 *
 *     {\i caf\'e9}      open · word "i" · text "caf" · byte e9 · close
 *
 * Nothing is an error: a file that ends anywhere has said what it has said.
 */
export interface RtfHandler {
  readonly open: () => void
  readonly close: () => void
  /** `\li720` is `li` with 720; without a number it is null. */
  readonly word: (name: string, number: number | null) => void
  /** `\~`, `\*` and other characters that are no letters. */
  readonly symbol: (character: string) => void
  /** Bytes as they stand, as Latin-1 characters. */
  readonly text: (from: number, to: number) => void
  /** `\'e9` */
  readonly byte: (byte: number) => void
}

const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
const LINE_FEED = 0x0a
const RETURN = 0x0d
const NUL = 0
const SPACE = 0x20
const MINUS = 0x2d
const LONGEST_WORD = 32
const LONGEST_NUMBER = 10

/** `source` holds bytes as Latin-1 characters. */
export function readTokens(source: string, handler: RtfHandler): void {
  let at = 0
  let textStart = 0
  const endText = (): void => {
    if (at > textStart) handler.text(textStart, at)
  }
  while (at < source.length) {
    const unit = source.charCodeAt(at)
    if (unit === BACKSLASH) {
      endText()
      at = readControl(source, at + 1, handler)
      textStart = at
    } else if (unit === OPEN || unit === CLOSE || unit === LINE_FEED || unit === RETURN || unit === NUL) {
      endText()
      at++
      textStart = at
      if (unit === OPEN) handler.open()
      else if (unit === CLOSE) handler.close()
    } else at++
  }
  endText()
}

/** Reads what follows a backslash, and says where it ends. */
function readControl(source: string, start: number, handler: RtfHandler): number {
  if (start >= source.length) return start
  if (!isLetter(source.charCodeAt(start))) {
    const character = source.charAt(start)
    if (character !== "'") {
      handler.symbol(character)
      return start + 1
    }
    const byte = Number.parseInt(source.slice(start + 1, start + 3), 16)
    if (Number.isNaN(byte)) return start + 1
    handler.byte(byte)
    return start + 3
  }
  let at = start
  while (at < source.length && at - start < LONGEST_WORD && isLetter(source.charCodeAt(at))) at++
  const name = source.slice(start, at)
  const numberStart = at
  if (source.charCodeAt(at) === MINUS && isDigit(source.charCodeAt(at + 1))) at++
  while (at - numberStart <= LONGEST_NUMBER && isDigit(source.charCodeAt(at))) at++
  const number = at === numberStart ? null : Number(source.slice(numberStart, at))
  if (source.charCodeAt(at) === SPACE) at++
  if (name === 'bin') return Math.min(source.length, at + Math.max(0, number ?? 0))
  handler.word(name, number)
  return at
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}
