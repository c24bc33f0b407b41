/**
 * Takes the decoration off a line: the signs and brackets that people put around headings and labels.
 *
 *     "~*~ Chapter 4 ~*~"   "Chapter 4"        "[Willow]"   "Willow"
 */

export interface Undecorated {
  readonly inner: string
  /** Where `inner` starts in the line. */
  readonly from: number
  readonly hasSigns: boolean
  readonly hasBrackets: boolean
}

const SIGNS = new Set('~*-=_#+•·°^|\\/—–―─━★☆◆◇■□●○♥♡※＊♪♫†‡§¤×«»<>:;.,…')
const BRACKETS: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
  ['【', '】'],
  ['「', '」'],
  ['『', '』'],
  ['〈', '〉'],
  ['《', '》'],
  ['（', '）'],
  ['［', '］'],
])
/** Full stops and colons end a sentence or a label; they are no decoration of their own. */
const PUNCTUATION = new Set(':;.,…')

export function undecorate(text: string): Undecorated {
  let from = 0
  let to = text.length
  let hasSigns = false
  let hasBrackets = false
  for (let changed = true; changed; ) {
    changed = false
    while (from < to && isLoose(text.charAt(from))) {
      hasSigns ||= isSign(text.charAt(from))
      from++
    }
    while (to > from && isLoose(text.charAt(to - 1))) {
      hasSigns ||= isSign(text.charAt(to - 1))
      to--
    }
    const closing = BRACKETS.get(text.charAt(from))
    if (closing !== undefined && to - from > 1 && text.charAt(to - 1) === closing) {
      hasBrackets = true
      from++
      to--
      changed = true
    }
  }
  return { inner: text.slice(from, to), from, hasSigns, hasBrackets }
}

function isLoose(character: string): boolean {
  return SIGNS.has(character) || character.trim() === ''
}

function isSign(character: string): boolean {
  return SIGNS.has(character) && !PUNCTUATION.has(character)
}
