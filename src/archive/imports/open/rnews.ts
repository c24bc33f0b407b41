/**
 * Opens batches of news as servers handed them to each other (`rnews`, RFC 1036, 4.3): each article is an entry.
 *
 *     #! rnews 1234
 *     Path: …                       1,234 bytes of an article, then the next mark
 *
 * A length that is wrong is not believed: an article ends where a mark stands at the beginning of a line. Where only the
 * last is too long, the batch is cut off.
 */
import { latin1 } from '../../../kernel/latin1.ts'
import type { Nesting, OpenInside } from './bounds.ts'
import { messageName } from './mbox.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { openSliced, type Slice } from './slices.ts'

const MARK = /^#! rnews (\d{1,9})\s*\n/
const MARK_BYTES = 64

export function isRnews(head: Uint8Array): boolean {
  return MARK.test(latin1(head.subarray(0, MARK_BYTES)))
}

export function openRnews(
  file: OpenedFile,
  read: () => Promise<Uint8Array>,
  options: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  return openSliced(file, read, options, (bytes) => {
    const articles = splitRnews(bytes)
    const slices = articles.map(({ from, to }, index): Slice => ({ name: messageName(index + 1), from, to }))
    if (slices.length === 0) return null
    return { format: 'rnews', bytes, slices, ...(isCutOff(bytes, articles) && { damage: CUT_OFF }) }
  })
}

const CUT_OFF = 'it is cut off in its last article; what there is was read'

/** Lengths are also too long where line ends were made shorter by one byte each. */
function isCutOff(bytes: Uint8Array, articles: readonly Article[]): boolean {
  const last = articles.at(-1)
  if (last === undefined || articles.slice(0, -1).some(({ to, said }) => said !== to)) return false
  const lines = bytes.subarray(last.from, last.to).reduce((count, byte) => count + (byte === LF ? 1 : 0), 0)
  return last.said > last.to && last.said - last.to !== lines
}

const LF = 0x0a

interface Article {
  readonly from: number
  readonly to: number
  /** Where its mark says that it ends. */
  readonly said: number
}

/** An article: `[from, to)` of the batch's bytes. */
export function splitRnews(bytes: Uint8Array): readonly Article[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const articles: Article[] = []
  for (let at = 0; at < source.length; ) {
    const mark = MARK.exec(latin1(source.subarray(at, at + MARK_BYTES)))
    if (mark === null) break
    const from = at + mark[0].length
    const said = from + Number(mark[1])
    const to = said === source.length || isMark(source, said) ? said : nextMark(source, from)
    if (to > from) articles.push({ from, to, said })
    at = to
  }
  return articles
}

function isMark(source: Buffer, at: number): boolean {
  return at < source.length && MARK.test(latin1(source.subarray(at, at + MARK_BYTES)))
}

function nextMark(source: Buffer, from: number): number {
  for (let at = source.indexOf('\n#! rnews ', from); at >= 0; at = source.indexOf('\n#! rnews ', at + 1))
    if (isMark(source, at + 1)) return at + 1
  return source.length
}
