/**
 * Kills an import at random moments, runs it again, and compares the catalogue with one that was left in peace.
 *
 *     npm run bench -- torture          50 kills on each engine, 2,000 files
 *     ROUNDS=5 FILES=200 npm run bench -- torture
 *     ENGINES=postgres npm run bench -- torture
 *
 * Then lets the disk become full in the middle. Exits with 1 when a catalogue differs or `verify` finds anything.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../src/platform/testing/postgres-server.ts'
import { fillDisk } from './full-disk.ts'
import { generateFolder, randomFrom } from './generate.ts'
import { hashOutput, runProgram } from './program.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 50)
const FILES = Number(process.env['FILES'] ?? 2000)
const WORDS = 400
const ENGINES = (process.env['ENGINES'] ?? 'sqlite postgres').split(' ')

interface Place {
  readonly data: string
  readonly env: Readonly<Record<string, string>>
  readonly clear: () => Promise<void>
}

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-torture-'))
  try {
    const stories = join(folder, 'stories')
    generateFolder(stories, FILES, WORDS)
    const postgres = ENGINES.includes('postgres')
      ? await withPostgres((places) => kill('PostgreSQL', stories, places))
      : null
    if (!ENGINES.includes('sqlite')) {
      console.log(`its catalogue: ${postgres}`)
      return
    }
    const sqlite = await kill('SQLite', stories, placesOnSqlite(folder))
    if (postgres !== null && sqlite !== postgres)
      fail(`the catalogues of the two engines differ: ${sqlite} ${postgres}`)
    else if (postgres !== null) console.log('both engines hold the same catalogue')
    const problem = await fillDisk(stories, join(folder, 'full'), sqlite)
    if (problem === null) console.log('full disk: said so, and the next run finished to the same catalogue')
    else fail(problem)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Kills imports until ROUNDS of them were, each run going on where the killed one stopped. Whenever one gets through,
 * its catalogue is compared and the next begins with nothing. Gives the hash of the export of the undisturbed run.
 */
async function kill(engine: string, stories: string, nextPlace: () => Promise<Place>): Promise<string> {
  const calm = await nextPlace()
  const undisturbed = await runProgram(['import', stories, '--data', calm.data], calm)
  const expected = await hashOutput(['export', '--canonical', '--data', calm.data], calm)
  await calm.clear()
  console.log(`${engine}: undisturbed ${undisturbed.seconds.toFixed(1)} s, exit ${undisturbed.exitCode}`)
  const random = randomFrom(20_261_120)
  let killed = 0
  let finished = 0
  while (killed < ROUNDS) {
    const place = await nextPlace()
    for (let isThrough = false; !isThrough; ) {
      const killAfter = killed < ROUNDS ? { killAfter: (0.1 + random() * 0.6) * undisturbed.seconds * 1000 } : {}
      const ran = await runProgram(['import', stories, '--data', place.data], { ...place, ...killAfter })
      isThrough = ran.exitCode !== null
      if (!isThrough && ++killed % 10 === 0) console.log(`${engine}: ${killed} killed, ${finished} catalogues compared`)
      if (isThrough && ran.exitCode !== undisturbed.exitCode)
        fail(`${engine}: it ended with ${ran.exitCode}: ${ran.stderr}`)
    }
    await compare(`${engine}, catalogue ${++finished}`, expected, place)
    await place.clear()
  }
  const outcome = process.exitCode === 1 ? 'see above' : 'each the same as undisturbed, verify and doctor clean'
  console.log(`${engine}: ${killed} imports killed, ${finished} catalogues finished; ${outcome}`)
  return expected
}

async function compare(name: string, expected: string, place: Place): Promise<void> {
  const hash = await hashOutput(['export', '--canonical', '--data', place.data], place)
  if (hash !== expected) fail(`${name}: it differs`)
  const verified = await runProgram(['verify', '--data', place.data], place)
  if (verified.exitCode !== 0) fail(`${name}: verify ended with ${verified.exitCode}: ${verified.stderr}`)
  const doctored = await runProgram(['doctor', '--data', place.data], place)
  const problems = problemsIn(doctored.stdout)
  if (problems.length > 0 || (doctored.exitCode ?? 70) > 1) {
    fail(`${name}: doctor ended with ${doctored.exitCode}: ${problems.join('; ')} ${doctored.stderr}`)
  }
}

/** What doctor found, without how the server for tests is set up, which is fast and not safe. */
function problemsIn(printed: string): string[] {
  return printed.split('\n').filter((line) => /^(?:database|catalogue|canon file): (?!PostgreSQL runs with)/.test(line))
}

function placesOnSqlite(folder: string): () => Promise<Place> {
  let count = 0
  return async () => {
    const data = join(folder, `data-${count++}`)
    return { data, env: {}, clear: async () => rmSync(data, { recursive: true, force: true }) }
  }
}

async function withPostgres(use: (places: () => Promise<Place>) => Promise<string>): Promise<string | null> {
  let server: Awaited<ReturnType<typeof startPostgres>>
  try {
    server = await startPostgres()
  } catch (error) {
    console.log(`PostgreSQL was left out: ${error instanceof Error ? error.message : String(error)}`)
    return null
  }
  const { default: pg } = await import('pg')
  const administer = async (statement: string): Promise<void> => {
    const client = new pg.Client(server.urlOf('postgres'))
    await client.connect()
    await client.query(statement)
    await client.end()
  }
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-torture-pg-'))
  let count = 0
  try {
    return await use(async () => {
      const name = `torture_${count++}`
      await administer(`create database ${name}`)
      return {
        data: folder,
        env: { FICARIUM_DATABASE_URL: server.urlOf(name) },
        clear: () => administer(`drop database ${name} with (force)`),
      }
    })
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function fail(what: string): void {
  console.error(`torture: ${what}`)
  process.exitCode = 1
}
