/**
 * Runs tasks in worker threads, each thread one task at a time.
 *
 * Whatever goes wrong with a task becomes an answer: one that breaks its thread, ends it or takes too long has a fault
 * in words, the thread is given up, and the others go on. Threads start when there is work for them, and no more of
 * them than the machine has processors.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

export type TaskAnswer<Answer> = { readonly answer: Answer } | { readonly fault: string }

export interface TaskPool<Task, Answer> extends AsyncDisposable {
  readonly run: (task: Task) => Promise<TaskAnswer<Answer>>
  /** How many tasks are worth handing in before waiting for the first. */
  readonly width: number
}

/** Calls back when so much time is over; gives what calls that off. */
export type StartTimer = (milliseconds: number, expire: () => void) => () => void

export interface TaskPoolSettings<Task> {
  /** What each thread runs: it answers a message `Task` with `{ answer }` or `{ fault }`. */
  readonly script: URL
  readonly workerData: unknown
  /** How long a task may take. */
  readonly timeLimit: (task: Task) => number
  readonly mostThreads: number
  readonly startTimer?: StartTimer
}

interface Job<Task, Answer> {
  readonly task: Task
  readonly settle: (answer: TaskAnswer<Answer>) => void
}

interface TaskThread<Task, Answer> {
  readonly run: (job: Job<Task, Answer>) => void
  readonly isIdle: () => boolean
  readonly end: () => Promise<unknown>
}

/** A text leaves many small things behind; a larger nursery for them only takes memory, in every worker. */
const LIMITS = { maxYoungGenerationSizeMb: 24 } as const

export function openTaskPool<Task, Answer>(settings: TaskPoolSettings<Task>): TaskPool<Task, Answer> {
  const size = Math.min(settings.mostThreads, availableParallelism())
  const threads = new Set<TaskThread<Task, Answer>>()
  const waiting: Job<Task, Answer>[] = []

  function start(): TaskThread<Task, Answer> {
    const thread: TaskThread<Task, Answer> = startThread(settings, () => threads.delete(thread), handOut)
    threads.add(thread)
    return thread
  }

  function handOut(): void {
    while (waiting.length > 0) {
      const idle = [...threads].find((thread) => thread.isIdle()) ?? (threads.size < size ? start() : undefined)
      const job = waiting[0]
      if (idle === undefined || job === undefined) return
      waiting.shift()
      idle.run(job)
    }
  }

  return {
    width: size * 2,
    run: async (task) =>
      new Promise((settle) => {
        waiting.push({ task, settle })
        handOut()
      }),
    async [Symbol.asyncDispose]() {
      for (const job of waiting.splice(0)) job.settle({ fault: 'it was stopped before it began' })
      await Promise.all([...threads].map(async (thread) => thread.end()))
    },
  }
}

/** `ended` is called when it takes nothing more, `isFree` when it may take the next task. */
function startThread<Task, Answer>(
  settings: TaskPoolSettings<Task>,
  ended: () => void,
  isFree: () => void,
): TaskThread<Task, Answer> {
  const worker = new Worker(settings.script, { workerData: settings.workerData, resourceLimits: LIMITS })
  const startTimer = settings.startTimer ?? startClock
  let current: (Job<Task, Answer> & { readonly stopTimer: () => void }) | null = null
  let reason = 'the thread ended'
  worker.on('message', (answer: TaskAnswer<Answer>) => finish(answer))
  worker.on('error', (error: unknown) => {
    reason = String(error)
  })
  // Out of memory mostly.
  worker.on('exit', () => {
    ended()
    finish({ fault: reason })
  })

  function finish(answer: TaskAnswer<Answer>): void {
    const done = current
    current = null
    if (done === null) return
    done.stopTimer()
    done.settle(answer)
    isFree()
  }

  function giveUp(milliseconds: number): void {
    ended()
    void worker.terminate()
    finish({ fault: `it took longer than ${(milliseconds / 60_000).toFixed(1)} minutes and was stopped` })
  }

  return {
    run({ task, settle }) {
      const milliseconds = settings.timeLimit(task)
      current = { task, settle, stopTimer: startTimer(milliseconds, () => giveUp(milliseconds)) }
      worker.postMessage(task)
    },
    isIdle: () => current === null,
    end: async () => worker.terminate(),
  }
}

function startClock(milliseconds: number, expire: () => void): () => void {
  const timer = setTimeout(expire, milliseconds)
  return () => clearTimeout(timer)
}
