/**
 * A thread that reads one source after the other, and is ended when it takes too long over one.
 *
 * It is given several small sources at a time: whoever hands them out has other things to do, and a thread must not
 * wait for that between two of them.
 *
 * Whatever goes wrong becomes an answer: a source that breaks intake, ends its thread or is not read in time is refused
 * with the fault. After that the thread reads nothing more, and what it had not begun is handed back.
 */
import { Worker } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import type { PackedReading } from './packed-reading.ts'

/** A source to be read, and who waits for it. */
export interface Job {
  readonly file: SourceFile
  readonly settle: (packed: PackedReading) => void
}

export interface ReaderThread {
  readonly take: (job: Job) => void
  /** Sources that it has taken and not read. */
  readonly waiting: () => number
  /** Their bytes. */
  readonly load: () => number
  readonly end: () => Promise<unknown>
}

export interface ReaderEvents {
  /** A source has been read. */
  readonly onRead: () => void
  /** It reads nothing more; `left` it had not begun. Called once. */
  readonly onEnd: (left: readonly Job[]) => void
}

/** Calls back when so much time is over; gives what calls that off. */
export type StartTimer = (milliseconds: number, expire: () => void) => () => void

/** Most files take a fraction of a second, and the slowest machine reads a megabyte in less than five. */
const TIME_LIMIT = { file: 120_000, megabyte: 5_000 } as const

/**
 * A text leaves many small things behind. With half of this a thread reads 2 to 15 % slower, and with twice as much no
 * faster, while each thread takes more memory.
 */
const LIMITS = { maxYoungGenerationSizeMb: 48 } as const

export function startReaderThread(
  script: URL,
  canons: readonly Canon[],
  startTimer: StartTimer,
  { onRead, onEnd }: ReaderEvents,
): ReaderThread {
  const worker = new Worker(script, { workerData: canons, resourceLimits: LIMITS })
  /** The first one is being read. */
  const jobs: Job[] = []
  let load = 0
  let stopTimer: (() => void) | null = null
  let hasEnded = false
  let reason = 'the thread ended'
  worker.on('message', ({ packed, fault }: { readonly packed?: PackedReading; readonly fault?: string }) => {
    if (hasEnded) return
    settleFirst(packed ?? brokenReading(fault ?? ''))
    begin()
    onRead()
  })
  worker.on('error', (error: unknown) => {
    reason = String(error)
  })
  // Out of memory mostly.
  worker.on('exit', () => giveUp(brokenReading(reason)))

  /** The time of a source begins when the one before it is read. */
  function begin(): void {
    const [job] = jobs
    if (job === undefined) return
    const milliseconds = timeFor(job.file)
    stopTimer = startTimer(milliseconds, () => {
      void worker.terminate()
      giveUp(slowReading(milliseconds))
    })
  }

  function settleFirst(packed: PackedReading): void {
    stopTimer?.()
    stopTimer = null
    const job = jobs.shift()
    load -= job?.file.bytes.length ?? 0
    job?.settle(packed)
  }

  function giveUp(packed: PackedReading): void {
    if (hasEnded) return
    hasEnded = true
    settleFirst(packed)
    onEnd(jobs.splice(0))
  }

  return {
    take(job) {
      jobs.push(job)
      load += job.file.bytes.length
      worker.postMessage(job.file)
      if (jobs.length === 1) begin()
    },
    waiting: () => jobs.length,
    load: () => load,
    end: async () => worker.terminate(),
  }
}

export function startClock(milliseconds: number, expire: () => void): () => void {
  const timer = setTimeout(expire, milliseconds)
  return () => clearTimeout(timer)
}

function timeFor({ bytes }: SourceFile): number {
  return TIME_LIMIT.file + Math.ceil(bytes.length / 2 ** 20) * TIME_LIMIT.megabyte
}

function slowReading(milliseconds: number): PackedReading {
  const minutes = (milliseconds / 60_000).toFixed(0)
  return unread(
    `Reading this file took longer than ${minutes} minutes and was stopped, which is a bug of ours; it is kept, and a later version can read it. Please report it.`,
  )
}

/** A refusal that says what broke. */
export function brokenReading(fault: string): PackedReading {
  return unread(
    `Ficarium failed on this file, which is a bug of ours; it is kept, and a later version can read it. Please report: ${fault.slice(0, 500)}`,
  )
}

function unread(why: string): PackedReading {
  return {
    format: 'unread',
    refusal: { code: 'fault', why },
    repairs: 0,
    suggestions: 0,
    isDoubtful: true,
    outline: null,
    content: new Uint8Array(),
  }
}
