/** The worker thread of `intake-pool.ts`: reads one source after the other. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { readAndPack } = await import('./packed-reading.ts')

const canons = workerData as readonly Canon[]

/** One after the other, since an answer says nothing of which source it is for. */
let before = Promise.resolve()

parentPort?.on('message', (file: SourceFile) => {
  before = before.then(async () => answer(file))
})

async function answer(file: SourceFile): Promise<void> {
  try {
    parentPort?.postMessage({ packed: await readAndPack(file, canons) })
  } catch (fault) {
    parentPort?.postMessage({ fault: fault instanceof Error ? fault.stack : String(fault) })
  }
}
