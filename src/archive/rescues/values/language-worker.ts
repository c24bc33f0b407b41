/** The worker thread of `value-pool.ts` that tells languages: its data take 100 MB, once for all. */
import { enableCompileCache } from 'node:module'
import { parentPort } from 'node:worker_threads'

enableCompileCache()
const { findLanguage } = await import('./find-language.ts')

/** Answers are awaited in the order of the tasks. */
let before: Promise<unknown> = Promise.resolve()

parentPort?.on('message', (text: string) => {
  before = before.then(async () => answer(text))
})

async function answer(text: string): Promise<void> {
  try {
    parentPort?.postMessage({ answer: await findLanguage(text) })
  } catch (fault) {
    // Whoever asked goes on without.
    parentPort?.postMessage({ fault: String(fault) })
  }
}
