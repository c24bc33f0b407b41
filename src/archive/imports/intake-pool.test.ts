import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { SourceFile } from '../../intake/intake.ts'
import { type IntakePool, openIntakePool } from './intake-pool.ts'

/** Large enough that workers are worth their start from the first file on. */
const LARGE = 600 * 1024
const hasWorkers = availableParallelism() > 1

function file(name: string, size = 0): SourceFile {
  const text = `Title: ${name}\n\nMaren crossed the bridge.\n${'And she went on. '.repeat(Math.ceil(size / 17))}`
  const bytes = Buffer.from(text)
  return { path: name, within: [], bytes, size: bytes.length, sha256: name }
}

/** A worker of a few lines, with `port` to speak to us. */
function worker(body: string): URL {
  const script = `import { parentPort as port } from 'node:worker_threads'; port.on('message', (file) => { ${body} })`
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
}

const ANSWER = `port.postMessage({ packed: { format: 'text', refusal: null, outline: null, content: file.bytes, path: file.path } })`

async function codes(pool: IntakePool, files: readonly SourceFile[]): Promise<(string | null)[]> {
  const read = await Promise.all(files.map((each) => pool.read(each)))
  return read.map(({ refusal }) => refusal?.code ?? null)
}

describe('openIntakePool', () => {
  test('reads the same in this thread and in workers, each answer to its own file', async () => {
    await using pool = openIntakePool([])
    const here = await pool.read(file('a'))
    const [large, there, other] = await Promise.all([
      pool.read(file('b', LARGE)),
      pool.read(file('a')),
      pool.read(file('c')),
    ])
    expect(here.outline?.title).toBe('a')
    expect(large?.outline?.title).toBe('b')
    expect(other?.outline?.title).toBe('c')
    expect(there).toEqual({ ...here, content: new Uint8Array(here.content) })
  })

  test('refuses a file that breaks intake, and reads the next', async () => {
    // A canon that is none breaks whatever asks it.
    await using pool = openIntakePool([null as never])
    const read = await pool.read(file('a'))
    expect(read).toMatchObject({ refusal: { code: 'fault' }, outline: null })
    expect(read.refusal?.why).toContain('it is kept')
    expect(await codes(pool, [file('b', LARGE), file('c')])).toEqual(['fault', 'fault'])
  })

  test.skipIf(!hasWorkers).for([
    ['ends', 'process.exit()'],
    ['fails', `throw new Error('out of memory')`],
  ])('refuses the file over which a worker %s, and goes on with another worker', async ([, last]) => {
    await using pool = openIntakePool([], {
      script: worker(`if (file.path === 'bad') { ${last} } else { ${ANSWER} }`),
    })
    const files = [file('first', LARGE), ...['a', 'bad', 'b', 'bad', 'c', 'bad', 'bad', 'd'].map((name) => file(name))]
    expect(await codes(pool, files)).toEqual([null, null, 'fault', null, 'fault', null, 'fault', 'fault', null])
  })

  test('stops a worker over a file that takes longer than its time, and goes on with another worker', async () => {
    const expiries: (() => void)[] = []
    const limits: number[] = []
    const startTimer = (milliseconds: number, expire: () => void): (() => void) => {
      limits.push(milliseconds)
      expiries.push(expire)
      return () => void expiries.splice(expiries.indexOf(expire), 1)
    }
    const script = worker(`if (file.path === 'endless') { for (;;) {} } else { ${ANSWER} }`)
    await using pool = openIntakePool([], { script, startTimer })
    const endless = pool.read(file('endless', LARGE))
    const others = codes(pool, [file('a', LARGE), file('b', LARGE), file('c', LARGE)])
    for (const expire of [...expiries].slice(0, 1)) expire()
    expect((await endless).refusal).toEqual({
      code: 'fault',
      why: expect.stringContaining('took longer than 2 minutes and was stopped') as string,
    })
    expect(await others).toEqual([null, null, null])
    expect(expiries).toEqual([])
    expect(Math.min(...limits)).toBeGreaterThanOrEqual(120_000)
  })

  test('reads large files where they can be stopped from the first on, small ones here', async () => {
    await using pool = openIntakePool([], { script: worker('throw new Error("read in a worker")') })
    expect(await codes(pool, [file('small'), file('large', 80 * 1024), file('small again')])).toEqual([
      null,
      'fault',
      null,
    ])
  })

  test.skipIf(!hasWorkers)('refuses every file when no worker can be started, and ends', async () => {
    await using pool = openIntakePool([], { script: new URL('data:text/javascript,throw new Error("no")') })
    expect(await codes(pool, [file('a', LARGE), file('b'), file('c')])).toEqual(['fault', 'fault', 'fault'])
  })

  test.skipIf(!hasWorkers)('stops what is being read when it is closed', async () => {
    const pool = openIntakePool([], { script: worker('for (;;) {}') })
    const reading = codes(pool, [file('a', LARGE), ...Array.from({ length: 20 }, (_, i) => file(`${i}`))])
    await pool[Symbol.asyncDispose]()
    expect(new Set(await reading)).toEqual(new Set(['fault']))
  })
})
