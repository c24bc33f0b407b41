/** The worker thread of `intake-pool.ts`: reads one source after the other. */
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import { answerTasks } from '../../platform/threads/answer-tasks.ts'
import type { PackedReading } from './packed-reading.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { readAndPack } = await import('./packed-reading.ts')

const canons = workerData as readonly Canon[]

answerTasks(async (file: SourceFile): Promise<PackedReading> => readAndPack(file, canons))
