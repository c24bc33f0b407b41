/**
 * Decodes one value of a database.
 *
 *     43 61 66 E9             “Café”       windows-1252
 *     43 61 66 C3 A9          “Café”       utf-8
 *     43 61 66 C3             “Caf”        utf-8, when the column ends here
 *
 * A title is too short to tell what it is in, so it is decoded by what is usual: UTF-8 where it is valid, else what the
 * site's other values are in, else Windows-1252, which is what MySQL calls latin1. A longer value is looked at like any
 * source; in each, lines and single bytes may be in an encoding of their own. The piece of a character that a column
 * cut is not decoded: it is no text.
 */
import { decodeLinesAs } from '../decode/decode-lines.ts'
import { type Decoded, decode } from '../decode/index.ts'
import { isFull } from './cut.ts'
import type { ValueEvidence } from './value.ts'

export interface DecodedValue extends Decoded {
  readonly hasBrokenCharacter: boolean
}

/** Bytes beyond ASCII from which on a text shows what it is in. */
const TELLING = 60

const USUAL = 'windows-1252'

export function decodeValue(bytes: Uint8Array, { siteEncoding, columnLimit }: ValueEvidence): DecodedValue {
  const known = siteEncoding ?? 'utf-8'
  const declared = known === 'utf-8' ? USUAL : known
  if (isUtf8(bytes)) return { ...decode(bytes), hasBrokenCharacter: false }
  const broken = brokenLength(bytes)
  const whole = bytes.subarray(0, bytes.length - broken)
  const mayBeCut = isFull(bytes.length, columnLimit) && known === 'utf-8'
  if (broken > 0 && isUtf8(whole) && (mayBeCut || !isAscii(whole)))
    return { ...decode(whole), hasBrokenCharacter: true }
  const decoded = hasFewerHighBytes(bytes, TELLING) ? decodeLinesAs(bytes, declared) : decode(bytes, { declared })
  return { ...decoded, hasBrokenCharacter: false }
}

/** Bytes of a character of UTF-8 that ends behind the end. */
function brokenLength(bytes: Uint8Array): number {
  for (let length = 1; length <= Math.min(3, bytes.length); length++) {
    const byte = bytes[bytes.length - length] as number
    if (byte < 0x80) return 0
    if (byte < 0xc0) continue
    const wanted = byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0
    return wanted > length ? length : 0
  }
  return 0
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    UTF_8.decode(bytes)
    return true
  } catch {
    // What the decoder refuses is in another encoding.
    return false
  }
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })

function isAscii(bytes: Uint8Array): boolean {
  return hasFewerHighBytes(bytes, 1)
}

function hasFewerHighBytes(bytes: Uint8Array, limit: number): boolean {
  let count = 0
  for (const byte of bytes) if (byte >= 0x80 && ++count >= limit) return false
  return true
}
