/**
 * Cuts text into the words that the index knows, and writes text so that FTS5 cuts it into the same ones.
 *
 *     Don’t shout, Zoë!        dont · shout · zoe
 *     l’étoile d'Hoffryn       l · etoile · d · hoffryn
 *     彼女は。黙っ              彼女 · 女は · は黙 · 黙っ · っ
 *
 * FTS5 gets words with spaces between them and its plainest tokenizer, so that what a word is stands here alone: the
 * index, the question and the marks in a passage go by the same rules, and cannot differ by one letter.
 *
 * Apostrophes of all kinds go, since people type them straight, curly or not at all; only an article or pronoun that
 * French or Italian elides stays a word of its own, or nobody would find the star. Hyphens separate. Scripts that put
 * no space between words are cut into pairs of letters, one beginning at each letter, across punctuation and line ends
 * as everywhere else, so that a phrase is a row of pairs; the last letter before another script or the end stands alone.
 */
import { foldText, isTypographic } from '../../kernel/text.ts'

export interface Word {
  /** As the index has it. */
  readonly text: string
  /** Where it stands in the text it was cut from. */
  readonly start: number
  readonly end: number
}

/** The words of a text, in order. */
export function cutWords(text: string): Word[] {
  if (isTypographic(text)) return cutTypographic(text)
  const words: Word[] = []
  /** The last letter of a script without spaces, until it is known what follows. */
  let pending: Word | null = null
  for (const { 0: raw, index } of text.matchAll(WORD)) {
    if (!IS_WIDE.test(raw)) {
      if (pending !== null) words.push(pending)
      pending = null
      if (PLAIN_WORD.test(raw)) words.push({ text: raw.toLowerCase(), start: index, end: index + raw.length })
      else pushNarrow(words, raw, index)
      continue
    }
    for (const letter of foldWide(raw)) {
      const wide: Word = { text: letter, start: index, end: index + raw.length }
      if (pending !== null) words.push({ text: pending.text + letter, start: pending.start, end: wide.end })
      pending = wide
    }
  }
  if (pending !== null) words.push(pending)
  return words
}

/** The text as FTS5 is given it. Line by line: nearly all lines of English need no cutting. */
export function textForIndex(text: string): string {
  if (isTypographic(text)) return withoutApostrophes(text)
  if (WIDE.test(text)) return joined(cutWords(text))
  return text
    .split('\n')
    .map((line) => (isTypographic(line) ? withoutApostrophes(line) : joined(cutWords(line))))
    .join('\n')
}

/**
 * The word that each chapter has to itself, before its text. The sign in front is no letter: nobody finds it, and no
 * text has it. FTS5 looks through all rows for the next one with a phrase, even where it is told which row is meant; of a
 * phrase together with this word it knows at once that it can be in one row only.
 */
export function wordOfChapter(chapter: number): string {
  return `${NO_LETTER}${chapter.toString(36)}`
}

/** What only words of chapters begin with. */
export const NO_LETTER = '¦'

/** Whether a word of the index is letters of a script without spaces: a pair, or the single one at the end of a row. */
export function isWide(word: string): boolean {
  return IS_WIDE.test(word)
}

/** Where a word may have been written with an elided article in front, or null: `letoile` may be `l'étoile`. */
export function elisionIn(word: string): readonly [string, string] | null {
  for (const head of ELIDED) {
    if (word.length > head.length + 1 && word.startsWith(head) && BEGINS_WITH_VOWEL.test(word.slice(head.length))) {
      return [head, word.slice(head.length)]
    }
  }
  return null
}

const APOSTROPHE = "'`´‘’‚‛ʹʻʼʽˈˊˋ′‵＇｀׳״"
// Soft hyphen, joiners, marks of direction, tatweel: inside a word they are nothing.
const INVISIBLE =
  '\\u00ad\\u034f\\u061c\\u0640\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u2069\\ufeff'
const WIDE_LETTER =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ーｰ'
const WIDE = new RegExp(`[${WIDE_LETTER}]`, 'v')
const IS_WIDE = new RegExp(`^[${WIDE_LETTER}]`, 'v')
const LETTER = `[[\\p{L}\\p{N}\\p{M}\\p{Co}]--[${WIDE_LETTER}]]`
/** A letter without spaces with its marks, a pictograph, or a run of letters: `黙`, `🙂`, `don’t`. */
const WORD = new RegExp(
  `[${WIDE_LETTER}][\\p{M}ﾞﾟ]*|[\\p{Extended_Pictographic}--[\\u0000-\\u2fff]]|${LETTER}(?:${LETTER}|[${APOSTROPHE}${INVISIBLE}])*`,
  'gv',
)
const PLAIN_WORD = /^[A-Za-z0-9]+$/
const APOSTROPHES = new RegExp(`[${APOSTROPHE}]`, 'v')
const TYPOGRAPHIC_APOSTROPHES = /['`‘’]/g
const TYPOGRAPHIC_MARKS = /[“”–—…\u00a0]/g
/** With tatweel, which only makes an Arabic word longer. */
const NO_LETTERS = /(?:\u0640|[^\p{L}\p{N}\p{M}\p{Co}\p{Extended_Pictographic}])+/gu

/** What loses its last letter before a vowel in French and Italian. */
const ELIDED = 'jusqu lorsqu puisqu quoiqu quelqu dell nell sull dall quell all un qu l d j m t s c n'.split(' ')
const IS_ELIDED: ReadonlySet<string> = new Set(ELIDED)
const BEGINS_WITH_VOWEL = /^[aeiouh]/
const LONGEST_ELIDED = 6

/** Typographic text with no apostrophes; what else is no letter FTS5 passes over by itself, if it is ASCII. */
function withoutApostrophes(text: string): string {
  const isAnywhere = text.includes("'") || text.includes('’') || text.includes('‘') || text.includes('`')
  const without = isAnywhere
    ? text.replaceAll(TYPOGRAPHIC_APOSTROPHES, (_, at: number) => (isElisionAt(text, at) ? ' ' : ''))
    : text
  return without.replaceAll(TYPOGRAPHIC_MARKS, ' ')
}

/** Whether the apostrophe here stands for the vowel of a short word: `l'étoile`, not `don't`. */
function isElisionAt(text: string, at: number): boolean {
  if (!BEGINS_WITH_VOWEL.test(text.charAt(at + 1).toLowerCase())) return false
  let start = at
  while (start > 0 && at - start <= LONGEST_ELIDED && PLAIN_WORD.test(text.charAt(start - 1))) start--
  return IS_ELIDED.has(text.slice(start, at).toLowerCase())
}

function pushNarrow(words: Word[], raw: string, index: number): void {
  let start = index
  let text = ''
  let end = index
  let at = index
  const pieces = APOSTROPHES.test(raw) ? raw.split(APOSTROPHES) : [raw]
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as string
    const folded = fold(piece)
    const before = i === 0 ? '' : fold(pieces[i - 1] as string)
    if (text !== '' && IS_ELIDED.has(before) && BEGINS_WITH_VOWEL.test(folded)) {
      words.push({ text, start, end })
      text = ''
      start = at
    }
    text += folded
    if (piece !== '') end = at + piece.length
    at += piece.length + 1
  }
  if (text !== '') words.push({ text, start, end })
}

const folds = new Map<string, string>()
const MOST_FOLDS = 20_000

/** Stories say the same words again and again, and folding one takes a microsecond. */
function fold(raw: string): string {
  if (PLAIN_WORD.test(raw)) return raw.toLowerCase()
  const known = folds.get(raw)
  if (known !== undefined) return known
  const folded = foldText(raw).replaceAll(NO_LETTERS, '')
  if (folds.size >= MOST_FOLDS) folds.clear()
  if (raw.length <= 40) folds.set(raw, folded)
  return folded
}

/** One letter mostly; a sign like ㍿ is several. */
function foldWide(raw: string): readonly string[] {
  return fold(raw).match(WIDE_CLUSTER) ?? []
}

const WIDE_CLUSTER = /\p{M}*[\p{L}\p{N}]\p{M}*/gu

function joined(words: readonly Word[]): string {
  return words.map((word) => word.text).join(' ')
}

/** The same words as the long way gives, unit by unit: most texts are English. */
function cutTypographic(text: string): Word[] {
  const words: Word[] = []
  const lower = text.toLowerCase()
  let start = -1
  let end = -1
  for (let at = 0; at <= lower.length; at++) {
    const unit = lower.charCodeAt(at)
    if (IS_PLAIN[unit] === 1) {
      if (start === -1) start = at
      end = at + 1
    } else if (start !== -1 && (!isTypographicApostrophe(unit) || isElisionAt(lower, at))) {
      words.push({ text: lower.slice(start, end).replaceAll(TYPOGRAPHIC_APOSTROPHES, ''), start, end })
      start = -1
    }
  }
  return words
}

const IS_PLAIN = Uint8Array.from({ length: 0x80 }, (_, unit) => (PLAIN_WORD.test(String.fromCharCode(unit)) ? 1 : 0))

function isTypographicApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x60 || unit === 0x2018 || unit === 0x2019
}
