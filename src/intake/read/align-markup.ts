/**
 * Maps the decoded text of markup back to the markup, where both differ: at entities and at CRLF.
 *
 *     markup   `It&#8217;s`     text   `It’s`     pieces   It = It, ’ = &#8217;, s = s
 */
import { parseFragment } from 'parse5'
import type { Piece } from '../run.ts'

const SPECIAL = /[&\r]/g
const NUMERIC = /&#(?:[0-9]+|[xX][0-9a-fA-F]+);?/y
const NAMED = /&[A-Za-z][A-Za-z0-9]{0,40};?/y
const LONGEST_ENTITY = 48
const MAX_REMEMBERED = 5000

/** Length in the markup, and in the text. */
interface Stretch {
  readonly taken: number
  readonly given: number
}

const remembered = new Map<string, Stretch>()

/**
 * The pieces of `text`, whose offsets count from `from`, over `source[at, until)`. The end is the text's end even
 * where the markup says more.
 */
export function alignPieces(source: string, at: number, until: number, text: string, from: number): Piece[] {
  const start = startOfEntity(source, at, text)
  if (until - start === text.length) return [{ from, to: from + text.length, at: start, until }]
  const pieces: Piece[] = []
  let taking = start
  let made = 0
  while (made < text.length) {
    const next = nextSpecial(source, taking, until)
    const plain = Math.min(next - taking, text.length - made)
    if (plain > 0) pieces.push({ from: from + made, to: from + made + plain, at: taking, until: taking + plain })
    taking += plain
    made += plain
    if (made >= text.length) break
    const { taken, given } = taking < until ? stretchAt(source, taking) : { taken: 0, given: text.length - made }
    const to = Math.min(made + given, text.length)
    if (to > made) pieces.push({ from: from + made, to: from + to, at: taking, until: taking + taken })
    taking += taken
    made = to
  }
  return pieces
}

/** parse5 counts an entity behind white space that it dropped to that white space: the text then starts before `at`. */
function startOfEntity(source: string, at: number, text: string): number {
  const first = source.charAt(at)
  if (first === text.charAt(0) || !/[A-Za-z0-9#;]/.test(first)) return at
  const ampersand = source.lastIndexOf('&', at)
  return ampersand >= 0 && at - ampersand < LONGEST_ENTITY ? ampersand : at
}

function nextSpecial(source: string, from: number, until: number): number {
  SPECIAL.lastIndex = from
  const found = SPECIAL.exec(source)
  return found === null || found.index > until ? until : found.index
}

/** What stands at an ampersand or a carriage return, and how much text it makes. */
function stretchAt(source: string, at: number): Stretch {
  if (source.charAt(at) === '\r') return { taken: source.charAt(at + 1) === '\n' ? 2 : 1, given: 1 }
  NUMERIC.lastIndex = at
  const numeric = NUMERIC.exec(source)?.[0]
  if (numeric !== undefined) return { taken: numeric.length, given: isAstral(numeric) ? 2 : 1 }
  NAMED.lastIndex = at
  const named = NAMED.exec(source)?.[0]
  return named === undefined ? { taken: 1, given: 1 } : stretchOfName(named)
}

function isAstral(numeric: string): boolean {
  const digits = numeric.replace(/[&#;]/g, '')
  const value = /^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10)
  return value > 0xffff && value <= 0x10ffff
}

/** Names without a semicolon may end inside the word (`&copy2002`): what stays the same at the end is not the name. */
function stretchOfName(candidate: string): Stretch {
  const known = remembered.get(candidate)
  if (known !== undefined) return known
  const node = parseFragment(candidate).childNodes[0]
  const decoded = node !== undefined && 'value' in node ? node.value : candidate
  let same = 0
  while (same < decoded.length - 1 && decoded.at(-1 - same) === candidate.at(-1 - same)) same++
  const stretch =
    decoded === candidate
      ? { taken: candidate.length, given: candidate.length }
      : { taken: candidate.length - same, given: decoded.length - same }
  if (remembered.size < MAX_REMEMBERED) remembered.set(candidate, stretch)
  return stretch
}
