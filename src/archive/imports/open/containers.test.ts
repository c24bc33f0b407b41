import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { zip } from '../../rescues/testing/write-site.ts'
import { pax, type TarItem, tar } from '../testing/write-tar.ts'
import { openPaths } from './open.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-containers-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** "path = text", "path [tar]", "path ! code", "path is damaged", the containers before with ">". */
async function open(name: string, content: Uint8Array): Promise<string[]> {
  const file = join(folder, name)
  writeFileSync(file, content)
  const lines: string[] = []
  for await (const item of openPaths([file])) {
    const path = [...item.within, item.path].join(' > ')
    if (item.kind === 'refused') lines.push(`${path} ! ${item.code}`)
    else if (item.kind === 'container') lines.push(`${path} [${item.format}]`)
    else {
      const chunks = await Array.fromAsync(item.chunks()).catch(() => null)
      const bytes = Buffer.concat(chunks ?? [])
      const text = bytes.length === item.size ? bytes.toString().slice(0, 30) : 'not of its size'
      lines.push(chunks === null ? `${path} is damaged` : `${path} = ${text}`)
    }
  }
  return lines
}

const TWO: readonly TarItem[] = [
  { name: 'shelf/', type: '5' },
  { name: 'shelf/a.txt', content: 'A story.' },
  { name: 'shelf/b.txt', content: 'B'.repeat(1000) },
]

describe('openPaths of a tar file', () => {
  test('gives its files, also when it is packed with gzip', async () => {
    const files = ['shelf/a.txt = A story.', `shelf/b.txt = ${'B'.repeat(30)}`]
    expect(await open('x.tar', tar(TWO))).toEqual(['x.tar [tar]', ...files.map((file) => `x.tar > ${file}`)])
    expect(await open('x.tgz', gzipSync(tar(TWO)))).toEqual([
      'x.tgz [gz]',
      'x.tgz > x.tar [tar]',
      ...files.map((file) => `x.tgz > x.tar > ${file}`),
    ])
  })

  test('reads long names of POSIX and of GNU tar, and sizes that only the attributes tell', async () => {
    const long = `${'deep/'.repeat(40)}end.txt`
    const whole = tar([
      pax({ path: `é/${long}`, mtime: '1' }),
      { name: 'short', content: 'P' },
      { name: '././@LongLink', content: `${long}\0`, type: 'L' },
      { name: 'short', content: 'G' },
      pax({ size: '3' }),
      { name: 'sized', content: 'abc', claimedSize: 0 },
      { name: 'c.txt', prefix: 'front/of', content: 'C' },
    ])
    expect(await open('x.tar', whole)).toEqual([
      'x.tar [tar]',
      `x.tar > é/${long} = P`,
      `x.tar > ${long} = G`,
      'x.tar > sized = abc',
      'x.tar > front/of/c.txt = C',
    ])
  })

  test('refuses links, devices and names that lead out, one by one', async () => {
    const whole = tar([
      { name: 'link', type: '2' },
      { name: 'hard', type: '1' },
      { name: 'disk', type: '4' },
      { name: 'pipe', type: '6' },
      { name: '../out.txt', content: 'x' },
      { name: '/root.txt', content: 'x' },
      { name: 'odd', type: 'Z', content: 'x' },
      { name: 'ok.txt', content: 'x' },
    ])
    expect(await open('x.tar', whole)).toEqual([
      'x.tar [tar]',
      'x.tar > link ! unsafe-name',
      'x.tar > hard ! unsafe-name',
      'x.tar > disk ! unreadable',
      'x.tar > pipe ! unreadable',
      'x.tar > ../out.txt ! unsafe-name',
      'x.tar > /root.txt ! unsafe-name',
      'x.tar > odd ! format-not-read-yet',
      'x.tar > ok.txt = x',
    ])
  })

  test('reads one that is cut off as far as it goes, at whatever byte, and says so', async () => {
    const whole = tar(TWO)
    // Headers of 512 bytes at 0, 512 and 1536, eight bytes of text behind the second, a thousand behind the third.
    const inHeaderOrText = [513, 700, 1023, 1025, 1031, 1537, 2047, 2049, 2500, 3047]
    for (const length of inHeaderOrText) {
      const lines = await open('x.tar', whole.subarray(0, length))
      expect([lines[0], lines.at(-1)], `${length} bytes`).toEqual(['x.tar [tar]', 'x.tar ! truncated-container'])
      const story = `x.tar > shelf/a.txt = ${'A story.'.slice(0, Math.max(0, length - 1024))}`
      expect(lines.slice(1, 2), `${length} bytes`).toEqual([length > 1024 ? story : 'x.tar ! truncated-container'])
    }
    // It may have ended here, or between any two entries: only the zeros at the end tell.
    for (const length of [3048, 3072])
      expect((await open('x.tar', whole.subarray(0, length))).at(-1)).toBe('x.tar ! truncated-container')
    expect(await open('x.tar', whole.subarray(0, 3584))).toHaveLength(3)
  })

  test('is not misled by sizes that cannot be', async () => {
    const endless = tar([{ name: 'a.txt', content: 'A', claimedSize: 8 ** 11 - 1 }])
    expect(await open('x.tar', endless)).toEqual([
      'x.tar [tar]',
      expect.stringContaining('x.tar > a.txt = A'),
      'x.tar ! truncated-container',
    ])
  })
})

describe('openPaths of a gzip file', () => {
  test('gives the one file in it, also of several behind each other', async () => {
    expect(await open('story.txt.gz', gzipSync('A story.'))).toEqual([
      'story.txt.gz [gz]',
      'story.txt.gz > story.txt = A story.',
    ])
    const two = Buffer.concat([gzipSync('One. '), gzipSync('Two.')])
    expect(await open('story.gz', two)).toEqual(['story.gz [gz]', 'story.gz > story = One. Two.'])
  })

  test('reads what there is of one that is cut off, and says so', async () => {
    const whole = gzipSync(Buffer.from('The lamp went out. '.repeat(200)))
    for (let length = 20; length < whole.length; length += 3) {
      const lines = await open('a.txt.gz', whole.subarray(0, length))
      expect([lines[0], lines.at(-1)], `${length} bytes`).toEqual(['a.txt.gz [gz]', 'a.txt.gz ! truncated-container'])
    }
  })

  test('refuses what grows as no text does', async () => {
    expect(await open('x.gz', gzipSync(Buffer.alloc(20 << 20)))).toEqual(['x.gz [gz]', 'x.gz ! container-bomb'])
  })

  test('leaves a packed dump as it is', async () => {
    const lines = await open('d.sql.gz', gzipSync('-- MySQL dump 10.13\nCREATE TABLE `x` (id int);\n'))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^d\.sql\.gz = /)
  })
})

describe('openPaths of containers in containers', () => {
  test('opens any kind in any other', async () => {
    const inner = zip([['d.txt', Buffer.from('Deep.')]])
    const middle = gzipSync(tar([{ name: 'in/inner.zip', content: inner }]))
    const outer = zip([['middle.tar.gz', middle]])
    expect(await open('outer.zip', outer)).toEqual([
      'outer.zip [zip]',
      'outer.zip > middle.tar.gz [gz]',
      'outer.zip > middle.tar.gz > middle.tar [tar]',
      'outer.zip > middle.tar.gz > middle.tar > in/inner.zip [zip]',
      'outer.zip > middle.tar.gz > middle.tar > in/inner.zip > d.txt = Deep.',
    ])
  })

  test('goes four deep and no further', async () => {
    let whole = tar([{ name: 'x.txt', content: 'X' }])
    for (let i = 0; i < 6; i++) whole = tar([{ name: 'in.tar', content: whole }])
    const lines = await open('x.tar', whole)
    expect(lines).toHaveLength(6)
    expect(lines.at(-1)).toBe('x.tar > in.tar > in.tar > in.tar > in.tar ! container-bomb')
  })
})

test('openPaths survives whatever bytes a container is changed to', async () => {
  const packed = gzipSync(tar(TWO))
  const kinds = [tar(TWO), packed, zip([['a.tar', tar(TWO)]])]
  await fc.assert(
    fc.asyncProperty(
      fc.nat(kinds.length - 1),
      fc.array(fc.tuple(fc.nat(2000), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async (kind, changes) => {
        const bytes = Buffer.from(kinds[kind] as Buffer)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        const file = join(folder, 'x')
        writeFileSync(file, bytes)
        let items = 0
        for await (const item of openPaths([file])) {
          items++
          if (item.kind === 'refused') continue
          // A damaged entry says so when it is read; nothing else may be thrown.
          const size = await Array.fromAsync(item.chunks()).then((all) => Buffer.concat(all).length, messageOf)
          expect(typeof size === 'number' || /\S/.test(size)).toBe(true)
        }
        expect(items).toBeGreaterThan(0)
      },
    ),
    { numRuns: 1000 },
  )
})

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

describe('openPaths of an entry that is damaged', () => {
  test('gives what is whole of it, says that it is damaged, and goes on with the others', async () => {
    // Hard to pack, and longer than what is looked at to tell a container.
    const long = Array.from({ length: 9000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1).toString(36)).join(' ')
    const damaged = zip([
      ['a.zip', zip([['long.txt', Buffer.from(long)]])],
      [
        'b.tar',
        tar([
          { name: 'first.txt', content: 'A story.' },
          { name: 'long.txt', content: long },
        ]),
      ],
      ['c.txt', Buffer.from('Another story.')],
    ])
    for (const name of ['a.zip', 'b.tar']) {
      const at = damaged.indexOf(name) + 25_000
      damaged.fill(0xff, at, at + 40)
    }
    expect(await open('x.zip', damaged)).toEqual([
      'x.zip [zip]',
      'x.zip > a.zip is damaged',
      'x.zip > b.tar [tar]',
      'x.zip > b.tar > first.txt = A story.',
      'x.zip > b.tar > long.txt is damaged',
      'x.zip > b.tar ! truncated-container',
      'x.zip > c.txt = Another story.',
    ])
  })

  test('refuses comments that lie in each other to make a small export large', async () => {
    const nested = `<livejournal>${'<comment>'.repeat(200)}${'x'.repeat(1 << 20)}`
    expect(await open('j.xml', Buffer.from(nested))).toEqual(['j.xml [journal]', 'j.xml ! container-bomb'])
  })
})
