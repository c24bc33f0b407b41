/**
 * How fast a whole eFiction site moves in, and in how much memory; then it is killed again and again on the way.
 *
 *     npm run bench -- efiction                                    20,000 stories, 80 million words, 20 kills
 *     STORIES=200 REVIEWS=2000 KILLS=3 npm run bench -- efiction   the same in small
 *
 * The site is invented and written to disk first. Processor time is printed as well, since on a busy machine only that
 * can be compared. The kills are spread over the whole way, from looking through the dump to telling languages, each
 * run going on where the one before it was killed. Exits with 1 when the import misses what it promises, where the site
 * is as large as promised, and when a catalogue differs from the undisturbed one.
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inventSite } from '../src/archive/rescues/testing/invented-site.ts'
import { writeDumpFile, writeStoryFiles } from '../src/archive/rescues/testing/write-site.ts'
import { randomFrom } from './generate.ts'
import { hashOutput, type Ran, runProgram } from './program.ts'

const STORIES = numberFrom('STORIES', 20_000)
const REVIEWS = numberFrom('REVIEWS', 200_000)
const KILLS = numberFrom('KILLS', 20)
const CHAPTERS_A_STORY = 2
const WORDS_A_CHAPTER = 2_000
const AUTHORS = 1_500

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-bench-efiction-'))
  try {
    const site = join(folder, 'site')
    await makeSite(site)
    const bytes = sizeOf(site)
    console.log(`load before: ${loadavg()[0]?.toFixed(2)}, ${availableParallelism()} processors`)
    const calm = await runProgram(['import', site, '--data', join(folder, 'calm')])
    tell(calm, bytes)
    const expected = await hashOutput(['export', '--canonical', '--data', join(folder, 'calm')])
    const again = await runProgram(['import', site, '--data', join(folder, 'calm')])
    console.log(`again, nothing new: ${costOf(again)}`)
    rmSync(join(folder, 'calm'), { recursive: true, force: true })
    if (KILLS > 0) await killAgainAndAgain(site, join(folder, 'killed'), { expected, calm, again })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function numberFrom(name: string, usual: number): number {
  const given = Number(process.env[name] ?? usual)
  if (!Number.isInteger(given) || given < 0) throw new Error(`${name} is a whole number, not "${process.env[name]}"`)
  return given
}

async function makeSite(folder: string): Promise<void> {
  const site = inventSite({
    stories: STORIES,
    chaptersPerStory: CHAPTERS_A_STORY,
    wordsPerChapter: WORDS_A_CHAPTER,
    reviews: REVIEWS,
    authors: AUTHORS,
    hasTraps: false,
  })
  mkdirSync(folder)
  await writeDumpFile(join(folder, 'dump.sql'), [site], { form: 'mysqldump' })
  writeStoryFiles(join(folder, 'stories'), site)
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** What is promised of a whole site of 20,000 stories on two processors. */
const PROMISED = { stories: 20_000, megabytesASecond: 5, megabytes: 600 } as const

function tell(ran: Ran, bytes: number): void {
  const rate = bytes / ran.seconds / 1e6
  const words = (STORIES * CHAPTERS_A_STORY * WORDS_A_CHAPTER) / 1e6
  console.log(
    `import: ${STORIES} stories, ${words.toFixed(1)} million words, ${REVIEWS} reviews, ${(bytes / 1e6).toFixed(1)} MB: ${rate.toFixed(1)} MB/s`,
  )
  console.log(`it took ${costOf(ran)}`)
  const isMissed = rate < PROMISED.megabytesASecond || ran.peakBytes > PROMISED.megabytes * 1e6
  if (!isMissed || STORIES < PROMISED.stories) return
  console.log(`promised: ${PROMISED.megabytesASecond} MB/s in ${PROMISED.megabytes} MB`)
  process.exitCode = 1
}

function costOf({ seconds, processorSeconds, peakBytes, exitCode }: Ran): string {
  const peak = `${(peakBytes / 1e6).toFixed(0)} MB (${(peakBytes / 2 ** 20).toFixed(0)} MiB)`
  return `${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor time, at most ${peak} (exit ${exitCode})`
}

interface Undisturbed {
  readonly expected: string
  readonly calm: Ran
  /** A run that passes over all that is done. */
  readonly again: Ran
}

/** Each run goes on where the killed one stopped; the last one is let through. */
async function killAgainAndAgain(site: string, data: string, { expected, calm, again }: Undisturbed): Promise<void> {
  const random = randomFrom(20_261_120)
  let killed = 0
  let reached = 0
  for (let tries = 0; killed < KILLS && tries < KILLS * 3; tries++) {
    const share = (killed + random()) / KILLS
    const seconds = secondsUntil(share, reached, calm.seconds, again.seconds)
    const ran = await runProgram(['import', site, '--data', data], { killAfter: seconds * 1000 })
    if (ran.exitCode === null) {
      killed++
      reached = Math.max(reached, share)
      console.log(`kill ${killed} of ${KILLS}: after ${seconds.toFixed(1)} s, at about ${percent(share)} of the way`)
    } else {
      console.log(`a run got through in ${ran.seconds.toFixed(1)} s; the next begins with nothing`)
      rmSync(data, { recursive: true, force: true })
      reached = 0
    }
  }
  const last = await runProgram(['import', site, '--data', data])
  console.log(`the last run: ${costOf(last)}`)
  const hash = await hashOutput(['export', '--canonical', '--data', data])
  const verified = await runProgram(['verify', '--data', data])
  const isSame = hash === expected && last.exitCode === calm.exitCode && verified.exitCode === 0
  console.log(`${killed} imports killed; the catalogue is ${isSame ? 'the same as undisturbed' : 'NOT the same'}`)
  if (!isSame || killed < KILLS) process.exitCode = 1
}

/**
 * After how long a run is at this share of the way, when the one before it was killed at `reached`: each looks through the
 * dump again, half of what a run with nothing new takes, and passes over what is done in its share of the other half.
 */
function secondsUntil(share: number, reached: number, calm: number, again: number): number {
  const looking = again / 2
  if (share * calm <= looking) return share * calm
  const done = Math.max(0, (reached * calm - looking) / (calm - looking))
  return looking + done * (again - looking) + (share - Math.max(reached, looking / calm)) * calm
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
