import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { intake } from '../intake.ts'
import type { Reading } from '../reading.ts'
import { writeCompoundFile } from './doc/compound-file.ts'
import { openFormat } from './openers.ts'
import {
  docOf,
  docxBody,
  docxOf,
  epubOf,
  i,
  odtContent,
  odtOf,
  rtfOf,
  STORY,
  storyHtml,
  storyText,
} from './testing/story-files.ts'
import { zipOf } from './testing/zip-of.ts'

function read(path: string, bytes: Uint8Array): Promise<Reading> {
  return intake({ path, within: [], bytes, size: bytes.length, sha256: 'x' }, [])
}

function codesOf({ inspection }: Reading): string[] {
  return inspection.suggestions.map(({ code }) => code)
}

const run = (properties: string, text: string): string => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`

const rtfHtml = async (rtf: string): Promise<string> => {
  const opened = await openFormat('rtf', Buffer.from(`{\\rtf1\\ansi ${rtf}}`, 'latin1'))
  return opened !== null && 'html' in opened ? opened.html.trim() : ''
}

const outside = (kind: string, target: string, id: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}" TargetMode="External"/>`

const picture = (id: string): string =>
  `<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:link="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`

const FILES = {
  docx: docxOf(docxBody(STORY)),
  odt: odtOf(odtContent(STORY)),
  fodt: Buffer.from(odtContent(STORY, 'office:document')),
  rtf: rtfOf(STORY),
  epub: epubOf(STORY),
} as const
const FORMATS = Object.keys(FILES) as (keyof typeof FILES)[]

// The readers' libraries are loaded once, before anything is timed.
beforeAll(async () => {
  await Promise.all([openFormat('docx', FILES.docx), openFormat('doc', docOf('A story.\n'))])
})

describe('a story in the formats of word processors and e-books', () => {
  test.for(FORMATS)('is the same tree in %s as in HTML', async (format) => {
    const html = await read('a.html', storyHtml(STORY))
    expect(html.chapters.map(({ title }) => title)).toEqual(['Chapter One: The Lamp', 'Chapter Two: The Chairs'])
    expect(html.inspection.counts.emphasis).toBeGreaterThan(4)
    const reading = await read(`a.${format}`, FILES[format])
    expect(reading.inspection.source.format).toBe(format)
    expect(reading.chapters).toEqual(html.chapters)
    expect(reading.inspection.breaks.length).toBe(html.inspection.breaks.length)
  })

  test('keeps the words of an old DOC, and says that its looks are lost', async () => {
    const reading = await read('a.doc', docOf(`${storyText(STORY)}\n`))
    expect(reading.inspection.source.format).toBe('doc')
    expect(JSON.stringify(reading.chapters)).toContain('“I don’t see anybody waiting — do you?”')
    expect(codesOf(reading)).toContain('left-out')
  })

  test.for([
    ['Word 95', docOf('A story.\n', { version: 0x68 }), 'format-not-read-yet'],
    ['a locked file', docOf('A story.\n', { flags: 0x0300 }), 'encrypted'],
    ['a workbook', writeCompoundFile([{ name: 'Workbook', bytes: Buffer.alloc(10) }]), 'format-not-read-yet'],
  ] as const)('refuses %s with what to do', async ([, bytes, code]) => {
    const { refusal } = (await read('a.doc', bytes)).inspection
    expect(refusal?.code).toBe(code)
    expect(refusal?.why).toMatch(/import/)
  })

  test('leaves out what was deleted under tracking and keeps what was inserted, and says so', async () => {
    const more =
      '<w:p><w:r><w:t>She went </w:t></w:r><w:del><w:r><w:delText>south</w:delText></w:r></w:del><w:ins><w:r><w:t>north</w:t></w:r></w:ins></w:p>'
    const reading = await read('a.docx', docxOf(docxBody(STORY, more)))
    expect(JSON.stringify(reading.chapters)).toContain('She went north')
    expect(JSON.stringify(reading.chapters)).not.toContain('south')
    expect(codesOf(reading)).toContain('left-out')
  })

  test('takes looks from styles and the styles below them', async () => {
    const styles =
      '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="character" w:styleId="A"><w:rPr><w:i/></w:rPr></w:style><w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    const styled = run('<w:rStyle w:val="B"/>', 'thought') + run('<w:rStyle w:val="B"/><w:i w:val="0"/>', 'upright')
    const opened = await openFormat('docx', docxOf(docxBody([], `<w:p>${styled}</w:p>`), { 'word/styles.xml': styles }))
    expect(opened).toMatchObject({ html: '<p><i>thought</i>upright</p>\n' })
  })

  test('suggests the name in the properties and never states it', async () => {
    const core =
      '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Lamp at Night</dc:title><dc:creator>Jane Q. Example</dc:creator></cp:coreProperties>'
    const reading = await read(
      'a.docx',
      docxOf(docxBody([{ kind: 'text', spans: ['She waited.'] }]), { 'docProps/core.xml': core }),
    )
    const named = reading.inspection.suggestions.filter(({ value }) => value === 'Jane Q. Example')
    expect(named.map(({ code }) => code)).toEqual(['maybe-field'])
    expect(reading.inspection.work?.authors.map(({ value }) => value)).not.toContain('Jane Q. Example')
  })
})

describe('openRtf', () => {
  test.for([
    ['a stand-in behind \\u', '\\uc1 didn\\u8217?t', '<p>didn’t</p>'],
    ['two stand-ins', "\\uc2 \\u8217\\'81\\'66t", '<p>’t</p>'],
    ['quotes as words', '\\ldblquote So\\rdblquote\\emdash yes', '<p>“So”—yes</p>'],
    ['no-break signs', 'a\\~b\\_c', '<p>a\u00a0b‑c</p>'],
    ['a Cyrillic font', "{\\fonttbl{\\f1\\fcharset204 X;}}\\f1 \\'cf\\'f0", '<p>Пр</p>'],
    ['a Macintosh', "\\mac don\\'d5t", '<p>don’t</p>'],
    ['DOS', "\\pc caf\\'82", '<p>café</p>'],
    ['a picture', '{\\pict 0a0b}so', '<p>so</p>'],
    ['binary data', '\\bin3 {{{so', '<p>so</p>'],
    ['what may be passed over', '{\\*\\unheard of}so', '<p>so</p>'],
    ['the head of a page', '{\\header Page}so', '<p>so</p>'],
    [
      'a field',
      '{\\field{\\*\\fldinst HYPERLINK "http://a.example/"}{\\fldrslt so}}',
      '<p><a href="http://a.example/">so</a></p>',
    ],
    ['hidden text', '{\\v gone}so', '<p>so</p>'],
    ['both halves of a text', '{\\upr{ansi}{\\*\\ud{so}}}', '<p>so</p>'],
    ['braces', '\\{so\\}', '<p>{so}</p>'],
    ['small capitals', '{\\scaps so}', '<p><span style="font-variant: small-caps">so</span></p>'],
    ['italics that end', '\\i so\\i0 not\\b x\\plain y', '<p><i>so</i>not<b>x</b>y</p>'],
  ] as const)('reads %s', async ([, rtf, expected]) => {
    expect(await rtfHtml(rtf)).toBe(expected)
  })
})

describe('readers of word processor files and e-books, given anything', () => {
  test.for(FORMATS)('read what there is of %s cut off at any byte', { timeout: 120_000 }, async (format) => {
    const small = [STORY[0], STORY[1]].filter((one) => one !== undefined)
    const whole = {
      docx: docxOf(docxBody(small)),
      odt: odtOf(odtContent(small)),
      fodt: Buffer.from(odtContent(small, 'office:document')),
      rtf: rtfOf(small),
      epub: epubOf(small),
    }[format]
    for (let length = 1; length < whole.length; length++) {
      const opened = await openFormat(format, whole.subarray(0, length))
      if (opened === null || 'code' in opened) continue
      // Only white space behind the end is no loss.
      expect(
        opened.losses.map(({ code }) => code),
        `${length} bytes`,
      ).toContain('cut-off')
    }
    const most = await openFormat(format, whole.subarray(0, whole.length - 1))
    expect(most).toMatchObject({ html: expect.stringContaining('<i>nobody</i>') })
  })

  test('refuse a DOC that is cut off anywhere, or give its text', { timeout: 120_000 }, async () => {
    const whole = docOf('She waited.\n')
    // Its sectors have 4096 bytes, most of them filling: every byte would say the same for minutes.
    for (let length = 0; length < whole.length; length += 61) {
      const opened = await openFormat('doc', whole.subarray(0, length))
      expect(opened !== null && ('code' in opened || opened.html.includes('She waited.')), `${length} bytes`).toBe(true)
    }
  })

  test.for([...FORMATS, 'doc'] as const)('survive 1,000 mutations of %s', { timeout: 240_000 }, async (format) => {
    const whole = format === 'doc' ? docOf('She waited.\n') : FILES[format]
    const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }))
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        const bytes = Buffer.from(whole)
        for (const [at, byte] of changes) bytes[at] = byte
        const opened = await openFormat(format, bytes)
        expect(opened).not.toBeNull()
      }),
      { numRuns: 1000, seed: 5 },
    )
  })

  test('survive mutations of the XML inside', { timeout: 240_000 }, async () => {
    const document = docxBody(STORY)
    const piece = fc.constantFrom(
      '<w:p>',
      '</w:p>',
      '</w:r>',
      '<w:tbl>',
      '<w:tr>',
      '<w:tc>',
      '&amp;',
      '<',
      '"',
      '<w:hyperlink>',
      '<w:ins>',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(document.length), piece), { minLength: 1, maxLength: 10 }),
        async (changes) => {
          let changed = document
          for (const [at, text] of changes) changed = changed.slice(0, at) + text + changed.slice(at)
          expect(await openFormat('docx', docxOf(changed))).not.toBeNull()
        },
      ),
      { numRuns: 300, seed: 5 },
    )
  })

  test('let no entity grow, in any of them', async () => {
    const bomb =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    const inXml = (xml: string): string =>
      xml.replace('?>', `?>${bomb}`).replace('The lamp went', '&b;&f;The lamp went')
    for (const [format, bytes] of [
      ['docx', docxOf(inXml(docxBody(STORY)))],
      ['odt', odtOf(inXml(odtContent(STORY)))],
    ] as const) {
      const opened = await openFormat(format, bytes)
      const html = opened !== null && 'html' in opened ? opened.html : ''
      expect(html).toContain('The lamp went')
      expect(html).not.toContain('aaaa')
      expect(html).not.toContain('root:')
    }
  })

  test('read and fetch nothing that a document names', async () => {
    const relationships = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${outside('image', 'file:///etc/passwd', 'r1')}${outside('image', 'http://127.0.0.1:9/x.png', 'r2')}${outside('styles', 'file:///etc/hosts', 'r3')}</Relationships>`
    const bytes = docxOf(docxBody(STORY, picture('r1') + picture('r2')), {
      'word/_rels/document.xml.rels': relationships,
    })
    const opened = await openFormat('docx', bytes)
    expect(opened).toMatchObject({ losses: [{ code: 'left-out', why: 'Pictures are left out (2).' }] })
    expect(opened).toMatchObject({ html: expect.not.stringMatching(/root:|passwd|<img|data:/) })
  })

  test.for([
    ['claims to grow a thousand times', { 'word/document.xml': Buffer.alloc(8 << 20, 0x20) }, {}],
    ['unpacks to more than it claims', { 'word/document.xml': Buffer.alloc(65 << 20, 0x20) }, { claimedSize: 100 }],
  ] as const)('refuse a zip file that %s', async ([, files, options]) => {
    for (const format of ['docx', 'odt']) {
      const named = format === 'docx' ? files : { 'content.xml': files['word/document.xml'] }
      expect(await openFormat(format, zipOf(named, options))).toMatchObject({ code: 'container-bomb' })
    }
  })

  test('read what stands in groups and elements nested thousands deep', async () => {
    const groups = 100_000
    const rtf = await openFormat('rtf', Buffer.from(`{\\rtf1 ${'{'.repeat(groups)}so${'}'.repeat(groups)} it is}`))
    expect(rtf).toMatchObject({ html: '<p>so it is</p>\n', losses: [] })
    // Deeper, a zip file of nothing else shrinks so much that it is refused as a bomb.
    const deep = 20_000
    const xml = `<w:p>${'<w:ins>'.repeat(deep)}<w:r><w:t>so</w:t></w:r>${'</w:ins>'.repeat(deep)}</w:p>`
    const docx = await openFormat('docx', docxOf(docxBody([{ kind: 'text', spans: ['Above.'] }], xml)))
    expect(docx).toMatchObject({ html: expect.stringContaining('Above.'), losses: [{ code: 'cut-off' }] })
    const spans = `${'<text:span>'.repeat(deep)}so${'</text:span>'.repeat(deep)}`
    const odt = odtContent([{ kind: 'text', spans: [i('X')] }]).replace('X', spans)
    expect(await openFormat('odt', odtOf(odt))).toMatchObject({ html: expect.stringContaining('so') })
  })
})
