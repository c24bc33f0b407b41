import { availableParallelism } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { SourceFile } from '../../intake/intake.ts'
import { openIntakePool } from './intake-pool.ts'

/** Large enough that workers are worth their start from the first file on. */
const LARGE = 600 * 1024
const hasWorkers = availableParallelism() > 1

function file(name: string, size = 0): SourceFile {
  const text = `Title: ${name}\n\nMaren crossed the bridge.\n${'And she went on. '.repeat(Math.ceil(size / 17))}`
  const bytes = Buffer.from(text)
  return { path: name, within: [], bytes, size: bytes.length, sha256: name }
}

function worker(script: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
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
    // Bytes come as a Buffer in this thread and as an array from others.
    expect({ ...there, content: new Uint8Array(there.content) }).toEqual({
      ...here,
      content: new Uint8Array(here.content),
    })
  })

  test('refuses a file that breaks intake, here and in a worker, and says what broke', async () => {
    // A canon that is none breaks whatever asks it.
    await using pool = openIntakePool([null as never])
    const read = await Promise.all([pool.read(file('a')), pool.read(file('b', LARGE)), pool.read(file('c'))])
    for (const each of read) {
      expect(each).toMatchObject({ format: 'unread', refusal: { code: 'fault' }, outline: null, isDoubtful: true })
      expect(each.refusal?.why).toMatch(/^Ficarium failed on this file, .* it is kept, .* Please report: TypeError: /)
    }
  })

  test('keeps what is said of a fault short', async () => {
    await using pool = openIntakePool([], { script: worker(`throw new Error('long '.repeat(1000))`) })
    const { refusal } = await pool.read(file('a', LARGE))
    expect(refusal?.why).toContain('Please report: Error: long long')
    expect(refusal?.why.length).toBeLessThan(700)
  })

  test.for([
    ['a file of some kilobytes', 80 * 1024, 125_000, '2 minutes'],
    ['a file of some megabytes', 20 * 1024 * 1024, 225_000, '4 minutes'],
  ] as const)('stops reading %s when its time is over, and says so', async ([, size, limit, said]) => {
    const limits: number[] = []
    await using pool = openIntakePool([], {
      script: worker('for (;;) {}'),
      startTimer(milliseconds, expire) {
        limits.push(milliseconds)
        queueMicrotask(expire)
        return () => undefined
      },
    })
    expect((await pool.read(file('endless', size))).refusal).toEqual({
      code: 'fault',
      why: expect.stringContaining(`took longer than ${said} and was stopped, which is a bug of ours`) as string,
    })
    expect(limits).toEqual([limit])
  })

  test.skipIf(!hasWorkers)('reads in workers from the first file on when there is much to read', async () => {
    await using pool = openIntakePool([], { isLarge: true, script: worker(`throw new Error('read in a worker')`) })
    expect((await pool.read(file('a'))).refusal?.why).toContain('read in a worker')
  })

  test.skipIf(!hasWorkers)(
    'reads mails with pictures in this thread where memory counts, and has a thread for what is very large',
    async () => {
      const counts = { isLarge: true, isNarrow: true, script: worker(`throw new Error('read in a worker')`) }
      await using pool = openIntakePool([], counts)
      pool.warm()
      expect((await pool.read(file('a', LARGE))).outline?.title).toBe('a')
      expect((await pool.read(file('b', 2 * LARGE))).refusal?.why).toContain('read in a worker')
      expect((await pool.read(file('c', LARGE))).outline?.title).toBe('c')
    },
  )

  test.skipIf(!hasWorkers)(
    'goes on with a thread of its own for what is very large after the one before has ended',
    async () => {
      await using pool = openIntakePool([], { isLarge: true, isNarrow: true })
      expect((await pool.read(file('a', 2 * LARGE))).outline?.title).toBe('a')
      await pool.rest()
      expect((await pool.read(file('b', 2 * LARGE))).outline?.title).toBe('b')
    },
  )

  test('refuses what it has not begun when it is closed', async () => {
    const pool = openIntakePool([], { script: worker('for (;;) {}') })
    const reading = Promise.all(Array.from({ length: 60 }, (_, i) => pool.read(file(`${i}`, LARGE))))
    await pool[Symbol.asyncDispose]()
    const read = await reading
    expect(new Set(read.map(({ refusal }) => refusal?.code))).toEqual(new Set(['fault']))
    expect(read.at(-1)?.refusal?.why).toContain('the import was stopped')
  })
})
