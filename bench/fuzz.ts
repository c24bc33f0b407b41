/**
 * Damages small files and containers of every format for ten minutes and looks whether each still has a reading, and is
 * opened as far as it goes. What gives a reading unlike those before it is damaged further, so that the search goes where
 * the readers have most to decide.
 *
 *     npm run bench -- fuzz                          ten minutes, another row of numbers each time
 *     MINUTES=60 SEED=7 npm run bench -- fuzz        an hour of the same row
 *
 * A find is cut down to the least that still shows it and written to a folder. Once it is mended, it goes to
 * `src/intake/testing/finds`, or to `src/archive/imports/open/testing/finds` where it is a container: tests read it there
 * for ever.
 */
import { createHash, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { isFuzzMessage } from './fuzz-message.ts'

const MINUTES = Number(process.env['MINUTES'] ?? 10)
/** A small file that takes longer is a find, too. */
const HANG_MS = 20_000
/** Two threads keep two processors busy; each draws numbers of its own. */
const THREADS = 2

interface Totals {
  tried: number
  readonly kinds: Set<string>
  readonly finds: Map<string, string>
}

export async function run(): Promise<void> {
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-finds-'))
  const until = performance.now() + MINUTES * 60_000
  const totals: Totals = { tried: 0, kinds: new Set(), finds: new Map() }
  console.log(`row of numbers: SEED=${seed}, ${MINUTES} minutes`)
  await Promise.all(Array.from({ length: THREADS }, (_, n) => keepTrying(seed + n, until, folder, totals)))
  console.log(`${totals.tried} damaged files, ${totals.kinds.size} kinds of readings, ${totals.finds.size} finds`)
  for (const [breach, file] of totals.finds) console.log(`${file}: ${breach}`)
  if (totals.finds.size > 0) process.exitCode = 1
}

/** A thread that hangs or dies is a find; another goes on in its place with other numbers. */
async function keepTrying(seed: number, until: number, folder: string, totals: Totals): Promise<void> {
  for (let turn = 0; performance.now() < until; turn++) await tryUntilEnd(seed + turn * 1000, until, folder, totals)
}

function tryUntilEnd(seed: number, until: number, folder: string, totals: Totals): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  const openedIn = mkdtempSync(join(tmpdir(), 'ficarium-fuzz-'))
  const worker = new Worker(new URL('fuzz-thread.ts', import.meta.url), {
    workerData: { seed, folder: openedIn },
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  })
  let trying: { readonly name: string; readonly bytes: Uint8Array; readonly since: number } | null = null
  const keep = (name: string, bytes: Uint8Array, breach: string): void => {
    const line = breach.split('\n', 2).join(' ').slice(0, 300)
    if (totals.finds.has(line)) return
    const file = join(folder, `${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}-${name}`)
    writeFileSync(file, bytes)
    totals.finds.set(line, file)
  }
  const watch = setInterval(() => {
    if (trying !== null && performance.now() - trying.since > HANG_MS) {
      keep(trying.name, trying.bytes, `${trying.name} takes longer than ${HANG_MS / 1000} seconds`)
      void worker.terminate()
    } else if (performance.now() > until) void worker.terminate()
  }, 250)
  worker.on('message', (message: unknown) => {
    if (!isFuzzMessage(message)) return
    if (message.kind === 'trying') {
      totals.tried++
      trying = { name: message.name, bytes: message.bytes, since: performance.now() }
    } else if (message.kind === 'kind') totals.kinds.add(message.reading)
    else keep(message.name, message.bytes, message.breach)
  })
  worker.on('error', (error) => {
    if (trying !== null) keep(trying.name, trying.bytes, `${trying.name} ends its thread: ${error.message}`)
  })
  worker.on('exit', () => {
    clearInterval(watch)
    rmSync(openedIn, { recursive: true, force: true })
    resolve(undefined)
  })
  return promise
}
