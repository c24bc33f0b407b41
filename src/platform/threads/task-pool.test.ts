import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { StartTimer, TaskAnswer, TaskPoolSettings } from './task.ts'
import { openTaskPool, type TaskPool } from './task-pool.ts'

const hasThreads = availableParallelism() > 1

type Settings = TaskPoolSettings<string, string>

function module(source: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}

/** A worker of a few lines, with `port` to speak to us and `receive(port)` for what has come already. */
function settings(body: string, more: Partial<Settings> = {}): Settings {
  return {
    script: module(
      `import { parentPort as port, receiveMessageOnPort as receive } from 'node:worker_threads'; port.on('message', (task) => { ${body} })`,
    ),
    workerData: null,
    sizeOf: (task) => task.length,
    timeLimit: () => 60_000,
    mostThreads: 2,
    ahead: { tasks: 8, bytes: 1024 },
    nurseryMegabytes: 16,
    ...more,
  }
}

const ECHO = 'port.postMessage({ answer: task.toUpperCase() })'

async function answers(pool: TaskPool<string, string>, tasks: readonly string[]): Promise<TaskAnswer<string>[]> {
  return Promise.all(tasks.map((task) => pool.run(task)))
}

/** The answers, with `fault` for whatever broke. */
async function words(pool: TaskPool<string, string>, tasks: readonly string[]): Promise<string[]> {
  return (await answers(pool, tasks)).map((answer) => ('fault' in answer ? 'fault' : answer.answer))
}

describe('openTaskPool', () => {
  test('gives each task its own answer, many more than there are threads', async () => {
    await using pool = openTaskPool(settings(ECHO))
    const tasks = Array.from({ length: 100 }, (_, i) => `task ${i}`)
    expect(await words(pool, tasks)).toEqual(tasks.map((task) => task.toUpperCase()))
  })

  test.for([
    ['ends', 'process.exit()'],
    ['fails', 'throw new Error("out of memory")'],
  ])('answers the task over which a thread %s with a fault, and the others as ever', async ([, last]) => {
    await using pool = openTaskPool(settings(`if (task === 'bad') { ${last} } else { ${ECHO} }`))
    const tasks = ['a', 'bad', 'b', 'bad', 'c', 'bad', 'bad', 'd']
    expect(await words(pool, tasks)).toEqual(['A', 'fault', 'B', 'fault', 'C', 'fault', 'fault', 'D'])
  })

  test('stops a task that takes longer than its time, and gives what stood behind it to others', async () => {
    const expiries: (() => void)[] = []
    const limits: number[] = []
    const startTimer: StartTimer = (milliseconds, expire) => {
      limits.push(milliseconds)
      expiries.push(expire)
      return () => void expiries.splice(expiries.indexOf(expire), 1)
    }
    const body = `if (task === 'endless') { for (;;) {} } else { ${ECHO} }`
    await using pool = openTaskPool(
      settings(body, { mostThreads: 1, startTimer, timeLimit: (task) => task.length * 60_000 }),
    )
    const [endless, ...others] = ['endless', 'a', 'bb'].map((task) => pool.run(task))
    expiries[0]?.()
    expect(await endless).toEqual({ fault: 'it took longer than 7.0 minutes and was stopped', stopped: 'late' })
    expect(await Promise.all(others)).toEqual([{ answer: 'A' }, { answer: 'BB' }])
    expect(expiries).toEqual([])
    expect(limits).toEqual([420_000, 60_000, 120_000])
  })

  test.for([
    ['tasks', { tasks: 2, bytes: 1024 }],
    ['bytes', { tasks: 8, bytes: 2 }],
  ] as const)('gives a thread no more %s ahead than it may have', async ([, ahead]) => {
    // A thread that answers to each task how many it was given at once.
    const body = `let given = 1; while (receive(port) !== undefined) given++; for (let i = 0; i < given; i++) port.postMessage({ answer: String(given) })`
    await using pool = openTaskPool(settings(body, { mostThreads: 1, ahead }))
    expect((await words(pool, ['a', 'b', 'c', 'd', 'e']))[0]).toBe('2')
    expect(pool.width).toBe(ahead.tasks)
  })

  test('answers every task with a fault when no thread can be started', async () => {
    await using pool = openTaskPool(settings('', { script: module('throw 1') }))
    expect(await words(pool, ['a', 'b', 'c'])).toEqual(['fault', 'fault', 'fault'])
  })

  test('answers what is run and what has not begun when it is closed', async () => {
    const pool = openTaskPool(settings('for (;;) {}', { mostThreads: 1 }))
    const given = answers(
      pool,
      Array.from({ length: 60 }, (_, i) => String(i)),
    )
    await pool[Symbol.asyncDispose]()
    const [run, ...others] = await given
    expect(run).toEqual({ fault: 'the thread ended' })
    expect(others).toEqual(others.map(() => ({ fault: 'it was stopped before it began', stopped: 'closed' })))
  })
})

describe('openTaskPool with tasks that are run here', () => {
  const THERE = `port.postMessage({ answer: 'there' })`
  const here = { run: () => 'here', largestBytes: 3, untilBytes: 8 }

  test.skipIf(!hasThreads)('runs small ones here, until there are enough for threads', async () => {
    await using pool = openTaskPool(settings(THERE, { here }))
    expect(await words(pool, ['abc', 'abc', 'ab', 'a'])).toEqual(['here', 'here', 'there', 'there'])
  })

  test('runs large ones where they can be stopped from the first on', async () => {
    await using pool = openTaskPool(settings(THERE, { here }))
    expect(await words(pool, ['a', 'abcd', 'a'])).toEqual(['here', 'there', 'here'])
  })

  test('runs all small ones here when there would be one thread', async () => {
    await using pool = openTaskPool(settings(THERE, { here, mostThreads: 1 }))
    expect(await words(pool, ['abc', 'abc', 'abc', 'abcd'])).toEqual(['here', 'here', 'here', 'there'])
  })

  test.skipIf(!hasThreads)('goes on running small ones here while a thread is busy, with few processors', async () => {
    const pool = openTaskPool(
      settings('for (;;) {}', { here: { ...here, untilBytes: 0, sharesUpTo: 2 }, ahead: { tasks: 1, bytes: 1024 } }),
    )
    const large = words(pool, ['abcd', 'abcd'])
    expect(await words(pool, ['a', 'b', 'c'])).toEqual(['here', 'here', 'here'])
    await pool[Symbol.asyncDispose]()
    expect(await large).toEqual(['fault', 'fault'])
  })

  test('answers one that breaks here with a fault, and the next as ever', async () => {
    await using pool = openTaskPool(settings('', { here: { ...here, run: runUnlessBad } }))
    const [bad, next] = await answers(pool, ['bad', 'a'])
    expect(bad).toEqual({ fault: expect.stringContaining('Error: of no use\n') as string })
    expect(next).toEqual({ answer: 'a' })
  })
})

function runUnlessBad(task: string): string {
  if (task === 'bad') throw new Error('of no use')
  return task
}

/** A worker that answers by `answerTasks` with a function written here. */
function answering(run: string): Settings {
  const from = JSON.stringify(new URL('./answer-tasks.ts', import.meta.url))
  return settings('', { script: module(`import { answerTasks } from ${from}; answerTasks(${run})`), mostThreads: 1 })
}

describe('answerTasks', () => {
  test('answers in order, also when a later task is done first', async () => {
    const run = `async (task) => { for (let i = task.length; i > 0; i--) await null; return task }`
    await using pool = openTaskPool(answering(run))
    const tasks = ['a'.repeat(200), 'b', 'c'.repeat(20), '']
    expect(await words(pool, tasks)).toEqual(tasks)
  })

  test.for([
    ['breaks', `throw new Error('of no use')`, 'Error: of no use\n'],
    ['breaks with no error', `throw 'of no use'`, 'of no use'],
    ['has an answer that cannot be sent', 'return () => {}', 'could not be cloned'],
  ])('says what broke when a task %s, and answers the next in the same thread', async ([, last, fault]) => {
    const run = `async (task) => { if (task === 'bad') { ${last} } globalThis.seen = (globalThis.seen ?? '') + task; return globalThis.seen }`
    await using pool = openTaskPool(answering(run))
    expect(await answers(pool, ['a', 'bad', 'b'])).toEqual([
      { answer: 'a' },
      { fault: expect.stringContaining(fault ?? '') as string },
      { answer: 'ab' },
    ])
  })
})
