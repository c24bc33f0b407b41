/** Runs the program as a person does, in a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const CLI = join(import.meta.dirname, '../src/app/cli.ts')

export interface Ran {
  /** Null when it was killed. */
  readonly exitCode: number | null
  readonly out: string
  readonly err: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Told of everything that is printed as it comes, with the process, which it may kill. */
  readonly onOutput?: (text: string, child: ChildProcess) => void
  /** As another person, where this one may do everything. */
  readonly uid?: number
  /** Milliseconds after which it is killed as by a power cut. */
  readonly killAfter?: number
}

export async function ficarium(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { env, cwd, onOutput, uid, killAfter } = options
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...withoutSettings(process.env), ...env },
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const text = { out: '', err: '' }
  for (const [name, stream] of [['out', child.stdout] as const, ['err', child.stderr] as const]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text[name] += piece
      onOutput?.(piece, child)
    })
  }
  const killer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
  const exitCode = await new Promise<number | null>((done) => child.on('close', (code) => done(code)))
  clearTimeout(killer)
  return { exitCode, ...text }
}

/** Settings of the person who runs the tests are none of theirs. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FICARIUM_')))
}
