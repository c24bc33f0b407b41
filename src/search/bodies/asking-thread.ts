/** The thread that answers questions of the word index. */
import { enableCompileCache } from 'node:module'
import { workerData } from 'node:worker_threads'
import { answerTasks } from '../../platform/threads/answer-tasks.ts'
import type { AskingAnswer, AskingTask } from './asking.ts'
import type { ThreadSettings } from './open.ts'

// A thread does not inherit the cache of the program, and half of its start is compiling.
enableCompileCache()
const { connect } = await import('../../platform/db/database.ts')
const { indexAsker } = await import('./asking.ts')

const { database, path } = workerData as ThreadSettings
const asker = indexAsker(connect(database).db, path)

answerTasks(async (task: AskingTask): Promise<AskingAnswer> => {
  switch (task.kind) {
    case 'gather':
      return asker.gather(task.viewer, task.part, task.share)
    case 'score':
      return asker.score(task.viewer, task.part)
    case 'passages':
      return asker.passages(task.viewer, task)
    case 'like':
      return asker.like(task.viewer, task.word, task.size)
    case 'release':
      asker.release()
      return null
  }
})
