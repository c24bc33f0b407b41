/** The worker thread of `value-pool.ts`: answers one task after the other. */
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../../platform/threads/answer-tasks.ts'
import type { ValueAnswer, ValueTask } from './value-task.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { runValueTask } = await import('./value-task.ts')

const siteUrl = workerData as string | null

answerTasks((task: ValueTask): ValueAnswer => runValueTask(task, siteUrl))
