/**
 * Turns what a dump says into the bytes that the column held.
 *
 *     a dump in utf8mb4, a column in latin1     c3 83 c2 a9 (Ã©)  →  c3 a9
 *
 * A dump is text in the character set of the connection it was made through (`SET NAMES`), and the server made that
 * text out of each column's own bytes by the column's character set. Where the two differ, what a column held is the
 * text written in the column's set. Old sites kept UTF-8 in latin1 columns, so this is the difference between “Ã©” and
 * “é”.
 *
 * MySQL's latin1 is Windows-1252, whose five free bytes stand for the control characters of their number.
 */
import { decodeSingleByte, encodeSingleByte } from '../decode/index.ts'

/** The bytes in the other set; null when they are not of the first or cannot be said in the second. */
export type Recode = (bytes: Uint8Array) => Uint8Array | null

/** Undefined when both are the same, or one is unknown or no text: then a value is what the dump says. */
export function recoder(from: string | null, to: string | null): Recode | undefined {
  if (from === null || to === null) return undefined
  const [source, target] = [familyOf(from), familyOf(to)]
  if (source === undefined || target === undefined || source === target) return undefined
  if (source === 'utf-8' && target === 'windows-1252') return latin1OfUtf8
  return (bytes) => {
    if (isAscii(bytes)) return bytes
    const text = decode(bytes, source)
    return text === null ? null : encode(text, target)
  }
}

/** The character set of a collation: `latin1` of `latin1_swedish_ci`. */
export function charsetOfCollation(collation: string): string {
  return collation.replace(/_.*$/s, '').toLowerCase()
}

/** MySQL's names, and ours; sets of the same family are the same bytes. */
const FAMILIES: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  utf8mb3: 'utf-8',
  utf8mb4: 'utf-8',
  latin1: 'windows-1252',
  latin2: 'iso-8859-2',
  latin5: 'windows-1254',
  latin7: 'windows-1257',
  latin9: 'iso-8859-15',
  cp1250: 'windows-1250',
  cp1251: 'windows-1251',
  cp1256: 'windows-1256',
  cp1257: 'windows-1257',
  greek: 'iso-8859-7',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  cp850: 'cp850',
  cp866: 'ibm866',
  macroman: 'macintosh',
  tis620: 'windows-874',
}

function familyOf(charset: string): string | undefined {
  const name = charset.toLowerCase()
  return Object.hasOwn(FAMILIES, name) ? FAMILIES[name] : undefined
}

function isAscii(bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if ((bytes[i] as number) > 0x7f) return false
  return true
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Uint8Array, family: string): string | null {
  if (family !== 'utf-8') return decodeSingleByte(bytes, family)
  try {
    return strictUtf8.decode(bytes)
  } catch {
    // Not what the dump says it is.
    return null
  }
}

function encode(text: string, family: string): Uint8Array | null {
  if (family === 'utf-8') return Buffer.from(text, 'utf8')
  const bytes = encodeSingleByte(text, family)
  // What the set does not have becomes a question mark, and is not the same text again.
  return decodeSingleByte(bytes, family) === text ? bytes : null
}

/** Where the characters of Windows-1252 from 80 to 9F are in Unicode. */
const HIGH = decodeSingleByte(
  Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i),
  'windows-1252',
)
const BYTE_OF = new Map(Array.from({ length: 32 }, (_, i) => [HIGH.charCodeAt(i), 0x80 + i]))

/** The usual case, without a string in between. */
function latin1OfUtf8(bytes: Uint8Array): Uint8Array | null {
  const out = Buffer.allocUnsafe(bytes.length)
  let size = 0
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] as number
    if (first < 0x80) {
      out[size++] = first
      i++
      continue
    }
    const second = (bytes[i + 1] ?? 0) ^ 0x80
    if (first === 0xc2 || first === 0xc3) {
      if (second > 0x3f) return null
      const point = ((first & 0x1f) << 6) | second
      // A control character stands for the byte of its number only where Windows-1252 has none of its own.
      const byte = point < 0xa0 ? BYTE_OF.get(point) : point
      if (byte === undefined) return null
      out[size++] = byte
      i += 2
      continue
    }
    const isShort = first < 0xe0
    const third = isShort ? 0 : (bytes[i + 2] ?? 0) ^ 0x80
    if (first < 0xc4 || first > 0xef || second > 0x3f || third > 0x3f) return null
    const point = isShort ? ((first & 0x1f) << 6) | second : ((first & 0x0f) << 12) | (second << 6) | third
    const byte = BYTE_OF.get(point)
    if (byte === undefined) return null
    out[size++] = byte
    i += isShort ? 2 : 3
  }
  return out.subarray(0, size)
}
