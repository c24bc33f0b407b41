/**
 * Who is running what: two imports do not run together.
 *
 * A row says who holds a name, and is touched every few seconds. It is taken over when its holder has not touched it
 * for 60 s, or at once when the holder was on this machine and is no longer there, so that an import that was killed
 * can be started again. Whoever was taken over (a machine that slept) learns it in its next transaction, which calls
 * `assertHeld` and fails before it writes: the row is locked by that check until the transaction ends.
 */
import { randomUUID } from 'node:crypto'
import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { type Kysely } from 'kysely'
import { ok, type Result, refuse } from '../../kernel/result.ts'
import type { Tables } from './tables.ts'

export interface Run extends AsyncDisposable {
  /** Call it first in every transaction; throws `RunTakenOver` when somebody else has taken the name over. */
  readonly assertHeld: (tx: Kysely<Tables>) => Promise<void>
}

export class RunTakenOver extends Error {
  override name = 'RunTakenOver'
}

export interface RunOptions {
  readonly now?: () => number
  /** Milliseconds between two signs of life. */
  readonly beat?: number
  readonly self?: { readonly host: string; readonly pid: number }
}

/** What this process holds: a row with its number and another token is of an earlier process that had the number. */
const held = new Set<string>()

const BEAT = 10_000
const SILENCE = 60_000

/** Takes the name, or refuses because somebody else is running it. Dispose of the run to give the name back. */
export async function takeRun(
  db: Kysely<Tables>,
  name: string,
  options: RunOptions = {},
): Promise<Result<Run, 'already-running'>> {
  const { now = Date.now, beat = BEAT, self = { host: thisHost(), pid: process.pid } } = options
  const token = randomUUID()
  const isTaken = await db.transaction().execute(async (tx) => {
    const row = { name, ...self, heartbeat_at: iso(now()), token }
    const fresh = await tx
      .insertInto('running')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .returning('token')
      .executeTakeFirst()
    if (fresh !== undefined) return true
    const holder = await tx.selectFrom('running').selectAll().where('name', '=', name).executeTakeFirst()
    if (holder !== undefined && isAlive(holder, self, now())) return false
    const taken = await tx
      .updateTable('running')
      .set(row)
      .where('name', '=', name)
      .where('token', '=', holder?.token ?? '')
      .returning('token')
      .executeTakeFirst()
    return taken !== undefined
  })
  if (isTaken) held.add(token)
  return isTaken ? ok(holdRun(db, { name, token, now, beat })) : refuse('already-running')
}

interface Hold {
  readonly name: string
  readonly token: string
  readonly now: () => number
  readonly beat: number
}

function holdRun(db: Kysely<Tables>, { name, token, now, beat }: Hold): Run {
  const touch = async (tx: Kysely<Tables>): Promise<boolean> => {
    const { numUpdatedRows } = await tx
      .updateTable('running')
      .set({ heartbeat_at: iso(now()) })
      .where('name', '=', name)
      .where('token', '=', token)
      .executeTakeFirst()
    return numUpdatedRows === 1n
  }
  // A sign of life that could not be given is no reason to stop: the next transaction finds out whether it mattered.
  const timer = setInterval(() => void touch(db).catch(() => undefined), beat)
  timer.unref()
  return {
    async assertHeld(tx) {
      if (!(await touch(tx))) throw new RunTakenOver(`another process has taken over ${name}`)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      held.delete(token)
      await db.deleteFrom('running').where('name', '=', name).where('token', '=', token).execute()
    },
  }
}

interface Holder {
  readonly host: string
  readonly pid: number
  readonly heartbeat_at: string
  readonly token: string
}

function isAlive(holder: Holder, self: { readonly host: string; readonly pid: number }, now: number): boolean {
  if (now - Date.parse(holder.heartbeat_at) >= SILENCE) return false
  if (holder.host !== self.host) return true
  return holder.pid === process.pid ? held.has(holder.token) : isProcess(holder.pid)
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Only "no such process" says that it is gone; one of another user may not be asked.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

/** The machine, and on Linux the container: process numbers mean something in the same one only. */
function thisHost(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    // Not Linux: there the machine is all there is.
    return hostname()
  }
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
