/**
 * Undoes the encodings that carried bytes through mail: quoted-printable and base64 (RFC 2045, 6).
 *
 *     It=92s late=     the bytes   It’s late and     with 0x92 as it was
 *     and
 *
 * What comes out are bytes; what they spell is for `decode` to say. What is no code is left as it stands, since mail was
 * cut off, wrapped again and quoted.
 */

export function undoTransfer(raw: string, encoding: string): Uint8Array {
  const name = encoding.trim().toLowerCase()
  if (name === 'quoted-printable') return undoQuotedPrintable(raw)
  if (name === 'base64') return undoBase64(raw)
  return Buffer.from(raw, 'latin1')
}

export function undoQuotedPrintable(raw: string): Uint8Array {
  const bytes = Buffer.allocUnsafe(raw.length)
  let length = 0
  for (let at = 0; at < raw.length; at++) {
    const unit = raw.charCodeAt(at)
    if (unit !== EQUALS) {
      bytes[length++] = unit
      continue
    }
    const value = hexAt(raw, at + 1)
    if (value >= 0) {
      bytes[length++] = value
      at += 2
      continue
    }
    const end = softBreakEnd(raw, at + 1)
    if (end < 0) bytes[length++] = unit
    else at = end - 1
  }
  return bytes.subarray(0, length)
}

/** Up to the first thing that no base64 holds; the last letters of one that is cut off are dropped with less than a byte. */
export function undoBase64(raw: string): Uint8Array {
  // A footer of the list's software stands behind what it belongs to, in letters that could be base64.
  const end = /\r?\n\s*\r?\n|[^A-Za-z0-9+/=\s]/.exec(raw)?.index ?? raw.length
  return Buffer.from(raw.slice(0, end), 'base64')
}

const EQUALS = 0x3d

/** The byte of two hexadecimal digits, or -1. */
function hexAt(raw: string, at: number): number {
  const digits = raw.slice(at, at + 2)
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : -1
}

/** Where the line goes on behind `=`, spaces that were added and the line break; -1 when it is no soft break. */
function softBreakEnd(raw: string, from: number): number {
  let at = from
  while (at - from < 80 && (raw[at] === ' ' || raw[at] === '\t')) at++
  if (raw[at] === '\r' && raw[at + 1] === '\n') return at + 2
  if (raw[at] === '\n' || raw[at] === '\r') return at + 1
  return at === raw.length ? at : -1
}
