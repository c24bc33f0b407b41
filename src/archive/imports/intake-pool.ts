/**
 * Reads sources on all processors: intake is nearly all of what an import costs, and sources do not depend on each other.
 *
 * The first small sources are read in this thread, since a worker takes a second to start and most imports are small.
 * What this thread reads cannot be stopped; therefore it reads nothing large.
 *
 * A source that breaks intake, or that takes minutes, is refused with the fault, and its bytes are kept: a fault of
 * ours must not keep twenty thousand other stories out.
 */
import { availableParallelism } from 'node:os'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import { type PackedReading, readAndPack } from './packed-reading.ts'
import { brokenReading, type ReaderThread, type StartTimer, startClock, startReaderThread } from './reader-thread.ts'

export type { PackedReading }

export interface IntakePool extends AsyncDisposable {
  readonly read: (file: SourceFile) => Promise<PackedReading>
  /** How many sources are worth handing in before waiting for the first. */
  readonly width: number
}

/** For tests: another worker, another clock. */
export interface PoolSettings {
  readonly script?: URL
  readonly startTimer?: StartTimer
}

/** Bytes read in this thread before workers are worth their start, and the largest source that it reads. */
const WORTH_WORKERS_BYTES = 512 * 1024
const LARGEST_HERE_BYTES = 64 * 1024
/** Each worker holds the data for telling languages, some 100 MB. */
const MOST_WORKERS = 8

interface Job {
  readonly file: SourceFile
  readonly settle: (packed: PackedReading) => void
}

const WORKER = new URL('./intake-worker.ts', import.meta.url)

export function openIntakePool(canons: readonly Canon[], settings: PoolSettings = {}): IntakePool {
  const { script = WORKER, startTimer = startClock } = settings
  const size = Math.min(MOST_WORKERS, availableParallelism())
  const threads = new Set<ReaderThread>()
  const waiting: Job[] = []
  let bytes = 0

  function start(): ReaderThread {
    const thread = startReaderThread(script, canons, startTimer, () => threads.delete(thread))
    threads.add(thread)
    return thread
  }

  function handOut(): void {
    while (waiting.length > 0) {
      const idle = [...threads].find((thread) => thread.isIdle()) ?? (threads.size < size ? start() : undefined)
      const job = waiting[0]
      if (idle === undefined || job === undefined) return
      waiting.shift()
      void idle.read(job.file).then((packed) => {
        job.settle(packed)
        handOut()
      })
    }
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
    width: size * 2,
    async read(file) {
      bytes += file.bytes.length
      const isSmall = file.bytes.length <= LARGEST_HERE_BYTES
      if (isSmall && (size < 2 || bytes < WORTH_WORKERS_BYTES)) return readHere(file)
      return new Promise((settle) => {
        waiting.push({ file, settle })
        handOut()
      })
    },
    async [Symbol.asyncDispose]() {
      for (const job of waiting.splice(0)) job.settle(brokenReading('the import was stopped'))
      await Promise.all([...threads].map(async (thread) => thread.end()))
    },
  }
}
