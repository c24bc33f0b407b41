/**
 * Undoes one layer of mojibake: UTF-8 that an earlier program read as an 8-bit encoding.
 *
 *     in     I canâ€™t, said JosÃ©.
 *     out    I can’t, said José.
 *
 * Old archives are full of it, mostly in patches, so no text is ever decoded again as a whole. UTF-8 tells where its
 * characters begin; each sequence of characters that stand for such bytes is judged by itself:
 *
 * 1. its bytes must be valid UTF-8;
 * 2. what they spell must be expected in prose, or be one more layer of the same accident. Letters of other scripts
 *    must come in company: the honest French “voilà »” is valid UTF-8 too, and would end in a Samaritan letter;
 * 3. it must not be ordinary text that happens to look so (`isOrdinary`): “MAMÔ” in capitals.
 *
 * A wrong repair is worse than none, since nobody will notice it later.
 */
import { unitsOf } from '../../kernel/units.ts'
import type { RepairCode } from '../codes.ts'
import { isExpectedAlone, type Script, scriptOf } from '../decode/index.ts'
import { type Change, type Session, unitsBeyondAscii } from './rule.ts'

/** An 8-bit encoding that UTF-8 is misread as. */
export interface Misreading {
  readonly code: RepairCode
  /** The byte that each UTF-16 unit stands for, 0 for none beyond ASCII. */
  readonly bytes: Uint8Array
  /** Two characters that every misread sequence has. */
  readonly guard: RegExp
  readonly judge: Judge
}

/** What is known of the characters that an encoding makes of UTF-8. */
export interface Judge {
  /** Whether a row of sequences may be ordinary text; `isProven`: the accident is certain elsewhere in the text. */
  readonly isOrdinary: (row: Row, text: string, isProven: boolean) => boolean
  /** Whether a sequence proves the accident, being in no ordinary text. */
  readonly isTelling: (sequence: Sequence, text: string) => boolean
}

/** A stretch of text that stands for the bytes of one character. */
export interface Sequence {
  readonly from: number
  readonly to: number
  /** Code point that the bytes spell. */
  readonly code: number
}

/** Sequences in a row, without anything between. */
export type Row = readonly Sequence[]

/** `upper` are the characters of the bytes 80 to FF. */
export function misreadingAs(code: RepairCode, upper: string, judge: Judge): Misreading {
  const bytes = new Uint8Array(0x10000)
  for (let i = 0; i < 128; i++) bytes[upper.charCodeAt(i)] = 0x80 + i
  const classOf = (from: number, to: number): string =>
    `[${Array.from(upper.slice(from - 0x80, to - 0x7f), (character) => `\\u${hex(character)}`).join('')}]`
  return { code, bytes, guard: new RegExp(`${classOf(0xc2, 0xf4)}${classOf(0x80, 0xbf)}`), judge }
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0')
}

const MOST_LAYERS = 3

interface Search {
  readonly readings: readonly Misreading[]
  readonly session: Session
  /** 1 for the text itself, 2 for what it spells, and so on. */
  readonly layer: number
  /** Scripts of the text around. */
  readonly scripts: ReadonlySet<Script>
}

/**
 * The sequences that are certain in this reading, with what they become. Where several readings fit, the longest row
 * of sequences is the right one: the others only match pieces of it. Neighbours of another script are one word, one
 * change.
 */
export function findMisread(
  text: string,
  reading: Misreading,
  readings: readonly Misreading[],
  session: Session,
): readonly Change[] {
  if (!isPossible(text, reading, readings, session)) return []
  const changes: Change[] = []
  let wordEnd = -1
  for (const { from, to, code } of findLongest(text, reading, { readings, session, layer: 1, scripts: new Set() })) {
    const after = code === BYTE_ORDER_MARK ? '' : String.fromCodePoint(code)
    const isLetter = scriptOf(code) !== undefined
    const last = changes.at(-1)
    if (last !== undefined && isLetter && wordEnd === from) {
      changes[changes.length - 1] = { from: last.from, to, after: last.after + after }
    } else {
      changes.push({ from, to, after })
    }
    wordEnd = isLetter ? to : -1
  }
  return changes
}

/** Whether a sequence of this reading may be in the text itself. */
function isPossible(text: string, reading: Misreading, readings: readonly Misreading[], session: Session): boolean {
  const possible = session.remember(findPossible, text, () => findPossible(text, masksOf(readings), session))
  return (possible & (1 << readings.indexOf(reading))) !== 0
}

/** For each UTF-16 unit, the readings (a bit each) in which it may begin a sequence, and in which it may go on with one. */
interface Masks {
  readonly leads: Uint8Array
  readonly tails: Uint8Array
}

const masksByReadings = new WeakMap<readonly Misreading[], Masks>()

function masksOf(readings: readonly Misreading[]): Masks {
  const known = masksByReadings.get(readings)
  if (known !== undefined) return known
  const masks = { leads: new Uint8Array(0x10000), tails: new Uint8Array(0x10000) }
  readings.forEach(({ bytes }, bit) => {
    for (let unit = 0x80; unit < 0x10000; unit++) {
      const byte = bytes[unit] as number
      if (byte >= 0xc2 && byte <= 0xf4) masks.leads[unit] = (masks.leads[unit] as number) | (1 << bit)
      if (byte >= 0x80 && byte <= 0xbf) masks.tails[unit] = (masks.tails[unit] as number) | (1 << bit)
    }
  })
  masksByReadings.set(readings, masks)
  return masks
}

/** One look at the text for all readings: those of which it has the first two characters of a sequence. */
function findPossible(text: string, { leads, tails }: Masks, session: Session): number {
  let [anyLead, anyTail] = [0, 0]
  for (const unit of unitsBeyondAscii(text, session)) {
    anyLead |= leads[unit] as number
    anyTail |= tails[unit] as number
  }
  const wanted = anyLead & anyTail
  if (wanted === 0) return 0
  const units = unitsOf(text)
  let possible = 0
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const unit = units[i] as number
    if (unit >= 0x80) {
      if (before !== 0) possible |= before & (tails[unit] as number)
      before = (leads[unit] as number) & wanted
    } else before = 0
  }
  return possible
}

/** The certain sequences of this reading that are in no longer row of another one; of equal rows the first counts. */
function findLongest(text: string, reading: Misreading, search: Search): readonly Sequence[] {
  const { readings, layer, session } = search
  const find = (one: Misreading): readonly Row[] => {
    const look = (): readonly Row[] => rowsOf(findCertain(text, one, search))
    return layer === 1 ? session.remember(one, text, look) : look()
  }
  let kept = find(reading)
  for (const other of readings) {
    if (other === reading || kept.length === 0) continue
    if (layer === 1 ? !isPossible(text, other, readings, session) : !other.guard.test(text)) continue
    kept = withoutCovered(kept, find(other), readings.indexOf(other) < readings.indexOf(reading))
  }
  return kept.flat()
}

/** Sequences in rows without anything between. */
function rowsOf(sequences: readonly Sequence[]): readonly Row[] {
  const rows: Sequence[][] = []
  for (const sequence of sequences) {
    const last = rows.at(-1)
    if (last?.at(-1)?.to === sequence.from) last.push(sequence)
    else rows.push([sequence])
  }
  return rows
}

function withoutCovered(rows: readonly Row[], others: readonly Row[], isEarlier: boolean): readonly Row[] {
  let i = 0
  return rows.filter((row) => {
    const [from, to] = boundsOf(row)
    while (i < others.length && boundsOf(others[i] as Row)[1] <= from) i++
    for (let j = i; j < others.length; j++) {
      const [otherFrom, otherTo] = boundsOf(others[j] as Row)
      if (otherFrom >= to) break
      const isLonger = otherTo - otherFrom - (to - from)
      if (isLonger > 0 || (isLonger === 0 && isEarlier)) return false
    }
    return true
  })
}

function boundsOf(row: Row): readonly [number, number] {
  return [(row[0] as Sequence).from, (row.at(-1) as Sequence).to]
}

/** Inside a text it is a remnant of two files put together. */
const BYTE_ORDER_MARK = 0xfeff

/** Rows that make sense as a whole; half a row mended could never be mended again. */
function findCertain(text: string, reading: Misreading, search: Search): readonly Sequence[] {
  const { judge } = reading
  const rows = findRows(text, reading)
  if (rows.length === 0) return []
  const present = scriptsIn(text, search)
  const known = new Set([...scriptsInCompany(rows), ...search.scripts, ...present])
  const isProven =
    search.session.proven.has(reading.code) ||
    rows.some((row) => row.some((sequence) => judge.isTelling(sequence, text)))
  // What a misreading spells is no ordinary text.
  const isOrdinary = (row: Row): boolean => search.layer === 1 && judge.isOrdinary(row, text, isProven)
  return rows.filter((row) => isSensible(text, row, known, { ...search, scripts: present }) && !isOrdinary(row)).flat()
}

function isSensible(text: string, row: Row, known: ReadonlySet<Script>, search: Search): boolean {
  let deeper: ReadonlySet<number> | undefined
  return row.every(({ code }, i) => {
    const script = scriptOf(code)
    if (script === undefined ? isExpectedAlone(code) || isC1Control(code) : known.has(script)) return true
    deeper ??= search.layer < MOST_LAYERS ? findDeeper(text, row, search) : new Set()
    return deeper.has(i)
  })
}

/** Windows-1252 that was kept as controls, then misread: the next repair turns them into quotes. */
function isC1Control(code: number): boolean {
  return code >= 0x80 && code < 0xa0
}

function findRows(text: string, { bytes }: Misreading): readonly Row[] {
  const units = unitsOf(text)
  const sequences: Sequence[] = []
  for (let i = 0; i < text.length; ) {
    const lead = bytes[units[i] as number] as number
    const length = lead < 0xc2 ? 0 : lengthAt(text, i, lead, bytes)
    const code = length === 0 ? -1 : codePointAt(text, i, length, bytes)
    if (code !== -1) sequences.push({ from: i, to: i + length, code })
    i += Math.max(1, length)
  }
  return rowsOf(sequences)
}

/** Characters of the sequence that a lead byte begins, 0 when what follows does not belong to it. */
function lengthAt(text: string, at: number, lead: number, bytes: Uint8Array): number {
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  for (let i = 1; i < length; i++) {
    const tail = at + i < text.length ? (bytes[text.charCodeAt(at + i)] as number) : 0
    if ((tail & 0xc0) !== 0x80) return 0
  }
  return length
}

/** The character that the bytes spell; -1 for overlong forms, halves of pairs and what is past the end. */
function codePointAt(text: string, at: number, length: number, bytes: Uint8Array): number {
  let code = (bytes[text.charCodeAt(at)] as number) & (0xff >> (length + 1))
  for (let i = 1; i < length; i++) code = (code << 6) | ((bytes[text.charCodeAt(at + i)] as number) & 0x3f)
  const least = length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000
  return code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? -1 : code
}

/** Scripts of which two letters stand side by side somewhere: in their company a single letter is a word, too. */
function scriptsInCompany(rows: readonly Row[]): ReadonlySet<Script> {
  const known = new Set<Script>()
  for (const row of rows) {
    for (let i = 1; i < row.length; i++) {
      const script = scriptOf((row[i] as Sequence).code)
      if (script !== undefined && script === scriptOf((row[i - 1] as Sequence).code)) known.add(script)
    }
  }
  return known
}

/** Letters of other scripts, two together. */
const WORDS_OF_SCRIPTS = /[\u0370-\u06d5\u0e01-\u0e5b\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3]{2}/g
/** So many words say which scripts a text is in. */
const ENOUGH_WORDS = 2000

/** Scripts that the text has words in. */
function scriptsIn(text: string, { session, layer }: Search): ReadonlySet<Script> {
  const find = (): ReadonlySet<Script> => {
    const scripts = new Set<Script>()
    let words = 0
    for (const { 0: letters } of text.matchAll(WORDS_OF_SCRIPTS)) {
      const [first, second] = [scriptOf(letters.charCodeAt(0)), scriptOf(letters.charCodeAt(1))]
      if (first !== undefined && first === second) scripts.add(first)
      if (++words > ENOUGH_WORDS) break
    }
    return scripts
  }
  return layer === 1 ? session.remember(scriptsIn, text, find) : find()
}

/** Which sequences of a row spell the misread bytes of another layer, whatever its kind. */
function findDeeper(text: string, row: Row, search: Search): ReadonlySet<number> {
  const first = row[0] as Sequence
  const last = row.at(-1) as Sequence
  const starts: number[] = []
  let inner = text.slice(Math.max(0, first.from - 1), first.from)
  for (const { code } of row) {
    starts.push(inner.length)
    inner += String.fromCodePoint(code)
  }
  inner += text.slice(last.to, last.to + 1)
  const covered = new Set<number>()
  for (const reading of search.readings) {
    let i = 0
    for (const { from, to } of findLongest(inner, reading, { ...search, layer: search.layer + 1 })) {
      while (i < starts.length && (starts[i] as number) < from) i++
      for (; i < starts.length && (starts[i] as number) < to; i++) covered.add(i)
    }
  }
  return covered
}
