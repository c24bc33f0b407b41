/**
 * Opens tar files, streamed and without unpacking anything to disk.
 *
 * Names are only shown. Links and devices are refused each by itself: a link may name any file of this machine. What is
 * cut off is read as far as it goes, and said.
 */
import type { RefusalCode } from '../../../intake/codes.ts'
import { findExcess, inside, MAX_ENTRIES, type Nesting, type OpenInside } from './bounds.ts'
import { decodeName, isSafeName } from './entry-name.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { type Ranges, readRange } from './ranges.ts'
import { refuseContainer, refuseEntry } from './refuse.ts'
import { BLOCK, paxSize, readPaxRecords, readTarHeader, type TarHeader, type TarKind, untilZero } from './tar-header.ts'

/** No honest name or list of attributes is longer. */
const MAX_EXTRA_BYTES = 1 << 20

export function isTar(head: Uint8Array): boolean {
  const header = readTarHeader(head.subarray(0, BLOCK))
  return header !== null && header.kind !== 'unknown' && (header.name.length > 0 || header.kind === 'pax-for-all')
}

export async function* openTar(
  opened: OpenedFile,
  ranges: Ranges,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  yield { ...opened, kind: 'container', format: 'tar' }
  const excess = findExcess(nesting, 0, 0)
  if (excess !== null) {
    yield refuseContainer(opened, 'container-bomb', excess)
    return
  }
  const within = [...opened.within, opened.path]
  let entries = 0
  for await (const found of walkTar(ranges, opened.size)) {
    if ('damage' in found) {
      yield refuseContainer(opened, 'truncated-container', found.damage)
      return
    }
    const { kind, offset, size, isCut } = found
    const name = decodeName(found.name).replaceAll('\\', '/')
    const tooMuch = findExcess(nesting, ++entries, size)
    if (tooMuch !== null) {
      yield refuseContainer(opened, 'container-bomb', tooMuch)
      return
    }
    const problem = findProblem(kind, name)
    if (problem !== null) {
      yield refuseEntry(name, within, problem.code, problem.why)
    } else if (kind === 'file') {
      const entry: OpenedFile = {
        kind: 'file',
        path: name,
        within,
        size,
        place: { name, offset, compressedSize: size, size, isDeflated: false },
        chunks: () => ranges.read(offset, offset + size),
        ...(isCut && { isCut }),
      }
      yield* open(entry, inside(nesting))
    }
  }
}

interface TarEntry {
  readonly name: Uint8Array
  readonly kind: TarKind
  readonly offset: number
  /** Of what there is. */
  readonly size: number
  readonly isCut: boolean
}

/** The entries with what pax and GNU tar say of them, or the damage that ends them. */
async function* walkTar(ranges: Ranges, total: number): AsyncGenerator<TarEntry | { readonly damage: string }> {
  let said: { name?: Uint8Array; size?: number } = {}
  let extras = 0
  let isEnded = false
  for (let at = 0; ; ) {
    const block = await readRange(ranges, at, at + BLOCK)
    if (block.length === 0) {
      if (!isEnded)
        yield { damage: 'it ends without its end mark, so there may have been more; what there is was read' }
      return
    }
    isEnded = block.every((byte) => byte === 0)
    if (isEnded) {
      at += BLOCK
      continue
    }
    const header = readTarHeader(block)
    if (header === null) {
      const what = block.length < BLOCK ? 'it is cut off' : `what stands at byte ${at} is no entry`
      yield { damage: `${what}; what came before was read` }
      return
    }
    const offset = at + BLOCK
    const size = header.kind === 'file' ? (said.size ?? header.size) : header.size
    at = offset + Math.ceil(size / BLOCK) * BLOCK
    if (!Number.isSafeInteger(at) || (extras += isExtra(header) ? 1 : 0) > MAX_ENTRIES) {
      yield { damage: 'its entries speak of more than there can be; what came before was read' }
      return
    }
    if (isExtra(header)) {
      if (header.kind !== 'passed-over') said = { ...said, ...(await readExtra(ranges, header, offset)) }
      continue
    }
    const there = Math.max(0, Math.min(size, total - offset))
    yield { name: said.name ?? header.name, kind: header.kind, offset, size: there, isCut: there < size }
    if (there < size) {
      yield { damage: 'it is cut off in the middle of its last entry; what there is was read' }
      return
    }
    said = {}
  }
}

function isExtra({ kind }: TarHeader): boolean {
  return kind === 'pax' || kind === 'pax-for-all' || kind === 'long-name' || kind === 'passed-over'
}

/** What an entry says of the one behind it. */
async function readExtra(
  ranges: Ranges,
  { kind, size }: TarHeader,
  offset: number,
): Promise<{ readonly name?: Uint8Array; readonly size?: number }> {
  // pax for all entries says when and by whom; a name or a size for all is nonsense.
  if (kind === 'pax-for-all' || size > MAX_EXTRA_BYTES) return {}
  const bytes = await readRange(ranges, offset, offset + size)
  if (kind === 'long-name') return { name: untilZero(bytes) }
  const records = readPaxRecords(bytes)
  const name = records.get('path')
  const said = paxSize(records)
  return { ...(name !== undefined && { name: untilZero(name) }), ...(said !== null && { size: said }) }
}

function findProblem(kind: TarKind, name: string): { readonly code: RefusalCode; readonly why: string } | null {
  if (kind === 'folder') return null
  if (kind === 'link')
    return { code: 'unsafe-name', why: 'it is a link, which is not followed; what it names is read by its own name' }
  if (kind === 'device') return { code: 'unreadable', why: 'it is a device or a pipe, and not a file' }
  if (kind === 'unknown')
    return { code: 'format-not-read-yet', why: 'it is packed in a way that only the program that made it knows' }
  if (!isSafeName(name))
    return { code: 'unsafe-name', why: 'its name leads out of the container; the container itself is kept' }
  return null
}
