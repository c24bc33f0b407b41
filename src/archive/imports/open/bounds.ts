/**
 * How far containers are opened: in each other, and in bytes and entries altogether.
 *
 * Prose shrinks to a quarter and a page of markup to a tenth, so what grows a hundred times is no text (ASVS 5.2.3).
 */
import type { Opened, OpenedFile } from './opened.ts'

export const MAX_DEPTH = 4
export const MAX_ENTRIES = 100_000
export const MAX_RATIO = 100
/** Small entries may shrink more, and can do no harm. */
export const RATIO_MATTERS_FROM = 1 << 20
export const MAX_TOTAL_BYTES = 8 * 2 ** 30

/** Where among containers something is opened. */
export interface Nesting {
  /** How many containers are around it. */
  readonly depth: number
  /** What all containers in one file may still unpack to. */
  readonly left: { bytes: number }
}

export function outermost(): Nesting {
  return { depth: 0, left: { bytes: MAX_TOTAL_BYTES } }
}

export function inside({ depth, left }: Nesting): Nesting {
  return { depth: depth + 1, left }
}

/** Opens an entry of a container: gives it as it is, or as a container with what it holds. */
export type OpenInside = (entry: OpenedFile, nesting: Nesting) => AsyncGenerator<Opened>

/** Why a container is not opened, or null; takes its bytes from what may still be unpacked. */
export function findExcess({ depth, left }: Nesting, entries: number, bytes: number): string | null {
  if (depth >= MAX_DEPTH) return `it lies in ${depth} other containers; at most ${MAX_DEPTH} are opened`
  if (entries > MAX_ENTRIES) return `it holds ${entries} entries; at most ${MAX_ENTRIES} are opened`
  if (bytes > left.bytes) return `unpacked it would take ${bytes} bytes; at most ${MAX_TOTAL_BYTES} are opened`
  left.bytes -= bytes
  return null
}
