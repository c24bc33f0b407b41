import { describe, expect, test } from 'vitest'
import { writeStoryHtml } from '../../document/story-html.ts'
import type { Block } from '../../document/tree.ts'
import { applyChanges } from '../repair/rule.ts'
import { findAddedSlashes, hasAddedSlashes } from './added-slashes.ts'
import chapters from './cases/chapters.json' with { type: 'json' }
import dates from './cases/dates.json' with { type: 'json' }
import plain from './cases/plain.json' with { type: 'json' }
import replies from './cases/replies.json' with { type: 'json' }
import slashes from './cases/slashes.json' with { type: 'json' }
import { countWords } from './count-words.ts'
import {
  type ChapterValue,
  findSiteEncoding,
  readChapterValue,
  readDate,
  readPlainValue,
  readRichValue,
  repairedSource,
  splitReply,
  type ValueEvidence,
} from './index.ts'

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : new TextDecoder().decode(bytes)
}

/** Letters of Windows-1252, which agree with Latin-1 but for its quotes and dashes. */
function windows1252(text: string): Uint8Array {
  const quotes: Record<string, number> = { '’': 0x92, '“': 0x93, '”': 0x94, '–': 0x96, '—': 0x97, '…': 0x85 }
  return Uint8Array.from(text, (character) => quotes[character] ?? character.charCodeAt(0))
}

/** Story HTML, a line each, without ids. */
function linesOf(blocks: readonly Block[] | null): readonly string[] {
  const html = writeStoryHtml(blocks ?? []).replaceAll(/ id="b\d+"/g, '')
  return html === '' ? [] : html.split(/\n(?=<)/)
}

function readChapter(text: string, evidence: ValueEvidence = {}): ChapterValue {
  return readChapterValue(bytesOf(text), evidence)
}

interface PlainCase {
  readonly name: string
  readonly in?: string
  readonly bytes?: string
  readonly siteEncoding?: string
  readonly out?: string
}

function readPlain(given: PlainCase): string {
  const bytes =
    given.bytes === undefined ? bytesOf(given.in ?? '') : Buffer.from(given.bytes.replaceAll(' ', ''), 'hex')
  return readPlainValue(bytes, { siteEncoding: given.siteEncoding ?? null }).text
}

describe('readPlainValue', () => {
  test.for(plain.mend as readonly PlainCase[])('mends $name', (given) => {
    expect(readPlain(given)).toBe(given.out)
  })
  test.for(plain.leave)('leaves $name', (given) => {
    expect(readPlainValue(bytesOf(given.in), {})).toEqual({
      text: given.in,
      asStored: given.in,
      repairs: [],
      suggestions: [],
    })
  })
  test('says what it mended, and keeps what was stored', () => {
    expect(readPlainValue(bytesOf("donâ€™t &amp;#8211; don\\'t"), { hasAddedSlashes: true })).toEqual({
      text: "don’t – don't",
      asStored: "donâ€™t &amp;#8211; don\\'t",
      repairs: [
        { before: '\\', after: '', codes: ['added-slashes'] },
        { before: 'â€™', after: '’', codes: ['utf8-as-cp1252'] },
        { before: '&#8211;', after: '–', codes: ['entity'] },
      ],
      suggestions: [],
    })
  })
  test('says that a title fills its column, and shows no half of a character', () => {
    const value = readPlainValue(bytesOf('A title with é').subarray(0, 14), { columnLimit: 14 })
    expect(value.text).toBe('A title with')
    expect(value.suggestions.map(({ code }) => code)).toEqual(['lost-end'])
    expect(readPlainValue(bytesOf('A short title.'), { columnLimit: 200 }).suggestions).toEqual([])
  })
})

describe('readChapterValue', () => {
  test.for(chapters.mend)('reads $name', (given) => {
    expect(linesOf(readChapter(given.in).blocks)).toEqual(given.out)
  })
  test.for(chapters.leave)('leaves $name', (given) => {
    const value = readChapter(given.in)
    expect(linesOf(value.blocks)).toEqual(given.out)
    expect(value.repairs).toEqual([])
    expect(value.faithful).toBeNull()
    expect(value.suggestions).toEqual([])
  })

  test('keeps the text before its repairs with the same ids, and says where they are', () => {
    const value = readChapter('<p>One.</p>\n<p>donâ€™t &amp;mdash; go</p>')
    expect(writeStoryHtml(value.blocks)).toBe('<p id="b1">One.</p>\n<p id="b2">don’t — go</p>')
    expect(writeStoryHtml(value.faithful ?? [])).toBe('<p id="b1">One.</p>\n<p id="b2">donâ€™t &#38;mdash; go</p>')
    expect(value.repairs).toEqual([
      { line: 2, column: 7, before: 'â€™', after: '’', code: 'utf8-as-cp1252', codes: ['utf8-as-cp1252'] },
      { line: 2, column: 12, before: '&amp;mdash;', after: '—', code: 'entity', codes: ['entity'] },
    ])
    expect(value.places).toEqual([
      { chapter: 0, id: 'b1', startLine: 1, endLine: 1 },
      { chapter: 0, id: 'b2', startLine: 2, endLine: 2 },
    ])
  })

  test('places repairs behind added slashes where they stand in the stored text', () => {
    const value = readChapter('<p class=\\"a\\">\\"She said:\\"</p>\n<p>\\"Itâ€™s late.\\"</p>')
    expect(linesOf(value.blocks)).toEqual(['<p>"She said:"</p>', '<p>"It’s late."</p>'])
    expect(linesOf(value.faithful)).toEqual(['<p>\\"She said:\\"</p>', '<p>\\"Itâ€™s late.\\"</p>'])
    expect(value.repairs.find(({ code }) => code === 'utf8-as-cp1252')).toMatchObject({ line: 2, column: 8 })
    expect(value.repairs).toHaveLength(7)
  })

  test('reads Windows-1252, UTF-8, and both in one text', () => {
    const old = windows1252('<p>“Old – café”…</p>\r\n')
    const fresh = bytesOf('<p>“New — Łódź”…</p>')
    expect(linesOf(readChapterValue(old, {}).blocks)).toEqual(['<p>“Old – café”…</p>'])
    const both = readChapterValue(Buffer.concat([old, fresh]), {})
    expect(linesOf(both.blocks)).toEqual(['<p>“Old – café”…</p>', '<p>“New — Łódź”…</p>'])
    expect(both.encoding?.name).toBe('mixed: utf-8, windows-1252')
  })

  test('ends a text that fills its column with a gap', () => {
    const text = `<p>${'She waited. '.repeat(10)}And sai`
    const value = readChapter(text, { columnLimit: text.length })
    expect(value.isCutOff).toBe(true)
    expect(value.blocks.map(({ kind }) => kind)).toEqual(['p', 'gap'])
    expect(value.suggestions.map(({ code }) => code)).toEqual(['lost-end'])
    expect(value.places.at(-1)).toMatchObject({ id: 'b2', startLine: 1 })
  })

  test.for([
    { name: 'a character', bytes: bytesOf('<p>She said: café').subarray(0, 17), out: '<p>She said: caf</p>' },
    {
      name: 'a character of three bytes',
      bytes: bytesOf('<p>é She said: “').subarray(0, 18),
      out: '<p>é She said:</p>',
    },
    { name: 'a tag', bytes: bytesOf('<p>She said.</p><p style="text-al'), out: '<p>She said.</p>' },
    { name: 'an end tag', bytes: bytesOf('<p>She said.</'), out: '<p>She said.</p>' },
    { name: 'an entity', bytes: bytesOf('<p>She said &hell'), out: '<p>She said</p>' },
    { name: 'a comment', bytes: bytesOf('<p>She said.</p><!-- no'), out: '<p>She said.</p>' },
  ])('shows nothing of $name that was cut', ({ bytes, out }) => {
    const value = readChapterValue(bytes, { columnLimit: bytes.length })
    expect(value.isCutOff).toBe(true)
    expect(linesOf(value.blocks)[0]).toBe(out)
    expect(writeStoryHtml(value.blocks)).not.toContain('\ufffd')
  })

  test.for([
    { name: 'a text shorter than its column', text: '<p>She waited.</p>', limit: 65_535 },
    { name: 'a text longer than the column of other sites', text: '<p>She waited and</p>', limit: 10 },
    { name: 'a file', text: '<p>She waited and', limit: undefined },
    { name: 'a whole text one byte short of its column', text: '<p>She waited.</p>', limit: 19 },
  ])('takes nothing for cut off: $name', ({ text, limit }) => {
    const evidence = limit === undefined ? {} : { columnLimit: limit }
    expect(readChapter(text, evidence).isCutOff).toBe(false)
  })

  test('lists images and links into the old site, as written', () => {
    const value = readChapter(
      '<p><img src="images/a.gif" alt="a"> <a href="viewstory.php?sid=1&amp;chapter=2">b</a> <a href="http://e.example/">c</a> <a href="javascript:alert(1)">d</a> <a href="#top">e</a></p>',
    )
    expect(value.images).toEqual(['images/a.gif'])
    expect(value.links).toEqual(['viewstory.php?sid=1&chapter=2', '#top'])
  })

  test('leads links where they are resolved to, if that is an address', () => {
    const seen: string[] = []
    const resolveLink = (href: string): string | null => {
      seen.push(href)
      return href.startsWith('viewstory')
        ? 'https://here.example/works/1'
        : href === '#top'
          ? 'javascript:alert(1)'
          : null
    }
    const source = '<p><a href=" viewstory.php?sid=1">b</a> <a href="http://e.example/">c</a> <a href="#top">e</a></p>'
    const value = readChapter(source, { resolveLink })
    expect(linesOf(value.blocks)).toEqual([
      '<p><a href="https://here.example/works/1">b</a> <a href="http://e.example/">c</a> e</p>',
    ])
    expect(seen).toContain('viewstory.php?sid=1')
  })

  test('shows the images that we have where they stood', () => {
    const sha256 = 'ab'.repeat(32)
    const findImage = (src: string): string | null => (src === 'stories/7/images/map.jpg' ? sha256 : null)
    const value = readChapter(
      '<p>One.<img src="stories/7/images/map.jpg" alt="A <map>">Two.</p><p><img src="http://e.example/x.gif">Three.</p>',
      { findImage },
    )
    expect(linesOf(value.blocks)).toEqual([
      '<p>One.</p>',
      `<figure><img src="/sources/${sha256}" alt="A &#60;map&#62;"/></figure>`,
      '<p>Two.</p>',
      '<p>Three.</p>',
    ])
    expect(value.places.map(({ id }) => id)).toEqual(['b1', 'b3', 'b4'])
  })

  test('counts words as people do', () => {
    expect(readChapter('<p>Don’t — stop – now.</p><p>* * *</p><p>Café <i>n</i>oir!</p>').words).toBe(5)
    expect(readChapter('One\ntwo').words).toBe(2)
    expect(readChapter('').words).toBe(0)
  })
})

describe('countWords', () => {
  test.for([
    ['', 0],
    ['—', 0],
    ['one two', 2],
    ['one—two', 1],
    ['3 of 4', 3],
    ['🦊 🌙', 0],
    ['Привет, мир', 2],
    ['She said 日本語の灯台 twice', 4],
    ['彼女は黙っていた。', 6],
  ] as const)('finds in %s words: %i', ([text, words]) => {
    expect(countWords(text)).toBe(words)
  })
})

describe('readRichValue', () => {
  test.for([
    { in: '', html: '' },
    { in: '<br /> &nbsp; <hr>', html: '' },
    { in: 'Loved it!\n\n*hugs*\nmore', html: '<p>Loved it!</p>\n<p>*hugs*<br/>more</p>' },
    { in: '♥♥♥', html: '<p>♥♥♥</p>' },
    { in: '***', html: '<p>***</p>' },
    { in: 'By <b>Old</b> &amp; new.<br />1999.', html: '<p>By <b>Old</b> &#38; new.</p>\n<p>1999.</p>' },
    { in: '<ul><li>a</li></ul>', html: '<ul><li><p>a</p></li></ul>' },
    { in: 'Hello <script>alert(1)</script><img src=x onerror=alert(1)>', html: '<p>Hello</p>' },
    { in: '<i>open <a href="viewstory.php?sid=1">link</a>', html: '<p><i>open link</i></p>' },
  ])('reads $in', (given) => {
    expect(readRichValue(bytesOf(given.in), {}).html).toBe(given.html)
  })
  test('says that a value was cut off', () => {
    const value = readRichValue(bytesOf('<p>And sai'), { columnLimit: 10 })
    expect(value.html).toMatch(/^<p>And sai<\/p>\n<ins class="gap">/)
    expect(value.text).toBe('And sai')
    expect(value.suggestions.map(({ code }) => code)).toEqual(['lost-end'])
  })
})

describe('repairedSource', () => {
  test.for([
    {
      name: 'markup as it was',
      in: '<P ALIGN=center>&nbsp;&ldquo;A&rdquo;<BR>',
      out: '<P ALIGN=center>&nbsp;&ldquo;A&rdquo;<BR>',
    },
    { name: 'misread UTF-8', in: '<p title="â€™">donâ€™t</p>', out: '<p title="â€™">don’t</p>' },
    { name: 'added slashes', in: '<p class=\\"a\\">\\"It\\\'s\\"</p>', out: '<p class="a">"It\'s"</p>' },
    { name: 'hard spaces', in: 'One.&nbsp; Two.', out: 'One.&nbsp; Two.' },
  ])('gives $name', (given) => {
    expect(repairedSource(bytesOf(given.in), {})).toBe(given.out)
  })
})

describe('splitReply', () => {
  test.for(replies.mend)('finds $name', (given) => {
    const { review, reply } = splitReply(bytesOf(given.in), given.hasReply)
    expect({ review: textOf(review), reply: textOf(reply) }).toEqual({ review: given.review, reply: given.reply })
  })
  test.for(replies.leave)('finds none: $name', (given) => {
    const bytes = bytesOf(given.in)
    expect(splitReply(bytes, given.hasReply)).toEqual({ review: bytes, reply: null, label: null })
  })
  test('leaves each part in its own encoding', () => {
    const review = windows1252('“Beau”')
    const bytes = Buffer.concat([review, bytesOf("<br><br><i>Author's Response: «Łódź»</i>")])
    expect(splitReply(bytes, true)).toMatchObject({ review: Buffer.from(review), reply: Buffer.from('«Łódź»') })
  })
})

describe('readDate', () => {
  test.for(dates.read)('reads $name', (given) => {
    expect(readDate(bytesOf(given.in))).toBe(given.out)
  })
  test.for(dates.leave)('knows no date: $name', (given) => {
    expect(readDate(bytesOf(given.in))).toBeNull()
  })
  test('knows no date where there is no value', () => {
    expect(readDate(null)).toBeNull()
  })
})

describe('hasAddedSlashes', () => {
  test.for([
    { name: 'a row with them', values: ["Don\\'t", 'No quote', null], is: true },
    { name: 'a row without quotes', values: ['C:\\\\lamps', 'Backslash \\ Path'], is: false },
    { name: 'a row with a bare quote', values: ["Don\\'t", "It's"], is: false },
    { name: 'a row of nothing', values: [], is: false },
    { name: 'a quote behind two', values: ["a\\\\'"], is: false },
  ])('judges $name', ({ values, is }) => {
    expect(hasAddedSlashes(values)).toBe(is)
    expect(hasAddedSlashes(values.map((value) => (value === null ? null : bytesOf(value))))).toBe(is)
  })
})

describe('findAddedSlashes', () => {
  test.for(slashes.mend as readonly SlashCase[])('mends $name', (given) => {
    expect(strip(given.in, given.isKnown ?? isProvenBySeveral(given.in))).toBe(given.out)
  })
  test.for(slashes.leave as readonly SlashCase[])('leaves $name', (given) => {
    expect(strip(given.in, given.isKnown ?? false)).toBe(given.in)
  })
})

function strip(text: string, isKnown: boolean): string {
  return applyChanges(text, findAddedSlashes(text, isKnown))
}

interface SlashCase {
  readonly name: string
  readonly in: string
  readonly isKnown?: boolean
  readonly out?: string
}

/** One or two quotes are for the repair of texts, which looks at the words around them. */
function isProvenBySeveral(text: string): boolean {
  return (text.match(/\\['"]/g)?.length ?? 0) === 2
}

describe('findSiteEncoding', () => {
  test('tells what the values are in that are no UTF-8', () => {
    const russian = ['Ìàÿê', 'Ïðèâåò, ìîðå', 'Íî÷íîé ãîðîä'].map((text) =>
      Uint8Array.from(text, (c) => c.charCodeAt(0)),
    )
    expect(findSiteEncoding([bytesOf('Łódź'), ...russian])).toBe('windows-1251')
    expect(findSiteEncoding([windows1252('“Café”'), bytesOf('Plain')])).toBe('windows-1252')
    expect(findSiteEncoding([bytesOf('Łódź'), bytesOf('Plain')])).toBe('utf-8')
    expect(findSiteEncoding([])).toBe('utf-8')
  })
})
