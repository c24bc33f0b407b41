import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as t from '../../document/builders.ts'
import { arbitraryBlocks, arbitraryInlines } from '../../document/testing/arbitrary-story.ts'
import type { Book } from '../book.ts'
import { BARE, book, chapter, EVERY_KIND, HOSTILE } from '../testing/books.ts'
import { readXml } from '../testing/read-xml.ts'
import { unzip } from '../testing/unzip.ts'
import { epubEntries } from './epub.ts'
import { writeEpub } from './index.ts'

describe('writeEpub', () => {
  test('writes the files of the golden tree', async () => {
    for (const [path, content] of await unzip(await writeEpub(book()))) {
      await expect(content).toMatchFileSnapshot(`corpus/lamp/${path}`)
    }
  })

  test('begins with the media type, stored and without extra fields', async () => {
    const bytes = Buffer.from(await writeEpub(book()))
    expect(bytes.readUInt16LE(8)).toBe(0)
    expect(bytes.readUInt16LE(28)).toBe(0)
    expect(bytes.toString('latin1', 30, 58)).toBe('mimetypeapplication/epub+zip')
  })

  test('is the same bytes every time', async () => {
    const again = await writeEpub(structuredClone(book()))
    expect(Buffer.compare(await writeEpub(book()), again)).toBe(0)
  })

  test('puts story HTML into the page as it is', async () => {
    const story = chapter('x', 1, t.p('a ', t.em('b'), ' & c'), t.hr).html
    const files = new Map(await unzip(await writeEpub(book({ chapters: [{ ...chapter('x', 1), html: story }] }))))
    expect(files.get('EPUB/chapter-0001.xhtml')).toContain(`\n${story}\n`)
  })

  test('has one file for each chapter, in order, also past 9,999', () => {
    const files = epubEntries(book({ chapters: Array.from({ length: 10_001 }, () => chapter(null, null)) }))
    const chapters = files.map(({ path }) => path).filter((path) => path.includes('/chapter-'))
    expect(chapters).toHaveLength(10_001)
    expect(chapters).toEqual(chapters.toSorted())
  })

  test('calls a chapter without title by its number, else by its place, and the only one by nothing', async () => {
    const three = new Map(await unzip(await writeEpub(book({ chapters: [chapter(null, 7), chapter(null, null)] }))))
    expect(three.get('EPUB/chapter-0001.xhtml')).toContain('<h2>Chapter 7</h2>')
    expect(three.get('EPUB/chapter-0002.xhtml')).toContain('<h2>Chapter 2</h2>')
    const one = new Map(await unzip(await writeEpub(book({ chapters: [chapter(null, null, t.p('x'))] }))))
    expect(one.get('EPUB/chapter-0001.xhtml')).not.toContain('<h2>')
  })

  test('writes well-formed XML, whatever the book', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        const chapters = [chapter(null, null, ...blocks), ...(HOSTILE.chapters ?? [])]
        const files = epubEntries(book({ ...HOSTILE, chapters })).filter(({ path }) => /ml$|opf$|ncx$/.test(path))
        expect(files.map(({ content }) => readXml(content).name)).toEqual(files.map(({ path }) => ROOT[path] ?? 'html'))
      }),
    )
  })

  test('keeps an image’s words', async () => {
    const files = new Map(await unzip(await writeEpub(book({ chapters: [chapter('x', 1, ...EVERY_KIND)] }))))
    expect(files.get('EPUB/chapter-0001.xhtml')).toContain(
      '<span class="image">[A &#34;door&#34; &#38; &#60;more&#62;]</span>',
    )
    expect(files.get('EPUB/chapter-0001.xhtml')).not.toContain('<img')
  })
})

/** The outermost element of the files that are no pages. */
const ROOT: Readonly<Record<string, string>> = {
  'META-INF/container.xml': 'container',
  'EPUB/package.opf': 'package',
  'EPUB/toc.ncx': 'ncx',
}

const EPUBCHECK = '/usr/share/java/epubcheck.jar'
/** A short run gains nothing from the slower compilers. */
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xss4m']
const words = t.p('She waited for a word that did not come. '.repeat(20))
const everyKind = [chapter('א', 1, ...EVERY_KIND)]
const hebrew = { language: 'he', direction: 'rtl' as const, title: 'המנורה שבחלון', chapters: everyKind }
const japanese = { language: 'ja', title: '窓辺の灯', chapters: [chapter('第一章', 1, ...EVERY_KIND)] }

describe.skipIf(!existsSync(EPUBCHECK))('epubcheck finds neither error nor warning in', { timeout: 120_000 }, () => {
  test.for([
    ['a book of nothing', BARE],
    [
      'one long chapter without title',
      { chapters: [chapter(null, null, ...Array.from({ length: 2000 }, () => words))] },
    ],
    ['forty chapters', { chapters: Array.from({ length: 40 }, (_, i) => chapter(null, i, words, t.hr, words)) }],
    ['a Hebrew book with every kind of block', hebrew],
    ['a Japanese book with every kind of block', japanese],
    ['a book that is hostile all over', { ...HOSTILE, chapters: [...(HOSTILE.chapters ?? []), ...anyChapters()] }],
  ] satisfies [string, Partial<Book>][])('%s', async ([, changes]) => {
    expect(await epubcheck(await writeEpub(book(changes)))).toEqual([])
  })

  test('no good book, but in a spoilt one', async () => {
    const spoilt = { ...chapter('x', 1), html: '<li><p>stray</p></li>' }
    expect(await epubcheck(await writeEpub(book({ chapters: [spoilt] })))).not.toEqual([])
  })
})

function anyChapters(): Book['chapters'] {
  const blocks = fc.sample(arbitraryBlocks, { numRuns: 300, seed: 2 })
  const inlines = fc.sample(arbitraryInlines, { numRuns: 300, seed: 2 })
  return [...blocks, ...inlines.map((each) => [t.p(...each)])].map((each) => chapter(null, null, ...each))
}

/** What epubcheck says, without remarks on usage. */
async function epubcheck(bytes: Uint8Array): Promise<readonly unknown[]> {
  const folder = await mkdtemp(join(tmpdir(), 'epub-'))
  try {
    const file = join(folder, 'book.epub')
    const report = join(folder, 'report.json')
    await writeFile(file, bytes)
    // It ends with 1 when it found something; the report says what.
    await promisify(execFile)('java', [...QUICK_START, '-jar', EPUBCHECK, '--json', report, file]).catch(
      () => undefined,
    )
    const { default: found } = (await import(report, { with: { type: 'json' } })) as {
      default: { messages: unknown[] }
    }
    return found.messages
  } finally {
    await rm(folder, { recursive: true })
  }
}
