/** E-books and word processor files that end too early: what stands before the cut is read, and what is lost is said. */
import { beforeAll, describe, expect, test } from 'vitest'
import { intake } from '../intake.ts'
import type { Reading } from '../reading.ts'
import type { OpenedFormat } from './opened-format.ts'
import { openFormat } from './openers.ts'
import { docxBody, docxOf, odtContent, odtOf, STORY } from './testing/story-files.ts'
import { zipOf } from './testing/zip-of.ts'

const NUMBERS = [1, 2, 3, 9, 10, 11]

function page(number: number): string {
  const words = Array.from({ length: 12 }, (_, i) => Math.imul(number * 100 + i, 0x9e3779b1).toString(36)).join(' ')
  return `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h2>Chapter ${number}</h2><p>${words}</p><p>end${number}.</p></body></html>`
}

const item = (number: number): string =>
  `<item id="c${number}" href="c${number}.xhtml" media-type="application/xhtml+xml"/>`
const OPF = `<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Lamp</dc:title></metadata><manifest>${NUMBERS.map(item).join('')}</manifest><spine>${NUMBERS.map((number) => `<itemref idref="c${number}"/>`).join('')}</spine></package>`
const CONTAINER =
  '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>'
const HEAD = { mimetype: 'application/epub+zip', 'META-INF/container.xml': CONTAINER }
/** As programs write them that go through a folder: 1, 10, 11, 2. */
const PAGES = Object.fromEntries(
  NUMBERS.toSorted((a, b) => (String(a) < String(b) ? -1 : 1)).map((number) => [`c${number}.xhtml`, page(number)]),
)

async function read(name: string, bytes: Uint8Array): Promise<Reading> {
  return intake({ path: name, within: [], bytes, size: bytes.length, sha256: '0' }, [])
}

function whyCut({ inspection }: Reading): string {
  const cut = inspection.suggestions.filter(({ code }) => code === 'cut-off')
  return cut.map(({ why }) => why).join(' ')
}

// The library is loaded once, before anything is timed.
beforeAll(async () => {
  await openFormat('docx', docxOf(docxBody(STORY)))
})

describe('an e-book that is cut off', () => {
  test.each([
    ['before its pages', zipOf({ ...HEAD, 'content.opf': OPF, ...PAGES })],
    ['behind its pages', zipOf({ ...HEAD, ...PAGES, 'content.opf': OPF })],
  ])('gives every page before the cut, in their order, where its package stands %s', async (_, whole) => {
    for (let length = whole.indexOf('c1.xhtml') - 30; length < whole.length - 22; length += 13) {
      const opened = await openFormat('epub', whole.subarray(0, length))
      const html = opened !== null && 'html' in opened ? opened.html : ''
      const expected = NUMBERS.filter((number) => {
        const next = whole.indexOf('PK', whole.indexOf(`c${number}.xhtml`))
        return next <= length
      })
      const given = [...html.matchAll(/end(\d+)\./g)].map(([, number]) => Number(number))
      expect(given.length - expected.length, `${length} bytes`).toBeOneOf([0, 1])
      expect(given, `${length} bytes`).toEqual(expect.arrayContaining(expected))
      expect(given, `${length} bytes`).toEqual(given.toSorted((a, b) => a - b))
    }
  })

  test('names the pages that are lost, and the one that is cut', async () => {
    const whole = zipOf({ ...HEAD, 'content.opf': OPF, ...PAGES })
    const reading = await read('a.epub', whole.subarray(0, whole.indexOf('c3.xhtml') + 60))
    expect(reading.inspection.work?.title?.value).toBe('The Lamp')
    expect(whyCut(reading)).toContain('not in it (1): “c9.xhtml”')
    expect(whyCut(reading)).toContain('damaged in “c3.xhtml”')
  })

  test('says that the order of its pages is lost with its package', async () => {
    const whole = zipOf({ ...HEAD, 'prologue.xhtml': page(0), ...PAGES, 'content.opf': OPF })
    const reading = await read('a.epub', whole.subarray(0, whole.indexOf('content.opf')))
    expect(reading.chapters.map(({ title }) => title)).toEqual(
      [0, 1, 2, 3, 9, 10, 11].map((number) => `Chapter ${number}`),
    )
    expect(whyCut(reading)).toContain('how its pages follow each other is lost')
  })
})

const LINES = Array.from({ length: 40 }, (_, i) => `Line ${i} ${Math.imul(i + 1, 0x9e3779b1).toString(36)} end${i}.`)
const LONG = LINES.map((line) => ({ kind: 'text', spans: [line] }) as const)
const PARTS = {
  docx: { 'word/styles.xml': '<x/>', 'word/document.xml': docxBody(LONG), '[Content_Types].xml': '<Types/>' },
  odt: { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': odtContent(LONG), 'meta.xml': '<x/>' },
} as const
const MAIN = { docx: 'word/document.xml', odt: 'content.xml' } as const

describe.each(['docx', 'odt'] as const)('a word processor file (%s) that is cut off', (format) => {
  test('gives its text up to the cut', async () => {
    const whole = zipOf(PARTS[format], { stored: [MAIN[format]] })
    const from = whole.indexOf('Line 0')
    for (let length = from; length < whole.length - 22; length += 97) {
      const opened = await openFormat(format, whole.subarray(0, length))
      const html = opened !== null && 'html' in opened ? opened.html : ''
      const before = LINES.filter((line) => whole.indexOf(line) + line.length <= length)
      for (const line of before) expect(html, `${length} bytes`).toContain(line)
      expect((opened as OpenedFormat).losses, `${length} bytes`).toMatchObject([{ code: 'cut-off' }])
    }
  })

  test('says whether its text is whole', async () => {
    const whole = format === 'docx' ? docxOf(docxBody(LONG)) : odtOf(odtContent(LONG))
    const inText = await read(`a.${format}`, whole.subarray(0, whole.length * 0.6))
    expect(whyCut(inText)).toMatch(/^The file is cut off or damaged: what/)
    const behind = await read(`a.${format}`, whole.subarray(0, whole.length - 10))
    expect(whyCut(behind)).toMatch(/its text is whole/)
    expect(behind.inspection.counts.words).toBe(LINES.length * 4)
  })
})

test('a zip file of no known kind is refused, and no text', async () => {
  const whole = zipOf({ mimetype: 'image/x-drawing', 'a.xml': '<x/>' })
  expect((await read('a.bin', whole)).inspection.refusal?.code).toBe('format-not-read-yet')
  expect((await read('a.bin', whole.subarray(0, 60))).inspection.refusal?.code).toBe('truncated-container')
})
