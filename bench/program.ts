/** Runs the program in a process of its own, as a person would, and measures it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

const CLI = join(resolve(import.meta.dirname, '..'), 'src/app/cli.ts')

export interface Ran {
  /** Null when it was killed. */
  readonly exitCode: number | null
  readonly seconds: number
  /** Largest resident size that was seen, in bytes; 0 where the system does not tell. */
  readonly peakBytes: number
  /** Of all its threads, to the last twentieth of a second; 0 where the system does not tell. */
  readonly processorSeconds: number
  readonly stderr: string
  /** The beginning of it. */
  readonly stdout: string
}

const MOST_KEPT = 64 * 1024

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Milliseconds after which it is killed as by a power cut. */
  readonly killAfter?: number
}

export async function runProgram(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const started = performance.now()
  const child = start(args, options)
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  let stdout = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    if (stdout.length < MOST_KEPT) stdout += chunk.toString()
  })
  const watch = watchResources(child)
  const killer = new AbortController()
  if (options.killAfter !== undefined) {
    setTimeout(options.killAfter, undefined, { signal: killer.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    )
  }
  const exitCode = await new Promise<number | null>((done) => child.on('close', (code) => done(code)))
  killer.abort()
  return { exitCode, seconds: (performance.now() - started) / 1000, ...watch.stop(), stderr, stdout }
}

/** SHA-256 of what the program prints, which may be longer than memory. */
export async function hashOutput(args: readonly string[], options: RunOptions = {}): Promise<string> {
  const hash = createHash('sha256')
  const child = start(args, options)
  child.stdout?.on('data', (chunk: Buffer) => hash.update(chunk))
  let stderr = ''
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const exitCode = await new Promise<number | null>((done) => child.on('close', (code) => done(code)))
  if (exitCode !== 0) throw new Error(`ficarium ${args.join(' ')} ended with ${exitCode}: ${stderr}`)
  return hash.digest('hex')
}

function start(args: readonly string[], options: RunOptions): ChildProcess {
  return spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Linux counts processor time in hundredths of a second. */
const TICKS = 100

function watchResources(child: ChildProcess): { readonly stop: () => Pick<Ran, 'peakBytes' | 'processorSeconds'> } {
  let [peakBytes, processorSeconds] = [0, 0]
  const look = (): void => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
      peakBytes = Math.max(peakBytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024)
      // Behind the name, which may hold anything, stand eleven other numbers, then user and system time.
      const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8')
      const numbers = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      processorSeconds = Math.max(processorSeconds, (Number(numbers[11]) + Number(numbers[12])) / TICKS)
    } catch {
      // Not Linux, or it has ended.
    }
  }
  const timer = setInterval(look, 50)
  return {
    stop() {
      clearInterval(timer)
      return { peakBytes, processorSeconds }
    },
  }
}
