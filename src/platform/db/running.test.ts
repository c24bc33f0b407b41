import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Result } from '../../kernel/result.ts'
import { describeOnBothEngines } from '../testing/both-engines.ts'
import { inTransaction } from './database.ts'
import { type Run, RunTakenOver, takeRun } from './running.ts'

const ELSEWHERE = { host: 'another machine', pid: 1 }

describeOnBothEngines('takeRun', (open) => {
  test('refuses a second run while the first is there', async () => {
    const { db } = await open()
    const first = taken(await takeRun(db, 'import'))
    expect(await takeRun(db, 'import')).toEqual({ ok: false, refusal: 'already-running' })
    await using other = taken(await takeRun(db, 'reindex'))
    await first[Symbol.asyncDispose]()
    await using second = taken(await takeRun(db, 'import'))
    await Promise.all([other.assertHeld(db), second.assertHeld(db)])
  })

  test('lets one of many that ask at once have it', async () => {
    const { db } = await open()
    const results = await Promise.all(Array.from({ length: 8 }, () => takeRun(db, 'import')))
    expect(results.filter((result) => result.ok)).toHaveLength(1)
  })

  test('takes over from another machine that has been silent for 60 s', async () => {
    const { db } = await open()
    const start = Date.now()
    const first = taken(await takeRun(db, 'import', { self: ELSEWHERE, now: () => start }))
    const early = await takeRun(db, 'import', { now: () => start + 59_000 })
    expect(early.ok).toBe(false)
    const second = taken(await takeRun(db, 'import', { now: () => start + 60_000 }))
    await inTransaction(db, (tx) => second.assertHeld(tx))
    await expect(inTransaction(db, (tx) => first.assertHeld(tx))).rejects.toThrow(RunTakenOver)
    await first[Symbol.asyncDispose]()
    expect((await takeRun(db, 'import')).ok).toBe(false)
  })

  test('takes over at once from a process of this machine that was killed', async () => {
    const { db } = await open()
    await using own = taken(await takeRun(db, 'import'))
    const { host } = await db.selectFrom('running').select('host').executeTakeFirstOrThrow()
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
    await own[Symbol.asyncDispose]()
    await using killed = taken(await takeRun(db, 'import', { self: { host, pid: child.pid as number } }))
    expect((await takeRun(db, 'import')).ok).toBe(false)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await using next = taken(await takeRun(db, 'import'))
    await expect(killed.assertHeld(db)).rejects.toThrow(RunTakenOver)
    await next.assertHeld(db)
  })

  test('takes over at once from an earlier process that had our own number', async () => {
    const { db } = await open()
    const first = taken(await takeRun(db, 'import'))
    await db.updateTable('running').set({ token: 'of the earlier process' }).execute()
    await using second = taken(await takeRun(db, 'import'))
    await second.assertHeld(db)
    await expect(first.assertHeld(db)).rejects.toThrow(RunTakenOver)
    await first[Symbol.asyncDispose]()
  })

  test('gives signs of life', async () => {
    const { db } = await open()
    let now = 0
    await using run = taken(await takeRun(db, 'import', { beat: 5, now: () => (now += 1000) }))
    await sleep(100)
    const row = await db.selectFrom('running').select('heartbeat_at').executeTakeFirstOrThrow()
    expect(Date.parse(row.heartbeat_at)).toBeGreaterThan(2000)
    await run.assertHeld(db)
  })
})

function taken(result: Result<Run, 'already-running'>): Run {
  if (!result.ok) throw new Error(result.refusal)
  return result.value
}
