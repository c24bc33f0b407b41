/**
 * Finds marks of typesetting that were lost, in whose place a program left one sign for all of them: U+FFFD or `?`.
 *
 * What is lost cannot be read back, so only words of the closed list of contractions are certain. By where they stand
 * quotes in pairs, dashes between words and other apostrophes are likely.
 */
import { isInEnglish, isKnownContraction } from './english.ts'
import { type Change, type DoubtfulChange, type Findings, inOrder } from './rule.ts'

/** A mark has up to three bytes, each of which may have become a sign. */
const MOST_SIGNS = 3
/** Longer quotations are hardly one. */
const LONGEST = 1000
/** More than anybody would look through. */
const MOST_DOUBTS = 500

export function findLostMarks(text: string, sign: '\ufffd' | '?'): Findings {
  const changes: Change[] = []
  const doubts: Change[] = []
  /** Where a quote may have been opened. */
  let opened: Place | undefined
  for (let at = text.indexOf(sign); at !== -1; ) {
    let to = at + 1
    while (text.charAt(to) === sign) to++
    const place = { from: at, to }
    const kind = to - at > MOST_SIGNS ? 'none' : kindOf(text, place)
    if (kind === 'contraction') changes.push({ ...place, after: '’' })
    else if (doubts.length < MOST_DOUBTS) {
      if (kind === 'apostrophe') doubts.push({ ...place, after: '’' })
      if (kind === 'dash') doubts.push({ ...place, after: '—' })
      if (kind === 'closing' && opened !== undefined && isSameParagraph(text, opened.to, at)) {
        doubts.push({ ...opened, after: '“' }, { ...place, after: '”' })
      }
    }
    if (kind === 'opening') opened = place
    else if (kind === 'closing') opened = undefined
    at = text.indexOf(sign, to)
  }
  const likely = inOrder(doubts).filter(({ from }) => isInEnglish(text, from))
  return { changes, doubts: likely.map((change) => doubtOf(change, sign)) }
}

interface Place {
  readonly from: number
  readonly to: number
}

type Kind = 'contraction' | 'apostrophe' | 'opening' | 'closing' | 'dash' | 'none'

const LETTER = /\p{L}/u

function kindOf(text: string, { from, to }: Place): Kind {
  // Nearly all question marks: behind a word, and before a space.
  if (isAsciiLetter(text.charCodeAt(from - 1)) && text.charCodeAt(to) <= 0x40) return 'none'
  const before = text.charAt(from - 1)
  const after = text.charAt(to)
  if (LETTER.test(before) && LETTER.test(after)) {
    const left = /[\p{L}\p{M}]{1,14}$/u.exec(text.slice(Math.max(0, from - 14), from))?.[0] ?? ''
    const right = /^[\p{L}\p{M}]{1,14}/u.exec(text.slice(to, to + 14))?.[0] ?? ''
    if (isInAddress(text, from, to)) return 'none'
    if (isKnownContraction(left, right)) return 'contraction'
    return /^(?:s|d|ll|re|ve|t|m)$/.test(right) && /[a-z]$/.test(left) ? 'apostrophe' : 'none'
  }
  const isGapBefore = before === '' || /[\s([—–]/.test(before)
  const isGapBehind = after === '' || /[\s)\]—–]/.test(after)
  if (isGapBefore && isGapBehind)
    return /[\p{L},]/u.test(text.charAt(from - 2)) && startsWord(text, to) ? 'dash' : 'none'
  if (isGapBefore && (LETTER.test(after) || after === '…')) return 'opening'
  if (isGapBehind && /[.,!?…—–-]/.test(before)) return 'closing'
  return 'none'
}

function isAsciiLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
}

/** A space and a small letter. */
function startsWord(text: string, at: number): boolean {
  return text.charAt(at) === ' ' && /\p{Ll}/u.test(text.charAt(at + 1))
}

/** Signs that stand in addresses and codes, and in no word with an apostrophe: `/page?s=1`. */
const OF_ADDRESSES = /[=&/\\@#]|\.[a-z]{2,4}\?/i

function isInAddress(text: string, from: number, to: number): boolean {
  const before = /\S{0,60}$/.exec(text.slice(Math.max(0, from - 60), from))?.[0] ?? ''
  const after = /^\S{0,60}/.exec(text.slice(to, to + 60))?.[0] ?? ''
  return OF_ADDRESSES.test(before + text.slice(from, to) + after)
}

function isSameParagraph(text: string, from: number, to: number): boolean {
  return to - from <= LONGEST && !/\n[ \t\r]*\n/.test(text.slice(from, to))
}

function doubtOf({ from, to, after }: Change, sign: string): DoubtfulChange {
  const [what, confidence] = sign === '?' ? ['A question mark', 0.6] : ['The sign for a lost character', 0.8]
  return {
    from,
    to,
    after,
    confidence,
    why: `This may be “${after}”: ${what.toLowerCase()} stands where one was lost.`,
  }
}
