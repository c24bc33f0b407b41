/**
 * Reads the encodings of East Asia through `TextDecoder`, and keeps what it cannot read.
 *
 * A byte that starts no character becomes U+FFFD and is noted with its value, so that not even broken text loses
 * anything. Portions that are valid go through the decoder whole; only a portion with a fault is read byte by byte.
 */
export interface Undecoded {
  /** Offset of its U+FFFD in the text. */
  readonly at: number
  readonly bytes: readonly number[]
}

export interface MultiByteText {
  readonly text: string
  readonly undecoded: readonly Undecoded[]
}

const NAMES = new Set(['shift_jis', 'euc-jp', 'gb18030', 'big5', 'euc-kr', 'iso-2022-jp'])

export function isMultiByte(name: string): boolean {
  return NAMES.has(name)
}

const PORTION = 4096

export function decodeMultiByte(bytes: Uint8Array, name: string): MultiByteText {
  const whole = decodeStrictly(new TextDecoder(name, { fatal: true }), bytes)
  if (whole !== undefined) return { text: whole, undecoded: [] }
  const parts: string[] = []
  const undecoded: Undecoded[] = []
  let length = 0
  for (let start = 0; start < bytes.length; ) {
    const end = endOfPortion(bytes, start, name)
    const portion = bytes.subarray(start, end)
    const text = decodeStrictly(new TextDecoder(name, { fatal: true }), portion)
    const read = text === undefined ? decodeByteByByte(portion, name) : { text, undecoded: [] }
    for (const loss of read.undecoded) undecoded.push({ at: loss.at + length, bytes: loss.bytes })
    parts.push(read.text)
    length += read.text.length
    start = end
  }
  return { text: parts.join(''), undecoded }
}

/**
 * A portion ends where no character of these encodings is cut: after a line end, or after a byte below 30
 * hexadecimal, which is never a second or later byte (but may be in ISO-2022-JP, where lines end in ASCII).
 */
function endOfPortion(bytes: Uint8Array, start: number, name: string): number {
  const isCut = name === 'iso-2022-jp' ? (byte: number) => byte === 0x0a : (byte: number) => byte < 0x30
  for (let end = start + PORTION; end < bytes.length; end++) {
    if (isCut(bytes[end - 1] as number)) return end
  }
  return bytes.length
}

function decodeByteByByte(bytes: Uint8Array, name: string): MultiByteText {
  const undecoded: Undecoded[] = []
  let text = ''
  let decoder = new TextDecoder(name, { fatal: true })
  let pending = 0
  for (let i = 0; i < bytes.length; i++) {
    const piece = decodeStrictly(decoder, bytes.subarray(i, i + 1), true)
    if (piece === undefined) {
      // The first pending byte starts no character; what came after it is read again.
      const first = i - pending
      undecoded.push({ at: text.length, bytes: [bytes[first] as number] })
      text += '\ufffd'
      i = first
      pending = 0
      decoder = new TextDecoder(name, { fatal: true })
      continue
    }
    text += piece
    pending = piece === '' ? pending + 1 : 0
  }
  if (pending > 0) {
    undecoded.push({ at: text.length, bytes: [...bytes.subarray(bytes.length - pending)] })
    text += '\ufffd'
  }
  return { text, undecoded }
}

export function decodeStrictly(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array,
  stream = false,
): string | undefined {
  try {
    return decoder.decode(bytes, { stream })
  } catch {
    // Not valid in this encoding: that is an answer.
    return undefined
  }
}
