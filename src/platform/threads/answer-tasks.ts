/** Answers the tasks that a pool sends to this worker thread, one after the other: an answer does not say to which task. */
import { parentPort } from 'node:worker_threads'
import { taskFault } from './task.ts'

export function answerTasks(run: (task: never) => unknown): void {
  let before = Promise.resolve()

  parentPort?.on('message', (task: unknown) => {
    // Whoever starts a thread sends the tasks that its function takes.
    before = before.then(async () => answer(task as never))
  })

  async function answer(task: never): Promise<void> {
    try {
      parentPort?.postMessage({ answer: await run(task) })
    } catch (error) {
      // Whoever asked says what broke, and the other tasks can still be run.
      parentPort?.postMessage(taskFault(error))
    }
  }
}
