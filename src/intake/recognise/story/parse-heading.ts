/**
 * Reads one line as a heading of a part or chapter. It says what the line could be; whether it is one, its place in
 * the story decides (`find-headings.ts`).
 *
 *     "Chapter 2: The Well"   chapter 2, "The Well"        "(1/?)"    1 of unknown
 *     "Zweiter Teil"          part 2                       "Parts 3-5"   parts 3 to 5
 *
 * A sentence that begins like a heading is none: "Part 2 of the plan was simple." goes on in lower case.
 */
import { foldText } from '../../../kernel/text.ts'
import { LABEL_MAX } from './body.ts'
import { undecorate } from './decoration.ts'
import { type HeadingWord, headingWords, LAST, UNNUMBERED } from './heading-words.ts'
import { numberOfHan, numberOfRoman, numberOfWord, numberOfWords } from './number-words.ts'

type HeadingForm = 'keyword' | 'unnumbered' | 'fraction' | 'number' | 'roman' | 'word' | 'numbered-title'

export interface Heading {
  readonly form: HeadingForm
  /** Part, chapter, book …; null where no word says so. */
  readonly level: string | null
  readonly isStrong: boolean
  readonly number: number | null
  readonly to: number | null
  readonly total: number | null
  readonly title: string | null
  /** The words that number it: "Part 2 of 5". */
  readonly label: string
  /** The whole heading without its decoration. */
  readonly heading: string
  readonly isDecorated: boolean
}

/** What stands between a heading's word and number, or between its number and title. */
const SEPARATOR = /^\s*[:.,~–—|#№°º)\]>-]+\s*/u

/** Quotation marks, or the dashes of Spanish speech: "—Capítulo tercero —leyó." */
const SPOKEN = /^["“”„«「]|^[—–]\s?\p{Lu}.{0,90}\s[—–]\p{Ll}/u

export function parseHeading(text: string): Heading | null {
  if (text.length > LABEL_MAX || text === '' || SPOKEN.test(text)) return null
  const { inner, hasSigns, hasBrackets } = undecorate(text)
  if (inner === '') return null
  const parsed =
    parseEastern(inner) ??
    parseKeyword(inner) ??
    parseOrdinal(inner) ??
    parseUnnumbered(inner) ??
    parseFraction(inner) ??
    parseBareNumber(text, inner) ??
    parseNumberedTitle(text, inner)
  if (parsed === null) return null
  const isDecorated = hasSigns || hasBrackets
  return { ...parsed, heading: isDecorated ? inner : text, isDecorated }
}

type Parsed = Omit<Heading, 'heading' | 'isDecorated'>

const UNKNOWN = { to: null, total: null, title: null }

/** 第三章 帰り道 · 第２話 · 제1장 */
function parseEastern(inner: string): Parsed | null {
  const match =
    /^(?:第\s*([\d０-９〇一二三四五六七八九十百零]{1,6})\s*([章話话回部節节卷幕])|제\s*(\d{1,3})\s*([장화부]))\s*(.*)$/u.exec(
      inner,
    )
  if (match === null) return null
  const number = numberOfHan(match[1] ?? match[3] ?? '')
  if (number === null) return null
  const rest = (match[5] ?? '').replace(SEPARATOR, '')
  if (/[。！？]$/u.test(rest)) return null
  const label = inner.slice(0, inner.length - (match[5] ?? '').length).trimEnd()
  const level = '部卷부'.includes(match[2] ?? match[4] ?? '') ? 'part' : 'chapter'
  return { ...UNKNOWN, form: 'keyword', level, isStrong: true, number, title: rest === '' ? null : rest, label }
}

function parseKeyword(inner: string): Parsed | null {
  const opening = /^(\p{L}+)\.?/u.exec(inner)
  if (opening === null) return null
  const words = headingWords(foldText(opening[1] as string))
  if (words.length === 0) return null
  const gap = /^\s*(?:[#№:,.~=–—-]+\s*|(?:the|n[o°º]\.?)\s+)?/iu.exec(inner.slice(opening[0].length)) as RegExpExecArray
  const at = opening[0].length + gap[0].length
  for (const word of words) {
    const parsed = parseAfterKeyword(inner, at, word)
    if (parsed !== null) return parsed
  }
  return null
}

function parseAfterKeyword(inner: string, at: number, word: HeadingWord): Parsed | null {
  const { level, isStrong } = word
  const rest = inner.slice(at)
  const counted = readCount(rest, word.language)
  if (counted === null) {
    if (!LAST.has(foldText(rest))) return null
    return { ...UNKNOWN, form: 'keyword', level, isStrong, number: null, label: inner }
  }
  const label = inner.slice(0, at + counted.length).trimEnd()
  const title = readTitle(inner.slice(at + counted.length))
  if (title === undefined) return null
  const deeper = title === null ? null : parseKeyword(title)
  // "Book One, Chapter 3" is about chapter 3 when it comes to numbering what follows.
  if (deeper !== null && deeper.level !== level && deeper.number !== null) return { ...deeper, label: inner }
  const { number, to, total } = counted
  return { form: 'keyword', level, isStrong, number, to, total, title, label }
}

interface Count {
  readonly number: number
  readonly to: number | null
  readonly total: number | null
  /** How much of the text it took. */
  readonly length: number
}

/** "2", "III", "Twenty-One", "2/7", "Two of Five", "3-5", "2 (of 7)" at the start of a text. */
function readCount(text: string, language: string): Count | null {
  const first = readNumber(text, language)
  if (first === null) return null
  const until = readUntil(text.slice(first.length), language, first.number)
  const length = first.length + (until?.length ?? 0)
  const total = readTotal(text.slice(length), language, until?.number ?? first.number)
  return {
    number: first.number,
    to: until?.number ?? null,
    total: total?.number ?? null,
    length: length + (total?.length ?? 0),
  }
}

interface Numeral {
  readonly number: number
  readonly length: number
}

function readNumber(text: string, language: string): Numeral | null {
  const digits = /^(\d{1,3}(?:\.5)?)(?:st|nd|rd|th|\.?(?=\s|$)|[a-d](?=[\s:).,-]|$))?(?![\d\p{L}])/iu.exec(text)
  if (digits !== null) return { number: Number(digits[1]), length: digits[0].length }
  const words = /^(\p{L}+)(?:[- ](\p{L}+))?/u.exec(text)
  if (words === null) return null
  const pair = words[2] === undefined ? null : numberOfWords(foldText(words[0]), language)
  if (pair !== null) return { number: pair, length: words[0].length }
  const word = words[1] as string
  const number = numberOfWords(foldText(word), language) ?? (isOneCase(word) ? numberOfRoman(word) : null)
  return number === null ? null : { number, length: word.length }
}

function isOneCase(word: string): boolean {
  return word === word.toUpperCase() || word === word.toLowerCase()
}

/** The end of a range, "-5" or " and 4"; only what is more than its start is one. */
function readUntil(text: string, language: string, from: number): Numeral | null {
  const between = /^\s*(?:[-–—&+,]|and|to|through|und|bis|et|à|y|a|e|en|и)\s*/iu.exec(text)
  if (between === null) return null
  const number = readNumber(text.slice(between[0].length), language)
  if (number === null || number.number <= from) return null
  const length = between[0].length + number.length
  // "Part 1 - 3 Days Later": the number belongs to the title.
  return /^\s*(?:$|[:([/–—-]|of\b|von\b|de\b)/u.test(text.slice(length)) ? { number: number.number, length } : null
}

/** " of 5", "/7", " (of 7)", "/?" */
function readTotal(text: string, language: string, from: number): { number: number | null; length: number } | null {
  const between = /^\s*([([]?)\s*(?:\/|out of|of|von|de|sur|di|van|av|из)\s*/iu.exec(text)
  if (between === null) return null
  const rest = text.slice(between[0].length)
  const close = between[1] === '' ? 0 : 1
  const open = /^(?:\?+|x+|n|tbd|unknown)(?![\p{L}\d])/iu.exec(rest)
  if (open !== null) return { number: null, length: between[0].length + open[0].length + close }
  const number = readNumber(rest, language)
  if (number === null || number.number < from) return null
  return { number: number.number, length: between[0].length + number.length + close }
}

/** The title after a number; null for none; undefined when what follows makes it a sentence. */
function readTitle(rest: string): string | null | undefined {
  const separator = SEPARATOR.exec(rest)
  const title = rest.slice(separator?.[0].length ?? 0).trim()
  if (title === '') return null
  if (!/^[\s:.,~–—|([{"“'‘«-]/u.test(rest)) return undefined
  const isFreed = separator !== null && /[:.–—~|-]/u.test(separator[0])
  if (/^\p{Ll}/u.test(title) && !isFreed) return undefined
  return isSentence(title, isFreed ? 12 : 6) ? undefined : title
}

/** Prose, not a title: it ends in a full stop and is long, or holds a second sentence. */
function isSentence(text: string, words: number): boolean {
  const count = text.split(/\s+/u).length
  if (/[^.]\.["”]?$/u.test(text) && count > words) return true
  return count > 14 || /\p{Ll}[.!?]["”]?\s+\p{Lu}\p{L}*\s+\p{Ll}/u.test(text)
}

/** "Second Part", "1. Kapitel", "Première partie", "The Final Chapter" */
function parseOrdinal(inner: string): Parsed | null {
  const match =
    /^(?:the\s+)?(\d{1,3}|\p{L}+(?:-\p{L}+)?)(?:st|nd|rd|th|[eè]me|[eè]re|er|e|º|ª|°|\.)?\s+(\p{L}+)(?=$|[\s:,.–—-])/iu.exec(
      inner,
    )
  if (match === null) return null
  for (const { language, level, isStrong } of headingWords(foldText(match[2] as string))) {
    const named = foldText(match[1] as string)
    const isLast = LAST.has(named)
    const number = /^\d/.test(named) ? Number(named) : numberOfWords(named, language)
    if (number === null && !isLast) continue
    // "One part of him wanted to stay": a number in words before its noun must be an ordinal.
    if (/^(?:one|two|three|four|five|un|une|deux|trois|uno|una|dos|tres|ein|zwei|drei)$/.test(named)) continue
    const title = readTitle(inner.slice(match[0].length))
    if (title === undefined) continue
    return { ...UNKNOWN, form: 'keyword', level, isStrong, number, title, label: match[0].trim() }
  }
  return null
}

function parseUnnumbered(inner: string): Parsed | null {
  const match = /^(?:the\s+)?(\p{L}+)/iu.exec(inner)
  if (match === null || !UNNUMBERED.has(foldText(match[1] as string))) return null
  const counted = readCount(inner.slice(match[0].length).trimStart(), 'en')
  const skipped =
    counted === null ? 0 : inner.length - match[0].length - inner.slice(match[0].length).trimStart().length
  const end = match[0].length + skipped + (counted?.length ?? 0)
  const title = readTitle(inner.slice(end))
  if (title === undefined) return null
  return {
    ...UNKNOWN,
    form: 'unnumbered',
    level: null,
    isStrong: true,
    number: null,
    title,
    label: inner.slice(0, end),
  }
}

/** "2/7", "1/?", "2 of 7" */
function parseFraction(inner: string): Parsed | null {
  const match = /^(\d{1,3})\s*(?:\/|of|von|de|sur|di)\s*(\d{1,3}|\?+|x+)$/iu.exec(inner)
  if (match === null) return null
  const number = Number(match[1])
  const total = /^\d/.test(match[2] as string) ? Number(match[2]) : null
  if (number === 0 || (total !== null && total < number)) return null
  return { form: 'fraction', level: null, isStrong: false, number, to: null, total, title: null, label: inner }
}

/** "3", "IV.", "Two", "三" alone on a line. */
function parseBareNumber(text: string, inner: string): Parsed | null {
  const bare = { ...UNKNOWN, level: null, isStrong: false, label: inner }
  if (/^\d{1,3}$/.test(inner)) return /[,;!?]/.test(text) ? null : { ...bare, form: 'number', number: Number(inner) }
  if (inner === inner.toUpperCase() || /^i{2,3}$|^i?vi{0,3}$/.test(inner)) {
    const roman = numberOfRoman(inner)
    if (roman !== null) return { ...bare, form: 'roman', number: roman }
  }
  if (inner.length > 14 || inner.split(' ').length > 2) return null
  const number = numberOfHan(inner) ?? numberOfWord(foldText(inner))
  return number === null ? null : { ...bare, form: 'word', number }
}

/** "3. The Well", "II - The Well" */
function parseNumberedTitle(text: string, inner: string): Parsed | null {
  const match = /^(\d{1,3}|[IVXL]{1,6})(?:[.):]|\s+[-–—])\s+(\S.*)$/u.exec(inner)
  if (match === null) return null
  const title = match[2] as string
  const number = /^\d/.test(match[1] as string) ? Number(match[1]) : numberOfRoman(match[1] as string)
  if (number === null || /[.,;?!:]$/u.test(text) || !/^["“'‘(]?[\p{Lu}\p{Lo}\d]/u.test(title)) return null
  if (isSentence(title, 6) || title.length > 60) return null
  return { ...UNKNOWN, form: 'numbered-title', level: null, isStrong: false, number, title, label: match[1] as string }
}
