import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { StartTimer, TaskPoolSettings } from './task.ts'
import { openTaskPool } from './task-pool.ts'

const hasThreads = availableParallelism() > 1

/** A worker of a few lines, with `port` to speak to us. */
function settings(body: string, startTimer?: StartTimer): TaskPoolSettings<string> {
  const script = `import { parentPort as port } from 'node:worker_threads'; port.on('message', (task) => { ${body} })`
  return {
    script: new URL(`data:text/javascript,${encodeURIComponent(script)}`),
    workerData: null,
    sizeOf: (task) => task.length,
    timeLimit: () => 60_000,
    mostThreads: 2,
    ...(startTimer !== undefined && { startTimer }),
  }
}

const ECHO = 'port.postMessage({ answer: task.toUpperCase() })'

describe('openTaskPool', () => {
  test('gives each task its own answer, many more than there are threads', async () => {
    await using pool = openTaskPool<string, string>(settings(ECHO))
    const tasks = Array.from({ length: 100 }, (_, i) => `task ${i}`)
    const answers = await Promise.all(tasks.map((task) => pool.run(task)))
    expect(answers).toEqual(tasks.map((task) => ({ answer: task.toUpperCase() })))
  })

  test.for([
    ['ends', 'process.exit()'],
    ['fails', 'throw new Error("out of memory")'],
  ])('answers the task over which a thread %s with a fault, and the others as ever', async ([, last]) => {
    await using pool = openTaskPool<string, string>(settings(`if (task === 'bad') { ${last} } else { ${ECHO} }`))
    const answers = await Promise.all(['a', 'bad', 'b', 'bad', 'c', 'd'].map((task) => pool.run(task)))
    expect(answers.map((answer) => ('fault' in answer ? 'fault' : answer.answer))).toEqual([
      'A',
      'fault',
      'B',
      'fault',
      'C',
      'D',
    ])
  })

  test('stops a task that takes longer than its time, and gives what stood behind it to others', async () => {
    const expiries: (() => void)[] = []
    const startTimer: StartTimer = (_, expire) => {
      expiries.push(expire)
      return () => void expiries.splice(expiries.indexOf(expire), 1)
    }
    await using pool = openTaskPool<string, string>({
      ...settings(`if (task === 'endless') { for (;;) {} } else { ${ECHO} }`, startTimer),
      mostThreads: 1,
    })
    const answers = ['endless', 'a', 'b'].map((task) => pool.run(task))
    expiries[0]?.()
    expect(await answers[0]).toEqual({ fault: 'it took longer than 1.0 minutes and was stopped' })
    expect(await Promise.all(answers.slice(1))).toEqual([{ answer: 'A' }, { answer: 'B' }])
    expect(expiries).toEqual([])
  })

  test.skipIf(!hasThreads)('ends when no thread can be started', async () => {
    await using pool = openTaskPool<string, string>({
      ...settings(''),
      script: new URL('data:text/javascript,throw 1'),
    })
    const answers = await Promise.all(['a', 'b', 'c'].map((task) => pool.run(task)))
    expect(answers.every((answer) => 'fault' in answer)).toBe(true)
  })

  test('answers what it had not begun when it is closed', async () => {
    const pool = openTaskPool<string, string>(settings('for (;;) {}'))
    const answers = Array.from({ length: 60 }, (_, i) => pool.run(String(i)))
    await pool[Symbol.asyncDispose]()
    expect((await Promise.all(answers)).every((answer) => 'fault' in answer)).toBe(true)
  })
})
