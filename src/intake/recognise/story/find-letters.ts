/**
 * Finds letters inside a story: from the salutation to the signature, or to where the letter's paragraphs end.
 *
 * A closing ("Love,") with its signature ends a letter for certain. Without one, the end is where several of these
 * meet: the narrator's person comes back, more blank lines than usual, the end of an indented or italic block, somebody
 * folding paper. A letter that never ends inside the story is only suggested, unless it fills its chapter: better no
 * letter than one that swallows what follows.
 *
 * Paragraphs of a letter that were indented and one that was not, or a quote that opens at the salutation and never
 * closes, change nothing.
 */
import { foldText } from '../../../kernel/text.ts'
import type { Person } from '../../reading.ts'
import { type Body, nextWritten, previousWritten } from './body.ts'
import type { Region } from './closing.ts'
import {
  isDashSignature,
  isPostscript,
  type MailHead,
  readClosingLine,
  readMailHead,
  readSalutation,
  readSignature,
} from './letter-lines.ts'
import { LETTER_AHEAD, LETTER_HANDLED } from './letter-words.ts'
import { personOf, sumOf } from './person.ts'
import type { Voice } from './voice.ts'

export interface FoundLetter {
  readonly first: number
  readonly last: number
  readonly to: string | null
  readonly from: string | null
  /** Lines of the salutation or mail head that hold nothing else, and of the closing and signature. */
  readonly salutationLines: readonly number[]
  readonly signatureLines: readonly number[]
  readonly rule: string
  readonly confidence: number
  /** It closes ("Love,"), and nobody signs. */
  readonly lacksSignature: boolean
}

export interface DoubtfulLetter {
  readonly line: number
  readonly to: string | null
}

export interface LetterHelp {
  readonly voices: readonly Voice[]
  readonly language: string | null
  /** Lines that end a letter whatever they hold: headings, labels, breaks, notes, what the header took. */
  readonly isLimit: (index: number) => boolean
}

interface Opening {
  readonly first: number
  /** Last line of the salutation or mail head. */
  readonly last: number
  readonly to: string | null
  readonly from: string | null
  readonly lines: readonly number[]
  readonly isStrong: boolean
}

/** Evidence that a paragraph is no longer the letter: so much is enough. */
const ENOUGH = 4
const PARAGRAPHS_TO_END = 400

/** By the last line that is looked at: from which line to there none closes a letter. */
type WithoutClosing = Map<number, number>

interface Help extends LetterHelp {
  /** Of a paragraph with a salutation in each of its lines, the rest is looked through once, not once for each. */
  readonly withoutClosing: WithoutClosing
}

export function findLetters(
  body: Body,
  region: Region,
  given: LetterHelp,
): { letters: FoundLetter[]; doubtful: DoubtfulLetter[] } {
  const help: Help = { ...given, withoutClosing: new Map() }
  const letters: FoundLetter[] = []
  const doubtful: DoubtfulLetter[] = []
  // Up to here no letter closes: it need not be looked for again, which keeps a page of names from costing its square.
  let searched = -1
  for (let i = region.first; i <= region.last; i++) {
    const opening = readOpening(body, i, region, help)
    if (opening === null || (!opening.isStrong && i < searched)) continue
    const letter = followLetter(body, opening, region, help)
    if (typeof letter === 'object') {
      letters.push(letter)
      i = letter.last
    } else {
      if (opening.isStrong) doubtful.push({ line: opening.first, to: opening.to })
      searched = letter
      i = opening.last
    }
  }
  return { letters, doubtful }
}

function readOpening(body: Body, index: number, region: Region, help: LetterHelp): Opening | null {
  const line = body.lines[index]
  if (line === undefined || line.isBlank || !line.isOpening || help.isLimit(index)) return null
  const mail = readMail(body, index, region, help)
  if (mail !== null) return withSalutation(body, mail, region, help)
  const salutation = readSalutation(line.text)
  if (salutation === null) return null
  const lines = salutation.isWhole ? [index] : []
  const { to, isStrong, isWhole } = salutation
  const isSure = (isStrong && (isWhole || isLedUpTo(body, index))) || (isWhole && opensBlock(body, index))
  return { first: index, last: index, to, from: null, lines, isStrong: isSure }
}

/** Two and more lines of a mail's head, with a sender, a subject or both. */
function readMail(body: Body, index: number, region: Region, help: LetterHelp): Opening | null {
  const heads = new Map<MailHead['key'], string>()
  const lines: number[] = []
  for (let i = index; i <= region.last && !help.isLimit(i) && lines.length < 8; i = nextWritten(body, i)) {
    if (i !== index && (body.blankBefore[i] ?? 0) > Math.max(1, body.gap)) break
    const head = readMailHead(body.lines[i]?.text ?? '')
    if (head === null || heads.has(head.key)) break
    heads.set(head.key, head.value)
    lines.push(i)
  }
  const isMail = heads.size > 1 && (heads.has('from') || heads.has('subject')) && (heads.has('to') || heads.has('from'))
  if (!isMail) return null
  return {
    first: index,
    last: lines.at(-1) ?? index,
    to: heads.get('to') ?? null,
    from: heads.get('from') ?? null,
    lines,
    isStrong: true,
  }
}

/** "Will," below the head says better who is written to than an address does. */
function withSalutation(body: Body, mail: Opening, region: Region, help: LetterHelp): Opening {
  const next = nextWritten(body, mail.last)
  const line = body.lines[next]
  if (line === undefined || next > region.last || help.isLimit(next)) return mail
  const salutation = readSalutation(line.text)
  if (salutation === null || !salutation.isWhole) return mail
  const to = mail.to === null || mail.to.includes('@') ? salutation.to : mail.to
  return { ...mail, to, last: next, lines: [...mail.lines, next] }
}

/** "Lin," above lines that are set in as it is, while what stands before is not: the block is a letter. */
function opensBlock(body: Body, index: number): boolean {
  const indent = body.lines[index]?.source.indent ?? 0
  const above = body.lines[previousWritten(body, index)]?.source.indent ?? indent
  const below = body.lines[nextWritten(body, index)]?.source.indent ?? 0
  return indent >= 4 && above < 2 && below >= 4
}

function isLedUpTo(body: Body, index: number): boolean {
  const above = body.lines[previousWritten(body, index)]?.text ?? ''
  return LETTER_AHEAD.test(foldText(above.slice(-300)))
}

/** The letter, or the line up to which none was found. */
function followLetter(body: Body, opening: Opening, region: Region, help: Help): FoundLetter | number {
  const { paragraphs } = body.manuscript
  const frame = frameBefore(body, opening.first, region, help)
  const mayEndOpen = opening.isStrong || isLedUpTo(body, opening.first)
  let lastLine = opening.last
  let stop: 'limit' | 'letter' | 'end' = 'end'
  let p = (body.paragraphOf[opening.last] ?? 0) + (isPastParagraph(body, opening) ? 1 : 0)
  const from = p
  for (let seen = 0; p < paragraphs.length && seen < PARAGRAPHS_TO_END; p++, seen++) {
    const paragraph = paragraphs[p]
    if (paragraph === undefined || paragraph.first > region.last) break
    const start = Math.max(paragraph.first, opening.last)
    if (help.isLimit(start) && start > opening.last) {
      stop = 'limit'
      break
    }
    const isNext = seen > 0 && isNewLetter(body, paragraph.first, region, help)
    if (isNext) {
      stop = 'letter'
      break
    }
    const last = lastWithin(body, p, region)
    const closing = findClosingIn(body, Math.max(paragraph.first, opening.last + 1), last, region, help)
    if (closing !== null) return closed(opening, closing)
    if (seen > 0 && mayEndOpen && evidenceOfEnd(body, p, from, frame, help) >= ENOUGH)
      return ended(body, opening, p - 1, region)
    lastLine = last
  }
  return unended(body, opening, lastLine, stop, region, help) ?? lastLine
}

/** The last line of a paragraph: a heading without blank lines around it may cut one in two. */
function lastWithin(body: Body, p: number, region: Region): number {
  return Math.min(body.manuscript.paragraphs[p]?.last ?? -1, region.last)
}

/** Where the salutation is not a paragraph of its own, the letter goes on in the same one. */
function isPastParagraph(body: Body, opening: Opening): boolean {
  const paragraph = body.manuscript.paragraphs[body.paragraphOf[opening.last] ?? -1]
  return paragraph === undefined || paragraph.last === opening.last
}

function isNewLetter(body: Body, index: number, region: Region, help: LetterHelp): boolean {
  const salutation = readSalutation(body.lines[index]?.text ?? '')
  return (salutation?.isStrong === true && salutation.isWhole) || readMail(body, index, region, help) !== null
}

/** In which person the story was told before the letter. */
function frameBefore(body: Body, first: number, region: Region, help: LetterHelp): Person | null {
  const until = body.paragraphOf[first] ?? 0
  let start = until
  while (start > 0 && until - start < 10 && (body.manuscript.paragraphs[start - 1]?.first ?? -1) >= region.first)
    start--
  return personOf(help.voices.slice(start, until), help.language)
}

interface ClosingFound {
  readonly lines: readonly number[]
  readonly last: number
  readonly from: string | null
}

function findClosingIn(body: Body, first: number, last: number, region: Region, help: Help): ClosingFound | null {
  const until = help.withoutClosing.get(last) ?? last + 1
  for (let i = first; i < until; i++) {
    const line = body.lines[i]
    if (line === undefined || line.text.length > 60) continue
    if (isDashSignature(line.text) && (i === last || !line.isOpening)) {
      return { ...withPostscript(body, i, [i], region, help), from: readSignature(line.text) }
    }
    const closing = readClosingLine(line.text, line.isOpening || i === last)
    if (closing !== null) return signed(body, i, closing.from, region, help)
  }
  if (first < until) help.withoutClosing.set(last, first)
  return null
}

function signed(body: Body, index: number, from: string | null, region: Region, help: LetterHelp): ClosingFound {
  if (from !== null) return { ...withPostscript(body, index, [index], region, help), from }
  const next = nextWritten(body, index)
  const line = body.lines[next]
  const isNear = (body.blankBefore[next] ?? 9) <= Math.max(1, body.gap)
  const isStory = line === undefined || next > region.last || help.isLimit(next)
  const name = isStory || !isNear ? null : readSignature(line.text)
  if (name === null) return { ...withPostscript(body, index, [index], region, help), from: null }
  return { ...withPostscript(body, next, [index, next], region, help), from: name }
}

/** Kisses and postscripts below the signature belong to the letter. */
function withPostscript(
  body: Body,
  index: number,
  lines: readonly number[],
  region: Region,
  help: LetterHelp,
): { lines: number[]; last: number } {
  const all = [...lines]
  let last = index
  for (let i = nextWritten(body, index); i <= region.last; i = nextWritten(body, i)) {
    const text = body.lines[i]?.text ?? ''
    if (/^[xo]{1,12}$/i.test(text) && (body.blankBefore[i] ?? 9) === 0) {
      all.push(i)
      last = i
    } else if (isPostscript(text) && !help.isLimit(i)) {
      last = Math.max(i, lastWithin(body, body.paragraphOf[i] ?? -1, region))
      i = last
    } else break
  }
  return { lines: all, last }
}

function closed(opening: Opening, closing: ClosingFound): FoundLetter {
  return {
    first: opening.first,
    last: closing.last,
    to: opening.to,
    from: closing.from ?? opening.from,
    salutationLines: opening.lines,
    signatureLines: closing.lines,
    rule: 'letter-closing',
    confidence: opening.isStrong ? 0.97 : 0.85,
    lacksSignature: closing.from === null,
  }
}

/**
 * How much speaks for the letter having ended before paragraph `p`. The narrator's "I" speaks against it, unless the
 * narrator is an "I" too.
 */
function evidenceOfEnd(body: Body, p: number, from: number, frame: Person | null, help: LetterHelp): number {
  const paragraph = body.manuscript.paragraphs[p]
  const voice = help.voices[p]
  if (paragraph === undefined || voice === undefined) return 0
  let evidence = 0
  if (paragraph.blankBefore > Math.max(1, body.gap)) evidence += 2
  if (isOutOfBlock(body, p, from)) evidence += 2
  if (LETTER_HANDLED.test(foldText(paragraph.run.text.slice(0, 400))))
    evidence += voice.first === 0 || frame === 'first' ? 2 : 0
  if (frame === 'first') return evidence
  if (voice.first > 0) return evidence - 3
  if (isFrame(voice, frame)) evidence += 2
  const next = help.voices[p + 1]
  if (next !== undefined && isFrame(next, frame)) evidence += 1
  return evidence
}

/** A paragraph in the narrator's person and without an "I". */
function isFrame(voice: Voice, frame: Person | null): boolean {
  if (voice.first > 0 || voice.words === 0) return false
  if (frame === 'second') return voice.second + voice.third > 0
  return voice.second === 0 && voice.third > 0
}

/** The letter's first paragraph was indented, italic or quoted, and from here on nothing is. */
function isOutOfBlock(body: Body, p: number, from: number): boolean {
  const style = styleOf(body, from)
  if (style === '' || styleOf(body, p) === style) return false
  return styleOf(body, p + 1) !== style && styleOf(body, p + 2) !== style
}

function styleOf(body: Body, p: number): string {
  const paragraph = body.manuscript.paragraphs[p]
  const line = body.lines[paragraph?.first ?? -1]
  if (line === undefined) return ''
  const block = line.source.containers.find((each) => each.kind === 'blockquote' || each.kind === 'letter')
  const marks = [
    line.isEmphasised ? 'marked' : '',
    line.source.indent >= 4 ? 'indent' : '',
    line.source.quote > 0 ? 'quote' : '',
  ]
  return [block === undefined ? '' : `block${block.key}`, ...marks].join('')
}

/** Everything below the salutation up to and with paragraph `p`; a name alone at its end is the signature. */
function ended(body: Body, opening: Opening, p: number, region: Region): FoundLetter {
  const last = Math.max(opening.last, lastWithin(body, p, region))
  const text = body.lines[last]?.text ?? ''
  const isOwn = body.lines[last]?.isAlone === true && text.split(/\s+/u).length <= 3
  const from = isOwn ? readSignature(text) : null
  return {
    first: opening.first,
    last,
    to: opening.to,
    from: from ?? opening.from,
    salutationLines: opening.lines,
    signatureLines: from === null ? [] : [last],
    rule: from === null ? 'letter-narrator-returns' : 'letter-signature',
    confidence: opening.isStrong ? 0.85 : 0.7,
    lacksSignature: from === null && opening.from === null,
  }
}

function unended(
  body: Body,
  opening: Opening,
  lastLine: number,
  stop: 'limit' | 'letter' | 'end',
  region: Region,
  help: LetterHelp,
): FoundLetter | null {
  if (!opening.isStrong || lastLine <= opening.last) return null
  const isWhole =
    previousWritten(body, opening.first) < region.first || help.isLimit(previousWritten(body, opening.first))
  const start = (body.paragraphOf[opening.last] ?? 0) + 1
  const voices = help.voices.slice(start, (body.paragraphOf[lastLine] ?? 0) + 1)
  const isFirst = sumOf(voices).first > 0 && personOf(voices, help.language) !== 'third'
  if (!isFirst || (stop === 'end' && !isWhole)) return null
  const letter = ended(body, opening, body.paragraphOf[lastLine] ?? 0, region)
  const rule = letter.from === null ? 'letter-to-the-break' : letter.rule
  return { ...letter, rule, confidence: isWhole ? 0.85 : 0.75 }
}
