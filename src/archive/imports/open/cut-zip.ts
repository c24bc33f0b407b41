/**
 * Opens a zip file whose directory is lost or damaged, as files are that were cut off: each entry that is whole, the
 * beginning of the one that is cut, and what is lost.
 */
import { DEFLATED } from '../../../intake/formats/zip/index.ts'
import { findExcess, inside, type Nesting, type OpenInside } from './bounds.ts'
import { decodeEntryName } from './entry-name.ts'
import type { Opened, OpenedFile, OpenedRefusal } from './opened.ts'
import type { Ranges } from './ranges.ts'
import { refuseContainer, refuseEntry, shownName } from './refuse.ts'
import { findProblem } from './zip-entry.ts'
import { type FoundFromFront, type FrontEntry, findFromFront } from './zip-from-front.ts'
import { unpackFromFront } from './zip-packed.ts'

export interface CutZipOptions {
  readonly ranges: Ranges
  /** What is wrong with its directory. */
  readonly damage: string
  readonly nesting: Nesting
  readonly open: OpenInside
}

export async function* openCutZip(
  opened: OpenedFile,
  { ranges, damage, nesting, open }: CutZipOptions,
): AsyncGenerator<Opened> {
  const found = await findFromFront(ranges, opened.size, nesting.left.bytes)
  const { entries } = found
  if (isCutDocument(entries)) {
    yield opened
    return
  }
  yield { ...opened, kind: 'container', format: 'zip' }
  const total = entries.reduce((sum, { size }) => sum + size, 0)
  const excess = findExcess(nesting, entries.length, total)
  if (excess !== null) {
    yield refuseContainer(opened, 'container-bomb', excess)
    return
  }
  const within = [...opened.within, opened.path]
  for (const entry of entries.toSorted((a, b) => Buffer.compare(a.fileNameRaw, b.fileNameRaw))) {
    const item = openFound(ranges, entry, within)
    if (item?.kind === 'file') yield* open(item, inside(nesting))
    else if (item !== null) yield item
  }
  const why = `its directory cannot be read (${damage}); ${whatIsLost(found, opened.size)}`
  yield refuseContainer(opened, 'truncated-container', why)
}

/** What there is of it must tell its kind to those who read it; a Word file that ends before its text does not. */
function isCutDocument(entries: readonly FrontEntry[]): boolean {
  const names = entries.map(({ fileNameRaw }) => fileNameRaw.toString('latin1'))
  return names[0] === 'mimetype' || names.some((name) => MAIN_PARTS.has(name))
}

const MAIN_PARTS: ReadonlySet<string> = new Set([
  'META-INF/container.xml',
  'content.xml',
  'word/document.xml',
  'xl/workbook.xml',
  'ppt/presentation.xml',
])

function openFound(ranges: Ranges, entry: FrontEntry, within: readonly string[]): OpenedFile | OpenedRefusal | null {
  const name = decodeEntryName(entry)
  if (name.endsWith('/')) return null
  const problem = findProblem(entry, name)
  if (problem !== null) return refuseEntry(name, within, problem.code, problem.why)
  const { state, start, packedSize, size } = entry
  if (state !== 'whole' && size === 0) {
    const why = `it is ${state === 'cut' ? 'cut off' : 'damaged'} before its first byte can be read`
    return refuseEntry(name, within, 'truncated-container', why)
  }
  const chunks = (): AsyncGenerator<Uint8Array> => unpackFromFront(ranges, entry)
  const file = { kind: 'file', path: name, within, size, chunks } as const
  if (state !== 'whole') return { ...file, place: null, isCut: true }
  const isDeflated = entry.method === DEFLATED
  return { ...file, place: { name, offset: start, compressedSize: packedSize, size, isDeflated } }
}

function whatIsLost({ entries, end, missing }: FoundFromFront, total: number): string {
  const files = entries.filter(({ fileNameRaw }) => fileNameRaw.at(-1) !== SLASH)
  const whole = files.filter(({ state }) => state === 'whole').length
  const damaged = files.filter(({ state }) => state === 'damaged')
  const parts = [`without it ${whole === 1 ? 'one whole entry was' : `${whole} whole entries were`} found`]
  if (end === 'entry') {
    const last = namesOf(entries.slice(-1))
    parts.push(`it is cut off at byte ${total} in ${last}, whose beginning is read, and what stood behind is lost`)
  }
  if (end === 'header') parts.push(`it is cut off at byte ${total}, where an entry begins that is lost`)
  if (end === 'unknown') parts.push(`it ends at byte ${total}, and whether entries stood behind cannot be told`)
  if (damaged.length > 0) parts.push(`damaged: ${namesOf(damaged)}`)
  if (missing.length > 0) parts.push(`lost: ${namesOf(missing.map((fileNameRaw) => ({ fileNameRaw })))}`)
  return parts.join('; ')
}

function namesOf(list: readonly Pick<FrontEntry, 'fileNameRaw'>[]): string {
  const names = list.slice(0, MOST_NAMED).map((entry) => `“${shownName(decodeEntryName(entry))}”`)
  return `${names.join(', ')}${list.length > MOST_NAMED ? ` and ${list.length - MOST_NAMED} more` : ''}`
}

const MOST_NAMED = 5
const SLASH = 0x2f
