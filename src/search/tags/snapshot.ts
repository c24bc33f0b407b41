/**
 * The tag index in a file of the data directory, so that a restart need not read the store.
 *
 *     ficarium tags 4   eight numbers: length of the head, its checksum, length of the body, its checksum
 *     head              JSON: which database, how far its changes were followed, terms, tags, where the arrays lie
 *     body              the arrays
 *
 * It is written under another name and put in its place when it is whole. One that is missing, cut off, damaged, of
 * another version or of another database is as good as none: the index is then made anew.
 */
import { closeSync, fstatSync, fsyncSync, openSync, readSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { ChangePlace } from '../../platform/db/change-log.ts'
import { findArrays, type Place, placeArrays, roundUp } from './arrays.ts'
import { flattenShelf, unflattenShelf } from './flatten.ts'
import type { Shelf } from './shelf.ts'
import { newTerms, type SavedTerms, type Terms } from './terms.ts'
import type { Tags } from './terms-of-work.ts'

/** A place in the log of changes, and when the change there was made; another archive has another one there. */
export interface MadeAt extends ChangePlace {
  readonly at: string | null
}

export interface Snapshot {
  readonly identity: string
  /** How far changes of the archive are in it. */
  readonly made: MadeAt
  readonly shelf: Shelf
  readonly terms: Terms
  readonly tags: Tags
}

interface Head {
  readonly identity: string
  readonly made: MadeAt
  readonly terms: SavedTerms
  readonly tags: readonly (readonly [key: number, kind: string, canonical: number, under: readonly number[]])[]
  readonly places: readonly Place[]
}

/** Changes whenever the arrays mean something else. */
const VERSION = 'ficarium tags 4\n'
const PREFIX = 64

export function snapshotPath(directory: string): string {
  return join(directory, 'tag-index.bin')
}

export function saveSnapshot(directory: string, { identity, made, shelf, terms, tags }: Snapshot): void {
  const arrays = flattenShelf(shelf)
  const { places, bytes } = placeArrays(arrays)
  const tagRows = [...tags].map(([key, { kind, canonical, under }]) => [key, kind, canonical, under] as const)
  const head: Head = { identity, made, terms: terms.save(), tags: tagRows, places }
  const headBytes = Buffer.from(JSON.stringify(head))
  const path = snapshotPath(directory)
  const newPath = `${path}.${process.pid}.new`
  const file = openSync(newPath, 'w')
  try {
    const start = PREFIX + roundUp(headBytes.length)
    writeAll(file, headBytes, PREFIX)
    let checksum = 0
    for (const [i, array] of Object.values(arrays).entries()) {
      const { offset } = places[i] as Place
      const end = places[i + 1]?.offset ?? bytes
      const padded = Buffer.alloc(end - offset - array.byteLength)
      for (const part of [Buffer.from(array.buffer, array.byteOffset, array.byteLength), padded])
        checksum = crc32(part, checksum)
      writeAll(file, Buffer.from(array.buffer, array.byteOffset, array.byteLength), start + offset)
      writeAll(file, padded, start + offset + array.byteLength)
    }
    writeAll(file, prefixOf(headBytes, bytes, checksum), 0)
    fsyncSync(file)
  } catch (error) {
    closeSync(file)
    rmSync(newPath, { force: true })
    throw error
  }
  closeSync(file)
  renameSync(newPath, path)
}

function prefixOf(head: Buffer, bodyBytes: number, bodyChecksum: number): Buffer {
  const prefix = Buffer.alloc(PREFIX)
  prefix.write(VERSION, 'latin1')
  for (const [i, number] of [head.length, crc32(head), bodyBytes, bodyChecksum].entries())
    prefix.writeDoubleLE(number, 24 + 8 * i)
  return prefix
}

function writeAll(file: number, bytes: Buffer, position: number): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, position + at)
}

/** Undefined when there is none that can be used. */
export function loadSnapshot(directory: string, identity: string): Snapshot | undefined {
  try {
    return readSnapshot(readShared(snapshotPath(directory)), identity)
  } catch {
    // Missing or damaged in a way that the checksums do not show: as good as none.
    return undefined
  }
}

/** In memory that other threads can answer from too. */
function readShared(path: string): Buffer<SharedArrayBuffer> {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.from(new SharedArrayBuffer(fstatSync(file).size))
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(file, bytes, at, bytes.length - at, at)
      if (read === 0) throw new Error('it ended before its end')
      at += read
    }
    return bytes
  } finally {
    closeSync(file)
  }
}

function readSnapshot(file: Buffer<SharedArrayBuffer>, identity: string): Snapshot | undefined {
  if (file.length < PREFIX || file.toString('latin1', 0, VERSION.length) !== VERSION) return undefined
  const [headBytes, headChecksum, bodyBytes, bodyChecksum] = [0, 1, 2, 3].map((i) => file.readDoubleLE(24 + 8 * i)) as [
    number,
    number,
    number,
    number,
  ]
  const headPart = file.subarray(PREFIX, PREFIX + headBytes)
  const start = PREFIX + roundUp(headBytes)
  const body = file.subarray(start, start + bodyBytes)
  if (crc32(headPart) !== headChecksum || body.length !== bodyBytes) return undefined
  const head = JSON.parse(headPart.toString()) as Head
  if (head.identity !== identity || crc32(body) !== bodyChecksum) return undefined
  return {
    identity,
    made: head.made,
    shelf: unflattenShelf(findArrays(file.buffer, file.byteOffset + start, head.places)),
    terms: newTerms(head.terms),
    tags: new Map(head.tags.map(([key, kind, canonical, under]) => [key, { kind, canonical, under }])),
  }
}
