/**
 * Reads sources on all processors: intake is nearly all of what an import costs, and sources do not depend on each other.
 *
 * The first sources are read in this thread, since a worker takes a second to start and most imports are small.
 *
 * A source that breaks intake is refused with the fault, and its bytes are kept: a fault of ours must not keep twenty
 * thousand other stories out.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import { type PackedReading, readAndPack } from './packed-reading.ts'

export type { PackedReading }

export interface IntakePool extends AsyncDisposable {
  readonly read: (file: SourceFile) => Promise<PackedReading>
  /** How many sources are worth handing in before waiting for the first. */
  readonly width: number
}

/** Bytes read in this thread before workers are worth their start. */
const WORTH_WORKERS_BYTES = 512 * 1024
/** Each worker holds the data for telling languages, some 100 MB. */
const MOST_WORKERS = 8

interface Job {
  readonly file: SourceFile
  readonly settle: (packed: PackedReading) => void
}

export function openIntakePool(canons: readonly Canon[]): IntakePool {
  const size = Math.min(MOST_WORKERS, availableParallelism())
  const workers: Worker[] = []
  const idle: Worker[] = []
  const waiting: Job[] = []
  let bytes = 0

  function start(): void {
    for (let i = 0; i < size; i++) {
      const worker = new Worker(new URL('./intake-worker.ts', import.meta.url), { workerData: canons })
      workers.push(worker)
      idle.push(worker)
    }
  }

  function next(): void {
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
      const job = waiting.shift()
      if (job === undefined) {
        idle.push(worker)
        return
      }
      give(worker, job)
    }
  }

  function give(worker: Worker, job: Job): void {
    const onMessage = (message: { readonly packed?: PackedReading; readonly fault?: string }): void => {
      worker.off('error', onError)
      idle.push(worker)
      job.settle(message.packed ?? brokenReading(message.fault ?? ''))
      next()
    }
    const onError = (error: unknown): void => {
      // The thread is gone, out of memory mostly; another one takes its place.
      worker.off('message', onMessage)
      workers.splice(workers.indexOf(worker), 1)
      const replacement = new Worker(new URL('./intake-worker.ts', import.meta.url), { workerData: canons })
      workers.push(replacement)
      idle.push(replacement)
      job.settle(brokenReading(String(error)))
      next()
    }
    worker.once('message', onMessage)
    worker.once('error', onError)
    worker.postMessage(job.file)
  }

  return {
    width: size * 2,
    async read(file) {
      bytes += file.bytes.length
      if (size < 2 || bytes < WORTH_WORKERS_BYTES) {
        try {
          return await readAndPack(file, canons)
        } catch (error) {
          return brokenReading(error instanceof Error ? (error.stack ?? error.message) : String(error))
        }
      }
      if (workers.length === 0) start()
      return new Promise((settle) => {
        waiting.push({ file, settle })
        next()
      })
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function brokenReading(fault: string): PackedReading {
  const why = `Ficarium failed on this file, which is a bug of ours; it is kept, and a later version can read it. Please report: ${fault.slice(0, 500)}`
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
