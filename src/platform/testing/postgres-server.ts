/**
 * A real PostgreSQL for the length of a test run: in a folder of its own, reached by a socket in it, gone afterwards.
 *
 * The server hangs on a shell that reads from us. When this process ends, however it ends, the pipe closes, and the
 * shell stops the server and removes the folder: a killed test run leaves nothing behind.
 *
 * Nothing here survives a power cut, on purpose: durability is switched off, which the program never does.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type PostgresPlace, preparePlace } from './postgres-binaries.ts'

export interface PostgresServer {
  /** The address of one of its databases. */
  readonly urlOf: (database: string) => string
  readonly stop: () => Promise<void>
}

const START_TIMEOUT = 30_000
const PAUSE = 20

// The locale is built in, so that sorting does not depend on what the machine has installed.
const INITDB = [
  '--username=ficarium',
  '--auth=trust',
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--no-sync',
  '--no-instructions',
  '--wal-segsize=1',
]

const SETTINGS = [
  'listen_addresses=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'shared_buffers=64MB',
  'jit=off',
]

// Commands in the background get no standard input of the shell, so that only `read` reads from us.
const KEEPER = `
  folder=$1; shift
  "$@" </dev/null & server=$!
  read -r _
  kill -QUIT $server 2>/dev/null
  wait $server
  rm -rf "$folder"
`

/** Starts a server, or throws an error that says why there can be none here. */
export async function startPostgres(): Promise<PostgresServer> {
  const place = await preparePlace()
  try {
    await initialise(place)
    return await launch(place)
  } catch (error) {
    await rm(place.folder, { recursive: true, force: true })
    throw error
  }
}

async function initialise(place: PostgresPlace): Promise<void> {
  const child = start(place, place.initdb, [...INITDB, `--pgdata=${join(place.folder, 'data')}`])
  const output = collectOutput(child)
  const code = await ended(child)
  if (code !== 0) throw new Error(`initdb failed: ${output()}`)
}

async function launch(place: PostgresPlace): Promise<PostgresServer> {
  const { folder } = place
  const settings = SETTINGS.flatMap((setting) => ['-c', setting])
  const server = [place.postgres, '-D', join(folder, 'data'), '-k', folder, ...settings]
  const child = start(place, '/bin/sh', ['-c', KEEPER, 'keeper', folder, ...server])
  const output = collectOutput(child)
  const urlOf = (database: string): string =>
    `postgres://ficarium@localhost/${database}?host=${encodeURIComponent(folder)}`
  const stop = async (): Promise<void> => {
    const end = ended(child)
    child.stdin?.end()
    await end
    // The shell has done it already, unless it was stopped by hand.
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await answering(urlOf('postgres'), child, output)
  } catch (error) {
    await stop()
    throw error
  }
  return { urlOf, stop }
}

async function answering(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      // Not listening yet, or still starting up.
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`PostgreSQL does not start: ${output()}`, { cause: error })
      }
      await sleep(PAUSE)
    }
  }
}

/** In a session of its own, so that Ctrl-C reaches us and not the server. */
function start(place: PostgresPlace, command: string, parameters: readonly string[]): ChildProcess {
  const child = spawn(command, parameters, {
    ...place.identity,
    cwd: place.folder,
    detached: true,
    env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return child
}

/** The last of what it said, for the message when it fails. */
function collectOutput(child: ChildProcess): () => string {
  let text = ''
  const add = (data: Buffer): void => {
    text = (text + data.toString()).slice(-2000)
  }
  child.stdout?.on('data', add)
  child.stderr?.on('data', add)
  child.on('error', (error) => add(Buffer.from(error.message)))
  return () => text.trim()
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  return new Promise((resolve) => {
    child.once('close', resolve)
    child.once('error', () => resolve(null))
  })
}
