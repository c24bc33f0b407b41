/**
 * A thread that reads one source at a time, and is ended when it takes too long over one.
 *
 * Whatever goes wrong becomes an answer: a source that breaks intake, ends its thread or is not read in time is refused
 * with the fault. After that the thread reads nothing more; the pool starts another one.
 */
import { Worker } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import type { PackedReading } from './packed-reading.ts'

export interface ReaderThread {
  /** To be asked when it is idle only. */
  readonly read: (file: SourceFile) => Promise<PackedReading>
  readonly isIdle: () => boolean
  readonly end: () => Promise<unknown>
}

/** Calls back when so much time is over; gives what calls that off. */
export type StartTimer = (milliseconds: number, expire: () => void) => () => void

/** Most files take a fraction of a second, and the slowest machine reads a megabyte in less than five. */
const TIME_LIMIT = { file: 120_000, megabyte: 5_000 } as const

/** A text leaves many small things behind; a larger nursery for them only takes memory, in every worker. */
const LIMITS = { maxYoungGenerationSizeMb: 24 } as const

interface Job {
  readonly settle: (packed: PackedReading) => void
  readonly stopTimer: () => void
}

/** `ended` is called once, when it reads nothing more. */
export function startReaderThread(
  script: URL,
  canons: readonly Canon[],
  startTimer: StartTimer,
  ended: () => void,
): ReaderThread {
  const worker = new Worker(script, { workerData: canons, resourceLimits: LIMITS })
  let job: Job | null = null
  let reason = 'the thread ended'
  worker.on('message', ({ packed, fault }: { readonly packed?: PackedReading; readonly fault?: string }) => {
    finish(packed ?? brokenReading(fault ?? ''))
  })
  worker.on('error', (error: unknown) => {
    reason = String(error)
  })
  // Out of memory mostly.
  worker.on('exit', () => {
    ended()
    finish(brokenReading(reason))
  })

  function finish(packed: PackedReading): void {
    const done = job
    job = null
    done?.stopTimer()
    done?.settle(packed)
  }

  function giveUp(milliseconds: number): void {
    ended()
    void worker.terminate()
    finish(slowReading(milliseconds))
  }

  return {
    read: async (file) =>
      new Promise((settle) => {
        const milliseconds = timeFor(file)
        job = { settle, stopTimer: startTimer(milliseconds, () => giveUp(milliseconds)) }
        worker.postMessage(file)
      }),
    isIdle: () => job === null,
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
