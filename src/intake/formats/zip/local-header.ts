/** Reads the header in front of an entry of a zip file (APPNOTE 4.3.7), which says again what the directory says. */

export interface LocalHeader {
  readonly rawName: Uint8Array
  /** Bytes of the header with its name: what is packed begins behind them. */
  readonly length: number
  readonly method: number
  readonly isEncrypted: boolean
  /** Its sizes stand behind what is packed, and the ones here are 0. */
  readonly sizesFollow: boolean
  readonly packedSize: number
  readonly size: number
  /** Null where it stands behind what is packed. */
  readonly checksum: number | null
}

export const STORED = 0
export const DEFLATED = 8
/** Without name and additions. */
export const LOCAL_BYTES = 30
/** With the longest name and additions that can be written. */
export const MAX_LOCAL_BYTES = LOCAL_BYTES + 2 * 0xffff

export const LOCAL_MARK = 0x04034b50
const ENCRYPTED_FLAG = 1
const SIZES_FOLLOW_FLAG = 8
const IN_ZIP64 = 0xffffffff
const ZIP64_ID = 1

/** Null where no header stands, or the bytes end inside it. */
export function readLocalHeader(bytes: Buffer, at: number): LocalHeader | null {
  if (at + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== LOCAL_MARK) return null
  const nameEnd = at + LOCAL_BYTES + bytes.readUInt16LE(at + 26)
  const end = nameEnd + bytes.readUInt16LE(at + 28)
  if (end > bytes.length) return null
  const flags = bytes.readUInt16LE(at + 6)
  const sizes = readSizes(bytes, at, bytes.subarray(nameEnd, end))
  // Some programs set the flag and write the sizes here all the same.
  const sizesFollow = (flags & SIZES_FOLLOW_FLAG) !== 0 && sizes.packedSize === 0
  return {
    rawName: bytes.subarray(at + LOCAL_BYTES, nameEnd),
    length: end - at,
    method: bytes.readUInt16LE(at + 8),
    isEncrypted: (flags & ENCRYPTED_FLAG) !== 0,
    sizesFollow,
    ...sizes,
    checksum: sizesFollow ? null : bytes.readUInt32LE(at + 14),
  }
}

/** Sizes of four bytes, or of eight in the addition that zip64 makes (APPNOTE 4.5.3). */
function readSizes(
  bytes: Buffer,
  at: number,
  additions: Buffer,
): { readonly packedSize: number; readonly size: number } {
  const packedSize = bytes.readUInt32LE(at + 18)
  const size = bytes.readUInt32LE(at + 22)
  if (packedSize !== IN_ZIP64 && size !== IN_ZIP64) return { packedSize, size }
  for (let from = 0; from + 4 <= additions.length; from += 4 + additions.readUInt16LE(from + 2)) {
    if (additions.readUInt16LE(from) !== ZIP64_ID || from + 20 > additions.length) continue
    return {
      size: Number(additions.readBigUInt64LE(from + 4)),
      packedSize: Number(additions.readBigUInt64LE(from + 12)),
    }
  }
  return { packedSize, size }
}
