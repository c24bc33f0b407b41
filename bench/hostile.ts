/**
 * Looks for what takes longer than its length: puts many copies of one small piece (a tag, a sign, a line of a mail) into
 * the middle of a small file of every format and of every container, and reads it at one length and at four times that.
 *
 *     npm run bench -- hostile                                five minutes, in another order each time
 *     MINUTES=60 SEED=7 npm run bench -- hostile              an hour of the same order; less is enough for all of it
 *     IN=a.rtf SIZE=1048576 npm run bench -- hostile          only what has this in its name, up to a megabyte
 *
 * What grows much faster than its length is told and ends the bench with 1, as does what throws, ends its thread for want
 * of memory or takes too long. Times are those of the processor, so that others at work on the machine do not count.
 */
import { randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Random, randomFrom } from '../src/intake/testing/mutate.ts'
import { PIECES, SUBJECTS } from './hostile-subjects.ts'
import type { HostileAnswer, HostileTask } from './hostile-thread.ts'

/** The larger length, in bytes. */
const SIZE = Number(process.env['SIZE'] ?? 64 * 1024)
const MINUTES = Number(process.env['MINUTES'] ?? 5)
const IN = process.env['IN'] ?? ''
/** Four times the length takes four times as long; what grows by the square takes sixteen times. */
const TIMES = 4
const MOST_GROWTH = 6
/** What is over sooner is not looked at longer: a quarter of the length would have taken a sixteenth of it at most. */
const MATTERS_SECONDS = 0.25
const LOOKED_AT_SECONDS = MATTERS_SECONDS / 12
const HANG_MS = 20_000
/** Heap of the thread: some kilobytes for each byte of the larger length, which is what nested tags take. */
const HEAP_MB = 1024

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-hostile-'))
  const seed = Number(process.env['SEED'] ?? randomInt(2 ** 31))
  const until = performance.now() + MINUTES * 60_000
  const rows = listRows(randomFrom(seed))
  console.log(`row of numbers: SEED=${seed}, at most ${MINUTES} minutes`)
  let [tried, found] = [0, 0]
  const reader = startReader(folder)
  try {
    for (const row of rows) {
      if (performance.now() > until) break
      tried++
      const why = await whyHostile(reader.read, row)
      if (why === null) continue
      found++
      const piece = JSON.stringify(Buffer.from(PIECES[row.piece] ?? []).toString())
      console.log(`${SUBJECTS[row.subject]?.name} with rows of ${piece}: ${why}`)
    }
  } finally {
    await reader.end()
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(
    `${tried} of ${rows.length} rows of one piece up to ${SIZE / 1024} KB, ${found} take more than their length`,
  )
  if (found > 0) process.exitCode = 1
}

type Row = Pick<HostileTask, 'subject' | 'piece'>

function listRows(random: Random): readonly Row[] {
  return SUBJECTS.flatMap(({ name }, subject) =>
    name.includes(IN) ? PIECES.map((_, piece) => ({ row: { subject, piece }, at: random() })) : [],
  )
    .toSorted((a, b) => a.at - b.at)
    .map(({ row }) => row)
}

type Read = (task: HostileTask) => Promise<HostileAnswer>

async function whyHostile(read: Read, row: Row): Promise<string | null> {
  const first = await read({ ...row, size: SIZE / TIMES })
  if (first.thrown !== null) return first.thrown
  if (first.seconds < LOOKED_AT_SECONDS) return null
  const second = await read({ ...row, size: SIZE })
  if (second.thrown !== null) return second.thrown
  const growth = second.seconds / first.seconds
  if (second.seconds < MATTERS_SECONDS || growth < MOST_GROWTH) return null
  return `${first.seconds.toFixed(2)} s becomes ${second.seconds.toFixed(2)} s, ${growth.toFixed(1)} times as long`
}

interface Reader {
  readonly read: Read
  readonly end: () => Promise<unknown>
}

/** One thread that reads; another takes its place when it hangs or dies. */
function startReader(folder: string): Reader {
  let worker: Worker | null = null
  let answer: ((given: HostileAnswer) => void) | null = null
  const fail = (thrown: string): void => {
    void worker?.terminate()
    worker = null
    answer?.({ seconds: 0, thrown })
  }
  const start = (): Worker => {
    const started = new Worker(new URL('hostile-thread.ts', import.meta.url), {
      workerData: { folder },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    })
    started.on('message', (given: HostileAnswer) => {
      answer?.(given)
    })
    started.on('error', (error) => {
      if (worker === started) fail(`ends its thread: ${error.message}`)
    })
    return started
  }
  const read: Read = (task) => {
    const { promise, resolve } = Promise.withResolvers<HostileAnswer>()
    worker ??= start()
    const hang = setTimeout(() => {
      fail(`takes longer than ${HANG_MS / 1000} seconds for ${task.size / 1024} KB`)
    }, HANG_MS)
    answer = (given) => {
      clearTimeout(hang)
      resolve(given)
    }
    worker.postMessage(task)
    return promise
  }
  return { read, end: async () => worker?.terminate() }
}
