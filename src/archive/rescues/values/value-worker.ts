/** The worker thread of `value-pool.ts`: answers one task after the other. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { ValueTask } from './value-task.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { runValueTask } = await import('./value-task.ts')

const siteUrl = workerData as string | null

parentPort?.on('message', (task: ValueTask) => {
  try {
    parentPort?.postMessage({ answer: runValueTask(task, siteUrl) })
  } catch (fault) {
    // Whoever asked says what broke, and the others can still be read.
    parentPort?.postMessage({ fault: fault instanceof Error ? fault.stack : String(fault) })
  }
})
