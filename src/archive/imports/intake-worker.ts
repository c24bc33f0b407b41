/** The worker thread of `intake-pool.ts`: does one task after the other. */
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import { holdLanguagesSmall } from '../../platform/languages/hold-small.ts'
import { answerTasks } from '../../platform/threads/answer-tasks.ts'
import type { IntakeAnswer, IntakeTask } from './intake-task.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
holdLanguagesSmall()
const { runIntakeTask } = await import('./intake-task.ts')

const canons = workerData as readonly Canon[]

answerTasks(async (task: IntakeTask): Promise<IntakeAnswer> => runIntakeTask(task, canons))
