/** Books for tests: a plain one, and those that make trouble. */
import * as t from '../../document/builders.ts'
import { writeStoryHtml } from '../../document/story-html.ts'
import type { Block } from '../../document/tree.ts'
import type { Book, BookChapter } from '../book.ts'

export function chapter(title: string | null, number: number | null, ...blocks: readonly Block[]): BookChapter {
  return { title, number, html: writeStoryHtml(blocks), language: null }
}

export function book(changes: Partial<Book> = {}): Book {
  return {
    identifier: 'urn:ficarium:7k2m9q4x0d',
    title: 'The Lamp in the Window',
    creators: [{ name: 'Marigold', role: 'author' }],
    language: 'en',
    direction: 'ltr',
    summary: 'Somebody keeps a lamp lit.\n\nNobody says for whom.',
    notesBefore: ['Thanks to my beta.'],
    notesAfter: ['Feedback is loved.'],
    disclaimers: ['Not mine.'],
    facts: [
      { label: 'Fandom', values: ['Harbour Lights'] },
      { label: 'Characters', values: ['Ada Finch', 'Tom <the> Boatman'] },
      { label: 'Rating', values: ['General'] },
      { label: 'Warnings', values: [] },
    ],
    subjects: ['Harbour Lights', 'Ada Finch'],
    missing: ['Part 1 is not in this archive.'],
    chapters: [
      chapter('One', 1, t.p('It was ', t.em('late'), '.'), t.hr, t.p('Then it was not.')),
      chapter(null, 2, t.letter(t.header(t.p('Dear Ada,')), t.p('Come home.'), t.footer(t.p('Tom')))),
    ],
    modified: '2004-02-29T12:34:56.789Z',
    url: 'https://archive.example/works/7k2m9q4x0d/the-lamp-in-the-window',
    publisher: 'A Small Archive',
    ...changes,
  }
}

/** Every kind of block and of running text, in every place where it may stand. */
export const EVERY_KIND: readonly Block[] = [
  ...[t.h3, t.h4, t.h5, t.p, t.pre, t.gap].map((block, i) =>
    t.marked({ id: `b${i}`, lang: 'fr', dir: 'rtl' }, block('x')),
  ),
  t.p(
    ...[t.em, t.strong, t.i, t.b, t.u, t.s, t.small, t.sub, t.sup, t.code, t.q, t.cite, t.abbr].map((each) =>
      each('x'),
    ),
    t.br,
    t.a('https://example.org/é?a=1&b=|{}^[]#a#b', 'x'),
    t.a('mailto:ada@example.org?subject=a b', t.em('y')),
    t.ruby('漢字', t.rp('('), t.rt('かんじ'), t.rp(')'), '漢', t.rt('かん')),
    t.span({ lang: 'he', dir: 'rtl', className: 'smallcaps' }, 'x'),
    t.em(t.strong(t.a('http://example.org', t.code('x')))),
  ),
  t.hr,
  t.p(),
  t.blockquote(t.p('x'), t.blockquote(t.hr)),
  t.blockquote(),
  t.ul(t.li(t.p('x'), t.ol(t.li(t.h3('y')), t.li()))),
  t.ul(),
  t.ol(),
  t.table(t.caption('c'), t.tr(t.th(t.p('x')), t.td(t.blockquote(t.p('x')), t.ul(t.li(t.p('x'))))), t.tr()),
  t.table(),
  t.table(t.caption('c')),
  t.figure(t.img('0'.repeat(64), 'A "door" & <more>'), t.figcaption('x')),
  t.figure(t.figcaption('x'), t.img('0'.repeat(64), '')),
  t.figure(),
  t.img('0'.repeat(64), 'x'),
  t.letter(t.header(t.p('x'), t.note(t.p('x'))), t.h3('x'), t.pov(t.p('x')), t.letter(t.p('x')), t.footer(t.p('x'))),
  t.diary(t.h4('March 5th'), t.p('x')),
  t.verse(t.p('a', t.br, 'b'), t.p('c')),
  t.centre(t.p('x'), t.gap('y')),
  t.right(t.p('x')),
  t.note(t.p('x')),
  t.pov(t.h3('Willow'), t.narration(t.p('x'), t.table(t.tr(t.td(t.p('x')))))),
]

const BAD = '\u0000\ud800]]></title><script>alert(1)</script>"\'&amp;\u202e\ufffe😀\n\n<!-- %00 {{x}} # * _ `'

/** A book whose every value is hostile. */
export const HOSTILE: Partial<Book> = {
  identifier: BAD,
  title: BAD,
  creators: [
    { name: BAD, role: 'author' },
    { name: '', role: 'artist' },
    { name: ' ', role: 'author' },
    { name: BAD, role: 'translator' },
  ],
  language: BAD,
  direction: 'rtl',
  summary: BAD,
  notesBefore: [BAD, ''],
  notesAfter: [BAD],
  disclaimers: [BAD],
  facts: [{ label: BAD, values: [BAD, ''] }],
  subjects: [BAD, ''],
  missing: [BAD],
  url: BAD,
  publisher: BAD,
  chapters: [
    { ...chapter(BAD, -1, t.p(BAD), t.h3(BAD), t.pre(BAD)), language: BAD },
    chapter(' ', 1e21, t.p(t.em(BAD))),
  ],
}

/** A book that says nothing of itself. */
export const BARE: Partial<Book> = {
  title: '',
  creators: [],
  language: null,
  summary: null,
  notesBefore: [],
  notesAfter: [],
  disclaimers: [],
  facts: [],
  subjects: [],
  missing: [],
  chapters: [],
  url: null,
  publisher: null,
}
