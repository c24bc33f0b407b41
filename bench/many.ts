/** A folder of 20,000 files, and a text of 200 MB: time and memory, and that every file is accounted for. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateFolder } from './generate.ts'
import { runProgram } from './program.ts'

const FILES = Number(process.env['FILES'] ?? 20_000)
const LARGE_BYTES = 200 * 2 ** 20

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-many-'))
  try {
    const stories = join(folder, 'stories')
    const { bytes } = generateFolder(stories, FILES, 300)
    const data = join(folder, 'data')
    const first = await runProgram(['import', stories, '--data', data])
    report(`${FILES} files, ${(bytes / 1e6).toFixed(0)} MB`, first)
    report('the same again', await runProgram(['import', stories, '--data', data]))
    const large = join(folder, 'large.txt')
    writeLarge(large)
    const second = await runProgram(['import', large, '--data', data])
    report('one text of 200 MB, kept and not read', second)
    if (second.peakBytes > 2 ** 30) fail('it took more than 1 GiB of memory')
    if (second.exitCode !== 1 || !second.stderr.includes('too-large'))
      fail(`its refusal was not said: ${second.stderr}`)
    report('verify', await runProgram(['verify', '--data', data]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function report(what: string, ran: Awaited<ReturnType<typeof runProgram>>): void {
  const memory = (ran.peakBytes / 2 ** 20).toFixed(0)
  console.log(`${what}: ${ran.seconds.toFixed(1)} s, peak ${memory} MiB, exit ${ran.exitCode}\n${ran.stderr.trim()}`)
  if (ran.exitCode !== 0 && ran.exitCode !== 1) fail(`it ended with ${ran.exitCode}`)
}

function writeLarge(path: string): void {
  const file = openSync(path, 'w')
  const line = Buffer.from('The ferry came in at six, as it always had, and nobody got off.\n'.repeat(16_384))
  for (let written = 0; written < LARGE_BYTES; written += line.length) writeSync(file, line)
  closeSync(file)
}

function fail(what: string): void {
  console.error(`many: ${what}`)
  process.exitCode = 1
}
