import { describe, expect, test } from 'vitest'
import { intake } from '../intake.ts'
import type { Reading } from '../reading.ts'
import { blankPrivate, type PrivatePlace } from './blank.ts'
import { hideInStory } from './hide-html.ts'
import { hideAll, secretsOf, withoutAddress } from './hide-text.ts'
import type { PrivateFact } from './private-fact.ts'

const PROSE = Array.from({ length: 12 }, (_, i) => `Maren crossed bridge ${i} and counted the lanterns on it.`)
const MIDDLE = PROSE.slice(0, 6).join('\n\n')
const END = PROSE.slice(6).join('\n\n')

function read(text: string | Uint8Array, path = 'x.txt'): Promise<Reading> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return intake({ path, within: [], bytes, size: bytes.length, sha256: '' }, [])
}

async function found(text: string, path?: string): Promise<string[]> {
  return (await read(text, path)).inspection.private.map(({ code, value }) => `${code} ${value}`)
}

const HEADER = 'Title: Hollow Ground\nAuthor: Sam <sam@lamp.example>\nRating: PG\nSummary: A walk.\n'

describe('findPrivate', () => {
  test('finds the address of a header, with its place', async () => {
    const { inspection } = await read(`${HEADER}\n${MIDDLE}\n\n${END}\n`)
    expect(inspection.private).toEqual([
      {
        code: 'e-mail-address',
        value: 'sam@lamp.example',
        line: 2,
        column: 14,
        length: 16,
        rule: 'outside-the-story',
        confidence: 0.98,
      },
    ])
  })

  test.for([
    ['speech', '“Write to ghost@lighthouse.example,” it said, and the lamp went out.'],
    ['narration', 'She typed ghost@lighthouse.example into the box and waited for the lamp.'],
    ['the head of a mail in the story', 'From: ghost@lighthouse.example\nTo: maren@bridge.example\nSubject: the lamp'],
  ] as const)('leaves an address in %s', async ([, paragraph]) => {
    expect(await found(`${HEADER}\n${MIDDLE}\n\n${paragraph}\n\n${END}\n`)).toEqual(['e-mail-address sam@lamp.example'])
  })

  test('leaves the addresses of a letter that ends a chapter', async () => {
    const letter = 'Dear Willow,\n\nThe lamp is lit. You can find me under ghost@lighthouse.example.\n\nLove,\nMaren'
    expect(await found(`Title: Hollow Ground\nAuthor: Sam\n\n${MIDDLE}\n\n${END}\n\n${letter}\n`)).toEqual([])
  })

  test.for([
    ['words to readers', 'Feedback makes me happy: sam@lamp.example'],
    ['an address alone', 'sam@lamp.example'],
    ['an address spelled out', 'Comments to sam (at) lamp (dot) example please'],
  ] as const)('finds %s at the end of a story', async ([, line]) => {
    expect(await found(`Title: Hollow Ground\nAuthor: Sam\n\n${MIDDLE}\n\n${END}\n\n${line}\n`)).toHaveLength(1)
  })

  test('finds the author’s address in the story, too', async () => {
    const speech = '“Is that you, sam@lamp.example?” she asked the screen.'
    expect(await found(`${HEADER}\n${MIDDLE}\n\n${speech}\n\n${END}\n`)).toEqual([
      'e-mail-address sam@lamp.example',
      'e-mail-address sam@lamp.example',
    ])
  })

  test('finds what a page keeps behind its text', async () => {
    const page = `<html><head><meta name="author" content="sam@lamp.example"></head><body><h1>Hollow Ground</h1><p>by <a href="mailto:wren@lamp.example">Sam</a></p>${PROSE.map((each) => `<p>${each}</p>`).join('')}<!-- kept by moss@lamp.example --></body></html>`
    expect(await found(page, 'x.html')).toEqual([
      'e-mail-address sam@lamp.example',
      'e-mail-address wren@lamp.example',
      'e-mail-address moss@lamp.example',
    ])
  })

  test('finds an address over two lines, and a telephone number', async () => {
    const head = `Title: Hollow Ground\nAuthor: Sam\n12 Harbour Street\nLampton, ME 04101\nPhone: 555-010-4477\n`
    expect(await found(`${head}\n${MIDDLE}\n\n${END}\n`)).toEqual([
      'postal-address 12 Harbour Street',
      'postal-address Lampton, ME 04101',
      'phone-number 555-010-4477',
    ])
  })

  test('finds who sent a mail over which machines', async () => {
    const mail = `Received: from host.example ([192.0.2.17]) by list.example; Tue, 5 Mar 2002 21:04:11 -0500\nMessage-ID: <12.34@host.example>\nFrom: Tamsin Reed <tamsin@lamp.example>\nTo: list@lamp.example\nDate: Tue, 5 Mar 2002 21:04:11 -0500\nSubject: FIC: Hollow Ground (1/1) [PG]\n\nTitle: Hollow Ground\nAuthor: Tamsin\n\n${MIDDLE}\n\n${END}\n`
    expect(await found(mail, 'x.eml')).toEqual([
      'network-address 192.0.2.17',
      'message-id 12.34@host.example',
      'e-mail-address tamsin@lamp.example',
      'e-mail-address list@lamp.example',
    ])
  })

  test('reads a line of megabytes of addresses', async () => {
    const { inspection } = await read(`Title: X\n\n${MIDDLE}\n\n${'a@b.example '.repeat(100_000)}\n`)
    expect(inspection.refusal).toBeNull()
  })
})

const FACTS: readonly PrivateFact[] = [
  { code: 'e-mail-address', value: 'sam@lamp.example', line: 1, column: 1, length: 16, rule: 'x', confidence: 1 },
  { code: 'phone-number', value: '555-010-4477', line: 2, column: 1, length: 12, rule: 'x', confidence: 1 },
]
const SECRETS = secretsOf(FACTS, () => false)

describe('hideAll', () => {
  test.for([
    ['an address', 'write to sam@lamp.example!', 'write to [address hidden]!'],
    ['one in other letters', 'SAM@lamp.example', '[address hidden]'],
    ['one that was not found', 'and wren@lamp.example', 'and [address hidden]'],
    ['a number', 'call 555-010-4477', 'call [number hidden]'],
  ] as const)('hides %s', ([, text, hidden]) => {
    expect(hideAll(text, SECRETS)).toBe(hidden)
    expect(hideAll(hidden, SECRETS)).toBe(hidden)
  })

  test('leaves what somebody decided to show', () => {
    const secrets = secretsOf(FACTS, ({ line }) => line === 1)
    expect(hideAll('sam@lamp.example, wren@lamp.example', secrets)).toBe('sam@lamp.example, [address hidden]')
  })
})

describe('withoutAddress', () => {
  test.for([
    ['Sam <sam@lamp.example>', 'Sam'],
    ['Sam (sam@lamp.example)', 'Sam'],
    ['Sam - sam@lamp.example', 'Sam'],
    ['sam@lamp.example', 'sam'],
    ['Sam', 'Sam'],
    ['Sam <3', 'Sam <3'],
  ] as const)('makes a name of %s', ([name, shown]) => {
    expect(withoutAddress(name, SECRETS)).toBe(shown)
  })
})

describe('hideInStory', () => {
  test.for([
    ['in a paragraph', '<p>sam@lamp.example, she</p>', '<p>[address hidden], she</p>'],
    ['across markup', '<p>to sam@<b>lamp</b>.example!</p>', '<p>to [address hidden]<b></b>!</p>'],
    ['behind a link', '<p><a href="mailto:sam@lamp.example">Sam</a> says</p>', '<p>Sam says</p>'],
    ['as a link', '<p><a href="mailto:sam@lamp.example">sam@lamp.example</a></p>', '<p>[address hidden]</p>'],
    ['twice', '<p>sam@lamp.example</p><p>sam@lamp.example</p>', '<p>[address hidden]</p><p>[address hidden]</p>'],
  ] as const)('hides an address %s', ([, html, hidden]) => {
    expect(hideInStory(html, SECRETS)).toBe(hidden)
  })

  test.for([
    ['an address of the tale', '<p>“ghost@lighthouse.example,” it said.</p>'],
    ['a link to a page', '<p><a href="https://lamp.example/">here</a> &#38; there</p>'],
    ['text at the seam of two blocks', '<p>sam@lamp</p><p>.example</p>'],
    ['an address inside a longer one', '<p>notsam@lamp.example</p>'],
    ['markup that says nothing', '<hr id="b1"/><p id="b2"><em>so</em></p>'],
  ] as const)('leaves %s', ([, html]) => {
    expect(hideInStory(html, SECRETS)).toBe(html)
  })
})

describe('blankPrivate', () => {
  test.for(['utf8', 'latin1', 'utf16le'] as const)('blanks a text in %s, and nothing else', async (encoding) => {
    const text = `${HEADER}\nLe café était fermé.\n\n${MIDDLE}\n\n${END}\n\nFeedback to sam@lamp.example\n`
    const bytes = Buffer.concat([
      encoding === 'utf16le' ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0),
      Buffer.from(text, encoding),
    ])
    const { inspection } = await read(bytes)
    const copy = blankPrivate(bytes, 'text', inspection.private)
    expect(inspection.private).toHaveLength(2)
    expect(copy).toHaveLength(bytes.length)
    const stars = encoding === 'utf16le' ? '⨪'.repeat(16) : '*'.repeat(16)
    const start = encoding === 'utf16le' ? '\ufeff' : ''
    expect(Buffer.from(copy ?? []).toString(encoding)).toBe(start + text.replaceAll('sam@lamp.example', stars))
  })

  test('blanks a page, its links and comments included', async () => {
    const page = `<html><body><p>by <a href="mailto:sam@lamp.example">Sam</a></p>${PROSE.map((each) => `<p>${each}</p>`).join('\n')}<!-- sam@lamp.example --></body></html>`
    const bytes = Buffer.from(page)
    const copy = blankPrivate(bytes, 'html', (await read(bytes, 'x.html')).inspection.private)
    expect(Buffer.from(copy ?? []).toString()).toBe(page.replaceAll('sam@lamp.example', '*'.repeat(16)))
  })

  test('blanks the head of a mail but what it is about and when, and every address below', () => {
    const mail =
      'From: Sam <sam@lamp.example>\r\nSubject: FIC: Lamp\r\nReceived: from a.example\r\n (b.example)\r\nDate: 5 Mar 2002\r\n\r\nIt is dark. sam@lamp.example\r\n'
    const copy = blankPrivate(Buffer.from(mail), 'mail', [])
    expect(Buffer.from(copy ?? []).toString()).toBe(
      'From: **********************\r\nSubject: FIC: Lamp\r\nReceived: **************\r\n ***********\r\nDate: 5 Mar 2002\r\n\r\nIt is dark. ****************\r\n',
    )
  })

  test.for([
    ['a mail in base64', 'mail', 'Content-Transfer-Encoding: base64\n\nc2FtQGxhbXAuZXhhbXBsZQ==\n'],
    ['a mail whose address is wrapped', 'mail', 'Subject: x\n\nsam@la=\nmp.example and so on\n'],
    ['a mail whose address is in codes', 'mail', 'Subject: x\n\nsam=40lamp.example\n'],
    ['an e-book', 'epub', 'PK sam@lamp.example'],
  ] as const)('makes no copy of %s', ([, format, text]) => {
    expect(
      blankPrivate(Buffer.from(text), format, [{ code: 'e-mail-address', line: 1, column: 1, length: 3 }]),
    ).toBeNull()
  })

  test('blanks the name of a mail’s sender, and makes no copy where the name stands in its text', () => {
    const mail = Buffer.from('From: Jane Smith <moon@lamp.example>\nSubject: FIC: Lamp\n\nAuthor: Moonchild\n')
    const sender: PrivatePlace = { code: 'real-name', line: 1, column: 7, length: 10 }
    expect(Buffer.from(blankPrivate(mail, 'mail', [sender]) ?? []).toString()).not.toContain('Jane')
    expect(blankPrivate(mail, 'mail', [sender, { ...sender, line: 7 }])).toBeNull()
  })

  test('makes no copy where a place is not known', () => {
    expect(
      blankPrivate(Buffer.from('x'), 'text', [{ code: 'e-mail-address', line: null, column: null, length: 3 }]),
    ).toBeNull()
  })
})
