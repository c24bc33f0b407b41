import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openPaths, type PlainTexts } from './open.ts'
import { weigh } from './weigh.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-open-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, content: string | Uint8Array = 'A story.'): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  return file
}

/** "path = text" for files, "path ! code" for refusals, "path [container]"; containers before with ">". */
async function open(...paths: string[]): Promise<string[]> {
  const lines: string[] = []
  for await (const item of openPaths(paths)) {
    const name = [...item.within, item.path].join(' > ')
    if (item.kind === 'refused') lines.push(`${name} ! ${item.code}`)
    else if (item.kind === 'container') lines.push(`${name} [container]`)
    else {
      const chunks: Uint8Array[] = []
      for await (const chunk of item.chunks()) chunks.push(chunk)
      lines.push(`${name} = ${Buffer.concat(chunks).toString().slice(0, 40)}`)
    }
  }
  return lines
}

interface Entry {
  readonly name: string
  readonly content: Uint8Array
  readonly stored?: boolean
  readonly flags?: number
  /** What the directory claims. */
  readonly claimedSize?: number
}

/** A zip file whose directory may lie. */
function zip(entries: readonly Entry[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const data = entry.stored === true ? Buffer.from(entry.content) : deflateRawSync(entry.content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(entry.flags ?? 0, 2)
    fields.writeUInt16LE(entry.stored === true ? 0 : 8, 4)
    fields.writeUInt32LE(crc32(entry.content), 10)
    fields.writeUInt32LE(data.length, 14)
    fields.writeUInt32LE(entry.claimedSize ?? entry.content.length, 18)
    fields.writeUInt16LE(name.length, 22)
    const central = Buffer.alloc(14)
    central.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, central, name)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, name, data])
    parts.push(local)
    offset += local.length
  }
  return Buffer.concat([
    ...parts,
    ...directory,
    endOfDirectory(entries.length, Buffer.concat(directory).length, offset),
  ])
}

function endOfDirectory(count: number, size: number, offset: number): Buffer {
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(size, 12)
  end.writeUInt32LE(offset, 16)
  return end
}

describe('openPaths', () => {
  test('gives the files of a folder in one order, the folder name first', async () => {
    put('shelf/b.txt', 'B')
    put('shelf/a.txt', 'A')
    put('shelf/in/c.txt', 'C')
    expect(await open(join(folder, 'shelf'))).toEqual(['shelf/a.txt = A', 'shelf/b.txt = B', 'shelf/in/c.txt = C'])
  })

  test('gives a single file by its name', async () => {
    expect(await open(put('a.txt', 'A'))).toEqual(['a.txt = A'])
  })

  test('says when there is nothing, and goes on', async () => {
    put('b.txt', 'B')
    expect(await open(join(folder, 'a.txt'), join(folder, 'b.txt'))).toEqual(['a.txt ! unreadable', 'b.txt = B'])
  })

  test('follows no link that leads back or out, and says so', async () => {
    put('shelf/a.txt', 'A')
    put('elsewhere/secret.txt')
    symlinkSync('..', join(folder, 'shelf/back'))
    symlinkSync(join(folder, 'elsewhere/secret.txt'), join(folder, 'shelf/out.txt'))
    symlinkSync('loop', join(folder, 'shelf/loop'))
    symlinkSync('.', join(folder, 'shelf/self'))
    symlinkSync('gone', join(folder, 'shelf/nowhere'))
    expect(await open(join(folder, 'shelf'))).toEqual([
      'shelf/a.txt = A',
      'shelf/back ! unsafe-name',
      'shelf/loop ! link-loop',
      'shelf/nowhere ! unreadable',
      'shelf/out.txt ! unsafe-name',
      'shelf/self ! link-loop',
    ])
  })

  test.skipIf(process.getuid?.() === 0)('says which file may not be read, and goes on', async () => {
    chmodSync(put('shelf/a.txt'), 0)
    put('shelf/b.txt', 'B')
    expect(await open(join(folder, 'shelf'))).toEqual(['shelf/a.txt ! unreadable', 'shelf/b.txt = B'])
  })

  // macOS takes names in UTF-8 only.
  test.skipIf(process.platform === 'darwin')(
    'opens a file whose name is not UTF-8, and shows it in letters',
    async () => {
      put('shelf/caf.txt')
      const name = Buffer.concat([Buffer.from(join(folder, 'shelf/caf')), Buffer.from([0xe9]), Buffer.from('.txt')])
      writeFileSync(name, 'A second story.')
      expect(await open(join(folder, 'shelf'))).toEqual([
        'shelf/caf.txt = A story.',
        'shelf/café.txt = A second story.',
      ])
    },
  )

  test('passes over the folder that is left out, also by another name', async () => {
    put('shelf/a.txt')
    put('shelf/data/archive.db')
    symlinkSync(join(folder, 'shelf/data'), join(folder, 'data'))
    const paths: string[] = []
    for await (const item of openPaths([join(folder, 'shelf')], join(folder, 'data'))) paths.push(item.path)
    expect(paths).toEqual(['shelf/a.txt'])
  })

  test('does not wait for a pipe that nobody writes to', async () => {
    put('shelf/b.txt', 'B')
    execFileSync('mkfifo', [join(folder, 'shelf/a')])
    expect(await open(join(folder, 'shelf'))).toEqual(['shelf/a ! unreadable', 'shelf/b.txt = B'])
  })

  test.for([
    ['an unpacked EPUB', ['book/mimetype', 'book/META-INF/container.xml'], 'book ! format-not-read-yet'],
  ] as const)('sets aside whole %s', async ([, files, expected]) => {
    for (const file of files) put(`shelf/${file}`)
    put('shelf/z.txt', 'Z')
    expect((await open(join(folder, 'shelf'))).toSorted()).toEqual([`shelf/${expected}`, 'shelf/z.txt = Z'])
  })
})

describe('openPaths of a zip file', () => {
  test('gives the container, then its entries, also of a zip inside', async () => {
    const inner = zip([{ name: 'deep.txt', content: Buffer.from('D') }])
    const file = put(
      'a.zip',
      zip([
        { name: 'b.txt', content: Buffer.from('B') },
        { name: 'in/inner.zip', content: inner, stored: true },
      ]),
    )
    expect(await open(file)).toEqual([
      'a.zip [container]',
      'a.zip > b.txt = B',
      'a.zip > in/inner.zip [container]',
      'a.zip > in/inner.zip > deep.txt = D',
    ])
  })

  test('refuses names that lead out, one by one', async () => {
    const names = ['../out.txt', '/root.txt', 'C:\\a.txt', 'in/../../b.txt', 'ok.txt']
    const file = put('a.zip', zip(names.map((name) => ({ name, content: Buffer.from('x') }))))
    expect((await open(file)).toSorted()).toEqual([
      'a.zip > ../out.txt ! unsafe-name',
      'a.zip > /root.txt ! unsafe-name',
      'a.zip > C:/a.txt ! unsafe-name',
      'a.zip > in/../../b.txt ! unsafe-name',
      'a.zip > ok.txt = x',
      'a.zip [container]',
    ])
  })

  test('refuses entries that share their bytes', async () => {
    const content = Buffer.alloc(100_000)
    const one = zip([{ name: 'a.txt', content }])
    const at = one.readUInt32LE(one.length - 6)
    const entry = one.subarray(at, one.length - 22)
    const many = Buffer.concat([one.subarray(0, at), ...Array.from({ length: 50 }, () => entry)])
    const file = put('a.zip', Buffer.concat([many, endOfDirectory(50, entry.length * 50, at)]))
    expect(await open(file)).toEqual(['a.zip [container]', 'a.zip ! container-bomb'])
  })

  test('refuses an entry that claims to grow a thousand times, and reads the rest', async () => {
    const file = put(
      'a.zip',
      zip([
        { name: 'bomb.txt', content: Buffer.alloc(64 * 2 ** 20) },
        { name: 'c.txt', content: Buffer.from('C') },
      ]),
    )
    expect(await open(file)).toEqual(['a.zip [container]', 'a.zip > bomb.txt ! container-bomb', 'a.zip > c.txt = C'])
  })

  test('reads the name of an entry as DOS wrote it, and as UTF-8 where it is that', async () => {
    const names = [Buffer.from([0x42, 0x81, 0x63, 0x68, 0x65, 0x72]), Buffer.from('Bücher')]
    const whole = zip(['xxxxxx', 'yyyyyyy'].map((name) => ({ name: `${name}.txt`, content: Buffer.from('B') })))
    const renamed = Buffer.from(
      whole
        .toString('latin1')
        .replaceAll('xxxxxx', names[0]?.toString('latin1') ?? '')
        .replaceAll('yyyyyyy', names[1]?.toString('latin1') ?? ''),
      'latin1',
    )
    const lines = await open(put('a.zip', renamed))
    expect(lines.slice(1)).toEqual(['a.zip > Bücher.txt = B', 'a.zip > Bücher.txt = B'])
  })

  test('refuses a locked entry', async () => {
    const file = put('a.zip', zip([{ name: 'b.txt', content: Buffer.from('B'), flags: 1 }]))
    expect(await open(file)).toEqual(['a.zip [container]', 'a.zip > b.txt ! encrypted'])
  })

  test('leaves an EPUB whole', async () => {
    const file = put('a.epub', zip([{ name: 'mimetype', content: Buffer.from('application/epub+zip'), stored: true }]))
    expect(await open(file)).toHaveLength(1)
  })
})

test('openPaths looks into a numbered text once, and into whatever holds others each time', async () => {
  const zipped = zip([{ name: 'b.txt', content: Buffer.from('b') }])
  put('stories/17/203.txt', 'Rain on the weir.')
  put('stories/17/204.txt', zipped)
  put('stories/17/notes.txt', 'Rain.')
  const plain: PlainTexts = new Map()
  const walk = async () =>
    Array.fromAsync(openPaths([join(folder, 'stories')], null, plain), (item) => [item.kind, item.path])
  const first = await walk()
  expect(first).toContainEqual(['container', 'stories/17/204.txt'])
  expect(await walk()).toEqual(first)
  expect([...plain.values()]).toEqual(['Rain on the weir.'.length])
  put('stories/17/203.txt', zipped)
  put('stories/17/notes.txt', zipped)
  const second = await walk()
  expect(second).toContainEqual(['file', 'stories/17/203.txt'])
  expect(second).toContainEqual(['container', 'stories/17/notes.txt'])
})

describe('weigh', () => {
  test('adds up the files of all paths, and counts what is not there as nothing', async () => {
    put('shelf/a.txt', 'x'.repeat(60))
    put('shelf/deep/b.txt', 'x'.repeat(30))
    const paths = [join(folder, 'shelf'), put('c.txt', 'x'.repeat(10)), join(folder, 'gone')]
    expect(await weigh(paths)).toEqual({ bytes: 100, largest: 60, hasDump: false })
    expect(await weigh(paths, join(folder, 'shelf/deep'))).toEqual({ bytes: 70, largest: 60, hasDump: false })
  })

  test.for([
    ['backup.sql', true],
    ['old/Backup.SQL.GZ', true],
    ['sql.txt', false],
    ['backup.sql.txt', false],
  ] as const)('knows a dump by its name: %s', async ([name, hasDump]) => {
    put(`site/${name}`, 'x')
    expect(await weigh([join(folder, 'site')])).toMatchObject({ hasDump })
  })
})
