/**
 * A mailbox of gigabytes, imported whole: that it takes no more memory than a small one.
 *
 *     npm run bench -- mailbox                 200 MB
 *     SIZE=2000 npm run bench -- mailbox       2 GB
 *
 * It is what a list of twenty years left behind: mostly talk and pictures that came with it, a story in parts now and
 * then, answers to them, and one mail of 50,000 parts. Then it is imported again, which has to change nothing.
 *
 * Processor time is printed as well, since on a busy machine only that can be compared. Exits with 1 when it took too
 * much memory, or when the second import changed anything.
 */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Ran, runProgram } from './program.ts'

const MEGABYTES = Number(process.env['SIZE'] ?? 200)
const MOST_BYTES = 500e6

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-mailbox-'))
  try {
    const mailbox = join(folder, 'list.mbox')
    const { messages, bytes } = writeMailbox(mailbox, MEGABYTES * 1e6)
    console.log(`load before: ${loadavg()[0]?.toFixed(2)}, ${availableParallelism()} processors`)
    const ran = await runProgram(['import', mailbox, '--data', join(folder, 'data')])
    report(`a mailbox of ${(bytes / 1e6).toFixed(1)} MB, ${messages} messages`, ran, bytes)
    const again = await runProgram(['import', mailbox, '--data', join(folder, 'data')])
    report('the same again', again, bytes)
    if (!NOTHING_CHANGED.test(again.stderr)) fail('the second import did not find all works as before')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What the program says of works when an import added and changed none. */
const NOTHING_CHANGED = /^works: 0 new, 0 changed, /m

function report(what: string, ran: Ran, bytes: number): void {
  const { seconds, processorSeconds, peakBytes, exitCode, stderr } = ran
  const memory = `${(peakBytes / 1e6).toFixed(0)} MB (${(peakBytes / 2 ** 20).toFixed(0)} MiB)`
  console.log(
    `${what}: ${(bytes / seconds / 1e6).toFixed(1)} MB/s, ${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor time, at most ${memory} (exit ${exitCode})\n${stderr.trim().split('\n').slice(-6).join('\n')}`,
  )
  if (exitCode !== 0 && exitCode !== 1) fail(`it ended with ${exitCode}: ${stderr}`)
  if (peakBytes > MOST_BYTES) fail(`it took ${memory} of memory, more than ${MOST_BYTES / 1e6} MB`)
}

/** Half of it pictures, a third talk, the rest stories and answers. Returns how many messages and bytes. */
function writeMailbox(path: string, bytes: number): { readonly messages: number; readonly bytes: number } {
  const file = openSync(path, 'w')
  let written = writeSync(file, manyParts())
  let messages = 1
  for (let n = 0; written < bytes; n++) {
    for (const message of roundOf(n)) {
      written += writeSync(file, message)
      messages++
    }
  }
  closeSync(file)
  return { messages, bytes: written }
}

/** A story of two parts with answers, talk about it, and pictures. */
function roundOf(n: number): readonly string[] {
  const title = `Lantern ${n}`
  const part = (number: number): string =>
    mail(
      n,
      number,
      `[SunS] NEW: ${title} (${number}/2) [PG]`,
      `Title: ${title}\nRating: PG\nSummary: A walk.\n\n${prose(n * 2 + number, 700)}`,
    )
  const talk = Array.from({ length: 18 }, (_, i) =>
    mail(
      n,
      10 + i,
      `[SunS] OT: the weather in week ${n}, ${i}`,
      `I think that the episode of week ${n} was fine. ${prose(n * 50 + i + 9, 300)}`,
    ),
  )
  const answer = mail(
    n,
    40,
    `Re: [SunS] NEW: ${title} (1/2) [PG]`,
    'I liked it a lot, thank you.',
    `In-Reply-To: <${n}.1@example.com>\n`,
  )
  return [part(1), answer, part(2), ...talk, picture(n)]
}

function mail(n: number, number: number, subject: string, text: string, more = ''): string {
  const day = 1 + (n % 28)
  return `From list@example.com Tue Mar ${String(day).padStart(2)} 21:04:11 2002\nFrom: Tamsin Reed <tamsin@example.com>\nDate: ${day} Mar 2002 21:04:11 -0500\nMessage-ID: <${n}.${number}@example.com>\nSubject: ${subject}\n${more}\n${text}\n\n`
}

function picture(n: number): string {
  const content = `${'QUJD'.repeat(19)}\n`.repeat(600)
  const parts = `--b\nContent-Type: text/plain\n\nLook at picture ${n}.\n--b\nContent-Type: image/jpeg; name="${n}.jpg"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n${content}--b--\n`
  return mail(n, 50, `[SunS] picture ${n}`, parts, 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n')
}

function manyParts(): string {
  const parts = '--b\nContent-Type: text/plain\n\nOne more.\n'.repeat(50_000)
  return mail(
    0,
    60,
    '50,000 parts',
    `${parts}--b--\n`,
    'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n',
  )
}

function prose(seed: number, words: number): string {
  const sentences: string[] = []
  for (let i = 0; i * 8 < words; i++)
    sentences.push(
      `Maren crossed bridge ${seed * 1000 + i} and counted lantern ${seed * 77 + i}.${i % 6 === 5 ? '\n\n' : ''}`,
    )
  return sentences.join(' ')
}

function fail(what: string): void {
  console.error(`mailbox: ${what}`)
  process.exitCode = 1
}
