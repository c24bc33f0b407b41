/** Starts a thread that holds the tag index, or one that answers beside it, and puts questions to it. */
import { Worker } from 'node:worker_threads'
import type { Call, CallName, Calls, Said, ThreadSettings } from './message.ts'
import type { Published, PublishedChange } from './published.ts'

export interface IndexThread {
  /** How many works there are, once it is ready, and what others can answer from; fails with the reason when it cannot be. */
  readonly ready: Promise<Ready>
  /** Null when it broke over this. */
  readonly call: <Name extends CallName>(
    name: Name,
    given: Calls[Name]['given'],
  ) => Promise<Calls[Name]['answer'] | null>
  readonly isReady: () => boolean
  /** How many calls wait for their answers. */
  readonly waiting: () => number
  /** Gives it what changed, ahead of all calls that come after. */
  readonly give: (change: PublishedChange) => void
  readonly end: () => Promise<unknown>
}

export interface Ready {
  readonly works: number
  readonly published: Published | null
}

/** A million works are in memory as text for a moment when they are put in order. */
const HEAP_MEGABYTES = 4096
/** What an answer is made of is small; more room is only filled with what is of no use any longer. */
const NURSERY_MEGABYTES = 12

/** `onEnd` says that it is gone, unless it was ended from here. */
export function startIndexThread(settings: ThreadSettings, onEnd: (reason: string) => void): IndexThread {
  return startThread(new URL('thread.ts', import.meta.url), settings, onEnd)
}

/** One that answers from what the other published. */
export function startAnsweringThread(published: Published, onEnd: (reason: string) => void): IndexThread {
  return startThread(new URL('answering-thread.ts', import.meta.url), published, onEnd)
}

function startThread(script: URL, workerData: unknown, onEnd: (reason: string) => void): IndexThread {
  const worker = new Worker(script, {
    workerData,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: NURSERY_MEGABYTES },
  })
  const waiting = new Map<number, (answer: unknown) => void>()
  const { promise: ready, resolve, reject } = Promise.withResolvers<Ready>()
  let calls = 0
  let reason = 'its thread ended'
  let hasEnded = false
  let isReady = false
  // Whoever waits for it is told by `ready`; nobody need.
  ready.catch(() => undefined)

  worker.on('message', (said: Said) => {
    if (said.kind === 'ready') {
      isReady = true
      resolve(said)
    } else settle(said.number, said.kind === 'answer' ? said.answer : null)
  })
  worker.on('error', (error: unknown) => {
    reason = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', () => {
    if (!hasEnded) onEnd(reason)
    giveUp()
  })

  function settle(number: number, answer: unknown): void {
    waiting.get(number)?.(answer)
    waiting.delete(number)
  }

  function giveUp(): void {
    hasEnded = true
    reject(new Error(reason))
    for (const answerWith of waiting.values()) answerWith(null)
    waiting.clear()
  }

  return {
    ready,
    call: async (name, given) => {
      if (hasEnded) return null
      const number = ++calls
      const answer = new Promise((settleCall) => waiting.set(number, settleCall))
      worker.postMessage({ number, name, given } satisfies Call)
      return (await answer) as Calls[typeof name]['answer'] | null
    },
    isReady: () => isReady,
    waiting: () => waiting.size,
    give(change) {
      if (!hasEnded) worker.postMessage(change)
    },
    async end() {
      giveUp()
      return worker.terminate()
    },
  }
}
