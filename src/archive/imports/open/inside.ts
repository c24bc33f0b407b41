/**
 * Opens whatever a file turns out to be by its first bytes: a container of one kind or another, inside others up to a
 * limit, or a file as it is.
 */
import { isJournal } from '../../../intake/formats/journal/index.ts'
import { type Nesting, outermost } from './bounds.ts'
import type { FileName } from './file.ts'
import { isGzip, openGzip } from './gzip.ts'
import { openJournalExport } from './journal.ts'
import { openMbox } from './mbox.ts'
import { isMail, openMessage } from './message.ts'
import { isJson, openList } from './messages.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { collect, fileRanges, readHead, streamRanges } from './ranges.ts'
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
  const nesting = outermost()
  const options = { nesting, open: openInside }
  if (isZip(head)) yield* openZip(opened, { file }, options)
  else if (isGzip(head)) yield* openGzip(opened, head, options)
  else if (isTar(head)) yield* openTar(opened, fileRanges(file), options)
  else if (isMbox(head)) yield* openMbox(opened, fileRanges(file), options)
  else if (isWarc(head)) yield* openWarc(opened, fileRanges(file), { ...options, isPacked: false })
  else if (isJournal(head)) yield* openJournalExport(opened, () => collect(opened.chunks()), options)
  else if (isRnews(head)) yield* openRnews(opened, () => collect(opened.chunks()), options)
  else if (isMail(head, opened.path)) yield* openMessage(opened, () => collect(opened.chunks()), options)
  else if (isJson(head, opened.path)) yield* openList(opened, () => collect(opened.chunks()), options)
  else yield opened
}

async function* openInside(entry: OpenedFile, nesting: Nesting): AsyncGenerator<Opened> {
  const head = await headOf(entry)
  const options = { nesting, open: openInside }
  const whole = async (): Promise<Uint8Array> => (head.length === entry.size ? head : collect(entry.chunks()))
  if (isZip(head) && entry.size <= MAX_NESTED_ZIP_BYTES) {
    yield* openZip(entry, { bytes: await collect(entry.chunks()) }, options)
  } else if (isGzip(head)) {
    yield* openGzip(entry, head, options)
  } else if (isTar(head)) {
    await using ranges = streamRanges(entry.chunks)
    yield* openTar(entry, ranges, options)
  } else if (isMbox(head)) {
    await using ranges = streamRanges(entry.chunks)
    yield* openMbox(entry, ranges, options)
  } else if (isWarc(head)) {
    await using ranges = streamRanges(entry.chunks)
    yield* openWarc(entry, ranges, { ...options, isPacked: false })
  } else if (isJournal(head)) {
    yield* openJournalExport(entry, whole, options)
  } else if (isRnews(head)) {
    yield* openRnews(entry, whole, options)
  } else if (isMail(head, entry.path)) {
    yield* openMessage(entry, whole, options)
  } else if (isJson(head, entry.path)) {
    yield* openList(entry, whole, options)
  } else {
    // What is read already need not be unpacked again.
    yield head.length === entry.size ? { ...entry, chunks: () => inOne(head) } : entry
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

async function* inOne(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes
}
