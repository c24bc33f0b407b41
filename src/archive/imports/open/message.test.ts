import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findDigestMessages } from './digest.ts'
import { openPaths } from './open.ts'

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

test('openPaths opens the mails of a maildir', async () => {
  expect(await open('mail/cur/1015.host:2,S', 'Subject: Lamp\n\nx')).toEqual([
    'mail/cur/1015.host:2,S = Subject: Lamp\n\nx',
  ])
})
