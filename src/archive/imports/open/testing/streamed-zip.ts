/** Writes zip files as programs do that send them as they pack: sizes and sum stand behind each entry. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface StreamedOptions {
  /** Entries that are not packed. */
  readonly stored?: readonly string[]
  /** The mark in front of the sizes, which may be left out. */
  readonly hasMark?: boolean
  /** Sizes of eight bytes. */
  readonly isZip64?: boolean
}

const SIZES_FOLLOW = 8

export function streamedZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  { stored = [], hasMark = true, isZip64 = false }: StreamedOptions = {},
): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [file, content] of Object.entries(files)) {
    const name = Buffer.from(file)
    const bytes = Buffer.from(content)
    const isStored = stored.includes(file)
    const data = isStored ? bytes : deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(isZip64 ? 45 : 20, 0)
    fields.writeUInt16LE(SIZES_FOLLOW, 2)
    fields.writeUInt16LE(isStored ? 0 : 8, 4)
    fields.writeUInt16LE(name.length, 22)
    const descriptor = descriptorOf(bytes, data, isZip64)
    const behind = hasMark ? descriptor : descriptor.subarray(4)
    parts.push(Buffer.from('PK\u0003\u0004', 'latin1'), fields, name, data, behind)
    const listed = Buffer.from(fields)
    listed.writeUInt32LE(crc32(bytes), 10)
    listed.writeUInt32LE(data.length, 14)
    listed.writeUInt32LE(bytes.length, 18)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), listed, place, name)
    offset += 30 + name.length + data.length + behind.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, listed, end])
}

function descriptorOf(bytes: Buffer, data: Buffer, isZip64: boolean): Buffer {
  const descriptor = Buffer.alloc(isZip64 ? 24 : 16)
  descriptor.write('PK\u0007\u0008', 0, 'latin1')
  descriptor.writeUInt32LE(crc32(bytes), 4)
  descriptor.writeUInt32LE(data.length, 8)
  descriptor.writeUInt32LE(bytes.length, isZip64 ? 16 : 12)
  return descriptor
}
