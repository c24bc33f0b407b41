/** A zip file that is cut off gives every entry that stands whole before the cut, and the beginning of the one in it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { zipOf } from '../../../intake/formats/testing/zip-of.ts'
import { openPaths } from './open.ts'
import { streamedZip } from './testing/streamed-zip.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-cut-zip-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Given {
  readonly path: string
  readonly text: string
  readonly isCut: boolean
}

interface Found {
  readonly files: readonly Given[]
  /** "path ! code: why" */
  readonly refusals: readonly string[]
}

async function open(bytes: Uint8Array, name = 'a.zip'): Promise<Found> {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  const files: Given[] = []
  const refusals: string[] = []
  for await (const item of openPaths([file])) {
    const path = [...item.within, item.path].join(' > ')
    if (item.kind === 'refused') refusals.push(`${path} ! ${item.code}: ${item.why}`)
    if (item.kind !== 'file') continue
    const text = Buffer.concat(await Array.fromAsync(item.chunks())).toString('latin1')
    expect(text.length, path).toBe(item.size)
    files.push({ path, text, isCut: item.isCut === true })
  }
  return { files, refusals }
}

const A = 'She walked down. '.repeat(3)
const B = Array.from({ length: 14 }, (_, i) => Math.imul(i + 1, 0x9e3779b1).toString(36)).join(' ')
const C = 'The lamp went out.'
const FILES = { 'a.txt': A, 'in/b.txt': B, 'z.txt': C }
const NAMES = Object.keys(FILES) as (keyof typeof FILES)[]

const ZIPS = {
  'whose sizes stand in front': zipOf(FILES),
  'that packs nothing': zipOf(FILES, { stored: NAMES }),
  'whose sizes stand behind': streamedZip(FILES),
  'whose sizes stand behind without a mark': streamedZip(FILES, { hasMark: false }),
  'that packs nothing and has sizes behind': streamedZip(FILES, { stored: NAMES }),
  'with sizes of eight bytes': streamedZip(FILES, { isZip64: true }),
} as const

/** Where what is packed of each entry ends. */
function endsOf(whole: Buffer): readonly number[] {
  return NAMES.map((name, i) => {
    const next = whole.indexOf(i === NAMES.length - 1 ? 'PK\u0001\u0002' : 'PK\u0003\u0004', whole.indexOf(name))
    return next
  })
}

describe.each(Object.entries(ZIPS))('openPaths of a zip file %s', (_, whole) => {
  test('gives its entries', async () => {
    expect(await open(whole)).toEqual({
      files: NAMES.map((name) => ({ path: `a.zip > ${name}`, text: FILES[name], isCut: false })),
      refusals: [],
    })
  })

  test('gives every entry before the cut and the beginning of the one in it, at every byte', async () => {
    const ends = endsOf(whole)
    for (let length = 4; length < whole.length; length++) {
      const { files, refusals } = await open(whole.subarray(0, length))
      const there = NAMES.filter((__, i) => length >= (ends[i] ?? 0))
      const wholeFiles = files.filter(({ isCut }) => !isCut)
      for (const name of there)
        expect(wholeFiles, `${length} bytes`).toContainEqual({
          path: `a.zip > ${name}`,
          text: FILES[name],
          isCut: false,
        })
      // What stands behind what is packed may be lost, and it is whole all the same.
      expect(wholeFiles.length - there.length, `${length} bytes`).toBeLessThanOrEqual(1)
      for (const { path, text } of files) {
        const content = FILES[path.replace('a.zip > ', '') as keyof typeof FILES]
        // What may be the beginning of the mark behind an entry may be its own as well.
        expect(content.startsWith(text.replace(/PK?.?$/s, '')), `${length} bytes`).toBe(true)
      }
      expect(refusals.at(-1), `${length} bytes`).toMatch(/^a\.zip ! truncated-container: /)
    }
  })
})

describe('openPaths of a zip file that is cut off', () => {
  const whole = zipOf(FILES)

  test('says which entry it is cut in, and where', async () => {
    const length = whole.indexOf('in/b.txt') + 60
    const { files, refusals } = await open(whole.subarray(0, length))
    expect(files.map(({ path, isCut }) => [path, isCut])).toEqual([
      ['a.zip > a.txt', false],
      ['a.zip > in/b.txt', true],
    ])
    expect(refusals).toEqual([expect.stringContaining(`cut off at byte ${length} in “in/b.txt”`)])
  })

  test('says that no entry is lost where only the directory is', async () => {
    const { files, refusals } = await open(whole.subarray(0, whole.length - 30))
    expect(files).toHaveLength(3)
    expect(refusals).toEqual([expect.stringContaining('3 whole entries were found')])
    expect(refusals[0]).not.toMatch(/lost|cut off at|cannot be told/)
  })

  test('finds what stands behind a lost stretch, and names what the directory lists and nothing holds', async () => {
    const from = whole.indexOf('PK\u0003\u0004', 4)
    const to = whole.indexOf('PK\u0003\u0004', from + 4)
    const lost = Buffer.concat([whole.subarray(0, from), whole.subarray(to)])
    const { files, refusals } = await open(lost)
    expect(files.map(({ path }) => path)).toEqual(['a.zip > a.txt', 'a.zip > z.txt'])
    expect(refusals).toEqual([expect.stringContaining('lost: “in/b.txt”')])
  })

  test.each([
    ['whose sizes stand in front', zipOf(FILES)],
    ['whose sizes stand behind', streamedZip(FILES)],
  ])('goes on behind an entry that lost a stretch of its middle, in one %s', async (_, bytes) => {
    const at = bytes.indexOf('in/b.txt') + 60
    const { files, refusals } = await open(Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 30)]))
    const sound = files.filter(({ isCut }) => !isCut).map(({ path, text }) => [path, text])
    expect(sound).toEqual([
      ['a.zip > a.txt', A],
      ['a.zip > z.txt', C],
    ])
    expect(refusals.at(-1)).toContain('damaged: “in/b.txt”')
  })

  test('opens what lies in it: a mailbox, a packed file, and a zip file that is cut with it', async () => {
    const mailbox = 'From a@b.example Mon Jan  1 00:00:00 2001\nSubject: x\nFrom: y\n\nz\n'
    const inner = zipOf({ 'c.txt': C, 'd.txt': B }, { stored: ['d.txt'] })
    const outer = zipOf({ 'a.mbox': mailbox, 'b.txt.gz': gzipSync(A), 'in.zip': inner }, { stored: ['in.zip'] })
    const { files, refusals } = await open(outer.subarray(0, outer.indexOf('d.txt') + 50))
    expect(files.map(({ path, isCut }) => [path, isCut])).toEqual([
      ['a.zip > a.mbox > 000001.eml', false],
      ['a.zip > b.txt.gz > b.txt', false],
      ['a.zip > in.zip > c.txt', false],
      ['a.zip > in.zip > d.txt', true],
    ])
    expect(refusals.map((line) => line.split(':')[0])).toEqual([
      'a.zip > in.zip ! truncated-container',
      'a.zip ! truncated-container',
    ])
  })

  test('keeps the bounds of a whole one', async () => {
    const bomb = { 'a.txt': Buffer.alloc(8 << 20), 'b.txt': B, '../c.txt': C }
    for (const bytes of [zipOf(bomb), streamedZip(bomb)]) {
      const { files, refusals } = await open(bytes.subarray(0, bytes.length - 22))
      expect(files.map(({ path }) => path)).toEqual(['a.zip > b.txt'])
      expect(refusals.map((line) => line.split(':')[0])).toEqual([
        'a.zip > ../c.txt ! unsafe-name',
        'a.zip > a.txt ! container-bomb',
        'a.zip ! truncated-container',
      ])
    }
  })

  test('leaves a document to those who read it', async () => {
    const files = { 'word/document.xml': '<w:document/>', 'word/styles.xml': '<w:styles/>' }
    const cut = zipOf(files).subarray(0, 120)
    expect(await open(cut, 'a.docx')).toMatchObject({ files: [{ path: 'a.docx', isCut: false }], refusals: [] })
  })
})
