/**
 * Finds what is private in a source: where it stands, what it is, and how certain that is.
 *
 *     Author: Sam <sam@lamp.example>        private: the header's own
 *     <a href="mailto:sam@lamp.example">    private, and so is the same address anywhere in the story
 *     “Write to ghost@lighthouse.example.”  the tale's: it stays
 *
 * Everything outside the story's own lines is somebody's real word: header, notes, what sites and mail programs wrote,
 * attributes and comments of the markup. Inside the story only what its author says (`spoken-by.ts`) is, and what
 * stands outside it as well. Nothing is changed here; what is shown is made without these by `hide-text.ts`.
 */
import type { StatedFact } from '../formats/opened-format.ts'
import { type LineIndex, positionOf } from '../position.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { RealName } from '../recognise/real-names.ts'
import type { Structure } from '../recognise/structure.ts'
import { sourceSpan } from '../run.ts'
import { findAddresses } from './find-addresses.ts'
import { findNumbers, isAddressOverTwoLines } from './find-numbers.ts'
import { findRealNames } from './find-real-names.ts'
import type { PrivateFact, PrivateStretch } from './private-fact.ts'
import { isOfStory, speakerOf } from './spoken-by.ts'

export interface PrivateIn {
  /** The decoded source. */
  readonly lines: LineIndex
  readonly manuscript: Manuscript
  readonly structure: Structure
  /** What the format says beside the text. */
  readonly stated: readonly StatedFact[]
  /** What authors are called besides the pen names that they sign with. */
  readonly realNames: readonly RealName[]
}

export function findPrivate(source: PrivateIn): PrivateFact[] {
  const { own, told } = inLines(source)
  const facts = [...own, ...inMarkup(source, [...own, ...told]), ...inMetadata(source.stated), ...findRealNames(source)]
  const known = new Set(facts.map(({ value }) => value.toLowerCase()))
  // The author's address is hers wherever it stands.
  const again = told
    .filter(({ value }) => known.has(value.toLowerCase()))
    .map((fact): PlacedFact => ({ ...fact, rule: 'stated-elsewhere', confidence: 0.95 }))
  return [...facts, ...again].toSorted(byPlace).map(withoutOffsets)
}

function withoutOffsets({ code, value, line, column, length, rule, confidence }: PrivateFact): PrivateFact {
  return { code, value, line, column, length, rule, confidence }
}

function byPlace(a: PrivateFact, b: PrivateFact): number {
  return (a.line ?? Infinity) - (b.line ?? Infinity) || (a.column ?? 0) - (b.column ?? 0)
}

interface InLines {
  readonly own: readonly PlacedFact[]
  /** What the story itself says. */
  readonly told: readonly PlacedFact[]
}

type PlacedFact = PrivateFact & { readonly at: number; readonly until: number }

function inLines({ lines, manuscript, structure }: PrivateIn): InLines {
  const speaker = speakerOf(manuscript, structure)
  const own: PlacedFact[] = []
  const told: PlacedFact[] = []
  manuscript.lines.forEach(({ run, kind }, index) => {
    if (kind === 'blank' || run.text === '' || !mayHoldPrivate(run.text)) return
    const isStory = isOfStory(structure.roles[index])
    const who = isStory ? speaker(index) : 'author'
    const around = { last: manuscript.lines[index - 1]?.run.text, next: manuscript.lines[index + 1]?.run.text }
    const stretches = who === 'story' ? addressesIn(run.text) : privateIn(run.text, around)
    for (const stretch of stretches) {
      const [at, until] = sourceSpan(run, stretch.from, stretch.to)
      const value = run.text.slice(stretch.from, stretch.to)
      const fact = { code: stretch.code, value, ...placeOf(lines, at, until), at, until }
      const rule = isStory ? 'words-to-readers' : 'outside-the-story'
      if (who === 'story') told.push({ ...fact, rule: 'in-the-story', confidence: 0.3 })
      else own.push({ ...fact, rule, confidence: !isStory ? 0.98 : who === 'author' ? 0.85 : 0.6 })
    }
  })
  return { own, told }
}

function placeOf(lines: LineIndex, at: number, until: number): Pick<PrivateFact, 'line' | 'column' | 'length'> {
  return { ...positionOf(lines, at), length: until - at }
}

/**
 * False of nearly every line of a story: numbers, and streets over two lines, have digits, and addresses have their sign,
 * a bracket around it, or " AT ".
 */
function mayHoldPrivate(text: string): boolean {
  return /[\d@([{<]|AT/.test(text)
}

function addressesIn(text: string): PrivateStretch[] {
  return text.length < 5 ? [] : findAddresses(text).map((each) => ({ ...each, code: 'e-mail-address' }))
}

/** Lines of a mail's head that name machines and messages. */
const MACHINE_LINE =
  /^[>\s]{0,4}(?:received|x-originating-ip|nntp-posting-host|x-[a-z0-9-]{1,40}|path|return-path|message-id|references|in-reply-to|ip)\s?:/i
const MESSAGE_LINE = /^[>\s]{0,4}(?:message-id|references|in-reply-to)\s?:/i

interface Around {
  readonly last: string | undefined
  readonly next: string | undefined
}

function privateIn(text: string, { last, next }: Around): PrivateStretch[] {
  if (next !== undefined && isAddressOverTwoLines(text, next)) return [wholeLine(text)]
  if (last !== undefined && isAddressOverTwoLines(last, text)) return [wholeLine(text)]
  const isMessage = MESSAGE_LINE.test(text.slice(0, 60))
  const addresses = addressesIn(text).map(
    (each): PrivateStretch => (isMessage ? { ...each, code: 'message-id' } : each),
  )
  const isFree = ({ from, to }: PrivateStretch): boolean =>
    addresses.every((each) => to <= each.from || from >= each.to)
  return [...addresses, ...findNumbers(text, MACHINE_LINE.test(text.slice(0, 60))).filter(isFree)]
}

function wholeLine(text: string): PrivateStretch {
  return { code: 'postal-address', from: text.length - text.trimStart().length, to: text.trimEnd().length }
}

/** Addresses that no line shows: behind links, in comments, in what the page says to machines. */
function inMarkup({ lines }: PrivateIn, shown: readonly PlacedFact[]): PrivateFact[] {
  const starts = shown.map(({ at }) => at).toSorted((a, b) => a - b)
  const ends = shown.map(({ until }) => until).toSorted((a, b) => a - b)
  return findAddresses(lines.text).flatMap(({ from, to }) => {
    // Stretches do not overlap each other: as many end before this one ends as begin before it begins, or one meets it.
    const meets = countBelow(starts, to) !== countBelow(ends, from + 1)
    if (meets) return []
    const value = lines.text.slice(from, to)
    return [
      {
        code: 'e-mail-address',
        value,
        ...placeOf(lines, from, to),
        rule: 'behind-the-text',
        confidence: 0.95,
      } as const,
    ]
  })
}

function countBelow(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}

/** The name in a file's properties is often the real one of whoever owned the computer. */
function inMetadata(stated: readonly StatedFact[]): PrivateFact[] {
  const nowhere = { line: null, column: null } as const
  return stated.flatMap(({ field, value, rule }): PrivateFact[] => {
    if (field === 'maybe-author')
      return [{ ...nowhere, code: 'real-name', value, length: value.length, rule, confidence: 0.6 }]
    return findAddresses(value).map(({ from, to }) => ({
      ...nowhere,
      code: 'e-mail-address',
      value: value.slice(from, to),
      length: to - from,
      rule,
      confidence: 0.95,
    }))
  })
}
