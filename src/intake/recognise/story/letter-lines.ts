/**
 * Reads the lines that only letters have: salutation, closing with signature, the head of an e-mail.
 *
 *     "\" Dear Willow,"   to Willow          "Love always,"   closing        "- B."   signature
 */
import { foldText } from '../../../kernel/text.ts'
import { BELONGING, CLOSING_WORDS, DEAR, HELLO, NOT_A_PERSON, TITLE_OF_HONOUR, TO_WHOM } from './letter-words.ts'

export interface Salutation {
  /** As it says: "Willow", "Mom and Dad". */
  readonly to: string
  /** Only letters begin so; else it wants a closing or other help. */
  readonly isStrong: boolean
  /** It is the whole line, and not the beginning of a paragraph. */
  readonly isWhole: boolean
}

const LONGEST = 60
const NAME = /^\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:and|und|et|y|e|&) )?\p{Lu}[\p{L}\p{M}'’.-]*){0,3}$/u

export function readSalutation(text: string): Salutation | null {
  const opened = text.slice(0, 120).replace(/^["“„«'‘\s]+/u, '')
  const end = /[,:;!]|\s[-–—]|[-–—]{2}|\.\.+/u.exec(opened)
  const head = (end === null ? opened : opened.slice(0, end.index)).trim()
  const rest = end === null ? '' : opened.slice(end.index).replace(/^[\s,:;!.–—-]+/u, '')
  if (head === '' || head.length > LONGEST || (end === null && text.length > LONGEST)) return null
  const isWhole = /^["”»]?$/u.test(rest) && text.length <= LONGEST + 10
  const folded = foldText(head)
  if (TO_WHOM.test(folded)) return { to: head.replace(/^to\s+/i, ''), isStrong: true, isWhole }
  const dear = DEAR.exec(folded)
  // Quoted on both sides it may be read aloud.
  if (dear !== null) return addressee(head, dear[1] as string, rest === '' || !isWhole, isWhole, end?.[0] ?? null)
  if (!isWhole || end === null || !/^[,:]|^\s?[-–—]/u.test(end[0])) return null
  const hello = HELLO.exec(folded)
  if (hello !== null) return addressee(head, hello[1] as string, false, isWhole, end[0])
  return NAME.test(head) && head.split(' ').length <= 3 ? { to: head, isStrong: false, isWhole } : null
}

function addressee(
  head: string,
  folded: string,
  isStrong: boolean,
  isWhole: boolean,
  end: string | null,
): Salutation | null {
  const words = head.split(/\s+/u)
  const count = folded.trim().split(' ').length
  const to = words
    .slice(words.length - count)
    .join(' ')
    .replace(/["”»]$/u, '')
  if (to === '' || count > 6 || NOT_A_PERSON.test(folded.trim()) || /[?]/.test(to)) return null
  // In the middle of a line only a comma and a name make it a letter: "Dear Willow, I know …".
  if (!isWhole && (end !== ',' || !/^\p{Lu}/u.test(to) || count > 3)) return null
  if (!isStrong && !/^[\p{Lu}]/u.test(to)) return null
  if (/[.]$/.test(to) && !/^(?:\p{L}\.)+$|\b(?:mr|mrs|ms|dr|jr|sr)\.$/iu.test(to)) return null
  return { to, isStrong, isWhole }
}

export interface ClosingLine {
  /** The signature, where it stands on the same line: "Love, Buffy". */
  readonly from: string | null
}

/** `isOwnLine` is false for a line inside a paragraph, which must then show its comma. */
export function readClosingLine(text: string, isOwnLine: boolean): ClosingLine | null {
  if (text.length > LONGEST) return null
  const bare = text.replace(/^[\s"“„«~*-]+|["”“»~*\s-]+$/gu, '')
  const comma = bare.indexOf(',')
  const head = foldText((comma === -1 ? bare : bare.slice(0, comma)).replace(/[.!:]+$/u, ''))
  const tail = comma === -1 ? '' : bare.slice(comma + 1).trim()
  if (!CLOSING_WORDS.has(head)) return comma === -1 && isOwnLine ? readJoinedClosing(bare) : null
  if (tail === '') return comma !== -1 || (isOwnLine && !/[.!?]["”]?$/u.test(text)) ? { from: null } : null
  const from = readSignature(tail)
  return from === null ? null : { from }
}

/** "Deine Mara", "Yours Mara", "Your Mara": closing words and name without a comma between them. */
function readJoinedClosing(bare: string): ClosingLine | null {
  const words = bare.split(/\s+/u)
  if (words.length > 5) return null
  for (let count = Math.min(3, words.length - 1); count > 0; count--) {
    const closing = foldText(words.slice(0, count).join(' '))
    const name = words.slice(count)
    const isPossessive = BELONGING.has(closing) && !TITLE_OF_HONOUR.test(name.join(' '))
    if (!CLOSING_WORDS.has(closing) && !isPossessive) continue
    return name.length <= 2 && name.every((word) => /^\p{Lu}[\p{L}.'’-]*$/u.test(word))
      ? { from: name.join(' ') }
      : null
  }
  return null
}

/** A name as people sign: short, no sentence; "- B.", "Your Willow", "~Anna". */
export function readSignature(text: string): string | null {
  if (text.length > 40) return null
  const bare = text.replace(/^[\s"“„«~*–—_-]+|["”“»~*–—_\s]+$/gu, '').replace(/[,!]+$/, '')
  if (bare === '' || bare.split(/\s+/u).length > 5 || /[?!:;]|\.\s+\p{Lu}\p{L}{2,}|\.\.\./u.test(bare)) return null
  if (bare.endsWith('.') && !/(?:^|[\s.])\p{L}{1,3}\.$/u.test(bare)) return null
  return /^\p{L}[\p{L}\p{M}\s.'’&-]*(?:, \p{Lu}[\p{L} .]*)?$/u.test(bare) && /^\p{Lu}|^\p{Lo}|^[a-z]\.?$/u.test(bare)
    ? bare
    : null
}

/** "- B." or "~Anna": the dash says that it is a signature without any closing words. */
export function isDashSignature(text: string): boolean {
  return /^(?:[-–—~]+|\s{6,})\s*\p{Lu}/u.test(text) && readSignature(text) !== null && text.split(/\s+/u).length <= 4
}

export function isPostscript(text: string): boolean {
  return /^["“(]?p\.?\s?(?:p\.?\s?)?s\b[.:,\s–-]/iu.test(text)
}

export interface MailHead {
  readonly key: 'to' | 'from' | 'subject' | 'date'
  readonly value: string
}

const MAIL_KEYS: ReadonlyMap<string, MailHead['key']> = new Map(
  [
    ['to', 'to an a para za do кому'],
    ['from', 'from von de da od от'],
    ['subject', 'subject re betreff objet asunto oggetto assunto temat тема'],
    ['date', 'date sent time datum fecha data дата'],
  ].flatMap(([key, names = '']) => names.split(' ').map((name) => [name, key as MailHead['key']] as const)),
)

/** "To: Willow" in the head of an e-mail. */
export function readMailHead(text: string): MailHead | null {
  const match = /^[>*_\s]{0,4}(\p{L}{1,8})[*_]{0,2}\s?:\s*(\S.{0,120})$/u.exec(text.length > 140 ? '' : text)
  const key = match === null ? undefined : MAIL_KEYS.get(foldText(match[1] as string))
  return match === null || key === undefined ? null : { key, value: (match[2] as string).trim() }
}
