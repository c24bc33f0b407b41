/**
 * Decodes one value of a database.
 *
 *     43 61 66 E9          “Café”          windows-1252
 *     43 61 66 C3 A9       “Café”          utf-8
 *
 * A title is too short to tell what it is in, so it is decoded by what is usual: UTF-8 where it is valid, else what the
 * site's other values are in, else Windows-1252, which is what MySQL calls latin1. A longer value is looked at like any
 * source; in each, lines and single bytes may be in an encoding of their own.
 */

import { decodeLinesAs } from '../decode/decode-lines.ts'
import { type Decoded, decode } from '../decode/index.ts'

/** Bytes beyond ASCII from which on a text shows what it is in. */
const TELLING = 60

const USUAL = 'windows-1252'

export function decodeValue(bytes: Uint8Array, siteEncoding: string | null | undefined): Decoded {
  const known = siteEncoding ?? 'utf-8'
  const declared = known === 'utf-8' ? USUAL : known
  if (!isUtf8(bytes) && hasFewerHighBytes(bytes, TELLING)) return decodeLinesAs(bytes, declared)
  return decode(bytes, { declared })
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    // What the decoder refuses is in another encoding.
    return false
  }
}

function hasFewerHighBytes(bytes: Uint8Array, limit: number): boolean {
  let count = 0
  for (const byte of bytes) if (byte >= 0x80 && ++count >= limit) return false
  return true
}
