/** The thread that reads texts and cuts them while an index is built. */
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../platform/threads/answer-tasks.ts'
import type { CutTask, CutterSettings } from './cut-texts.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { connect } = await import('../../platform/db/database.ts')
const { cutsHere } = await import('./cut-texts.ts')

const { database } = workerData as CutterSettings
const cut = cutsHere(connect(database).db)

answerTasks(async (task: CutTask) => cut(task))
