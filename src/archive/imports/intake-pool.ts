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

/** A thread, and what it is reading. */
interface Reader {
  readonly worker: Worker
  job: Job | null
}

/** A text leaves many small things behind; a larger nursery for them only takes memory, in every worker. */
const LIMITS = { maxYoungGenerationSizeMb: 24 } as const

const WORKER = new URL('./intake-worker.ts', import.meta.url)

/** `script` is another worker for tests. */
export function openIntakePool(canons: readonly Canon[], script: URL = WORKER): IntakePool {
  const size = Math.min(MOST_WORKERS, availableParallelism())
  const readers = new Set<Reader>()
  const waiting: Job[] = []
  let bytes = 0

  function start(): Reader {
    const reader: Reader = { worker: new Worker(script, { workerData: canons, resourceLimits: LIMITS }), job: null }
    let reason = 'the thread ended'
    reader.worker.on('message', ({ packed, fault }: { readonly packed?: PackedReading; readonly fault?: string }) => {
      finish(reader, packed ?? brokenReading(fault ?? ''))
    })
    reader.worker.on('error', (error: unknown) => {
      reason = String(error)
    })
    // Out of memory mostly. Another one is started when there is something to read.
    reader.worker.on('exit', () => {
      readers.delete(reader)
      finish(reader, brokenReading(reason))
    })
    readers.add(reader)
    return reader
  }

  function finish(reader: Reader, packed: PackedReading): void {
    const { job } = reader
    reader.job = null
    job?.settle(packed)
    handOut()
  }

  function handOut(): void {
    while (waiting.length > 0) {
      const idle = [...readers].find(({ job }) => job === null) ?? (readers.size < size ? start() : undefined)
      const job = waiting[0]
      if (idle === undefined || job === undefined) return
      waiting.shift()
      idle.job = job
      idle.worker.postMessage(job.file)
    }
  }

  async function readHere(file: SourceFile): Promise<PackedReading> {
    try {
      return await readAndPack(file, canons)
    } catch (error) {
      return brokenReading(error instanceof Error ? (error.stack ?? error.message) : String(error))
    }
  }

  return {
    width: size * 2,
    async read(file) {
      bytes += file.bytes.length
      if (size < 2 || bytes < WORTH_WORKERS_BYTES) return readHere(file)
      return new Promise((settle) => {
        waiting.push({ file, settle })
        handOut()
      })
    },
    async [Symbol.asyncDispose]() {
      for (const job of waiting.splice(0)) job.settle(brokenReading('the import was stopped'))
      await Promise.all([...readers].map(({ worker }) => worker.terminate()))
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
