/**
 * What holds for opening any bytes, whatever they are: nothing is thrown but what a damaged entry says when it is read,
 * every item has a place, no entry gives more than it says and than text may grow to, and what is kept by where it lies
 * in its container is found there again.
 */
import { writeFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import { breachOf } from '../../../../intake/testing/laws.ts'
import { MAX_RATIO, RATIO_MATTERS_FROM } from '../bounds.ts'
import { openPaths } from '../open.ts'
import type { Opened, OpenedContainer, OpenedFile } from '../opened.ts'

export interface Opening {
  /** Null, or what does not hold, in a sentence. */
  readonly breach: string | null
  /** What was given, without what it is about. */
  readonly items: readonly string[]
}

export interface OpeningOptions {
  /** How many of its files are read as well. */
  readonly readings: number
}

/** More is not looked at: a small file that holds more is a breach by itself. */
const MOST_ITEMS = 5000
/** Larger entries are not read by intake here. */
const LONGEST_READ = 100_000

/** Writes the bytes to `file` and opens that. */
export async function tryOpening(file: string, bytes: Uint8Array, { readings }: OpeningOptions): Promise<Opening> {
  writeFileSync(file, bytes)
  const items: string[] = []
  const around = new Map<string, Uint8Array | null>()
  const most = Math.max(RATIO_MATTERS_FROM, MAX_RATIO * bytes.length)
  let left = readings
  try {
    for await (const item of openPaths([file])) {
      items.push(item.kind === 'container' ? item.format : item.kind === 'refused' ? item.code : item.kind)
      const breach = items.length > MOST_ITEMS ? `it gives more than ${MOST_ITEMS} items` : breachOfPlace(item, around)
      if (breach !== null) return { breach, items }
      if (item.kind === 'refused') continue
      const content = await contentOf(item, most)
      if (typeof content === 'string') return { breach: content, items }
      // A mail is a file, and may hold others all the same.
      around.set(keyOf([...item.within, item.path]), content)
      if (item.kind === 'container' || content === null) continue
      const found = breachOfContent(item, content, around)
      if (found !== null) return { breach: found, items }
      if (left-- <= 0 || content.length > LONGEST_READ) continue
      const misread = await breachOf(item.path, content, item.within)
      if (misread !== null) return { breach: `${item.path}: ${misread}`, items }
    }
  } catch (error) {
    return { breach: `opening throws: ${error instanceof Error ? error.stack : String(error)}`, items }
  }
  return { breach: items.length === 0 ? 'nothing is said of it' : null, items }
}

function breachOfPlace({ path, within }: Opened, around: ReadonlyMap<string, unknown>): string | null {
  if (path === '' || path.includes('\0')) return 'an item has no path'
  const isIn = within.every((_, i) => around.has(keyOf(within.slice(0, i + 1))))
  return isIn ? null : `${path} is in a container that was not given before it`
}

function keyOf(names: readonly string[]): string {
  return JSON.stringify(names)
}

/** The bytes of an item, null where it is damaged, or what does not hold. */
async function contentOf(item: OpenedFile | OpenedContainer, most: number): Promise<Uint8Array | string | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of item.chunks()) {
      size += chunk.length
      if (size > most) return `${item.path} grows to more than ${most} bytes`
      // A stretch that is given once may be written over later.
      chunks.push(Buffer.from(chunk))
    }
  } catch (error) {
    if (isOurs(error)) return `reading ${item.path} throws: ${error.stack ?? error.message}`
    return item.within.length > 0 ? null : `the file itself cannot be read: ${String(error)}`
  }
  return size > item.size ? `${item.path} gives ${size} bytes and says ${item.size}` : Buffer.concat(chunks)
}

/** A mistake of the program, and nothing that bytes say. */
function isOurs(error: unknown): error is Error {
  if (!(error instanceof Error)) return true
  return (
    /^(?:Type|Range|Reference|Syntax|Assertion)Error$/.test(error.name) ||
    (error.cause instanceof Error && isOurs(error.cause))
  )
}

function breachOfContent(
  { path, within, place }: OpenedFile,
  content: Uint8Array,
  around: ReadonlyMap<string, Uint8Array | null>,
): string | null {
  const container = around.get(keyOf(within)) ?? null
  if (place === null || container === null) return null
  const kept = container.subarray(place.offset, place.offset + place.compressedSize)
  const again = place.isDeflated ? inflateRawSync(kept) : kept
  return Buffer.compare(again, content) === 0 ? null : `${path} does not lie where its place says`
}
