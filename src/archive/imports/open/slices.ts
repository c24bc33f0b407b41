/**
 * Opens a container whose entries are stretches of its own bytes: an export of a journal, a list of messages, a digest.
 *
 * The container is held as a whole while its entries are given. An entry is kept by where it lies, unless it cannot be
 * read by itself: then it comes with what it needs.
 */
import { findExcess, inside, type Nesting, type OpenInside } from './bounds.ts'
import type { ContainerFormat, Opened, OpenedFile } from './opened.ts'
import { refuseContainer } from './refuse.ts'

/** Larger ones are read as they are. */
export const MAX_HELD_BYTES = 256 * 2 ** 20

/** `[from, to)` of the container. */
export interface Slice {
  readonly name: string
  readonly from: number
  readonly to: number
  /** What stands for these bytes where they cannot be read by themselves. */
  readonly instead?: Uint8Array
}

export async function* openSlices(
  file: OpenedFile,
  {
    format,
    bytes,
    slices,
  }: { readonly format: ContainerFormat; readonly bytes: Uint8Array; readonly slices: readonly Slice[] },
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  yield { ...file, kind: 'container', format }
  const excess = findExcess(nesting, slices.length, 0)
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
}

export async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}
