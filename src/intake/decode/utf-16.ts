/**
 * Recognises and reads UTF-16, with and without a byte order mark.
 *
 * Halves of pairs that stand alone are kept as they are (a repair deals with them), which `TextDecoder` does not do.
 * Without a mark the order is told by where the zero bytes are, or by the scripts that one order spells and the other
 * does not: bytes of an ordinary text make Chinese characters in either order, so those alone prove nothing.
 */
import { isExpectedAlone, scriptOf } from './prose.ts'

export type Utf16 = 'utf-16le' | 'utf-16be'

/** Bytes looked at. */
const SAMPLE = 8192

export function findUtf16(bytes: Uint8Array): Utf16 | undefined {
  const sample = bytes.subarray(0, Math.min(SAMPLE, bytes.length & ~1))
  const pairs = sample.length / 2
  if (pairs < 2) return undefined
  let zerosFirst = 0
  let zerosSecond = 0
  for (let i = 0; i < sample.length; i += 2) {
    if (sample[i] === 0) zerosFirst++
    if (sample[i + 1] === 0) zerosSecond++
  }
  if (zerosSecond > pairs / 3 && zerosFirst < zerosSecond / 10) return looksRight(sample, 'utf-16le')
  if (zerosFirst > pairs / 3 && zerosSecond < zerosFirst / 10) return looksRight(sample, 'utf-16be')
  const orders = zerosFirst > zerosSecond ? ORDERS.slice(1) : zerosSecond > zerosFirst ? ORDERS.slice(0, 1) : ORDERS
  const fits = orders.filter((order) => {
    const shares = sharesOf(sample, order, 0.97)
    return shares !== undefined && (shares.telling > 0.25 || shares.proof > 0.02)
  })
  return fits.length === 1 ? fits[0] : undefined
}

const ORDERS: readonly Utf16[] = ['utf-16le', 'utf-16be']

function looksRight(sample: Uint8Array, order: Utf16): Utf16 | undefined {
  return sharesOf(sample, order, 0.9) === undefined ? undefined : order
}

interface Shares {
  /** Letters of scripts that fill one block: kana, Cyrillic … */
  readonly telling: number
  /** Signs that no bytes of a text in another encoding make. */
  readonly proof: number
}

const PROOF = new Set([0x3001, 0x3002, 0xff0c, 0xff01, 0xff1f, 0x201c, 0x201d])

/**
 * Undefined unless more than `least` of the characters are such as stories have. Nearly every text of an 8-bit encoding
 * comes here, and its first few hundred bytes answer.
 */
function sharesOf(sample: Uint8Array, order: Utf16, least: number): Shares | undefined {
  const text = decodeUtf16(sample, order)
  const mostUnexpected = text.length * (1 - least)
  let unexpected = 0
  let telling = 0
  let proof = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // What most pairs of ASCII bytes look like, so in most texts that come here.
    if (unit >= 0x4e00 && unit <= 0x9fff) continue
    const script = scriptOf(unit)
    const isLineEnd = unit === 0x0a || unit === 0x0d
    const isHalf = unit >= 0xd800 && unit <= 0xdfff
    if (script !== undefined) telling++
    else if (!isLineEnd && !isHalf && !isExpectedAlone(unit) && ++unexpected >= mostUnexpected) return undefined
    if (PROOF.has(unit)) proof++
  }
  return { telling: telling / text.length, proof: proof / text.length }
}

/** Reads whole pairs of bytes; an odd last byte is the caller's. */
export function decodeUtf16(bytes: Uint8Array, order: Utf16): string {
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1))
  return (order === 'utf-16be' ? even.swap16() : even).toString('utf16le')
}
