/**
 * Takes off mail quoting: the `> ` in front of forwarded lines.
 *
 *     in     "> > Dear list,"     out    "Dear list," at level 2
 *
 * Stories came by mail, were forwarded, and were saved with the marks. They are taken off where most lines carry
 * them, or where at least three written lines one after the other do: a single `>` may be typed for itself, and
 * `>I can hear you.<` is how some authors write thoughts.
 */
import { type Run, sliceRun } from '../run.ts'

/** `>`, `> > `, `>>|`, `| `: marks, each with a space before it at most, and one space behind the last. */
const QUOTE = /^(?: ?[>|]){1,20} ?/
const MIN_LINES_IN_A_ROW = 3

export interface Unquoted {
  readonly lines: readonly Run[]
  /** Levels taken off, one number a line; undefined where nothing was. */
  readonly levels: Uint8Array | undefined
  /** Most lines carried marks. */
  readonly quoted: boolean
}

export function unquote(lines: readonly Run[]): Unquoted {
  let written = 0
  let marked = 0
  for (const { text } of lines) {
    if (text === '') continue
    if (text.trim() !== '') written++
    if (isQuoted(text)) marked++
  }
  const quoted = marked >= 2 && marked * 2 > written
  if (marked < 2) return { lines, levels: undefined, quoted: false }
  const levels = new Uint8Array(lines.length)
  const taken = lines.map((line, i) => {
    const prefix = isQuoted(line.text) && (quoted || isAmongQuoted(lines, i)) ? (QUOTE.exec(line.text)?.[0] ?? '') : ''
    if (prefix === '') return line
    levels[i] = prefix.replace(/ /g, '').length
    return sliceRun(line, prefix.length)
  })
  return { lines: taken, levels, quoted }
}

function isQuoted(text: string): boolean {
  const first = text.charCodeAt(0)
  // '>', '|' or a space before one of them.
  if (first !== 0x3e && first !== 0x7c && first !== 0x20) return false
  return QUOTE.test(text) && !isThought(text) && !/^\|.*\|\s*$/.test(text)
}

/** `>I can hear you.<` */
function isThought(text: string): boolean {
  return text.trimEnd().endsWith('<')
}

function isAmongQuoted(lines: readonly Run[], index: number): boolean {
  let count = 1
  for (let i = index - 1; count < MIN_LINES_IN_A_ROW && i >= 0 && isQuoted(lines[i]?.text ?? ''); i--) count++
  for (let i = index + 1; count < MIN_LINES_IN_A_ROW && i < lines.length && isQuoted(lines[i]?.text ?? ''); i++) count++
  return count >= MIN_LINES_IN_A_ROW
}
