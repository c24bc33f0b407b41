/**
 * Decodes bytes: which encoding they are in, and the text they spell, without dropping a single one.
 *
 *     44 6F 6E 92 74          “Don’t”           windows-1252
 *     C3 A9 0A E9             “é”, “é”          mixed: utf-8, windows-1252
 *
 * In this order: a byte order mark; zero bytes (UTF-16); the escapes of ISO-2022; strict UTF-8 whole, then line by
 * line; then `choose.ts` for what is left, with a declared charset as evidence only, since half of the old web
 * declared what its template had. Each line may be in an encoding of its own. A choice that is not certain comes with
 * a doubt.
 *
 * Nothing is repaired here: text that was decoded wrongly before it was saved stays as it is. Bytes that no reading
 * makes sense of become U+FFFD and are listed in `undecoded`; everything else can be written again from the text and
 * its `stretches`.
 */
import { decodeLines } from './decode-lines.ts'
import type { Decoded } from './decoded.ts'
import type { Doubt } from './doubt.ts'
import { decodeStrictly } from './multi-byte.ts'
import { decodeUtf16, findUtf16, type Utf16 } from './utf-16.ts'

export interface DecodeEvidence {
  /** A charset that the source or its container declares. */
  readonly declared?: string
}

export function decode(bytes: Uint8Array, evidence: DecodeEvidence = {}): Decoded {
  const mark = findMark(bytes)
  if (mark?.name === 'utf-16le' || mark?.name === 'utf-16be') return asUtf16(bytes, mark.name, mark.length)
  const start = mark?.length ?? 0
  const body = bytes.subarray(start)
  const withoutMark = mark === undefined && body.includes(0) ? findUtf16(body) : undefined
  if (withoutMark !== undefined) return asUtf16(bytes, withoutMark, 0)
  if (hasIso2022Escape(body)) {
    const text = decodeStrictly(new TextDecoder('iso-2022-jp', { fatal: true }), body)
    if (text !== undefined) return asOne(text, 'iso-2022-jp', bytes, start)
  }
  const text = decodeStrictly(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }), body)
  if (text !== undefined) return asOne(text, 'utf-8', bytes, start)
  const late = mark === undefined ? findUtf16(body) : undefined
  if (late !== undefined) return asUtf16(bytes, late, 0)
  return asCutUtf8(bytes, start) ?? decodeLines(bytes, start, normalLabel(evidence.declared))
}

function findMark(bytes: Uint8Array): { readonly name: 'utf-8' | Utf16; readonly length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { name: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { name: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { name: 'utf-16be', length: 2 }
  return undefined
}

function asOne(text: string, encoding: string, bytes: Uint8Array, start: number): Decoded {
  return {
    text,
    encoding: { name: encoding, confidence: 1 },
    bom: start > 0,
    stretches: [{ bytes: [start, bytes.length], text: [0, text.length], encoding }],
    undecoded: [],
    suggestions: [],
  }
}

function asUtf16(bytes: Uint8Array, order: Utf16, start: number): Decoded {
  const text = decodeUtf16(bytes.subarray(start), order)
  if ((bytes.length - start) % 2 === 0) return asOne(text, order, bytes, start)
  return withLostEnd(asOne(`${text}\ufffd`, order, bytes, start), [bytes.at(-1) as number])
}

/** The source ends within a character. */
function withLostEnd(decoded: Decoded, lost: readonly number[]): Decoded {
  const at = decoded.text.length - 1
  const doubt: Doubt = {
    code: 'doubtful-encoding',
    at: [at, at + 1],
    before: null,
    after: null,
    confidence: 1,
    why: 'The file ends in the middle of a character; something may be missing after it.',
  }
  return { ...decoded, undecoded: [{ at, bytes: lost }], suggestions: [doubt] }
}

/** ESC $ and ESC ( with a character set of ISO-2022-JP. */
function hasIso2022Escape(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at !== -1; at = bytes.indexOf(0x1b, at + 1)) {
    const [first, second] = [bytes[at + 1], bytes[at + 2]]
    if (first === 0x24 && (second === 0x40 || second === 0x42)) return true
  }
  return false
}

/** UTF-8 that is cut off within its last character. */
function asCutUtf8(bytes: Uint8Array, start: number): Decoded | undefined {
  for (let length = 1; length <= 3; length++) {
    const end = bytes.length - length
    const isCut = (bytes[end] ?? 0) >= 0xc2 && bytes.subarray(end + 1).every((byte) => (byte & 0xc0) === 0x80)
    if (end <= start || !isCut) continue
    const text = decodeStrictly(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }), bytes.subarray(start, end))
    // An ASCII text with one last letter of an 8-bit encoding looks the same.
    if (text === undefined || text.length === end - start) continue
    return withLostEnd(asOne(`${text}\ufffd`, 'utf-8', bytes, start), [...bytes.subarray(end)])
  }
  return undefined
}

/** The encoding's WHATWG name; null for a label that nobody knows. */
function normalLabel(label: string | undefined): string | null {
  if (label === undefined) return null
  const wanted = label.trim().toLowerCase()
  const own = /^(?:cp|ibm|dos)-?(437|850)$/.exec(wanted)
  if (own !== null) return `cp${own[1]}`
  if (/^(?:x-)?mac-?(?:roman|intosh)?$/.test(wanted)) return 'macintosh'
  try {
    const { encoding } = new TextDecoder(wanted)
    return encoding === 'gbk' ? 'gb18030' : encoding
  } catch {
    // No encoding of that name: then it is no evidence.
    return null
  }
}
