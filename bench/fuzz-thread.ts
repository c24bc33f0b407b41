/** A thread of the fuzzer: damages files one after the other until it is ended from outside. */
import { parentPort, workerData } from 'node:worker_threads'
import { intake } from '../src/intake/intake.ts'
import type { Reading } from '../src/intake/reading.ts'
import { breachOf, breachOfReading } from '../src/intake/testing/laws.ts'
import { mutate, pick, type Random, randomFrom } from '../src/intake/testing/mutate.ts'
import { bytesOf, damaged, SEEDS } from '../src/intake/testing/seeds.ts'
import type { FuzzMessage } from './fuzz-message.ts'

/** Files that gave a reading unlike others, to be damaged further; older ones go. */
const POOL = 2000
const LONGEST_BYTES = 200_000

interface Tried {
  readonly name: string
  readonly bytes: Uint8Array
}

const { seed } = workerData as { readonly seed: number }
const random = randomFrom(seed)
const seen = new Set<string>()
const pool: Tried[] = SEEDS.map((each) => ({ name: each.name, bytes: bytesOf(each) }))

while (true) {
  const tried = next(random)
  say({ kind: 'trying', ...tried })
  const { breach, reading } = await read(tried)
  if (breach !== null) say({ kind: 'find', name: tried.name, bytes: await cutDown(tried), breach })
  else if (reading !== null) remember(tried, kindOf(tried.name, reading))
}

function say(message: FuzzMessage): void {
  parentPort?.postMessage(message)
}

/** Parts of zip files are damaged from the seeds, everything else from what was interesting before. */
function next(from: Random): Tried {
  const whole = SEEDS[pick(from, SEEDS.length)]
  if (whole !== undefined && from() < 0.4) return { name: whole.name, bytes: damaged(whole, from) }
  const one = pool[pick(from, pool.length)] ?? { name: 'a.txt', bytes: new Uint8Array() }
  return { name: one.name, bytes: mutate(one.bytes, from).subarray(0, LONGEST_BYTES) }
}

async function read({ name, bytes }: Tried): Promise<{ breach: string | null; reading: Reading | null }> {
  try {
    const reading = await intake({ path: name, within: [], bytes, size: bytes.length, sha256: '0' }, [])
    return { breach: breachOfReading(reading), reading }
  } catch (error) {
    return {
      breach: `intake throws: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      reading: null,
    }
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
  else pool[SEEDS.length + pick(random, POOL - SEEDS.length)] = tried
}

/** Takes out what is not needed to show the breach, half and half and half. */
async function cutDown({ name, bytes }: Tried): Promise<Uint8Array> {
  let left = Buffer.from(bytes)
  for (let size = Math.ceil(left.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < left.length; ) {
      const without = Buffer.concat([left.subarray(0, at), left.subarray(at + size)])
      if ((await breachOf(name, without)) === null) at += size
      else left = without
    }
  }
  return left
}
