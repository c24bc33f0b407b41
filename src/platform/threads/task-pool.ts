/**
 * Runs tasks in worker threads, each thread one after the other.
 *
 * Whatever goes wrong with a task becomes an answer: one that breaks its thread, ends it or takes too long has a fault
 * in words, the thread is given up, and what it had not begun goes to others. Threads start when there is work for
 * them, no more of them than the machine has processors, and each is given some tasks ahead, since the thread that
 * hands them out is often busy writing.
 */
import { availableParallelism } from 'node:os'
import type { TaskAnswer, TaskPoolSettings } from './task.ts'
import { startTaskThread, type TaskJob, type TaskThread } from './task-thread.ts'

export interface TaskPool<Task, Answer> extends AsyncDisposable {
  readonly run: (task: Task) => Promise<TaskAnswer<Answer>>
  /** How many tasks are worth handing in before waiting for the first. */
  readonly width: number
}

/** What a thread is given ahead. */
const TASKS_AHEAD = 8
const BYTES_AHEAD = 1024 * 1024

export function openTaskPool<Task, Answer>(settings: TaskPoolSettings<Task>): TaskPool<Task, Answer> {
  const size = Math.min(settings.mostThreads, availableParallelism())
  const threads = new Set<TaskThread<Task, Answer>>()
  const waiting: TaskJob<Task, Answer>[] = []
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
      const free = threads.size < size && !isAnyIdle() ? start() : leastLoaded()
      if (free === undefined) return
      waiting.shift()
      free.take(job)
    }
  }

  function isAnyIdle(): boolean {
    for (const thread of threads) if (thread.waiting() === 0) return true
    return false
  }

  /** The thread that is done first, unless all have enough to do. */
  function leastLoaded(): TaskThread<Task, Answer> | undefined {
    let least: TaskThread<Task, Answer> | undefined
    for (const thread of threads) if (least === undefined || thread.load() < least.load()) least = thread
    const hasEnough = least !== undefined && (least.waiting() >= TASKS_AHEAD || least.load() >= BYTES_AHEAD)
    return hasEnough ? undefined : least
  }

  function stopWaiting(): void {
    for (const job of waiting.splice(0)) job.settle({ fault: 'it was stopped before it began' })
  }

  return {
    width: size * TASKS_AHEAD,
    run: async (task) =>
      new Promise((settle) => {
        waiting.push({ task, settle, size: settings.sizeOf(task) })
        handOut()
      }),
    async [Symbol.asyncDispose]() {
      isClosed = true
      stopWaiting()
      await Promise.all([...threads].map(async (thread) => thread.end()))
    },
  }
}
