/** A thread of the bench `hostile`: reads what it is asked to and says how long its processor worked on it. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { openPaths } from '../src/archive/imports/open/open.ts'
import { intake } from '../src/intake/intake.ts'
import { PIECES, repeated, SUBJECTS } from './hostile-subjects.ts'

export interface HostileTask {
  readonly subject: number
  readonly piece: number
  readonly size: number
}

export interface HostileAnswer {
  readonly seconds: number
  /** What was thrown. */
  readonly thrown: string | null
}

const { folder } = workerData as { readonly folder: string }

parentPort?.on('message', (task: HostileTask) => {
  void answerOf(task).then((answer) => {
    parentPort?.postMessage(answer)
  })
})

async function answerOf({ subject, piece, size }: HostileTask): Promise<HostileAnswer> {
  const [asked, more] = [SUBJECTS[subject], PIECES[piece]]
  if (asked === undefined || more === undefined) throw new RangeError('no such task')
  const bytes = asked.withMore(repeated(more, size))
  const [name = ''] = asked.name.split(':', 1)
  const before = process.threadCpuUsage()
  let thrown: string | null = null
  try {
    if (asked.isContainer) await openThrough(join(folder, name), bytes)
    else await intake({ path: name, within: [], bytes, size: bytes.length, sha256: '0' }, [])
  } catch (error) {
    thrown = error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
  const { user, system } = process.threadCpuUsage(before)
  return { seconds: (user + system) / 1e6, thrown }
}

async function openThrough(file: string, bytes: Uint8Array): Promise<void> {
  writeFileSync(file, bytes)
  for await (const item of openPaths([file])) {
    if (item.kind === 'refused') continue
    try {
      for await (const _ of item.chunks()) continue
    } catch (error) {
      // What a damaged entry says when it is read; a mistake of the program has one of these names.
      if (error instanceof TypeError || error instanceof RangeError) throw error
    }
  }
}
