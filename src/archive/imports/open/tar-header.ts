/**
 * Reads the headers of tar files: those of Unix version 7, of POSIX (ustar and pax) and of GNU tar.
 *
 * A header is one block of 512 bytes with a sum of its bytes in it, so that anything else is hardly ever taken for one.
 * https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
import { latin1 } from '../../../kernel/latin1.ts'

export const BLOCK = 512

export interface TarHeader {
  readonly name: Uint8Array
  readonly size: number
  readonly kind: TarKind
}

/** What is needed of the types: `long-name` and `pax` speak of the entry behind them. */
export type TarKind =
  | 'file'
  | 'folder'
  | 'link'
  | 'device'
  | 'long-name'
  | 'pax'
  | 'pax-for-all'
  | 'passed-over'
  | 'unknown'

const KINDS: Readonly<Record<string, TarKind>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'link',
  '2': 'link',
  '3': 'device',
  '4': 'device',
  '5': 'folder',
  '6': 'device',
  D: 'folder',
  L: 'long-name',
  K: 'passed-over',
  V: 'passed-over',
  x: 'pax',
  X: 'pax',
  g: 'pax-for-all',
}

/** Null when the block is no header. */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  if (block.length < BLOCK || !hasItsSum(block)) return null
  const size = readNumber(block.subarray(124, 136))
  if (size === null) return null
  const kind = KINDS[String.fromCharCode(block[156] ?? 0)] ?? 'unknown'
  const name = untilZero(block.subarray(0, 100))
  const isPosix = latin1(block.subarray(257, 263)) === 'ustar\0'
  const prefix = isPosix ? untilZero(block.subarray(345, 500)) : new Uint8Array()
  const whole = prefix.length === 0 ? name : Buffer.concat([prefix, Buffer.from('/'), name])
  // Version 7 knows a folder by its name only.
  const isFolder = kind === 'file' && whole.at(-1) === SLASH
  return { name: whole, size: HAS_NO_BYTES.has(kind) ? 0 : size, kind: isFolder ? 'folder' : kind }
}

/** What pax says of an entry: `30 path=a long name\n`, the first number being the length of the record. */
export function readPaxRecords(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const records = new Map<string, Uint8Array>()
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(SPACE, at)
    if (space < 0 || space - at > 12) break
    const length = Number(latin1(bytes.subarray(at, space)))
    if (!Number.isSafeInteger(length) || length < space - at + 3 || at + length > bytes.length) break
    const record = bytes.subarray(space + 1, at + length - 1)
    const equals = record.indexOf(EQUALS)
    if (equals > 0) records.set(latin1(record.subarray(0, equals)), record.subarray(equals + 1))
    at += length
  }
  return records
}

/** The size that pax gives instead of the header's, where it gives one. */
export function paxSize(records: ReadonlyMap<string, Uint8Array>): number | null {
  const written = records.get('size')
  const size = written === undefined ? Number.NaN : Number(latin1(written))
  return Number.isSafeInteger(size) && size >= 0 ? size : null
}

export function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0)
  return end < 0 ? bytes : bytes.subarray(0, end)
}

const SLASH = 0x2f
const SPACE = 0x20
const EQUALS = 0x3d
const CHECKSUM_AT = 148
const HAS_NO_BYTES: ReadonlySet<TarKind> = new Set(['folder', 'link', 'device'])

/** The sum with its own eight bytes as spaces; some old programs took bytes for signed. */
function hasItsSum(block: Uint8Array): boolean {
  const written = readNumber(block.subarray(CHECKSUM_AT, CHECKSUM_AT + 8))
  if (written === null || written === 0) return false
  let [unsigned, signed] = [0, 0]
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= CHECKSUM_AT && i < CHECKSUM_AT + 8 ? SPACE : (block[i] as number)
    unsigned += byte
    signed += byte > 127 ? byte - 256 : byte
  }
  return written === unsigned || written === signed
}

/** Octal digits, or since GNU tar a binary number whose first bit is set. Null for anything else. */
function readNumber(field: Uint8Array): number | null {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    let value = (field[0] as number) & 0x3f
    for (const byte of field.subarray(1)) value = value * 256 + byte
    return Number.isSafeInteger(value) ? value : null
  }
  const digits = latin1(untilZero(field)).trim()
  if (digits === '') return 0
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : null
}
