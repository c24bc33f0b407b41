/** The worker thread of `intake-pool.ts`: reads one source after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import { readAndPack } from './packed-reading.ts'

const canons = workerData as readonly Canon[]

parentPort?.on('message', (file: SourceFile) => {
  void readAndPack(file, canons).then(
    (packed) => parentPort?.postMessage({ packed }),
    (fault: unknown) => parentPort?.postMessage({ fault: fault instanceof Error ? fault.stack : String(fault) }),
  )
})
