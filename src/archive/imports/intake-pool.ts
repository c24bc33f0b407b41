/**
 * Reads sources on all processors: intake is nearly all of what an import costs, and sources do not depend on each other.
 *
 * A worker takes a second to start, so a small import is read in this thread. What this thread reads cannot be stopped;
 * therefore it reads nothing large.
 *
 * A source that breaks intake, or that takes minutes, is refused with the fault, and its bytes are kept: a fault of
 * ours must not keep twenty thousand other stories out.
 */
import { availableParallelism } from 'node:os'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import { type PackedReading, readAndPack } from './packed-reading.ts'
import {
  brokenReading,
  type Job,
  type ReaderThread,
  type StartTimer,
  startClock,
  startReaderThread,
} from './reader-thread.ts'

export type { PackedReading }

export interface IntakePool extends AsyncDisposable {
  readonly read: (file: SourceFile) => Promise<PackedReading>
  /** How many sources are worth handing in before waiting for the first. */
  readonly width: number
}

export interface PoolSettings {
  /** There is so much to read that workers are worth their start from the first source on. */
  readonly isLarge?: boolean
  /** For tests: another worker, another clock. */
  readonly script?: URL
  readonly startTimer?: StartTimer
}

/** With more bytes than that to read, workers are worth their start. */
export const WORTH_WORKERS_BYTES = 512 * 1024
/** The largest source that is read in this thread. */
const LARGEST_HERE_BYTES = 64 * 1024
/** Each worker holds the data for telling languages, some 100 MB. */
const MOST_WORKERS = 8
/** What a worker is given ahead: enough to read while this thread writes a group of files. */
const SOURCES_AHEAD = 24
const BYTES_AHEAD = 512 * 1024

const WORKER = new URL('./intake-worker.ts', import.meta.url)

export function openIntakePool(canons: readonly Canon[], settings: PoolSettings = {}): IntakePool {
  const { isLarge = false, script = WORKER, startTimer = startClock } = settings
  const size = Math.min(MOST_WORKERS, availableParallelism())
  const threads = new Set<ReaderThread>()
  const waiting: Job[] = []
  let bytes = 0
  let isClosed = false

  function start(): ReaderThread {
    const thread = startReaderThread(script, canons, startTimer, {
      onRead: handOut,
      onEnd(left) {
        threads.delete(thread)
        waiting.unshift(...left)
        if (isClosed) stopWaiting()
        else handOut()
      },
    })
    threads.add(thread)
    return thread
  }

  function handOut(): void {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const free = threads.size < size && !isAnyIdle() ? start() : leastLoaded()
      if (free === undefined) return
      waiting.shift()
      free.take(job)
    }
  }

  function isAnyIdle(): boolean {
    for (const thread of threads) if (thread.waiting() === 0) return true
    return false
  }

  /** The thread that is done first, unless all have enough to do. */
  function leastLoaded(): ReaderThread | undefined {
    let least: ReaderThread | undefined
    for (const thread of threads) if (least === undefined || thread.load() < least.load()) least = thread
    const hasEnough = least !== undefined && (least.waiting() >= SOURCES_AHEAD || least.load() >= BYTES_AHEAD)
    return hasEnough ? undefined : least
  }

  function stopWaiting(): void {
    for (const job of waiting.splice(0)) job.settle(brokenReading('the import was stopped'))
  }

  async function readHere(file: SourceFile): Promise<PackedReading> {
    try {
      return await readAndPack(file, canons)
    } catch (error) {
      // Whatever it was, the other files can still be read.
      return brokenReading(error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }

  return {
    width: size * SOURCES_AHEAD,
    async read(file) {
      bytes += file.bytes.length
      const isSmall = file.bytes.length <= LARGEST_HERE_BYTES
      if (isSmall && (size < 2 || !(isLarge || bytes >= WORTH_WORKERS_BYTES))) return readHere(file)
      return new Promise((settle) => {
        waiting.push({ file, settle })
        handOut()
      })
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      stopWaiting()
      await Promise.all([...threads].map(async (thread) => thread.end()))
    },
  }
}
