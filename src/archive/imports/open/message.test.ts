import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { digestParts } from '../../../intake/formats/mail/index.ts'
import { findDigestMessages } from './digest.ts'
import { openPaths } from './open.ts'
import { splitRnews } from './rnews.ts'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-message-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function open(path: string, content: string): Promise<string[]> {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content, 'latin1')
  const lines: string[] = []
  for await (const item of openPaths([join(folder, path.split('/')[0] ?? '')])) {
    const name = [...item.within, item.path].join(' > ')
    if (item.kind === 'refused') lines.push(`${name} ! ${item.code}`)
    else if (item.kind === 'container') lines.push(`${name} [${item.format}]`)
    else
      lines.push(
        `${name} = ${Buffer.concat(await Array.fromAsync(item.chunks()))
          .toString('latin1')
          .slice(0, 24)}`,
      )
  }
  return lines
}

const LONG = '-'.repeat(70)
const SHORT = '-'.repeat(30)
const one = (subject: string, text: string): string =>
  `Date: Tue, 5 Mar 2002 21:04:11\nFrom: Tamsin <t@example.com>\nSubject: ${subject}\n\n${text}\n\n`
const DIGEST = `From: suns-request@example.com\nMessage-ID: <d@x>\nDate: Tue, 5 Mar 2002\nSubject: SunS Digest 12\n\nToday: Lamp, Dusk\n\n${LONG}\n\n${one('Lamp', `One.\n\n${SHORT}\n\nStill one.`)}${SHORT}\n\n${one('Dusk', 'Two.')}${SHORT}\n\nEnd of SunS Digest 12\n*********\n`

describe('openPaths of a digest', () => {
  test('gives its messages, and takes no break of a story for a border', async () => {
    expect(await open('d.eml', DIGEST)).toEqual([
      'd.eml [digest]',
      'd.eml > 000001.eml = Date: Tue, 5 Mar 2002 21',
      'd.eml > 000002.eml = Date: Tue, 5 Mar 2002 21',
    ])
    const texts = findDigestMessages(DIGEST).map(({ from, to }) => DIGEST.slice(from, to))
    expect(texts[0]).toContain('Still one.')
    expect(texts[1]?.trimEnd()).toMatch(/Two\.$/)
  })

  test('leaves a mail with scene breaks whole', async () => {
    const mail = `From: a@x\nMessage-ID: <1@x>\nDate: Tue, 5 Mar 2002\nSubject: NEW: Lamp\n\nOne.\n\n${SHORT}\n\nTwo.\n\n${SHORT}\n\nSubject: this was not\n\n`
    expect(await open('a.eml', mail)).toHaveLength(1)
  })

  test('opens a digest in a mailbox', async () => {
    const lines = await open('m', `From a@x Tue Mar  5 21:04:11 2002\n${DIGEST}`)
    expect(lines.map((line) => line.replace(/ = .*/, ''))).toEqual([
      'm [mbox]',
      'm > 000001.eml [digest]',
      'm > 000001.eml > 000001.eml',
      'm > 000001.eml > 000002.eml',
    ])
  })

  test('survives being cut off at every byte', () => {
    for (let length = 0; length < DIGEST.length; length++) {
      const messages = findDigestMessages(DIGEST.slice(0, length))
      expect(messages.every(({ from, to }) => from < to && to <= length)).toBe(true)
    }
  })
})

test('openPaths gives the files that came with a mail beside it', async () => {
  const mail = `From: a@x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\nSubject: my story\n\n--b\n\nHere it is.\n--b\nContent-Type: text/plain; name="../lamp.txt"\nContent-Transfer-Encoding: base64\n\n${Buffer.from('The lamp went out.').toString('base64')}\n--b\nContent-Type: image/gif; name="x.gif"\n\nGIF89a\n--b--\n`
  expect(await open('a.eml', mail)).toEqual([
    'a.eml = From: a@x\nMIME-Version: ',
    'a.eml > lamp.txt = The lamp went out.',
  ])
})

describe('openPaths of a MIME digest', () => {
  const digest = `From: suns-request@example.com\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=out\nSubject: SunS Digest, Vol 3\n\n--out\nContent-Type: text/plain\n\nToday: Lamp, Dusk\n--out\nContent-Type: multipart/digest; boundary=in\n\n--in\n\n${one('Lamp', 'One.')}--in\nContent-Type: message/rfc822\n\n${one('Dusk', 'Two.')}--in--\n--out\nContent-Type: text/plain\n\nEnd of SunS Digest\n--out--\n`

  test('gives its messages, and neither its contents nor its end', async () => {
    expect(await open('d.eml', digest)).toEqual([
      'd.eml [digest]',
      'd.eml > 000001.eml = Date: Tue, 5 Mar 2002 21',
      'd.eml > 000002.eml = Date: Tue, 5 Mar 2002 21',
    ])
  })

  test('leaves a mail that forwards another whole', async () => {
    const forward = digest.replace('multipart/digest', 'multipart/mixed')
    expect((await open('d.eml', forward))[0]).toMatch(/^d\.eml = /)
  })

  test('survives being cut off at every byte', () => {
    for (let length = 0; length < digest.length; length++) {
      const parts = digestParts(digest.slice(0, length), 10)
      expect(parts.every(({ from, to }) => from < to && to <= length)).toBe(true)
    }
  })

  test('counts 50,000 messages in time', () => {
    const head = 'Content-Type: multipart/digest; boundary=in\n\n'
    const many = head + '--in\n\nFrom: a\nSubject: b\n\nc\n'.repeat(50_000)
    expect(digestParts(many, 100_000)).toHaveLength(50_000)
  })
})

function article(id: number): string {
  return `Path: a!b\nFrom: t@example.com\nNewsgroups: alt.x\nSubject: Lamp ${id}\n\nOne.\n`
}

describe('openPaths of a batch of news', () => {
  const batch = [1, 2].map((id) => `#! rnews ${article(id).length}\n${article(id)}`).join('')

  test('gives its articles', async () => {
    expect(await open('batch', batch)).toEqual([
      'batch [rnews]',
      'batch > 000001.eml = Path: a!b\nFrom: t@exampl',
      'batch > 000002.eml = Path: a!b\nFrom: t@exampl',
    ])
  })

  test('believes marks before lengths', () => {
    const lying = batch.replace(/rnews \d+/, 'rnews 7')
    expect(splitRnews(Buffer.from(lying))).toHaveLength(2)
  })

  test('survives being cut off at every byte', () => {
    const bytes = Buffer.from(batch)
    for (let length = 0; length < bytes.length; length++)
      expect(splitRnews(bytes.subarray(0, length)).every(({ from, to }) => from < to && to <= length)).toBe(true)
  })
})

test('openPaths opens the text archives of Mailman, and newsgroups as Google kept them', async () => {
  const mailman =
    'From tamsin at example.com  Tue Mar  5 21:04:11 2002\nFrom: tamsin at example.com (Tamsin Reed)\nDate: Tue, 5 Mar 2002 21:04:11 -0500\nSubject: [SunS] Lamp\nMessage-ID: <1@x>\n\nOne.\n\nFrom mira at example.com  Wed Mar  6 09:00:00 2002\nFrom: mira at example.com (Mira)\nSubject: Re: Lamp\n\nTwo.\n'
  expect((await open('2002-March.txt', mailman)).map((line) => line.replace(/ = .*/s, ''))).toEqual([
    '2002-March.txt [mbox]',
    '2002-March.txt > 000001.eml',
    '2002-March.txt > 000002.eml',
  ])
  const google =
    'From -5739217321321\nX-Google-Language: ENGLISH,ASCII-7-bit\nFrom: a@x\nSubject: Lamp\n\nOne.\n\nFrom 112233445566\nX-Google-Thread: 1\nFrom: b@x\nSubject: Dusk\n\nFrom 1999 on she waited.\n'
  expect(await open('alt.x.mbox', google)).toHaveLength(3)
})

test('openPaths opens the mails of a maildir', async () => {
  expect(await open('mail/cur/1015.host:2,S', 'Subject: Lamp\n\nx')).toEqual([
    'mail/cur/1015.host:2,S = Subject: Lamp\n\nx',
  ])
})
