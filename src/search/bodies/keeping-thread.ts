/** The thread that builds the word index and keeps it as the catalogue is. */
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../platform/threads/answer-tasks.ts'
import type { KeptState } from './keep.ts'
import type { ThreadSettings } from './open.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { connect } = await import('../../platform/db/database.ts')
const { openCutter } = await import('./cut-texts.ts')
const { indexKeeper } = await import('./keep.ts')

const settings = workerData as ThreadSettings
const { db } = connect(settings.database)
const keeper = indexKeeper(db, settings.path, openCutter(db, settings))

answerTasks(async (task: 'step' | 'rebuild'): Promise<KeptState> => {
  if (task === 'rebuild') keeper.rebuild()
  return keeper.step()
})
