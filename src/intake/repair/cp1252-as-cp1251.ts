/**
 * Suggests what a Cyrillic letter in a Latin word was, where Windows-1252 was read as Windows-1251.
 *
 *     in     They met in a cafй.
 *     out    the doubt that й is é
 *
 * Quotes and dashes are the same in both, so only accents are lost and nothing ever proves the accident: people set
 * Cyrillic letters into names on purpose (KoЯn), and some look like Latin ones. So it is never more than a suggestion.
 */
import { decodeSingleByte, encodeSingleByte } from '../decode/index.ts'
import { type DoubtfulChange, NOTHING, type Rule, unitsBeyondAscii } from './rule.ts'

/** `cafй`, `naпve`: small Latin letters with one Cyrillic letter that looks like none of them. */
const MIXED = /(?<![\p{L}\p{M}])[A-Za-z]{2,20}([бвгджзийклмнптуфцчшщъыьэюя])[a-z]{0,20}(?![\p{L}\p{M}])/gu
const MOST_DOUBTS = 200

export const repairCp1252AsCp1251: Rule = {
  code: 'cp1252-as-cp1251',
  find: (text, session) => {
    if (!hasCyrillic(unitsBeyondAscii(text, session)) || !/[A-Za-z]{2}[б-я]/.test(text)) return NOTHING
    const doubts: DoubtfulChange[] = []
    for (const { 0: word, 1: letter = '', index } of text.matchAll(MIXED)) {
      const from = index + word.indexOf(letter)
      const after = decodeSingleByte(encodeSingleByte(letter, 'windows-1251'), 'windows-1252')
      const why = `This may be “${after}”: Windows-1252 read as Windows-1251 looks so.`
      doubts.push({ from, to: from + 1, after, confidence: 0.7, why })
      if (doubts.length === MOST_DOUBTS) break
    }
    return doubts.length === 0 ? NOTHING : { changes: [], doubts }
  },
}

function hasCyrillic(units: ReadonlySet<number>): boolean {
  for (const unit of units) if (unit >= 0x430 && unit <= 0x44f) return true
  return false
}
