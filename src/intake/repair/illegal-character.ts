/**
 * Replaces what no XML file can hold (controls, halves of pairs, U+FFFE and U+FFFF) by U+FFFD, so that a story can be
 * stored and put into books at all. Those that have a meaning keep it:
 *
 * - form feed and vertical tab are white space, mostly the end of a printed page: they become a space;
 * - Control-Z at the very end is how DOS ended a text: it goes, with the zero bytes that fill up its disk block.
 *
 * https://www.w3.org/TR/xml/#charsets
 */
import { type Change, NOTHING, type Rule } from './rule.ts'

/* oxlint-disable no-control-regex -- controls are what is looked for */
const SPACE = /[\v\f]/g
/** `a\0b`, and surrogates without their other half (with the flag u they match only those). */
const ILLEGAL = /[\0-\x08\x0e-\x1f\ufffe\uffff\ud800-\udfff]+/gu
/** Lone surrogates aside. */
const ANY = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/
/* oxlint-enable no-control-regex */

export const repairIllegalCharacters: Rule = {
  code: 'illegal-character',
  find: (text) => {
    if (text.isWellFormed() && !ANY.test(text)) return NOTHING
    const changes: Change[] = []
    for (const { index } of text.matchAll(SPACE)) changes.push({ from: index, to: index + 1, after: ' ' })
    const end = startOfDosEnd(text)
    if (end < text.length) changes.push({ from: end, to: text.length, after: '' })
    for (const { 0: run, index } of text.matchAll(ILLEGAL)) {
      const to = Math.min(end, index + run.length)
      if (index < to) changes.push({ from: index, to, after: '\ufffd'.repeat(to - index) })
    }
    return { changes: changes.toSorted((a, b) => a.from - b.from), doubts: [] }
  },
}

/** Where Control-Z and the zero bytes after it begin that end the text; its length if there are none. */
function startOfDosEnd(text: string): number {
  let start = text.length
  for (let i = text.length - 1; text[i] === '\0' || text[i] === '\x1a'; i--) if (text[i] === '\x1a') start = i
  return start
}
