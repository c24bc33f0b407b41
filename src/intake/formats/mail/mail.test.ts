import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { intake } from '../../intake.ts'
import type { Reading } from '../../reading.ts'
import { readMail } from './letter.ts'
import { readOwnWords } from './own-words.ts'
import { readSenderName } from './sender.ts'
import { readSent } from './sent.ts'
import { readPostSubject } from './subject.ts'
import { decodeWords } from './words.ts'

const PROSE =
  'Maren set the lantern down. "You came back," she said, and Tove nodded.\n"I said I would," he whispered. The rain had not stopped since noon.\n\n'.repeat(
    6,
  )

function mail(header: string, body: string): Uint8Array {
  return Buffer.from(`${header}\n\n${body}`, 'latin1')
}

const POST =
  'From: Tamsin Reed <tamsin@example.com>\nDate: Tue, 5 Mar 2002 21:04:11 -0500\nMessage-ID: <1@example.com>\nSubject: '

function bodyOf(body: string): string {
  return readMail(mail(`${POST}NEW: Hollow Ground`, body)).body.decoded.text
}

function read(bytes: Uint8Array): Promise<Reading> {
  return intake({ path: 'a.eml', within: [], bytes, size: bytes.length, sha256: 'x' }, [])
}

/** The text of the story. */
function textOf(reading: Reading): string {
  return JSON.stringify(reading.chapters)
}

describe('readPostSubject', () => {
  test.each([
    ['NEW: Hollow Ground (2/7) [PG-13]', 'Hollow Ground', 2, 7],
    ['[SunS] FIC: Hollow Ground (Part 3 of 5)', 'Hollow Ground', 3, 5],
    ['REVISED: Hollow Ground 1/4', 'Hollow Ground', 1, 4],
    ['NEW VOY Hollow Ground 2/7 [PG] (P/T)', 'Hollow Ground', 2, 7],
    ['[fic] Hollow Ground [1/?] [PG]', 'Hollow Ground', 1, null],
    ['REP: Hollow Ground 4/6 (TOS, K/S) [NC-17]', 'Hollow Ground', 4, 6],
    ['[SunS] New story: Hollow Ground, Chapter 2', 'Hollow Ground', 2, null],
    ['Hollow Ground 02/10', 'Hollow Ground', 2, 10],
    ['FIC: "Hollow Ground" (PG-13, W/T) 1/2', 'Hollow Ground', 1, 2],
    ['N2U: TNG Hollow Ground (P/C, PG) 3/3', 'Hollow Ground', 3, 3],
  ])('reads %j', (subject, title, number, total) => {
    const { part, ...says } = readPostSubject(subject)
    expect(says).toMatchObject({ title, saysStory: true, isReply: false })
    expect([part?.number, part?.total]).toEqual([number, total])
  })

  test.each([
    ['Re: [SunS] NEW: Hollow Ground (2/7)', { isReply: true, title: 'Hollow Ground' }],
    ['[SunS] Re: Fic: Hollow Ground', { isReply: true, title: 'Hollow Ground', tag: 'SunS' }],
    ['AW: Re[2]: Hollow Ground 1/2', { isReply: true, title: 'Hollow Ground' }],
    ['REVISED: Hollow Ground', { isRevision: true, saysStory: true }],
    ['REPOST: Hollow Ground (1/2)', { isRepost: true, saysStory: true }],
    ['FIC: Hollow Ground (1/2) (repost)', { isRepost: true, title: 'Hollow Ground' }],
    ['OT: new puppy', { saysTalk: true, saysStory: false }],
    ['[SunS] ADMIN: list rules', { saysTalk: true, saysStory: false }],
    ['New to the list', { saysStory: false, saysTalk: false, title: 'New to the list' }],
    ['Story ideas wanted', { saysStory: false }],
    ['', { saysStory: false, threadKey: null }],
  ])('reads what %j says', (subject, says) => {
    expect(readPostSubject(subject)).toMatchObject(says)
  })
})

describe('readSenderName', () => {
  test.each([
    ['"Tamsin Reed" <tamsin@example.com>', 'Tamsin Reed'],
    ['tamsin@example.com (Tamsin Reed)', 'Tamsin Reed'],
    ['tamsin at example.com (Tamsin)', 'Tamsin'],
    ['=?iso-8859-1?Q?Andr=E9e?= <a@example.com>', 'Andrée'],
    ['Tamsin <tamsin@example.com', 'Tamsin'],
    ['Tamsin Reed via SunS <suns@example.com>', 'Tamsin Reed'],
    ['"tamsin@example.com" <tamsin@example.com>', null],
    ['tamsin@example.com', null],
    ['tamsin at example.com', null],
    ['', null],
  ])('reads %j', (from, name) => {
    expect(readSenderName(from)).toBe(name)
  })
})

test.each([
  ['Tue, 5 Mar 2002 21:04:11 -0500', '2002-03-05T21:04:11'],
  ['5 Mar 02 9:04 GMT', '2002-03-05T09:04:00'],
  ['Tue Mar  5 21:04:11 2002', '2002-03-05T21:04:11'],
  ['Tuesday, March 5, 2002 9:04', '2002-03-05'],
  ['2002-03-05', '2002-03-05'],
  ['Thu, 1 Jan 1904 00:00:00', null],
  ['yesterday', null],
])('readSent reads %j', (written, sent) => {
  expect(readSent(written)).toBe(sent)
})

test.each([
  ['=?iso-8859-1?Q?Caf=E9_Noir?= (1/2)', 'Café Noir (1/2)'],
  ['=?utf-8?B?w4k=?= =?utf-8?B?dMOp?=', 'Été'],
  ['=?utf-8?Q?=C3?= =?utf-8?Q?=A9?=', 'é'],
  ['=?us-ascii?Q?It=92s?= late', 'It’s late'],
  ['caf\xe9', 'café'],
  ['=?x?Q?', '=?x?Q?'],
])('decodeWords reads %j', (written, text) => {
  expect(decodeWords(written)).toBe(text)
})

describe('readOwnWords', () => {
  test('takes off quotations, what introduces them, signatures and footers', () => {
    const text = `On Tue, 5 Mar 2002, Tamsin Reed
<tamsin@example.com> wrote:
> The lamp went out.
>> Deeper.

I loved this line!

Tamsin wrote:
> More.
And this one.

--${' '}
Sue
`
    expect(readOwnWords(text)).toEqual({ text: 'I loved this line!\n\nAnd this one.', quotedWords: 6 })
  })

  test('takes off what the list put below', () => {
    const text = 'Lovely!\n\n------------------------ Yahoo! Groups Sponsor\nBuy.\n\nTo unsubscribe, send a mail.\n'
    expect(readOwnWords(text).text).toBe('Lovely!')
  })

  test('takes off the original below', () => {
    expect(readOwnWords('Lovely!\n\n-----Original Message-----\nFrom: Tamsin\nSubject: x\n\nThe lamp.').text).toBe(
      'Lovely!',
    )
  })

  test('keeps breaks and arrows', () => {
    const text = 'So it ends.\n\n-----\n\nShe went -> home.'
    expect(readOwnWords(text)).toEqual({ text, quotedWords: 0 })
  })
})

describe('kind of a mail', () => {
  test.each([
    ['story', 'NEW: Hollow Ground (1/2)', PROSE],
    ['story', 'Hollow Ground', `Title: Hollow Ground\nRating: PG\nDisclaimer: not mine\n\n${PROSE}`],
    ['story', 'Hollow Ground', PROSE],
    ['reply', 'Re: NEW: Hollow Ground (1/2)', 'I loved it!\n> The lamp went out.'],
    ['talk', 'Re: NEW: Hollow Ground (1/2)', '> The lamp went out.\n'],
    ['talk', 'OT: my cat', 'She said hello to everyone on the list.'],
    ['talk', 'FIC: looking for a story', 'Does anyone know where it can be found?'],
    [
      'talk',
      'NEW: my site',
      'It is at http://www.example.com/ and it has all my stories, please visit it and sign the book.',
    ],
    [
      'talk',
      'Last night',
      'I think the episode was great and I thought the season could use more like it. '.repeat(30),
    ],
  ])('is %s for %j', (kind, subject, body) => {
    expect(readMail(mail(`${POST}${subject}`, body)).kind).toBe(kind)
  })
})

describe('intake of a mail', () => {
  test('reads a post with its title, pen name, date, part and list, and no address', async () => {
    const { inspection, letter } = await read(
      mail(`${POST}[SunS] NEW: Hollow Ground (2/7) [PG-13]\nTo: suns@yahoogroups.com`, PROSE),
    )
    expect(inspection.refusal).toBeNull()
    expect(inspection.source).toMatchObject({ format: 'mail', part: 'text/plain, part 1' })
    expect(inspection.work).toMatchObject({
      title: { value: 'Hollow Ground' },
      authors: [{ value: 'Tamsin Reed' }],
      rating: { value: 'teen' },
      part: { number: 2, total: 7 },
      dates: [{ value: '2002-03-05', kind: 'posted' }],
    })
    expect(inspection.private.map(({ value }) => value)).toContain('tamsin@example.com')
    expect(JSON.stringify({ ...inspection, private: [] })).not.toContain('tamsin@example.com')
    expect(letter).toMatchObject({ kind: 'story', messageId: '1@example.com', threadKey: 'suns\nhollow ground' })
  })

  test.each([
    'NEW: Hollow Ground',
    'FIC: Hollow Ground',
    'REVISED: Hollow Ground',
    'REPOST: Hollow Ground',
    'Hollow Ground',
    '[SunS] New story: Hollow Ground',
  ])('finds the title in %j', async (subject) => {
    const { inspection, chapters } = await read(mail(`${POST}${subject}`, PROSE))
    expect(inspection.work?.title?.value).toBe('Hollow Ground')
    expect(inspection.work?.authors[0]?.value).toBe('Tamsin Reed')
    expect(JSON.stringify(chapters)).not.toMatch(/Ficarium|Mailing-List|Subject/)
  })

  test('lets what stands above the story say more than the subject', async () => {
    const body = `TITLE: Hollow Ground\nAUTHOR: Marrow\nRATING: R\nSUMMARY: A walk.\n\n${PROSE}`
    const { inspection } = await read(mail(`${POST}FIC: Hollow Ground`, body))
    expect(inspection.work).toMatchObject({
      title: { value: 'Hollow Ground' },
      authors: [{ value: 'Marrow' }],
      rating: { value: 'mature' },
      summary: { value: 'A walk.' },
    })
  })

  test('decodes what was sent in codes, by the bytes and not by the charset', async () => {
    const codes = Buffer.from(
      PROSE.replaceAll('"You', '\x93You').replaceAll('back,"', 'back,\x94').replaceAll('rain', 'caf\xe9'),
      'latin1',
    )
    const printable = codes
      .toString('latin1')
      .replaceAll(/[\x80-\xff]/g, (c) => `=${c.charCodeAt(0).toString(16).toUpperCase()}`)
    const packed = codes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')
    const typed = 'MIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\nContent-Transfer-Encoding: '
    const subject = `${POST}NEW: Hollow Ground\n`
    for (const [encoding, body] of [
      ['quoted-printable', printable],
      ['base64', packed],
      ['8bit', codes.toString('latin1')],
    ] as const) {
      const text = textOf(await read(mail(`${subject}${typed}${encoding}`, body)))
      expect(text, encoding).toContain('“You came back,”')
      expect(text, encoding).toContain('café')
    }
  })

  test('decodes quoted-printable that lost its field only where lines are broken as it breaks them', async () => {
    const coded = PROSE.replaceAll('rain', 'caf=E9').replace('"You', '=93You').replace('back,"', 'back,=94')
    const broken = (width: number): string => coded.replaceAll(new RegExp(`([^\\n]{${width}})(?=[^\\n])`, 'g'), '$1=\n')
    for (const width of [60, 68]) {
      expect(bodyOf(broken(width)), `${width}`).toContain('The café had')
      expect(bodyOf(broken(width)), `${width}`).toContain('“You came back,”')
    }
    for (const [what, body] of [
      ['lines that are broken too soon', broken(59)],
      ['lines that are not broken', coded],
      ['lines that are broken, and no codes', PROSE.replaceAll(/([^\n]{60})(?=[^\n])/g, '$1=\n')],
    ] as const)
      expect(bodyOf(body), what).toContain('=')
  })

  test('takes the better of two forms, with its italics', async () => {
    const bound = 'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b 1"'
    const plain = `--b 1\nContent-Type: text/plain\n\n${PROSE}\n`
    const page = `--b 1\nContent-Type: text/html\n\n<html><body><p>${PROSE.replaceAll('\n\n', '</p><p>').replaceAll('Maren', '<i>Maren</i>')}</p></body></html>\n--b 1--\n`
    const { inspection, chapters } = await read(
      mail(`${POST}NEW: Hollow Ground (1/2)\n${bound}`, `preamble\n${plain}${page}`),
    )
    expect(inspection.source.part).toBe('text/html, part 2')
    expect(inspection.counts.emphasis).toBe(6)
    expect(inspection.work).toMatchObject({
      title: { value: 'Hollow Ground' },
      authors: [{ value: 'Tamsin Reed' }],
      part: { number: 1 },
    })
    expect(JSON.stringify(chapters)).not.toContain('Ficarium')
    const short = '--b 1\nContent-Type: text/html\n\n<p>Your mail is old.</p>\n--b 1--\n'
    const other = await read(mail(`${POST}NEW: Hollow Ground\n${bound}`, plain + short))
    expect(other.inspection.source.part).toBe('text/plain, part 1')
  })

  test('joins flowed lines, and takes the > off lines that begin with From', async () => {
    const flowed = `${POST}NEW: Hollow Ground\nContent-Type: text/plain; format=flowed`
    const text = textOf(await read(mail(flowed, `${PROSE}The lamp \nwent \nout.\n\n>From the shore she saw it.\n`)))
    expect(text).toContain('The lamp went out.')
    expect(text).toContain('"From the shore she saw it.')
  })

  test('refuses talk and answers, and keeps what an answer says', async () => {
    const answer = await read(
      mail(
        `${POST}Re: NEW: Hollow Ground\nIn-Reply-To: <0@example.com>`,
        '> The lamp.\nLovely & sad,\nall of it.\n\nSue s@example.com',
      ),
    )
    expect(answer.inspection.refusal?.code).toBe('reply')
    expect(answer.letter).toMatchObject({
      answers: ['0@example.com'],
      from: 'Tamsin Reed',
      sent: '2002-03-05T21:04:11',
      html: '<p>Lovely &#38; sad, all of it.</p><p>Sue [address hidden]</p>',
    })
    const talk = await read(mail(`${POST}OT: my cat`, 'She is fine.'))
    expect(talk.inspection.refusal?.code).toBe('talk')
  })
})

describe('hostile mail', () => {
  const WHOLE = mail(
    `${POST}NEW: Hollow Ground\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x`,
    `--x\nContent-Type: multipart/alternative; boundary=y\n\n--y\n\nThe lamp=20went out. "So," she said.\n--y\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n${Buffer.from('<p>The lamp went out.</p>').toString('base64')}\n--y--\n--x\nContent-Type: text/plain; name="b.txt"\n\nB.\n--x--\n`,
  )

  test('is read as far as it goes, cut off at every byte', async () => {
    for (let length = 1; length <= WHOLE.length; length++) {
      const { inspection } = await read(WHOLE.subarray(0, length))
      expect(inspection.source.bytes).toBe(length)
    }
  })

  test('is read whatever bytes it is changed to', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(WHOLE.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }),
        (changes) => {
          const bytes = Buffer.from(WHOLE)
          for (const [at, byte] of changes) bytes[at] = byte
          const { parts, body } = readMail(bytes)
          expect(parts.parts.every(({ from, to }) => from <= to && to <= bytes.length)).toBe(true)
          expect(body.decoded.text.length).toBeLessThanOrEqual(bytes.length)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('with 50,000 parts, with parts in parts without end, with a header of 10 MB, with NULs', () => {
    const many = `--x\nContent-Type: text/plain\n\nA.\n`.repeat(50_000)
    const parted = readMail(mail('Content-Type: multipart/mixed; boundary=x', many))
    expect(parted.parts.parts.length + parted.parts.left).toBe(50_000)
    const nested = Array.from(
      { length: 20_000 },
      (_, i) => `--b${i}\nContent-Type: multipart/mixed; boundary=b${i + 1}\n\n`,
    )
    expect(
      readMail(mail('Content-Type: multipart/mixed; boundary=b0', nested.join(''))).parts.parts.length,
    ).toBeLessThan(500)
    const long = readMail(mail(`Subject: ${'x\n '.repeat(3_000_000)}\nX: y`, 'A.'))
    expect(long.subject.length).toBeLessThan(20_000)
    const fields = readMail(mail('X: y\n'.repeat(2_000_000), 'A.'))
    expect(fields.kind).toBe('talk')
    expect(readMail(mail('Subject: a\0b', '\0\0')).subject).toBe('a b')
  })
})
