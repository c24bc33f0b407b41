/** What the bench `hostile` repeats, and what it repeats it in. */
import { CONTAINERS } from '../src/archive/imports/open/testing/containers.ts'
import { zipOf } from '../src/intake/formats/testing/zip-of.ts'
import { SEEDS } from '../src/intake/testing/seeds.ts'

/** Something that is read, with a place in its middle for more. */
export interface Subject {
  readonly name: string
  readonly isContainer: boolean
  readonly withMore: (more: Uint8Array) => Uint8Array
}

const BYTES = [0x00, 0x80, 0x92, 0xa0, 0xe2, 0xff].map((byte) => Buffer.from([byte]))

const SIGNS = '<>&"\'*_/-=.~#()[]{}|\\:;,?!a1A \t\n\r\f'

const LISTS = [
  ['\r\n', '\n\n', ' \n', '\n ', 'a ', 'a\n', 'A. ', 'I ', '1 ', '1\n', '12/', '12-', 'Ab ', 'a, ', 'a.\n', 'a\n\n'],
  ['<b>', '<p>', '<div>', '<br>', '<i>a', '</b>', '</p>', '<b></b>', '<a href=x>', '<a href="', '<p class="', '< '],
  ['<table><tr><td>', '<ul><li>', '<font size=1>', '<!--', '-->', '<![CDATA[', '<?', '</', '<script>', '<h1>', '<hr>'],
  ['<span style="font-weight:bold">', '<blockquote>', '<title>', '<pre>', '<x>', '<w:p>', '<text:p>', '<p><b>a'],
  ['&amp;', '&#8217;', '&amp;amp;', '&lt;', '&#x', '&#1', '&quot;', '&nbsp;'],
  ['{\\rtf', '{\\b ', "\\'e9", '\\par ', '\\u8217 ', '{\\*', '{\\fonttbl', '\\bin9 ', '}'],
  ['> ', '>> ', '\n> a', 'From ', '\nFrom a\n', '\nFrom: a\n', '--b\n', '\n--b\n\n', 'Re: ', '=\n', '=92', '=?a?q?'],
  ['Subject: a\n', 'Content-Type: multipart/mixed; boundary=b\n\n--b\n', '-----Original Message-----\n', 'a wrote:\n'],
  [
    'Title: x\n',
    'by x\n',
    'by ',
    'Chapter 1\n',
    'Chapter 1\n\na\n\n',
    '(1/2) ',
    '1/2\n',
    'Part 1 of 2\n',
    'Rating: PG\n',
  ],
  [
    '***\n',
    '* * *\n',
    '\n* * *\n\n',
    '~',
    '-----\n',
    '*a* ',
    '_a_ ',
    '/a/ ',
    '*a\n',
    '"a" ',
    "'a' ",
    '“',
    '“a',
    '’',
    '“a” ',
  ],
  [
    'â€',
    'â€™',
    'Ã',
    'Ã©',
    'sheís ',
    'she?s ',
    'she\ufffds ',
    'ð',
    'ÐŸ',
    "\\'",
    '\\u00e9',
    '\\n',
    '+AOk-',
    '鈥',
    '鈥檚 ',
    'в',
    'вЂ™',
  ],
  [
    'j@x.y ',
    'j@',
    '@x',
    'http://x ',
    'http://',
    'www.',
    'x.y.',
    'Dear ',
    'Dear a,\n',
    'Love, ',
    '5 May 2001\n',
    'May 5\n',
  ],
  [
    '"5 May 2001" ',
    '1.2.3.4 ',
    '+1 555 555 5555 ',
    '555-',
    '(555) ',
    'POV',
    "Ada's POV\n",
    'The End\n',
    'Ada\n',
    'a b@c.d\n',
  ],
  ['[', '[{', '{"a":', '"\\u', '\\ud83d', '"a",', '],', '{}\n', '- a\n', '- ', 'a: ', 'a:\n ', '&a ', '*a', '? '],
  ["('", "'',", "('a'),", '\\\\', "');\n", '`', 'INSERT INTO `a` VALUES (', '-- ', '/*', '*/', '#! rnews 1\n', 'a,b\n'],
  [
    'WARC/1.0\r\n',
    'WARC/1.0\r\nContent-Length: 0\r\n\r\n\r\n\r\n',
    'HTTP/1.0 200 OK\r\n\r\n',
    '\r\n\r\n',
    '0\r\n',
    '1\r\na\r\n',
  ],
  ['<entry>', '<entry><event>', '</entry>', '<comment><id>1</id></comment>', '-'.repeat(30), `${'-'.repeat(30)}\n\n`],
  [
    'PK\u0001\u0002',
    'PK\u0003\u0004',
    'PK\u0005\u0006',
    '日本',
    '🦊',
    'é',
    'e\u0301',
    '\u200b',
    '\u00ad',
    '\u00a0',
    '\u00a0 ',
  ],
]

export const PIECES: readonly Uint8Array[] = [
  ...[SIGNS.split(''), ...LISTS].flat().map((text) => Buffer.from(text)),
  ...BYTES,
]

export const SUBJECTS: readonly Subject[] = [
  ...SEEDS.flatMap(({ name, content }): readonly Subject[] =>
    content instanceof Uint8Array
      ? [{ name, isContainer: false, withMore: (more) => insert(content, more) }]
      : Object.entries(content).map(([part, inside]) => ({
          name: `${name}:${part}`,
          isContainer: false,
          withMore: (more) => zipOf({ ...content, [part]: insert(Buffer.from(inside), more) }),
        })),
  ),
  ...CONTAINERS.map(({ name, inside, pack }): Subject => {
    const withMore = (more: Uint8Array): Uint8Array => insert(inside, more)
    return { name, isContainer: true, withMore: pack === undefined ? withMore : (more) => pack(withMore(more)) }
  }),
]

/** Behind the next line or tag that ends in the middle or later, so that words and tags stay whole. */
function insert(into: Uint8Array, more: Uint8Array): Uint8Array {
  const half = into.length >> 1
  const end = into.findIndex((byte, at) => at >= half && (byte === 0x0a || byte === 0x3e))
  const at = end === -1 ? half : end + 1
  return Buffer.concat([into.subarray(0, at), more, into.subarray(at)])
}

export function repeated(piece: Uint8Array, size: number): Uint8Array {
  return Buffer.alloc(size, piece)
}
