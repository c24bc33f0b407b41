/**
 * Values that want to be programs: whatever comes in, only story HTML comes out, and what comes out is looked at by a
 * parser that is not ours.
 */
import * as fc from 'fast-check'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../document/plain-text.ts'
import { readStoryHtml, writeStoryHtml } from '../../document/story-html.ts'
import { escapeText } from '../../kernel/xml.ts'
import { undoEdits } from '../repair/edits.ts'
import hostile from './cases/hostile.json' with { type: 'json' }
import { readChapterValue, readDate, readPlainValue, readRichValue, repairedSource, splitReply } from './index.ts'
import { openValue } from './open-value.ts'

interface Vector {
  readonly kind: string
  readonly in?: string
  readonly bytes?: string
}

const VECTORS = (hostile as readonly Vector[]).map((vector) => ({
  name: `${vector.kind}: ${vector.in ?? ''}`,
  bytes: vector.in === undefined ? Buffer.from(vector.bytes ?? '', 'hex') : Buffer.from(vector.in),
}))

const ELEMENTS = new Set(
  (
    'html head body p h3 h4 h5 hr blockquote pre ul ol li table tbody tr td th caption figure img figcaption div section ' +
    'header footer ins em strong i b u s small sub sup code br a q cite abbr ruby rt rp span'
  ).split(' '),
)
const ATTRIBUTES = new Set('id lang dir class href src alt'.split(' '))
const CLASSES = new Set('letter diary verse centre right note pov narration gap smallcaps'.split(' '))

/** What a browser finds in a page of this, beyond what a story may say. */
function strangers(html: string): readonly string[] {
  const found: string[] = []
  const ahead: DefaultTreeAdapterTypes.Node[] = [parse(`<!doctype html><body>${html}`)]
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if ('childNodes' in node) for (const child of node.childNodes) ahead.push(child)
    if (node.nodeName === '#comment') found.push('a comment')
    if (!('tagName' in node)) continue
    if (!ELEMENTS.has(node.tagName)) found.push(node.tagName)
    for (const { name, value } of node.attrs) if (!isAllowed(name, value)) found.push(`${name}=${value}`)
  }
  return found
}

function isAllowed(name: string, value: string): boolean {
  if (!ATTRIBUTES.has(name)) return false
  if (name === 'href') return /^(?:https?:\/\/[^/\\]|mailto:[^/?#])/i.test(value) && URL.canParse(value)
  if (name === 'src') return /^\/sources\/[0-9a-f]{64}$/.test(value)
  return name !== 'class' || CLASSES.has(value)
}

/** All that is made of a value, as it would stand in a page. */
function pagesOf(bytes: Uint8Array): readonly string[] {
  const evidence = { columnLimit: bytes.length, hasAddedSlashes: true }
  const { review, reply } = splitReply(bytes, true)
  const values = [{}, evidence].flatMap((known) => {
    const chapter = readChapterValue(bytes, known)
    return [
      writeStoryHtml(chapter.blocks),
      writeStoryHtml(chapter.faithful ?? []),
      readRichValue(bytes, known).html,
      readRichValue(review, known).html,
      readRichValue(reply ?? bytes, known).html,
    ]
  })
  for (const html of values) expect(writeStoryHtml(readStoryHtml(html))).toBe(html)
  const plain = readPlainValue(bytes, evidence)
  return [...values, escapeText(plain.text), escapeText(plain.asStored)]
}

describe('hostile values', () => {
  test('are more than 300', () => {
    expect(VECTORS.length).toBeGreaterThanOrEqual(300)
  })

  test.for(VECTORS)('say nothing but story HTML: $name', ({ bytes }) => {
    for (const html of pagesOf(bytes)) expect(strangers(html)).toEqual([])
  })

  test.for(VECTORS)('take no words of the story with them: $name', ({ bytes }) => {
    const whole = Buffer.concat([Buffer.from('<p>Wordbefore.</p>'), bytes, Buffer.from('"\'><p>Wordafter.</p>')])
    const text = plainText(readChapterValue(whole, {}).blocks)
    expect(text.replaceAll('\u0000', '')).toMatch(/^Wordbefore\./)
    expect(text).toMatch(/Wordafter\.\s*$/)
  })

  test('are found by the judge of this test when nobody cleans them', () => {
    const found = VECTORS.filter(({ bytes }) => strangers(bytes.toString('utf8')).length > 0)
    expect(found.length).toBeGreaterThan(350)
  })

  test('give story HTML, whatever bytes they are', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        for (const html of pagesOf(bytes)) expect(strangers(html)).toEqual([])
        expect(readDate(bytes) ?? '').toMatch(/^[\d[]?/)
      }),
      { numRuns: 300 },
    )
  })

  test('can be had back from what was repaired', () => {
    fc.assert(
      fc.property(hostileBytes(), fc.boolean(), (bytes, hasAddedSlashes) => {
        const { text, edits } = openValue(bytes, { hasAddedSlashes })
        const storing = edits.filter(
          ({ codes }) => !codes.every((code) => code.startsWith('nbsp') || code === 'entity'),
        )
        expect(undoEdits(repairedSource(bytes, { hasAddedSlashes }), storing)).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  test('lose no word to an element that nobody closed', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.constantFrom(...SWALLOWING)), { maxLength: 14 }), (pieces) => {
        const words = pieces.map((_, i) => `word${i}x`)
        const source = pieces.map((piece, i) => (piece === null ? ` ${words[i]} ` : `${piece}${words[i]}`)).join('')
        const text = plainText(readChapterValue(Buffer.from(source), {}).blocks)
        expect(words.filter((word) => !text.includes(word))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })

  test('keep ids in both versions', () => {
    fc.assert(
      fc.property(hostileBytes(), (bytes) => {
        const { blocks, faithful } = readChapterValue(bytes, { hasAddedSlashes: true, columnLimit: bytes.length })
        const ids = [...writeStoryHtml(blocks).matchAll(/ id="(b\d+)"/g)].map(({ 1: id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(faithful === null || faithful.length > 0 || blocks.length === 0).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

/** What hides all text behind it from a browser, or much of it. */
const SWALLOWING = [
  ...'<textarea> <select> <option> <table> <tr> <td> <caption> <colgroup> <title> <style> <script> <xmp> <svg>'.split(
    ' ',
  ),
  ...'<math> <iframe> <noframes> <noembed> <noscript> <template> <plaintext> <frameset> <form> <button>'.split(' '),
  ...'<object> <applet> <audio> <video> <canvas> <map> <datalist> <body> <head> </body> </html> <p> </p>'.split(' '),
  ...'<!--[if§gte§mso§9]> <! <?§ </§ <!--§ <i> <b> </i> <a§href="x"> <div> </div> <pre>'
    .split(' ')
    .map((piece) => piece.replaceAll('§', ' ')),
]

/** Tags, quotes, entities, letters of three encodings, and bytes of no kind. */
function hostileBytes(): fc.Arbitrary<Buffer> {
  const pieces = (
    `< > </ /> " ' = & ; \\ <!-- --> <![CDATA[ ]]> <p> </p> <br> <hr> <i> </i> <a\u00a0href=" <img\u00a0src=x\u00a0onerror= ` +
    `javascript:alert(1) "> <script> </script> <style> </style> <svg> <title> <table> <tr> <td> <li> <select> <textarea> ` +
    `<grin> <foo\u00a0bar="1"> </foo> &amp;lt; &lt;p&gt; &lt;i&gt;so&lt;/i&gt; &nbsp; &#60; \\' \\" *\u00a0*\u00a0* *so* word It\u00a0was\u00a0late. â€™ Ã© é “ 日本 🦊 ` +
    `<br><br><i>Author's\u00a0Response:`
  )
    .split(' ')
    .map((piece) => Buffer.from(piece.replaceAll('\u00a0', ' ')))
  pieces.push(...[' ', '\n', '\r\n', '\0'].map((piece) => Buffer.from(piece)))
  const odd = [[0xe9], [0x93, 0x61, 0x94], [0xc3], [0xe2, 0x80], [0xff, 0xfe], [0x1b, 0x24, 0x42], [0x81]].map(
    (bytes) => Buffer.from(bytes),
  )
  const piece = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...pieces) },
    { weight: 2, arbitrary: fc.constantFrom(...odd) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)) },
  )
  return fc.array(piece, { maxLength: 30 }).map((parts) => Buffer.concat(parts))
}

describe('values of any size', () => {
  const SIZE = 200_000
  const STORY = `<p>${'It was late. She "waited" for <i>him</i> – as always. '.repeat(6)}</p>\n`
  test.for([
    { name: 'nested formatting', part: '<b>', size: 300_000 },
    { name: 'nested formatting, each of its own', part: '<font size=', each: true, size: SIZE },
    { name: 'nested formatting between paragraphs', part: '<p>a<b>b', size: SIZE },
    { name: 'nested blocks', part: '<div>', size: 500_000 },
    { name: 'nested blocks of two kinds', part: '<blockquote><div>a', size: SIZE },
    { name: 'nested lists', part: '<ul><li>', size: SIZE },
    { name: 'nested tables', part: '<table><tr><td>', size: SIZE },
    { name: 'nested links', part: '<a href="http://a.example/">', size: SIZE },
    { name: 'nested spans', part: '<span>', size: SIZE },
    { name: 'nested readings', part: '<ruby><rt>', size: SIZE },
    { name: 'nested unknown elements', part: '<x-y z=1>', size: SIZE },
    { name: 'ends of nothing', part: '</i></div></foo>', size: SIZE },
    { name: 'line breaks', part: '<br>', size: SIZE },
    { name: 'line ends', part: '\n', size: SIZE },
    { name: 'blank lines', part: '\r\n \r\n', size: SIZE },
    { name: 'paragraphs', part: '<p>a', size: SIZE },
    { name: 'a million entities', part: '&amp;', size: 5_000_000 },
    { name: 'ten megabytes of story', part: STORY, size: 10_000_000 },
    { name: 'escaped entities', part: '&amp;#8217;', size: SIZE },
    { name: 'broken entities', part: '&', size: SIZE },
    { name: 'misread letters', part: 'â€™', size: SIZE },
    { name: 'backslashes', part: "\\'", size: SIZE },
    { name: 'a row of backslashes', part: '\\', size: SIZE },
    { name: 'hard spaces', part: '&nbsp; ', size: SIZE },
    { name: 'stars', part: '*a* ', size: SIZE },
    { name: 'comments that never end', part: '<!-- ', size: SIZE },
    { name: 'scripts that never end', part: '<script>', size: SIZE },
    { name: 'titles that never end', part: '<title>', size: SIZE },
    { name: 'tags that never end', part: '<a ', size: SIZE },
    { name: 'quotes that never end', part: '<a x="', size: SIZE },
    { name: 'quotes that end late', part: '<a x="\'', size: SIZE },
    { name: 'attributes', part: 'x="1" ', before: '<p ', size: SIZE },
    { name: 'brackets', part: '<', size: SIZE },
    { name: 'one word', part: 'a', size: SIZE },
    { name: 'spaces', part: ' ', size: SIZE },
    { name: 'zeros', part: '\0', size: SIZE },
    { name: 'replies', part: "<br><br><i>Author's Response: ", size: SIZE },
    { name: 'ends of replies', part: '</i>', size: SIZE },
    { name: 'emoji', part: '🦊', size: SIZE },
    { name: 'words without spaces', part: '日本', size: SIZE },
  ])('are read: $name', { timeout: 60_000 }, ({ part, size, each, before }) => {
    const count = Math.floor(size / part.length)
    const text = each === true ? Array.from({ length: count }, (_, i) => `${part}${i}>`).join('') : part.repeat(count)
    const bytes = Buffer.from((before ?? '') + text)
    const chapter = readChapterValue(bytes, { hasAddedSlashes: true })
    expect(readStoryHtml(writeStoryHtml(chapter.blocks)).length).toBe(chapter.blocks.length)
    expect(readPlainValue(bytes, {}).text.length).toBeLessThanOrEqual(bytes.length)
    const { review, reply } = splitReply(bytes, true)
    expect(review.length + (reply?.length ?? 0)).toBeLessThanOrEqual(bytes.length)
  })
})
