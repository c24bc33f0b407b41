/**
 * Decodes UTF-7, a mail encoding of the nineties: characters beyond ASCII as base 64 between + and -.
 *
 *     in     I don+IBk-t know, said Zo+AOs-.
 *     out    I don’t know, said Zoë.
 *
 * A run must be base 64 to the last bit and spell nothing but characters that prose has beyond ASCII. One run alone
 * may still be something else, so it takes two of them, or a contraction of the closed list; then `+-` is a plus sign
 * as well. What is not certain stays, without a doubt: so many things are written with a plus sign.
 *
 * https://www.rfc-editor.org/rfc/rfc2152
 */
import { isExpectedAlone, scriptOf } from '../decode/index.ts'
import { isKnownContraction } from './english.ts'
import { type Change, NOTHING, type Rule } from './rule.ts'

/** `+IBk-`: three base 64 digits for one character at least. */
const SHIFTED = /\+([A-Za-z0-9/]{3,200})-?/y

export const repairUtf7: Rule = {
  code: 'utf7',
  find: (text, session) => {
    let at = text.indexOf('+')
    if (at === -1) return NOTHING
    const changes: Change[] = []
    const pluses: number[] = []
    let isContraction = false
    for (; at !== -1; at = text.indexOf('+', at + 1)) {
      if (text.charAt(at + 1) === '-') pluses.push(at)
      SHIFTED.lastIndex = at
      const run = SHIFTED.exec(text)
      const after = run === null ? undefined : decodeRun(run[1] as string)
      if (run === null || after === undefined) continue
      const to = at + run[0].length
      changes.push({ from: at, to, after })
      isContraction ||= after === '’' && isKnownContraction(wordBefore(text, at), wordBehind(text, to))
      at = to - 1
    }
    const isProven = session.proven.has('utf7') || isContraction || changes.length >= 2
    if (!isProven) return NOTHING
    const all = [...changes, ...pluses.map((from): Change => ({ from, to: from + 2, after: '+' }))]
    return { changes: all.toSorted((a, b) => a.from - b.from), doubts: [] }
  },
}

/** The characters that base 64 spells as UTF-16; undefined when they are not all such as prose has. */
function decodeRun(digits: string): string | undefined {
  const bits = digits.length * 6
  const units = Math.floor(bits / 16)
  if (units === 0 || bits - units * 16 >= 6) return undefined
  const bytes = Buffer.from(digits, 'base64')
  const spelt = new TextDecoder('utf-16be', { fatal: false }).decode(bytes.subarray(0, units * 2))
  const again = Buffer.from(spelt, 'utf16le').swap16().toString('base64').replace(/=+$/, '')
  if (again !== digits) return undefined
  for (const character of spelt) {
    const code = character.codePointAt(0) as number
    if (code < 0xa0 || code === 0xfffd || (!isExpectedAlone(code) && scriptOf(code) === undefined)) return undefined
  }
  return spelt
}

function wordBefore(text: string, at: number): string {
  return /[A-Za-z]{1,12}$/.exec(text.slice(Math.max(0, at - 12), at))?.[0] ?? ''
}

function wordBehind(text: string, at: number): string {
  return /^[A-Za-z]{1,9}/.exec(text.slice(at, at + 9))?.[0] ?? ''
}
