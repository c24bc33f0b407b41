/**
 * Decodes bytes that are not UTF-8 as a whole: decides line by line what each is in, and reads the stretches.
 *
 * The lines that are no UTF-8 share one choice of encoding, made from all of them; a line that cannot be in it and
 * plainly reads in another is in that one. Strays in a line that is mostly UTF-8 are read one by one, so that one
 * broken byte does not spoil a file of one long line.
 */
import { type Choice, chooseEncoding } from './choose.ts'
import type { Decoded, Stretch } from './decoded.ts'
import type { Doubt } from './doubt.ts'
import { decodeMultiByte, decodeStrictly, isMultiByte, type Undecoded } from './multi-byte.ts'
import { sampleBytes, scoreReading } from './score.ts'
import { decodeSingleByte, unitsOf } from './single-byte.ts'
import { type ByteLine, judgeLines, sequenceLength } from './utf-8-lines.ts'

/** Bytes of the sample that a choice is made from. */
const SAMPLE = 1 << 16

export function decodeLines(bytes: Uint8Array, start: number, declared: string | null): Decoded {
  const judged = judgeLines(bytes.subarray(start)).map((line) => moveLine(line, start))
  return decodeJudged(bytes, start, judged, chooseEncoding(sampleOf(bytes, judged), declared))
}

/** The same for bytes too few to tell: what is no UTF-8 is in the encoding that is named. */
export function decodeLinesAs(bytes: Uint8Array, name: string): Decoded {
  return decodeJudged(bytes, 0, judgeLines(bytes), { name, confidence: 1, rival: null })
}

function decodeJudged(bytes: Uint8Array, start: number, judged: readonly ByteLine[], choice: Choice): Decoded {
  const lines = isMultiByte(choice.name) ? withoutAccidents(bytes, judged, choice.name) : judged
  const spans = mergeSpans(lines.flatMap((line) => spansOfLine(bytes, line, choice.name)))
  const decoded = readSpans(bytes, spans)
  const names = namesByUse(decoded.stretches)
  const doubt = doubtOf(choice, decoded)
  return {
    ...decoded,
    encoding: {
      name: names.length > 1 ? `mixed: ${names.join(', ')}` : (names[0] ?? 'utf-8'),
      confidence: choice.confidence,
    },
    bom: start > 0,
    suggestions: doubt === undefined ? [] : [doubt],
  }
}

function moveLine(line: ByteLine, by: number): ByteLine {
  return by === 0 ? line : { start: line.start + by, end: line.end + by, verdict: line.verdict }
}

/** The lines that are in no known encoding; of lines that are mostly UTF-8 only what is around the stray bytes. */
function sampleOf(bytes: Uint8Array, lines: readonly ByteLine[]): Uint8Array {
  const sample = new Uint8Array(Math.min(SAMPLE, bytes.length))
  let length = 0
  const others = lines.filter(({ verdict }) => verdict === 'other')
  for (const line of others.length > 0 ? others : lines.filter(({ verdict }) => verdict === 'pieces')) {
    for (let i = line.start; i < line.end && length < sample.length; ) {
      const sequence = line.verdict === 'pieces' ? sequenceLength(bytes, i, line.end) : 0
      sample[length++] = sequence > 0 ? 0x65 : (bytes[i] as number)
      i += Math.max(1, sequence)
    }
    if (length === sample.length) break
  }
  return sample.subarray(0, length)
}

/** In a text of an East Asian encoding a few lines are valid UTF-8 by accident. */
function withoutAccidents(bytes: Uint8Array, lines: readonly ByteLine[], name: string): readonly ByteLine[] {
  const others = lines.filter(({ verdict }) => verdict === 'other').length
  const utf8 = lines.filter(({ verdict }) => verdict === 'whole' || verdict === 'pieces').length
  if (utf8 * 5 > others) return lines
  const decoder = new TextDecoder(name, { fatal: true })
  return lines.map((line) => {
    if (line.verdict === 'ascii' || line.verdict === 'other') return line
    const isValid = decodeStrictly(decoder, bytes.subarray(line.start, line.end)) !== undefined
    return isValid || line.verdict === 'pieces' ? { ...line, verdict: 'other' as const } : line
  })
}

/** Bytes with the encoding they are in; null for ASCII, which goes with what stands before it. */
interface EncodedSpan {
  readonly start: number
  readonly end: number
  readonly encoding: string | null
}

function spansOfLine(bytes: Uint8Array, line: ByteLine, usual: string): readonly EncodedSpan[] {
  const { start, end, verdict } = line
  if (verdict === 'ascii') return [{ start, end, encoding: null }]
  if (verdict === 'whole') return [{ start, end, encoding: 'utf-8' }]
  if (verdict === 'pieces') return spansOfPieces(bytes, line, usual)
  return [{ start, end, encoding: encodingOfLine(bytes.subarray(start, end), usual) }]
}

/** By how many points a line must read better in an encoding of its own than in that of the rest. */
const OWN_ENCODING = 4

/** Encodings that single posts were in. */
const OF_POSTS = ['windows-1252', 'macintosh', 'cp437', 'cp850', 'windows-1251', 'koi8-r']

function encodingOfLine(line: Uint8Array, usual: string): string {
  if (unitsOf(usual) === undefined) return usual
  const sample = sampleBytes(line.subarray(0, SAMPLE_OF_LINE))
  const ours = scoreReading(sample, usual, 'neighbours')
  if (ours.bound < ours.total + OWN_ENCODING) return usual
  let best = usual
  let most = ours.total + OWN_ENCODING
  for (const name of OF_POSTS) {
    const { total, impossible } = scoreReading(sample, name, 'neighbours')
    if (impossible > 0 || total < most) continue
    best = name
    most = total + 0.1
  }
  return best
}

const SAMPLE_OF_LINE = 2048

function spansOfPieces(bytes: Uint8Array, line: ByteLine, usual: string): readonly EncodedSpan[] {
  const encoding = unitsOf(usual) === undefined ? 'windows-1252' : usual
  const spans: EncodedSpan[] = []
  let from = line.start
  for (let i = line.start; i < line.end; ) {
    const length = (bytes[i] as number) < 0x80 ? 1 : sequenceLength(bytes, i, line.end)
    if (length === 0) {
      if (i > from) spans.push({ start: from, end: i, encoding: 'utf-8' })
      spans.push({ start: i, end: i + 1, encoding })
      from = i + 1
    }
    i += Math.max(1, length)
  }
  if (line.end > from) spans.push({ start: from, end: line.end, encoding: 'utf-8' })
  return spans
}

/** Neighbours in one encoding become one; ASCII at the very start goes with what follows. */
function mergeSpans(spans: readonly EncodedSpan[]): readonly EncodedSpan[] {
  const merged: EncodedSpan[] = []
  for (const span of spans) {
    const last = merged.at(-1)
    const fits =
      last !== undefined && (span.encoding === null || last.encoding === null || span.encoding === last.encoding)
    if (!fits) merged.push(span)
    else merged[merged.length - 1] = { start: last.start, end: span.end, encoding: last.encoding ?? span.encoding }
  }
  return merged
}

function readSpans(
  bytes: Uint8Array,
  spans: readonly EncodedSpan[],
): { readonly text: string; readonly stretches: readonly Stretch[]; readonly undecoded: readonly Undecoded[] } {
  const parts: string[] = []
  const stretches: Stretch[] = []
  const undecoded: Undecoded[] = []
  let length = 0
  for (const { start, end, encoding } of spans) {
    const name = encoding ?? 'utf-8'
    const read = readSpan(bytes.subarray(start, end), name)
    for (const loss of read.undecoded) undecoded.push({ at: loss.at + length, bytes: loss.bytes })
    stretches.push({ bytes: [start, end], text: [length, length + read.text.length], encoding: name })
    parts.push(read.text)
    length += read.text.length
  }
  return { text: parts.join(''), stretches, undecoded }
}

function readSpan(
  bytes: Uint8Array,
  name: string,
): { readonly text: string; readonly undecoded: readonly Undecoded[] } {
  if (name === 'utf-8') return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), undecoded: [] }
  if (isMultiByte(name)) return decodeMultiByte(bytes, name)
  return { text: decodeSingleByte(bytes, name), undecoded: [] }
}

/** The encodings of the stretches, that of the most text first. */
function namesByUse(stretches: readonly Stretch[]): readonly string[] {
  const use = new Map<string, number>()
  for (const { encoding, bytes } of stretches) use.set(encoding, (use.get(encoding) ?? 0) + bytes[1] - bytes[0])
  return [...use].toSorted((a, b) => b[1] - a[1]).map(([name]) => name)
}

/** The doubt points at the first character that depends on the choice. */
function doubtOf(
  choice: Choice,
  decoded: { readonly text: string; readonly stretches: readonly Stretch[] },
): Doubt | undefined {
  if (choice.confidence === 1) return undefined
  const stretch = decoded.stretches.find(({ encoding }) => encoding === choice.name)
  if (stretch === undefined) return undefined
  const [from, until] = stretch.text
  const offset = decoded.text.slice(from, until).search(/[^\0-\x7f]/)
  const at = from + Math.max(0, offset)
  const why = `This was read as ${choice.name}${choice.rival === null ? '' : `, but may be ${choice.rival}`}.`
  return { code: 'doubtful-encoding', at: [at, at + 1], before: null, after: null, confidence: choice.confidence, why }
}
