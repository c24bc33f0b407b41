/**
 * Opens whatever a file turns out to be by its first bytes: a container of one kind or another, inside others up to a
 * limit, or a file as it is.
 */
import { detectFormat, startsLikeMail } from '../../../intake/detect/index.ts'
import { isJournal } from '../../../intake/formats/journal/index.ts'
import { type Nesting, type OpenInside, outermost } from './bounds.ts'
import { isDamage, tellDamage } from './damage.ts'
import { type FileName, inOne } from './file.ts'
import { isGzip, openGzip } from './gzip.ts'
import { openJournalExport } from './journal.ts'
import { mayBeJournalPage, openJournalPage } from './journal-page.ts'
import { openMbox } from './mbox.ts'
import { openMessage } from './message.ts'
import { IN_LISTS, openList } from './messages.ts'
import { reasonOf } from './node-error.ts'
import { isOpenDoors, openOpenDoors } from './open-doors.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { collect, fileRanges, type Ranges, readHead, streamRanges } from './ranges.ts'
import { refuseContainer } from './refuse.ts'
import { isRnews, openRnews } from './rnews.ts'
import { isMbox } from './split-mbox.ts'
import { isTar, openTar } from './tar.ts'
import { isWarc, openWarc } from './warc.ts'
import { isZip, openZip } from './zip.ts'

/** Enough to tell every container that is known. */
const HEAD_BYTES = 16_384
/** A zip inside a zip is read into memory: its directory stands at its end. */
const MAX_NESTED_ZIP_BYTES = 256 * 2 ** 20

export async function* openFound(opened: OpenedFile, head: Uint8Array, file: FileName): AsyncGenerator<Opened> {
  const options = { nesting: outermost(), open: openInside }
  if (isZip(head)) yield* asFarAsRead(opened, openZip(opened, { file }, options))
  else yield* asFarAsRead(opened, openByHead({ entry: opened, head, ranges: fileRanges(file) }, options))
}

async function* openInside(entry: OpenedFile, nesting: Nesting): AsyncGenerator<Opened> {
  const told = { ...entry, chunks: () => tellDamage(entry.chunks()) }
  yield* asFarAsRead(entry, openEntry(told, nesting))
}

async function* openEntry(entry: OpenedFile, nesting: Nesting): AsyncGenerator<Opened> {
  const head = await headOf(entry)
  const options = { nesting, open: openInside }
  if (isZip(head) && entry.size <= MAX_NESTED_ZIP_BYTES) {
    yield* openZip(entry, { bytes: await collect(entry.chunks()) }, options)
    return
  }
  // What is read already need not be unpacked again.
  const kept = head.length === entry.size ? { ...entry, chunks: () => inOne(head) } : entry
  await using ranges = streamRanges(kept.chunks)
  yield* openByHead({ entry: kept, head, ranges }, options)
}

interface Found {
  readonly entry: OpenedFile
  readonly head: Uint8Array
  readonly ranges: Ranges
}

async function* openByHead(
  { entry, head, ranges }: Found,
  options: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  const whole = (): Promise<Uint8Array> => collect(entry.chunks())
  if (isGzip(head)) yield* openGzip(entry, head, options)
  else if (isTar(head)) yield* openTar(entry, ranges, options)
  else if (isMbox(head)) yield* openMbox(entry, ranges, options)
  else if (isWarc(head)) yield* openWarc(entry, ranges, { ...options, isPacked: false })
  else if (isJournal(head)) yield* openJournalExport(entry, whole, options)
  else if (isRnews(head)) yield* openRnews(entry, whole, options)
  else if (mayBeJournalPage(head)) yield* openJournalPage(entry, whole, options)
  else {
    const format = mayHoldOthers(head) ? detectFormat(head, entry.path).format : 'other'
    if (format === 'mail') yield* openMessage(entry, whole, options)
    else if (IN_LISTS.has(format)) yield* openList(entry, whole, options)
    else if (format === 'sql' && (await isOpenDoors(entry.chunks))) yield* openOpenDoors(entry, entry.chunks, options)
    else yield entry
  }
}

/** Begins as mails, lists and dumps do. Few stories do, and detecting costs more than a look at their first letters. */
function mayHoldOthers(head: Uint8Array): boolean {
  return startsLikeMail(head) || LIST_OR_DUMP.test(Buffer.from(head.subarray(0, 64)).toString('latin1'))
}

const LIST_OR_DUMP =
  /^(?:\xef\xbb\xbf)?\s*(?:[{[]|--|\/\*|#|(?:CREATE|DROP|INSERT|REPLACE|LOCK|SET|USE|BEGIN|PRAGMA)\s)/i

/**
 * What is opened of something before its bytes turn out to be damaged, and the damage. Where nothing could be opened it is
 * a file, and whoever reads that is told.
 */
async function* asFarAsRead(opened: OpenedFile, items: AsyncGenerator<Opened>): AsyncGenerator<Opened> {
  let isGiven = false
  try {
    for await (const item of items) {
      isGiven = true
      yield item
    }
  } catch (error) {
    // The rest of an import does not depend on it.
    if (!isDamage(error)) throw error
    if (isGiven) yield refuseContainer(opened, 'truncated-container', `it is damaged (${reasonOf(error)})`)
    else yield opened
  }
}

async function headOf(entry: OpenedFile): Promise<Uint8Array> {
  try {
    return await readHead(entry.chunks(), HEAD_BYTES)
  } catch {
    // A damaged entry is told by whoever reads it to its end.
    return new Uint8Array()
  }
}
