/** Writes tar files for tests: honest ones, and such as lie. */

export interface TarItem {
  readonly name: string
  readonly content?: string | Uint8Array
  /** The type in the header; a file when left out. */
  readonly type?: string
  /** What the header says instead of the real size. */
  readonly claimedSize?: number
  readonly prefix?: string
}

const BLOCK = 512

export function tar(items: readonly TarItem[]): Buffer {
  return Buffer.concat([...items.flatMap(blocksOf), Buffer.alloc(2 * BLOCK)])
}

/** A record of attributes in front of an entry, as POSIX has them. */
export function pax(records: Readonly<Record<string, string>>): TarItem {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = Buffer.byteLength(` ${key}=${value}\n`)
    const length = rest + String(rest + String(rest).length).length
    return `${length} ${key}=${value}\n`
  })
  return { name: 'PaxHeaders/x', content: lines.join(''), type: 'x' }
}

function blocksOf({ name, content = '', type = '0', claimedSize, prefix = '' }: TarItem): Buffer[] {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(BLOCK)
  header.write(name, 0, 100, 'latin1')
  header.write('0000644\0', 100)
  header.write(`${(claimedSize ?? bytes.length).toString(8).padStart(11, '0')}\0`, 124)
  header.write('00000000000\0', 136)
  header.write('        ', 148)
  header.write(type, 156)
  header.write('ustar\x0000', 257, 'latin1')
  header.write(prefix, 345, 155, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return [header, bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]
}
