/**
 * Undoes Windows-1252 that was read as GBK: a curly mark and the letter behind it became one Chinese character.
 *
 *     in     揑 don抰 know, said Anna. Buffy抯 late.
 *     out    “I don’t know, said Anna. Buffy’s late.
 *
 * Two bytes made each such character, so it tells both that were eaten. Certain is the apostrophe of a contraction;
 * where that proves the accident, so is one behind any other English word, and an opening quote or a dash before one.
 * A Chinese character alone beside English words proves nothing and is a doubt.
 */
import { isInEnglish, isKnownContraction } from './english.ts'
import { type Change, type DoubtfulChange, NOTHING, type Rule, unitsBeyondAscii } from './rule.ts'

const MARKS: readonly (readonly [byte: number, mark: string])[] = [
  [0x91, '‘'],
  [0x92, '’'],
  [0x93, '“'],
  [0x94, '”'],
  [0x96, '–'],
  [0x97, '—'],
  [0x85, '…'],
]

/** What each such character was: a mark, and a letter. */
const EATEN = eatenLetters()

function eatenLetters(): ReadonlyMap<string, readonly [mark: string, letter: string]> {
  const decoder = new TextDecoder('gb18030', { fatal: true })
  const eaten = new Map<string, readonly [string, string]>()
  for (const [byte, mark] of MARKS) {
    for (let letter = 0x41; letter <= 0x7a; letter++) {
      if (letter > 0x5a && letter < 0x61) continue
      eaten.set(decoder.decode(Uint8Array.of(byte, letter)), [mark, String.fromCharCode(letter)])
    }
  }
  return eaten
}

/** `don抰`, `揑`: a Chinese character with English letters on at most one side of it, and no second one. */
const EATEN_WORD = /(?<![\p{L}\p{M}])([A-Za-z]{0,20})([\u4e00-\u9fff])([A-Za-z]{0,20})(?![\p{L}\p{M}])/gu

export const repairCp1252AsGbk: Rule = {
  code: 'cp1252-as-gbk',
  find: (text, session) => {
    if (!hasEaten(unitsBeyondAscii(text, session))) return NOTHING
    const likely: (Change & { readonly isCertain: boolean })[] = []
    for (const { 0: word, 1: left = '', 2: character = '', 3: right = '', index } of text.matchAll(EATEN_WORD)) {
      const [mark, letter] = EATEN.get(character) ?? []
      if (mark === undefined || letter === undefined || (word.length < 2 && !isShortWord(mark, letter))) continue
      const isContraction = mark === '’' && isKnownContraction(left, letter + right)
      const fits = mark === '“' || mark === '‘' ? left === '' : left !== ''
      if (!isContraction && !fits) continue
      const from = index + left.length
      likely.push({ from, to: from + 1, after: mark + letter, isCertain: isContraction })
    }
    const isProven = session.proven.has('cp1252-as-gbk') || likely.some(({ isCertain }) => isCertain)
    const isSure = (one: (typeof likely)[number]): boolean => one.isCertain || (isProven && isInEnglish(text, one.from))
    return {
      changes: likely.filter(isSure).map(({ from, to, after }) => ({ from, to, after })),
      doubts: likely.filter((one) => !isSure(one) && isInEnglish(text, one.from)).map(doubtOf),
    }
  },
}

/** `揑`: “I and “A are words of one letter. */
function isShortWord(mark: string, letter: string): boolean {
  return (mark === '“' || mark === '‘') && (letter === 'I' || letter === 'A')
}

function hasEaten(units: ReadonlySet<number>): boolean {
  for (const unit of units) if (EATEN.has(String.fromCharCode(unit))) return true
  return false
}

function doubtOf({ from, to, after }: Change): DoubtfulChange {
  return { from, to, after, confidence: 0.8, why: `This may be “${after}”: Windows-1252 read as GBK looks so.` }
}
