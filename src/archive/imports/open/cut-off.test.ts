/** Whatever kind a container is of, what stands in it before it is cut off is given. Zip files: `cut-zip.test.ts`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { constants, gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tar } from '../testing/write-tar.ts'
import { openPaths } from './open.ts'
import { answer, webArchive } from './testing/web-archive.ts'

let folder = ''

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-cut-off-'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const CUTS = 80

/** Hard to pack, so that a packed container is cut in each of them. */
const STORIES = [1, 2, 3, 4].map((number) => {
  const words = Array.from({ length: 12 * number }, (_, i) => Math.imul(100 * number + i, 0x9e3779b1).toString(36))
  return `Begin${number} ${words.join(' ')} end${number}.`
})
const HEAD = 'Date: Tue, 5 Mar 2002 21:04:11\nFrom: Wren <wren@list.example>\nSubject: Lamp'
const LIST = 'From: list-request@list.example\nMessage-ID: <d@list.example>\nSubject: Digest 12'
const SHORT = '-'.repeat(30)

const TAR = tar(STORIES.map((content, i) => ({ name: `${i}.txt`, content })))
const MAILBOX = STORIES.map((text) => `From wren@list.example Tue Mar  5 21:04:11 2002\n${HEAD}\n\n${text}\n\n`).join(
  '',
)
const RECORDS = STORIES.map((text, i) => answer(`http://a.example/${i}.html`, `<p>${text}</p>`))
const DIGEST = `${LIST}\n\nToday\n\n${'-'.repeat(70)}\n\n${STORIES.map((text) => `${HEAD}\n\n${text}\n\n${SHORT}\n\n`).join('')}End of Digest 12\n`
const MIME_DIGEST = `${LIST}\nMIME-Version: 1.0\nContent-Type: multipart/digest; boundary=in\n\n${STORIES.map((text) => `--in\n\n${HEAD}\n\n${text}\n`).join('')}--in--\n`
const NEWS = STORIES.map((text) => `Path: x\n${HEAD}\n\n${text}\n`)
  .map((article) => `#! rnews ${article.length}\n${article}`)
  .join('')

interface Kind {
  readonly name: string
  readonly whole: Uint8Array
  /** Shorter, it cannot be told what it is; longer, nothing is lost. */
  readonly from?: number
  readonly end?: number
  /** Nothing in it says where it ends, or not at every byte. */
  readonly isSilent?: boolean
}

const KINDS: readonly Kind[] = [
  { name: 'a.tar', whole: TAR, from: 512, end: TAR.length - 1023 },
  { name: 'a.tgz', whole: gzipSync(TAR) },
  { name: 'list.mbox', whole: Buffer.from(MAILBOX), isSilent: true },
  { name: 'list.mbox.gz', whole: gzipSync(MAILBOX) },
  { name: 'a.warc', whole: webArchive(RECORDS), isSilent: true },
  { name: 'a.warc.gz', whole: Buffer.concat(RECORDS.map((bytes) => gzipSync(bytes))), isSilent: true },
  { name: 'one.warc.gz', whole: gzipSync(webArchive(RECORDS)) },
  { name: 'digest.eml', whole: Buffer.from(DIGEST), isSilent: true },
  { name: 'mime-digest.eml', whole: Buffer.from(MIME_DIGEST), isSilent: true },
  { name: 'story.txt.gz', whole: gzipSync(STORIES.join('\n')) },
  { name: 'batch.news', whole: Buffer.from(NEWS), isSilent: true },
]

test.each(KINDS)(
  '$name gives what stands before the cut, and says that it is cut',
  async ({ name, whole, ...kind }) => {
    const { from = 40, end = whole.length, isSilent = false } = kind
    for (let length = from; length < end; length += Math.max(1, Math.floor(whole.length / CUTS))) {
      const cut = whole.subarray(0, length)
      const { text, codes } = await open(name, cut)
      const there = name.endsWith('gz') ? gunzipSync(cut, { finishFlush: constants.Z_SYNC_FLUSH }) : Buffer.from(cut)
      const before = STORIES.filter((story) => there.includes(story))
      for (const story of before) expect(text, `${length} bytes`).toContain(story)
      expect(isSilent || codes.at(-1) === 'truncated-container', `${length} bytes`).toBe(true)
    }
  },
)

test('marks the file that a tar or gzip file is cut off in', async () => {
  expect((await open('a.tar', TAR.subarray(0, 1600))).cut).toEqual(['1.txt'])
  const packed = gzipSync(STORIES.join('\n'))
  expect((await open('story.txt.gz', packed.subarray(0, packed.length / 2))).cut).toEqual(['story.txt'])
})

test('says that a batch of news is cut off where only its last length is too long', async () => {
  const bytes = Buffer.from(NEWS)
  expect((await open('batch.news', bytes.subarray(0, bytes.length - 30))).codes).toEqual(['truncated-container'])
  // Each line end was made one byte of two.
  const shorter = Buffer.from(NEWS.replaceAll(/rnews (\d+)\n/g, (_, length) => `rnews ${Number(length) + 6}\n`))
  expect((await open('batch.news', shorter)).codes).toEqual([])
})

async function open(
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly text: string; readonly codes: readonly string[]; readonly cut: readonly string[] }> {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  const texts: string[] = []
  const codes: string[] = []
  const cut: string[] = []
  for await (const item of openPaths([file])) {
    if (item.kind === 'refused') codes.push(item.code)
    if (item.kind !== 'file') continue
    texts.push(Buffer.concat(await Array.fromAsync(item.chunks())).toString())
    if (item.isCut === true) cut.push(item.path)
  }
  return { text: texts.join('\n'), codes, cut }
}
