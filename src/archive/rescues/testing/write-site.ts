/** Writes invented sites to disk: dumps in any form, packed or not, and story files beside them. */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createGzip, deflateRawSync } from 'node:zlib'
import type { InventedSite } from './invented-site.ts'
import { type DumpOptions, writeDump } from './write-dump.ts'

export async function writeDumpFile(file: string, sites: readonly InventedSite[], options: DumpOptions): Promise<void> {
  mkdirSync(dirname(file), { recursive: true })
  const pieces = Readable.from(writeDump(sites, options))
  if (file.endsWith('.gz')) await pipeline(pieces, createGzip({ level: 1 }), createWriteStream(file))
  else await pipeline(pieces, createWriteStream(file))
}

/** `<folder>/<author>/<chapter>.txt`. */
export function writeStoryFiles(folder: string, site: InventedSite): number {
  const made = new Set<number>()
  let files = 0
  for (const { author, chapter, said } of site.files()) {
    const place = join(folder, String(author))
    if (!made.has(author)) mkdirSync(place, { recursive: true })
    made.add(author)
    writeFileSync(join(place, `${chapter}.txt`), said.stored)
    files++
  }
  return files
}

/** The usual form: `dump.sql` and `stories/` in one folder. */
export async function writeSite(
  folder: string,
  site: InventedSite,
  options: DumpOptions = { form: 'mysqldump' },
): Promise<void> {
  await writeDumpFile(join(folder, 'dump.sql'), [site], options)
  writeStoryFiles(join(folder, 'stories'), site)
}

/** All of it as the entries of a zip file: `site/dump.sql`, `site/stories/…`. For small sites. */
export function zipSite(site: InventedSite, options: DumpOptions = { form: 'mysqldump' }): Buffer {
  const entries: (readonly [string, Uint8Array])[] = [['site/dump.sql', Buffer.concat([...writeDump([site], options)])]]
  for (const { author, chapter, said } of site.files())
    entries.push([`site/stories/${author}/${chapter}.txt`, said.stored])
  return zip(entries)
}

export function zip(entries: readonly (readonly [name: string, bytes: Uint8Array])[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [entryName, bytes] of entries) {
    const name = Buffer.from(entryName)
    const data = deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(bytes.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const central = Buffer.alloc(14)
    central.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, central, name)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, name, data])
    parts.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}
