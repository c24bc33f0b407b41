/**
 * Opens a container whose entries are stretches of its own bytes: an export of a journal, a list of messages, a digest.
 *
 * The container is held as a whole while its entries are given. An entry is kept by where it lies, unless it cannot be
 * read by itself: then it comes with what it needs.
 */
import { findExcess, inside, MAX_RATIO, type Nesting, type OpenInside, RATIO_MATTERS_FROM } from './bounds.ts'
import { inOne } from './file.ts'
import type { ContainerFormat, Opened, OpenedFile } from './opened.ts'
import { refuseContainer } from './refuse.ts'

/** Larger ones are read as they are. */
const MAX_HELD_BYTES = 256 * 2 ** 20

/** `[from, to)` of the container. */
export interface Slice {
  readonly name: string
  readonly from: number
  readonly to: number
  /** What stands for these bytes where they cannot be read by themselves. */
  readonly instead?: Uint8Array
}

export interface Sliced {
  readonly format: ContainerFormat
  readonly bytes: Uint8Array
  readonly slices: readonly Slice[]
  /** Why there may have been more. */
  readonly damage?: string
}

interface Inside {
  readonly nesting: Nesting
  readonly open: OpenInside
}

/** Opens what `split` finds in the bytes; where that is nothing, or too much to be held, a file is as it is. */
export async function* openSliced(
  file: OpenedFile,
  read: () => Promise<Uint8Array>,
  options: Inside,
  split: (bytes: Uint8Array) => Sliced | null,
): AsyncGenerator<Opened> {
  if (file.size > MAX_HELD_BYTES) {
    yield file
    return
  }
  const bytes = await read()
  const sliced = split(bytes)
  if (sliced === null) yield { ...file, chunks: () => inOne(bytes) }
  else yield* openSlices(file, sliced, options)
}

export async function* openSlices(
  file: OpenedFile,
  { format, bytes, slices, damage }: Sliced,
  { nesting, open }: Inside,
): AsyncGenerator<Opened> {
  yield { ...file, kind: 'container', format }
  const excess = findExcessOf(slices, bytes, nesting)
  if (excess !== null) {
    yield refuseContainer(file, 'container-bomb', excess)
    return
  }
  const within = [...file.within, file.path]
  for (const { name, from, to, instead } of slices) {
    const content = instead ?? bytes.subarray(from, to)
    const size = content.length
    const place = instead === undefined ? { name, offset: from, compressedSize: size, size, isDeflated: false } : null
    yield* open({ kind: 'file', path: name, within, size, place, chunks: () => inOne(content) }, inside(nesting))
  }
  if (damage !== undefined) yield refuseContainer(file, 'truncated-container', damage)
}

/** Comments lie in their entry; what lies in itself a hundred times over is made to do harm. */
function findExcessOf(slices: readonly Slice[], bytes: Uint8Array, nesting: Nesting): string | null {
  const total = slices.reduce((sum, { from, to }) => sum + to - from, 0)
  if (total > RATIO_MATTERS_FROM && total > MAX_RATIO * bytes.length)
    return `its entries lie in each other and are more than ${MAX_RATIO} times as long as it`
  return findExcess(nesting, slices.length, Math.max(0, total - bytes.length))
}
