/**
 * Undoes a mix-up of two 8-bit encodings, token by token: curly quotes, dashes and accents that were read as other
 * letters of one byte each.
 *
 *     in     ìI donít know,î she said ó and left.
 *     out    “I don’t know,” she said — and left.
 *
 * Such letters are good letters elsewhere (`sí`, `o Ñandú`), often in the same line, so nothing is decided for a file.
 * Certain are an apostrophe in a closed list of contractions and quotes that stand in pairs at the ends of words.
 * Where those prove the accident, dashes between spaces and the like in English lines follow. The open pattern, any
 * word with `s` or `d` behind such a letter, hits thousands of real words: it is a doubt, in English lines only.
 */
import type { RepairCode } from '../codes.ts'
import { isClipped, isInEnglish, isKnownContraction } from './english.ts'
import { findPairs } from './quote-pairs.ts'
import {
  type Change,
  type DoubtfulChange,
  type Findings,
  inOrder,
  NOTHING,
  type Session,
  unitsBeyondAscii,
} from './rule.ts'

/** What the marks of typesetting look like after a mix-up. */
export interface MisreadMarks {
  readonly code: RepairCode
  /** The mix-up in words: “Windows-1252 read as Mac Roman”. */
  readonly story: string
  /** ’, also a closing single quote. */
  readonly apostrophe: string
  readonly openingSingle: string
  readonly openingDouble: string
  readonly closingDouble: string
  readonly enDash: string
  readonly emDash: string
  readonly ellipsis: string
  /** Accented letters, by what they became; only read so behind a small letter, where the others cannot stand. */
  readonly letters: ReadonlyMap<string, string>
  /** Capitals are decisive inside a word: then any contraction and elision is certain, not only those of the list. */
  readonly isDecisive: boolean
}

export function findMisreadMarks(text: string, marks: MisreadMarks, session: Session): Findings {
  const { proven } = session
  const units = unitsBeyondAscii(text, session)
  if (!patternsOf(marks).any.some((unit) => units.has(unit))) return NOTHING
  const certain: Change[] = [...findApostrophes(text, marks), ...findQuotes(text, marks)]
  const isProven = proven.has(marks.code) || certain.length > 0
  const likely = [...findDashes(text, marks), ...findLetters(text, marks)]
  const changes = inOrder(isProven ? [...certain, ...likely.filter(({ from }) => isInEnglish(text, from))] : certain)
  const changed = new Set(changes.map(({ from }) => from))
  const doubts = [...(isProven ? [] : likely), ...findOpenPattern(text, marks)]
    .filter(({ from }) => !changed.has(from))
    .slice(0, MOST_DOUBTS)
    .filter(({ from }) => isInEnglish(text, from))
  return { changes, doubts: doubts.map(({ from, to, after }) => doubtOf(from, to, after, marks)) }
}

/** More than anybody would look through. */
const MOST_DOUBTS = 2000

function doubtOf(from: number, to: number, after: string, marks: MisreadMarks): DoubtfulChange {
  return { from, to, after, confidence: 0.8, why: `This may be “${after}”: ${marks.story} looks so.` }
}

interface Patterns {
  /** The UTF-16 units that the others look for. */
  readonly any: readonly number[]
  readonly words: RegExp
  readonly dashes: RegExp
  readonly ellipses: RegExp
  readonly letters: RegExp
  readonly open: RegExp
}

const patternsByCode = new Map<RepairCode, Patterns>()

function patternsOf(marks: MisreadMarks): Patterns {
  const known = patternsByCode.get(marks.code)
  if (known !== undefined) return known
  const { apostrophe, openingSingle, openingDouble, closingDouble, enDash, emDash, ellipsis } = marks
  const letters = [...marks.letters.keys()].join('')
  const patterns = {
    any: Array.from(
      apostrophe + openingSingle + openingDouble + closingDouble + enDash + emDash + ellipsis + letters,
      (character) => character.charCodeAt(0),
    ),
    // `donít`, `couldnítíve`: at least one letter on either side.
    words: new RegExp(
      `(?<![\\p{L}\\p{M}])[A-Za-z]{1,12}(?:${apostrophe}[A-Za-zàâéèêîôû]{1,9})+(?![\\p{L}\\p{M}])`,
      'gu',
    ),
    // ` ó `, and at the end of a line or of a quotation.
    dashes: new RegExp(`(?<=[A-Za-z,.;!?”’] )[${enDash}${emDash}](?=[ ][A-Za-z“‘"'])`, 'g'),
    ellipses: new RegExp(`(?<=[a-z])${ellipsis}(?=[\\s"'’”?!,.)]|$)`, 'g'),
    letters: letters === '' ? /$^/g : new RegExp(`(?<=[a-z])[${letters}](?=[a-z]|[^\\p{L}\\p{M}]|$)`, 'gu'),
    open: new RegExp(`(?<=[a-z])${apostrophe}(?=(?:s|d|ll|re|ve|t|m)(?![\\p{L}\\p{M}]))`, 'gu'),
  }
  patternsByCode.set(marks.code, patterns)
  return patterns
}

function findApostrophes(text: string, marks: MisreadMarks): readonly Change[] {
  const changes: Change[] = []
  if (!text.includes(marks.apostrophe)) return changes
  for (const { 0: word, index } of text.matchAll(patternsOf(marks).words)) {
    const parts = word.split(marks.apostrophe)
    const isCertain = isContraction(parts) || (marks.isDecisive && isDecisive(parts))
    if (!isCertain) continue
    let at = index
    for (const part of parts.slice(0, -1)) {
      at += part.length
      changes.push({ from: at, to: at + 1, after: '’' })
      at++
    }
  }
  const clipped = findClipped(text, marks.apostrophe)
  // ‘tis with the wrong quote is rarer than Icelandic ætis: something else must prove the accident.
  const isProven = changes.length + clipped.length > 0
  return [...changes, ...clipped, ...(isProven ? findClipped(text, marks.openingSingle) : [])]
}

/** `’tis` and `‘tis` in English lines: both are the apostrophe of a clipped word, as written. */
function findClipped(text: string, mark: string): readonly Change[] {
  const changes: Change[] = []
  const after = '’'
  for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
    if (at > 0 && /[\p{L}\p{M}]/u.test(text.charAt(at - 1))) continue
    const word = /^[A-Za-z]{2,6}(?![\p{L}\p{M}])/u.exec(text.slice(at + 1, at + 9))?.[0]
    if (word === undefined || !isClipped(word) || !isInEnglish(text, at)) continue
    changes.push({ from: at, to: at + 1, after })
  }
  return changes
}

function isContraction(parts: readonly string[]): boolean {
  const [left, right, ...more] = parts
  return isKnownContraction(left ?? '', right ?? '') && more.every((part) => /^(?:ve|d|ll|s)$/.test(part))
}

/** A capital between small letters: `BuffyÕs`, `lÕamour`, `dellÕuomo`. */
function isDecisive(parts: readonly string[]): boolean {
  const [left = '', right = '', ...more] = parts
  if (more.length > 0) return false
  if (/[a-z]$/.test(left) && /^(?:s|t|d|m|ll|re|ve)$/.test(right)) return true
  const isElided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|dell|all|nell|sull|dall|quell|un)$/i.test(left)
  return isElided && /^[aeiouhyàâéèêîôû][a-zàâéèêîôû]/.test(right)
}

function findQuotes(text: string, marks: MisreadMarks): readonly Change[] {
  const changes: Change[] = []
  const pairs = [
    { open: marks.openingDouble, close: marks.closingDouble, as: '“”' },
    { open: marks.openingSingle, close: marks.apostrophe, as: '‘’' },
  ]
  for (const { open, close, as } of pairs) {
    for (const [start, end] of findPairs(text, open, close)) {
      // A closing mark right behind a comma or full stop is no letter; behind a letter it may be the end of a word.
      const isClosing = /[.,!?;:…—–-]/.test(text.charAt(end - 1)) || isUnlikelyEnd(text, end, marks, as)
      if (!isClosing) continue
      changes.push({ from: start, to: start + 1, after: as.charAt(0) }, { from: end, to: end + 1, after: as.charAt(1) })
    }
  }
  return changes
}

/** A capital behind a small letter, or a letter that hardly any word of the line's language ends in. */
function isUnlikelyEnd(text: string, end: number, marks: MisreadMarks, as: string): boolean {
  if (marks.isDecisive) return /[a-z]/.test(text.charAt(end - 1))
  return (as === '“”' && marks.closingDouble === 'î') || isInEnglish(text, end)
}

function findDashes(text: string, marks: MisreadMarks): readonly Change[] {
  const { dashes, ellipses } = patternsOf(marks)
  const changes: Change[] = []
  for (const { 0: dash, index } of text.matchAll(dashes)) {
    changes.push({ from: index, to: index + 1, after: dash === marks.enDash ? '–' : '—' })
  }
  for (const { index } of text.matchAll(ellipses)) changes.push({ from: index, to: index + 1, after: '…' })
  return changes
}

function findLetters(text: string, marks: MisreadMarks): readonly Change[] {
  return Array.from(text.matchAll(patternsOf(marks).letters), ({ 0: letter, index }) => {
    return { from: index, to: index + 1, after: marks.letters.get(letter) as string }
  })
}

function findOpenPattern(text: string, marks: MisreadMarks): readonly Change[] {
  return Array.from(text.matchAll(patternsOf(marks).open), ({ index }) => ({ from: index, to: index + 1, after: '’' }))
}
