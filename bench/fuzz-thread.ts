/** A thread of the fuzzer: damages files and containers one after the other until it is ended from outside. */
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { CONTAINERS, damagedFile, fileOf } from '../src/archive/imports/open/testing/containers.ts'
import { tryOpening } from '../src/archive/imports/open/testing/laws.ts'
import { intake } from '../src/intake/intake.ts'
import type { Reading } from '../src/intake/reading.ts'
import { breachOfReading } from '../src/intake/testing/laws.ts'
import { mutate, pick, type Random, randomFrom } from '../src/intake/testing/mutate.ts'
import { bytesOf, damaged, SEEDS } from '../src/intake/testing/seeds.ts'
import type { FuzzMessage } from './fuzz-message.ts'

/** Files that gave a reading unlike others, to be damaged further; older ones go. */
const POOL = 2000
const LONGEST_BYTES = 200_000

/** Files of a container that are read as well. */
const READINGS = 3

interface Tried {
  readonly name: string
  readonly bytes: Uint8Array
  readonly isContainer: boolean
}

interface Outcome {
  readonly breach: string | null
  /** What was decided about it; null where that is not known. */
  readonly kind: string | null
}

const { seed, folder } = workerData as { readonly seed: number; readonly folder: string }
const random = randomFrom(seed)
const seen = new Set<string>()
const FIRST: readonly Tried[] = [
  ...SEEDS.map((each) => ({ name: each.name, bytes: bytesOf(each), isContainer: false })),
  ...CONTAINERS.map((each) => ({ name: each.name, bytes: fileOf(each), isContainer: true })),
]
const pool: Tried[] = [...FIRST]

while (true) {
  const tried = next(random)
  say({ kind: 'trying', name: tried.name, bytes: tried.bytes })
  const { breach, kind } = await outcomeOf(tried)
  if (breach !== null) say({ kind: 'find', name: tried.name, bytes: await cutDown(tried), breach })
  else if (kind !== null) remember(tried, kind)
}

function say(message: FuzzMessage): void {
  parentPort?.postMessage(message)
}

/** What is packed is damaged inside from the seeds, everything else from what was interesting before. */
function next(from: Random): Tried {
  if (from() < 0.4) return freshly(from)
  const one = pool[pick(from, pool.length)] ?? { name: 'a.txt', bytes: new Uint8Array(), isContainer: false }
  return { ...one, bytes: mutate(one.bytes, from).subarray(0, LONGEST_BYTES) }
}

function freshly(from: Random): Tried {
  const at = pick(from, FIRST.length)
  const [file, container] = [SEEDS[at], CONTAINERS[at - SEEDS.length]]
  if (file !== undefined) return { name: file.name, bytes: damaged(file, from), isContainer: false }
  if (container !== undefined) return { name: container.name, bytes: damagedFile(container, from), isContainer: true }
  return FIRST[0] as Tried
}

async function outcomeOf({ name, bytes, isContainer }: Tried): Promise<Outcome> {
  if (isContainer) {
    const { breach, items } = await tryOpening(join(folder, name), bytes, { readings: READINGS })
    return { breach, kind: JSON.stringify([name, ...items.slice(0, 20)]) }
  }
  try {
    const reading = await intake({ path: name, within: [], bytes, size: bytes.length, sha256: '0' }, [])
    return { breach: breachOfReading(reading), kind: kindOf(name, reading) }
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { breach: `intake throws: ${what}`, kind: null }
  }
}

/** What the readers decided, without what it is about. */
function kindOf(name: string, { inspection, chapters }: Reading): string {
  const { source, refusal, work, repairs, suggestions, breaks } = inspection
  return JSON.stringify([
    name,
    source.format,
    source.encoding?.name,
    refusal?.code,
    new Set(repairs.flatMap(({ codes }) => codes)).size,
    [...new Set(suggestions.map(({ code }) => code))].toSorted(),
    Object.entries(work ?? {}).flatMap(([key, value]) =>
      Array.isArray(value) ? (value.length > 0 ? key : []) : value ? key : [],
    ),
    Math.min(chapters.length, 3),
    Math.min(breaks.length, 2),
    [...new Set(chapters.flatMap(({ blocks }) => blocks.map(({ kind }) => kind)))].toSorted(),
  ])
}

function remember(tried: Tried, kind: string): void {
  if (seen.has(kind)) return
  seen.add(kind)
  say({ kind: 'kind', reading: kind })
  if (pool.length < POOL) pool.push(tried)
  else pool[FIRST.length + pick(random, POOL - FIRST.length)] = tried
}

/** Takes out what is not needed to show the breach, half and half and half. */
async function cutDown({ name, bytes, isContainer }: Tried): Promise<Uint8Array> {
  let left = Buffer.from(bytes)
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const without = Buffer.concat([left.subarray(0, at), left.subarray(at + size)])
      if ((await outcomeOf({ name, bytes: without, isContainer })).breach === null) at += size
      else left = without
    }
  }
  return left
}
