/** Reads and writes the encodings that give each byte one character. */
import { TABLES } from './tables.ts'

const unitsByName = new Map<string, Uint16Array>()

/** The UTF-16 unit of each of the 256 bytes; undefined for an encoding that is not of this kind. */
export function unitsOf(name: string): Uint16Array | undefined {
  const known = unitsByName.get(name)
  if (known !== undefined) return known
  const upper = upperHalf(name)
  if (upper === undefined) return undefined
  const units = new Uint16Array(256)
  for (let byte = 0; byte < 256; byte++) units[byte] = byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80)
  unitsByName.set(name, units)
  return units
}

/** Encodings that `TextDecoder` reads and that have no table of ours: rare in stories, and it agrees with WHATWG. */
const OTHERS = new Set([
  'ibm866',
  'iso-8859-5',
  'iso-8859-7',
  'iso-8859-15',
  'windows-874',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'x-mac-cyrillic',
])

/** Every name that `unitsOf` knows. */
export const SINGLE_BYTE: readonly string[] = [...Object.keys(TABLES), ...OTHERS]

function upperHalf(name: string): string | undefined {
  if (Object.hasOwn(TABLES, name)) return TABLES[name as keyof typeof TABLES]
  if (!OTHERS.has(name)) return undefined
  const decoder = new TextDecoder(name)
  const bytes = Array.from({ length: 128 }, (_, i) => 0x80 + i)
  // An undefined byte becomes the C1 control of its number, so that it can be told from the others.
  return bytes.map((byte) => decoder.decode(Uint8Array.of(byte)).replace('\ufffd', String.fromCharCode(byte))).join('')
}

/** Characters made at a time, to bound the memory in between. */
const PORTION = 1 << 20

export function decodeSingleByte(bytes: Uint8Array, name: string): string {
  const units = unitsOf(name)
  if (units === undefined) throw new RangeError(`no table for ${name}`)
  const parts: string[] = []
  for (let start = 0; start < bytes.length; start += PORTION) {
    const portion = bytes.subarray(start, start + PORTION)
    const text = new Uint16Array(portion.length)
    for (let i = 0; i < portion.length; i++) text[i] = units[portion[i] as number] as number
    parts.push(textOfUnits(text))
  }
  return parts.join('')
}

/** The bytes that `decodeSingleByte` made the text from. */
export function encodeSingleByte(text: string, name: string): Uint8Array {
  const units = unitsOf(name)
  if (units === undefined) throw new RangeError(`no table for ${name}`)
  const bytes = new Map<number, number>()
  units.forEach((unit, byte) => bytes.set(unit, byte))
  return Uint8Array.from(text, (character) => bytes.get(character.charCodeAt(0)) ?? 0x3f)
}

/** A string of UTF-16 units, halves of pairs included; this machine's byte order or the bytes must agree. */
export function textOfUnits(units: Uint16Array): string {
  return Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString('utf16le')
}
