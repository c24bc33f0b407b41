/** Writes zip files for tests: honest ones, and ones whose directory lies. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipOptions {
  /** What the directory claims of each entry. */
  readonly claimedSize?: number
  /** Entries that are not packed. */
  readonly stored?: readonly string[]
}

export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, options: ZipOptions = {}): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [file, content] of Object.entries(files)) {
    const name = Buffer.from(file)
    const bytes = Buffer.from(content)
    const isStored = options.stored?.includes(file) === true
    const data = isStored ? bytes : deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(isStored ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(options.claimedSize ?? bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, place, name)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, name, data])
    parts.push(local)
    offset += local.length
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
