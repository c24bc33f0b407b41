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
import { isExpectedAlone, type Script, scriptOf } from '../decode/index.ts'
import type { Change } from './rule.ts'

/** An 8-bit encoding that UTF-8 is misread as. */
export interface Misreading {
  readonly bytes: ReadonlyMap<string, number>
  readonly shape: RegExp
  /** One character that every misread sequence has. */
  readonly guard: RegExp
  readonly isOrdinary: (sequence: Sequence, text: string) => boolean
}

/** A stretch of text that stands for the bytes of one character. */
export interface Sequence {
  readonly from: number
  readonly to: number
  /** Code point that the bytes spell. */
  readonly code: number
}

/** `upper` are the characters of the bytes 80 to FF. */
export function misreadingAs(upper: string, isOrdinary: Misreading['isOrdinary']): Misreading {
  const bytes = new Map(Array.from(upper, (character, i) => [character, 0x80 + i]))
  const classOf = (from: number, to: number): string =>
    `[${Array.from(upper.slice(from - 0x80, to - 0x7f), (character) => `\\u${hex(character)}`).join('')}]`
  const tail = classOf(0x80, 0xbf)
  const two = classOf(0xc2, 0xdf)
  const three = classOf(0xe0, 0xef)
  const four = classOf(0xf0, 0xf4)
  return {
    bytes,
    shape: new RegExp(`${two}${tail}|${three}${tail}${tail}|${four}${tail}${tail}${tail}`, 'g'),
    guard: new RegExp(`${classOf(0xc2, 0xf4)}${tail}`),
    isOrdinary,
  }
}

function hex(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(4, '0')
}

const MOST_LAYERS = 3

/**
 * The sequences that are certain, with what they become; `all` readings are known to be found in deeper layers.
 * Neighbours of another script are one word, one change.
 */
export function findMisread(text: string, reading: Misreading, all: readonly Misreading[]): readonly Change[] {
  if (!reading.guard.test(text)) return []
  const changes: Change[] = []
  let wordEnd = -1
  for (const { from, to, code } of findCertain(text, reading, all, 1)) {
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

/** Inside a text it is a remnant of two files put together. */
const BYTE_ORDER_MARK = 0xfeff

function findCertain(
  text: string,
  reading: Misreading,
  all: readonly Misreading[],
  layer: number,
): readonly Sequence[] {
  const regions = findRegions(text, reading)
  const known = scriptsInCompany(regions)
  const certain: Sequence[] = []
  for (const region of regions) {
    let deeper: ReadonlySet<number> | undefined
    region.forEach((sequence, i) => {
      const { code } = sequence
      const script = scriptOf(code)
      const isSensible =
        (script === undefined ? isExpectedAlone(code) || isC1Control(code) : known.has(script)) ||
        (layer < MOST_LAYERS && (deeper ??= findDeeper(text, region, all, layer)).has(i))
      if (isSensible && !reading.isOrdinary(sequence, text)) certain.push(sequence)
    })
  }
  return certain
}

/** Windows-1252 that was kept as controls, then misread: the next repair turns them into quotes. */
function isC1Control(code: number): boolean {
  return code >= 0x80 && code < 0xa0
}

type Region = readonly Sequence[]

/** Sequences in rows without anything between. */
function findRegions(text: string, reading: Misreading): readonly Region[] {
  const regions: Sequence[][] = []
  for (const { 0: shape, index } of text.matchAll(reading.shape)) {
    const code = codePointOf(shape, reading)
    if (code === undefined) continue
    const sequence = { from: index, to: index + shape.length, code }
    const last = regions.at(-1)
    if (last?.at(-1)?.to === index) last.push(sequence)
    else regions.push([sequence])
  }
  return regions
}

/** The character that the bytes spell; undefined for overlong forms, halves of pairs and what is past the end. */
function codePointOf(shape: string, reading: Misreading): number | undefined {
  const lead = reading.bytes.get(shape.charAt(0)) as number
  let code = lead & (0xff >> (shape.length + 1))
  for (let i = 1; i < shape.length; i++) code = (code << 6) | ((reading.bytes.get(shape.charAt(i)) as number) & 0x3f)
  const least = shape.length === 2 ? 0x80 : shape.length === 3 ? 0x800 : 0x10000
  return code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : code
}

/** Scripts of which two letters stand side by side somewhere: in their company a single letter is a word, too. */
function scriptsInCompany(regions: readonly Region[]): ReadonlySet<Script> {
  const known = new Set<Script>()
  for (const region of regions) {
    for (let i = 1; i < region.length; i++) {
      const script = scriptOf((region[i] as Sequence).code)
      if (script !== undefined && script === scriptOf((region[i - 1] as Sequence).code)) known.add(script)
    }
  }
  return known
}

/** Which sequences of a region spell the misread bytes of another layer, whatever its kind. */
function findDeeper(text: string, region: Region, all: readonly Misreading[], layer: number): ReadonlySet<number> {
  const first = region[0] as Sequence
  const starts: number[] = []
  let inner = text.slice(Math.max(0, first.from - 1), first.from)
  for (const { code } of region) {
    starts.push(inner.length)
    inner += String.fromCodePoint(code)
  }
  inner += text.slice((region.at(-1) as Sequence).to, (region.at(-1) as Sequence).to + 1)
  const covered = new Set<number>()
  for (const reading of all) {
    let i = 0
    for (const { from, to } of findCertain(inner, reading, all, layer + 1)) {
      while (i < starts.length && (starts[i] as number) < from) i++
      for (; i < starts.length && (starts[i] as number) < to; i++) covered.add(i)
    }
  }
  return covered
}
