/** A thread that answers beside the one that keeps the index, from the same arrays. */
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Call, Said } from './message.ts'
import type { Published, PublishedChange } from './published.ts'

// A thread does not inherit the cache of the program, and what compiles takes ten megabytes.
enableCompileCache()
const { answerQuestion } = await import('./answer-call.ts')
const { countWorks } = await import('./catalogue.ts')
const { receive, receiveChange } = await import('./published.ts')

const { base, ...published } = workerData as Published
let answering = receive({ base, ...published })
say({ kind: 'ready', works: countWorks(answering), published: null })

parentPort?.on('message', (message: Call | PublishedChange) => {
  if ('valid' in message) answering = receiveChange(answering.terms, base, message)
  else answerCall(message)
})

function answerCall({ number, name, given }: Call): void {
  try {
    say({ kind: 'answer', number, answer: answerQuestion(answering, name, given) })
  } catch (error) {
    // Whoever asked goes to the store instead, and other questions can still be answered.
    say({ kind: 'fault', number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

function say(said: Said): void {
  parentPort?.postMessage(said)
}
