/**
 * Runs tasks in worker threads, each thread one after the other.
 *
 * Whatever goes wrong with a task becomes an answer: one that breaks its thread, ends it or takes too long has a fault
 * in words, the thread is given up, and what it had not begun goes to others. Threads start when there is work for
 * them, no more of them than the machine has processors, and each is given some tasks ahead, since the thread that
 * hands them out is often busy writing.
 *
 * A thread takes a second to start; therefore small tasks can be run in this one until there are many of them, and with
 * few processors also after that, whenever it has nothing else to do.
 */
import { availableParallelism } from 'node:os'
import { type TaskAnswer, type TaskPoolSettings, type TasksHere, taskFault } from './task.ts'
import { startTaskThread, type TaskJob, type TaskThread } from './task-thread.ts'

export interface TaskPool<Task, Answer> extends AsyncDisposable {
  readonly run: (task: Task) => Promise<TaskAnswer<Answer>>
  /** How many tasks are worth handing in before waiting for the first. */
  readonly width: number
  /** Starts the threads ahead of the first task: they load while other things are done. */
  readonly warm: () => void
  /** Ends the threads, which hold much memory, while there is nothing to do; they start again when there is. */
  readonly rest: () => Promise<void>
}

export function openTaskPool<Task, Answer>(settings: TaskPoolSettings<Task, Answer>): TaskPool<Task, Answer> {
  const { ahead, here } = settings
  const size = Math.min(settings.mostThreads, availableParallelism())
  const isSharing = here?.sharesUpTo !== undefined && size > 1 && size <= here.sharesUpTo
  const mostThreads = isSharing ? size - 1 : size
  const threads = new Set<TaskThread<Task, Answer>>()
  const waiting: TaskJob<Task, Answer>[] = []
  let bytes = 0
  let isToShare = false
  let isClosed = false

  function start(): TaskThread<Task, Answer> {
    const thread: TaskThread<Task, Answer> = startTaskThread(settings, {
      onAnswer: handOut,
      onEnd(left) {
        threads.delete(thread)
        waiting.unshift(...left)
        if (isClosed) stopWaiting()
        else handOut()
      },
    })
    threads.add(thread)
    return thread
  }

  function handOut(): void {
    for (let job = waiting[0]; job !== undefined; job = waiting[0]) {
      const free = threads.size < mostThreads && !isAnyIdle() ? start() : leastLoaded()
      if (free === undefined) break
      waiting.shift()
      free.take(job)
    }
    if (isSharing) shareSoon()
  }

  /** In a turn of its own, so that whatever else this thread has to do comes first; the last one is waited for last. */
  function shareSoon(): void {
    if (here === undefined || isToShare || lastSmall(here) < 0) return
    isToShare = true
    setImmediate(() => {
      isToShare = false
      const at = lastSmall(here)
      const [job] = at < 0 ? [] : waiting.splice(at, 1)
      if (job === undefined) return
      void runHere(here, job.task).then((answer) => {
        job.settle(answer)
        shareSoon()
      })
    })
  }

  function lastSmall({ largestBytes }: TasksHere<Task, Answer>): number {
    return waiting.findLastIndex((job) => job.size <= largestBytes)
  }

  function isAnyIdle(): boolean {
    for (const thread of threads) if (thread.waiting() === 0) return true
    return false
  }

  /** The thread that is done first, unless all have enough to do. */
  function leastLoaded(): TaskThread<Task, Answer> | undefined {
    let least: TaskThread<Task, Answer> | undefined
    for (const thread of threads) if (least === undefined || thread.load() < least.load()) least = thread
    const hasEnough = least !== undefined && (least.waiting() >= ahead.tasks || least.load() >= ahead.bytes)
    return hasEnough ? undefined : least
  }

  function stopWaiting(): void {
    for (const job of waiting.splice(0)) job.settle({ fault: 'it was stopped before it began', stopped: 'closed' })
  }

  async function endThreads(): Promise<void> {
    await Promise.all([...threads].map(async (thread) => thread.end()))
  }

  /** A single thread would be no faster than this one. */
  function isForHere({ largestBytes, untilBytes }: TasksHere<Task, Answer>, taskBytes: number): boolean {
    return taskBytes <= largestBytes && (size < 2 || bytes < untilBytes)
  }

  return {
    width: size * ahead.tasks,
    async run(task) {
      const taskBytes = settings.sizeOf(task)
      bytes += taskBytes
      if (here !== undefined && isForHere(here, taskBytes)) return runHere(here, task)
      return new Promise((settle) => {
        waiting.push({ task, settle, size: taskBytes })
        handOut()
      })
    },
    warm() {
      while (threads.size < mostThreads) start()
    },
    rest: endThreads,
    async [Symbol.asyncDispose]() {
      isClosed = true
      stopWaiting()
      await endThreads()
    },
  }
}

async function runHere<Task, Answer>(here: TasksHere<Task, Answer>, task: Task): Promise<TaskAnswer<Answer>> {
  try {
    return { answer: await here.run(task) }
  } catch (error) {
    // As from a thread: whatever it was, the other tasks can still be run.
    return taskFault(error)
  }
}
