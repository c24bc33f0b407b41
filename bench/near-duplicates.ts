/**
 * Finds what belongs together among 1,000, 10,000 and 100,000 chapters, of which some are damaged copies, other versions
 * or parts of a longer text, all planted; says what was found, missed and taken for kin wrongly, and how much memory it
 * took. The baseline, on the smallest number, compares all with all. Behind each step stands how much longer it takes
 * than for the number before, and what n log n allows.
 *
 *     node bench/run.ts near-duplicates             all three; 100,000 takes minutes
 *     FICARIUM_BENCH_CHAPTERS=10000 node …          up to so many
 */
import { loadavg } from 'node:os'
import {
  assemble,
  findKin,
  type Kin,
  kinOf,
  lettersOf,
  type Outline,
  type ReadSource,
  sketchOf,
} from '../src/intake/assemble/index.ts'
import { paragraphMaker } from './body-texts.ts'
import { randomFrom } from './generate.ts'

const SIZES = [1000, 10_000, 100_000] as const
const WORDS = 3000

export async function run(): Promise<void> {
  const most = Number(process.env['FICARIUM_BENCH_CHAPTERS'] ?? SIZES.at(-1))
  let before: Measured | null = null
  for (const size of SIZES.filter((each) => each <= most)) before = measure(size, before)
}

/** Seconds of processor time. */
interface Measured {
  readonly size: number
  readonly sketching: number
  readonly kin: number
  /** With finding kin. */
  readonly assembling: number
}

type Planted = ReadonlyMap<string, Kin['kinship']>

function measure(size: number, before: Measured | null): Measured {
  console.log(`${size} chapters of about ${WORDS} words; load ${loadavg()[0]?.toFixed(1)}`)
  const { sources, planted, bytes, sketching } = plant(size)
  const outlines = sources.map(({ outline }) => outline)
  const finding = process.cpuUsage()
  const pairs = findKin(outlines)
  const kin = secondsSince(finding)
  const started = process.cpuUsage()
  const { works } = assemble(sources)
  const measured = { size, sketching, kin, assembling: secondsSince(started) }
  console.log(`  sketches ${inWords(measured, before, 'sketching')}, ${(bytes / 1e6 / sketching).toFixed(0)} MB/s`)
  console.log(`  kin ${inWords(measured, before, 'kin')}`)
  console.log(`  assembled with that to ${works.length} works ${inWords(measured, before, 'assembling')}`)
  console.log(`  at most ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB with the texts that the bench makes`)
  const found = new Map(pairs.map(({ a, b, kinship }) => [`${a} ${b}`, kinship]))
  report('  by marks', found, planted)
  if (size > SIZES[0]) return measured
  const naive = process.cpuUsage()
  const compared = compareAll(outlines)
  console.log(`  baseline, all with all: ${secondsSince(naive).toFixed(2)} s of processor time`)
  report('  all with all', compared, planted)
  return measured
}

/** "0.75 s, 15.0 times as long; n log n is 13.3". */
function inWords(measured: Measured, before: Measured | null, step: 'sketching' | 'kin' | 'assembling'): string {
  const seconds = `${measured[step].toFixed(2)} s of processor time`
  if (before === null) return seconds
  const allowed = (measured.size * Math.log(measured.size)) / (before.size * Math.log(before.size))
  return `${seconds}, ${(measured[step] / before[step]).toFixed(1)} times as long (n log n: ${allowed.toFixed(1)})`
}

function report(name: string, found: Planted, planted: Planted): void {
  const right = [...planted].filter(([pair, kinship]) => found.get(pair) === kinship).length
  const other = [...planted].filter(([pair, kinship]) => found.has(pair) && found.get(pair) !== kinship).length
  const wrong = [...found.keys()].filter((pair) => !planted.has(pair)).length
  console.log(
    `${name}: ${planted.size} planted, ${right} found, ${other} taken for another kind, ${planted.size - right - other} missed, ${wrong} false`,
  )
}

function compareAll(outlines: readonly Outline[]): Planted {
  const found = new Map<string, Kin['kinship']>()
  outlines.forEach((a, i) => {
    for (let j = i + 1; j < outlines.length; j++) {
      const kin = kinOf(a, outlines[j] as Outline)
      if (kin !== null) found.set(`${i} ${j}`, kin.kinship)
    }
  })
  return found
}

interface PlantedTexts {
  readonly sources: readonly ReadSource[]
  readonly planted: Planted
  readonly bytes: number
  /** Seconds of processor time. */
  readonly sketching: number
}

/** Of twenty: a damaged copy, another version, five chapters of a book and the book; the rest are like nothing else. */
const GROUP = 20

function plant(size: number): PlantedTexts {
  const sources: ReadSource[] = []
  const planted = new Map<string, Kin['kinship']>()
  const makeParagraphs = paragraphMaker()
  let [bytes, microseconds] = [0, 0]
  const add = (paragraphs: readonly string[]): number => {
    const text = paragraphs.join('\n\n')
    bytes += text.length
    const before = process.cpuUsage()
    const sketch = sketchOf(lettersOf(text))
    const { user, system } = process.cpuUsage(before)
    microseconds += user + system
    sources.push(sourceOf(sources.length, text.split(' ').length, sketch))
    return sources.length - 1
  }
  const meet = (a: number, b: number, kinship: Kin['kinship']): void => void planted.set(`${a} ${b}`, kinship)
  for (let group = 0; sources.length < size; group++) {
    const random = randomFrom(group + 1)
    const chapter = (): string[] => makeParagraphs(random, WORDS)
    const first = chapter()
    const copied = add(first)
    meet(copied, add(damaged(first, random, 0.005)), 'same')
    const version = makeParagraphs(randomFrom(group + 1_000_001), WORDS)
    const original = add(version)
    meet(original, add(damaged(version, random, 0.05)), 'version')
    const chapters = Array.from({ length: 5 }, chapter)
    const parts = chapters.map(add)
    const book = add(chapters.flat())
    for (const part of parts) meet(part, book, 'part')
    while (sources.length % GROUP !== 0) add(chapter())
  }
  return { sources, planted, bytes, sketching: microseconds / 1e6 }
}

/** Such a share of the words is another one. */
function damaged(paragraphs: readonly string[], random: () => number, share: number): string[] {
  return paragraphs.map((paragraph) =>
    paragraph
      .split(' ')
      .map((word) => (random() < share ? `${word}x` : word))
      .join(' '),
  )
}

function sourceOf(place: number, words: number, sketch: readonly number[]): ReadSource {
  const name = `${place}`
  return {
    sha256: name,
    places: [{ path: `${name}.txt`, within: [] }],
    outline: {
      title: null,
      authors: [],
      part: null,
      chapterNumbers: [null],
      words,
      emphasis: 0,
      facts: 0,
      revisedAt: null,
      textHash: name,
      sketch,
    },
  }
}

function secondsSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1e6
}
