import * as fc from 'fast-check'
import { type DefaultTreeAdapterTypes, html as parse5, parseFragment } from 'parse5'
import { describe, expect, test } from 'vitest'
import { replaceIllegal } from '../kernel/xml.ts'
import * as t from './builders.ts'
import hostile from './cases/hostile.json' with { type: 'json' }
import { plainText } from './plain-text.ts'
import { NotStoryHtml, readStoryHtml, writeStoryHtml } from './story-html.ts'
import { arbitraryBlocks } from './testing/arbitrary-story.ts'
import { tidyBlocks } from './tidy.ts'
import { type Block, DIV_CLASSES, INLINE_NAMES, type Inline, SECTION_CLASSES } from './tree.ts'

const SHA = 'a'.repeat(64)

describe('writeStoryHtml', () => {
  test.for([
    ['a paragraph', [t.p('It’s ', t.em('late'), '.')], '<p>It’s <em>late</em>.</p>'],
    ['one block a line', [t.p('a'), t.hr, t.p('b')], '<p>a</p>\n<hr/>\n<p>b</p>'],
    ['text as text', [t.p('<b> & "c"\r')], '<p>&#60;b&#62; &#38; "c"&#13;</p>'],
    [
      'attributes in one order',
      [{ ...t.letter(t.p('x')), dir: 'rtl', lang: 'he', id: 'b7' }],
      '<div id="b7" lang="he" dir="rtl" class="letter"><p>x</p></div>',
    ],
    [
      'a letter with its salutation and signature',
      [t.letter(t.header(t.p('Dear Will,')), t.p('x'), t.footer(t.p('B')))],
      '<div class="letter"><header><p>Dear Will,</p></header><p>x</p><footer><p>B</p></footer></div>',
    ],
    ['a gap', [t.gap('A line may be missing here.')], '<ins class="gap">A line may be missing here.</ins>'],
    [
      'an image by our own reference',
      [t.figure(t.img(SHA, 'A "door"'), t.figcaption('The door'))],
      `<figure><img src="/sources/${SHA}" alt="A &#34;door&#34;"/><figcaption>The door</figcaption></figure>`,
    ],
    [
      'what a span says',
      [t.p(t.span({ className: 'smallcaps', lang: 'fr', dir: 'ltr' }, 'x'))],
      '<p><span lang="fr" dir="ltr" class="smallcaps">x</span></p>',
    ],
    [
      'a link',
      [t.p(t.a('http://example.org/?a=1&b=2', 'x'))],
      '<p><a href="http://example.org/?a=1&#38;b=2">x</a></p>',
    ],
    ['a new line in an image’s words', [t.img(SHA, 'a\nb')], `<img src="/sources/${SHA}" alt="a&#10;b"/>`],
  ] satisfies [string, Block[], string][])('writes %s', ([, blocks, html]) => {
    expect(writeStoryHtml(blocks)).toBe(html)
  })

  test('comes back from the reader as the tidy tree, whatever the tree', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        expect(readStoryHtml(writeStoryHtml(blocks))).toEqual(tidyBlocks(blocks))
      }),
      { numRuns: 1000 },
    )
  })

  test('means the same to a browser: only elements and attributes of the list, and all of the text', () => {
    fc.assert(
      fc.property(arbitraryBlocks, (blocks) => {
        const found = browse(writeStoryHtml(blocks))
        expect(found.strange).toEqual([])
        expect(squeeze(found.text)).toBe(squeeze(allText(blocks)))
      }),
      { numRuns: 500 },
    )
  })

  test('writes a million nested frames without running out of stack', () => {
    let block: Block = t.p('core')
    let inline: Inline = 'core'
    for (let i = 0; i < 100_000; i++) {
      block = i % 3 === 0 ? t.blockquote(block) : i % 3 === 1 ? t.header(block) : t.li(block)
      inline = i % 2 === 0 ? t.em(inline) : t.ruby(inline)
    }
    const html = writeStoryHtml([block, t.p(inline)])
    expect(html.match(/core/g)).toHaveLength(2)
    expect(readStoryHtml(html)).toEqual(tidyBlocks([block, t.p(inline)]))
    expect(plainText([block, t.p(inline)])).toBe('core\n\ncore')
  })
})

describe('readStoryHtml', () => {
  test('reads nothing from nothing', () => {
    expect(readStoryHtml('')).toEqual([])
  })

  test.for([
    ['a named entity', '<p>&amp;</p>'],
    ['an entity that is not needed', '<p>&#97;</p>'],
    ['a bare ampersand', '<p>a & b</p>'],
    ['text outside a block', 'x'],
    ['white space between blocks', '<p>a</p> <p>b</p>'],
    ['a line feed too many', '<p>a</p>\n'],
    ['an element that is not in the list', '<script>x</script>'],
    ['an attribute that is not in the list', '<p onclick="x">a</p>'],
    ['attributes in another order', '<p lang="en" id="b1">a</p>'],
    ['an attribute twice', '<p id="b1" id="b2">a</p>'],
    ['single quotes', "<p id='b1'>a</p>"],
    ['capitals', '<P>a</P>'],
    ['an element that is not closed', '<p>a'],
    ['elements that cross', '<p><em><strong>a</em></strong></p>'],
    ['an end too many', '<p>a</p></p>'],
    ['a comment', '<!--x-->'],
    ['a text block in a text block', '<p><p>a</p></p>'],
    ['running text in a frame', '<blockquote>a</blockquote>'],
    ['an item outside a list', '<li><p>a</p></li>'],
    ['a div that says nothing', '<div><p>a</p></div>'],
    ['a foreign link', '<p><a href="javascript:x">a</a></p>'],
    ['a foreign image', '<img src="https://example.org/a.png" alt=""/>'],
    ['a link in a link', '<p><a href="http://x/"><a href="http://x/">a</a></a></p>'],
    ['an id twice', '<p id="b1">a</p>\n<p id="b1">b</p>'],
    ['text of a forbidden kind', '<p>\u0000</p>'],
    ['a void element with an end', '<p><br></br></p>'],
    ['another void form', '<hr />'],
    ['a tag that does not end', '<p'],
    ['an entity beyond Unicode', '<p>&#9999999;</p>'],
    ['a prototype as attribute', '<p __proto__="x">a</p>'],
  ] as const)('refuses %s', ([, html]) => {
    expect(() => readStoryHtml(html)).toThrow(NotStoryHtml)
  })

  test('refuses every spoilt text, or it was not spoilt', () => {
    const spoil = fc.tuple(arbitraryBlocks, fc.nat(), fc.nat(4), fc.constantFrom('<', '>', '"', '&', ' ', 'a', '/', ''))
    fc.assert(
      fc.property(spoil, ([blocks, place, removed, added]) => {
        const html = writeStoryHtml(blocks)
        const at = place % (html.length + 1)
        const spoilt = html.slice(0, at) + added + html.slice(at + removed)
        const read = tryToRead(spoilt)
        expect(read === undefined ? spoilt : writeStoryHtml(read)).toBe(spoilt)
      }),
      { numRuns: 1000 },
    )
  })

  test.for(['<', '<p>', '<p></p>\n', '<blockquote>', '&#38;', '<p id="', '=" ', '</p>'])(
    'ends, and refuses 300,000 times %s',
    (unit) => {
      expect(tryToRead(unit.repeat(300_000))).toBe(undefined)
    },
  )
})

describe('nothing hostile survives', () => {
  test('the list is long enough', () => {
    expect(new Set(hostile.text).size).toBeGreaterThanOrEqual(100)
    expect(new Set(hostile.href).size).toBeGreaterThanOrEqual(50)
  })

  test.for(hostile.text)('%j is text wherever it stands', (payload) => {
    const html = writeStoryHtml(everywhere(payload))
    const found = browse(html)
    expect(found.strange).toEqual([])
    expect(found.text).toContain(replaceIllegal(payload).replaceAll('\r', '\n').trim())
    expect(readStoryHtml(html)).toEqual(tidyBlocks(everywhere(payload)))
  })

  test.for(hostile.href)('%j is no link', (payload) => {
    expect(writeStoryHtml([t.p(t.a(payload, 'x'))])).toBe('<p>x</p>')
  })

  test.for(hostile.text)('%j behind a good address stays inside it', (payload) => {
    expect(browse(writeStoryHtml([t.p(t.a(`http://example.org/${payload}`, 'x'))])).strange).toEqual([])
  })
})

/** The blocks, undefined when the reader refuses; any other fault is one. */
function tryToRead(html: string): readonly Block[] | undefined {
  try {
    return readStoryHtml(html)
  } catch (error) {
    if (error instanceof NotStoryHtml) return undefined
    throw error
  }
}

/** Blocks with the payload as text, attribute and address, also where the types do not allow it. */
function everywhere(payload: string): readonly Block[] {
  const inText = [
    payload,
    t.em(payload),
    t.br,
    t.a(payload, payload),
    t.ruby(payload, t.rp('('), t.rt(payload), t.rp(')')),
  ]
  const spoilt = { id: payload, lang: payload, dir: payload, className: payload, href: payload, onclick: payload }
  return [
    t.p(...inText, { ...t.span({ lang: payload }, payload), ...spoilt } as unknown as Inline),
    ...[t.h3, t.h4, t.h5, t.pre, t.gap].map((block) => block(payload)),
    { ...t.p(payload), ...spoilt, className: undefined } as unknown as Block,
    t.figure(t.img(SHA, payload), t.figcaption(payload)),
    t.img(payload, payload),
    t.table(t.caption(payload), t.tr(t.th(t.p(payload)), t.td(t.p(payload)))),
    t.letter(t.header(t.p(payload)), t.blockquote(t.ul(t.li(t.verse(t.p(payload))))), t.footer(t.p(payload))),
    t.pov(t.h3(payload)),
  ]
}

type Node = DefaultTreeAdapterTypes.ChildNode

/** What an HTML parser makes of the text: all of its text, and every node or attribute that is not in the list. */
function browse(html: string): { readonly text: string; readonly strange: readonly string[] } {
  const strange: string[] = []
  let text = ''
  const ahead: Node[] = parseFragment(html).childNodes.toReversed()
  for (let node = ahead.pop(); node !== undefined; node = ahead.pop()) {
    if ('value' in node) text += node.value
    else if (!('tagName' in node)) strange.push(node.nodeName)
    else {
      if (!ELEMENTS.has(node.tagName) || node.namespaceURI !== parse5.NS.HTML) strange.push(node.tagName)
      for (const { name, value } of node.attrs) {
        if (!ATTRIBUTES[name]?.test(value)) strange.push(`${node.tagName} ${name}=${value}`)
      }
      ahead.push(...node.childNodes.toReversed())
    }
  }
  return { text, strange }
}

const ELEMENTS: ReadonlySet<string> = new Set([
  ...INLINE_NAMES,
  ...'p h3 h4 h5 hr blockquote pre ul ol li table tbody tr td th caption'.split(' '),
  ...'figure img figcaption div section header footer ins br'.split(' '),
])
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  id: /^[a-z][0-9]+$/,
  lang: /^[A-Za-z0-9-]+$/,
  dir: /^(?:ltr|rtl|auto)$/,
  class: new RegExp(`^(?:${[...DIV_CLASSES, ...SECTION_CLASSES, 'gap', 'smallcaps'].join('|')})$`),
  href: /^(?:https?:\/\/|mailto:)[!-~]+$/i,
  src: /^\/sources\/[0-9a-f]{64}$/,
  alt: /^/,
}

/** Every text of a tree, with what a gap says and readings; images by their words only where there is no image. */
function allText(blocks: readonly Block[]): string {
  return blocks.map(textOfNode).join('')
}

function textOfNode(node: Block | Inline): string {
  if (typeof node === 'string') return replaceIllegal(node)
  if (node.kind === 'img') return /^[0-9a-f]{64}$/.test(node.sha256) ? '' : replaceIllegal(node.alt)
  return 'children' in node ? (node.children as readonly (Block | Inline)[]).map(textOfNode).join('') : ''
}

/** Tables move their caption and parsers drop a first line feed of `pre`, so texts are compared as sorted characters. */
function squeeze(text: string): string {
  return Array.from(text.replaceAll(/\s/g, '')).toSorted().join('')
}
