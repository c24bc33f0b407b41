/**
 * A thread that takes tasks and answers them in their order, and is ended when it takes too long over one. What it had
 * not begun then is given back.
 */
import { Worker } from 'node:worker_threads'
import type { TaskAnswer, TaskPoolSettings } from './task.ts'

export interface TaskJob<Task, Answer> {
  readonly task: Task
  readonly size: number
  readonly settle: (answer: TaskAnswer<Answer>) => void
}

export interface TaskThread<Task, Answer> {
  readonly take: (job: TaskJob<Task, Answer>) => void
  /** Tasks that it has taken and not answered. */
  readonly waiting: () => number
  /** Their bytes. */
  readonly load: () => number
  readonly end: () => Promise<unknown>
}

export interface TaskEvents<Task, Answer> {
  readonly onAnswer: () => void
  /** It takes nothing more; `left` it had not begun. Called once. */
  readonly onEnd: (left: readonly TaskJob<Task, Answer>[]) => void
}

export function startTaskThread<Task, Answer>(
  settings: TaskPoolSettings<Task, Answer>,
  { onAnswer, onEnd }: TaskEvents<Task, Answer>,
): TaskThread<Task, Answer> {
  const { script, workerData, nurseryMegabytes, startTimer = startClock } = settings
  const worker = new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb: nurseryMegabytes } })
  /** The first one is being worked on. */
  const jobs: TaskJob<Task, Answer>[] = []
  let load = 0
  let stopTimer: (() => void) | null = null
  let hasEnded = false
  let reason = 'the thread ended'
  worker.on('message', (answer: TaskAnswer<Answer>) => {
    if (hasEnded) return
    settleFirst(answer)
    begin()
    onAnswer()
  })
  worker.on('error', (error: unknown) => {
    reason = String(error)
  })
  // Out of memory mostly.
  worker.on('exit', () => giveUp({ fault: reason }))

  /** The time of a task begins when the one before it is answered. */
  function begin(): void {
    const [job] = jobs
    if (job === undefined) return
    const milliseconds = settings.timeLimit(job.task)
    stopTimer = startTimer(milliseconds, () => {
      void worker.terminate()
      const minutes = (milliseconds / 60_000).toFixed(1)
      giveUp({ fault: `it took longer than ${minutes} minutes and was stopped`, stopped: 'late' })
    })
  }

  function settleFirst(answer: TaskAnswer<Answer>): void {
    stopTimer?.()
    stopTimer = null
    const job = jobs.shift()
    load -= job?.size ?? 0
    job?.settle(answer)
  }

  function giveUp(answer: TaskAnswer<Answer>): void {
    if (hasEnded) return
    hasEnded = true
    settleFirst(answer)
    onEnd(jobs.splice(0))
  }

  return {
    take(job) {
      jobs.push(job)
      load += job.size
      worker.postMessage(job.task)
      if (jobs.length === 1) begin()
    },
    waiting: () => jobs.length,
    load: () => load,
    end: async () => worker.terminate(),
  }
}

function startClock(milliseconds: number, expire: () => void): () => void {
  const timer = setTimeout(expire, milliseconds)
  return () => clearTimeout(timer)
}
