/** The worker thread of `intake-pool.ts`: reads one source after the other. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { readAndPack } = await import('./packed-reading.ts')

const canons = workerData as readonly Canon[]

parentPort?.on('message', (file: SourceFile) => {
  void readAndPack(file, canons).then(
    (packed) => parentPort?.postMessage({ packed }),
    (fault: unknown) => parentPort?.postMessage({ fault: fault instanceof Error ? fault.stack : String(fault) }),
  )
})
