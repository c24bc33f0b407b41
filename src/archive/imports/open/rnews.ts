/**
 * Opens batches of news as servers handed them to each other (`rnews`, RFC 1036, 4.3): each article is an entry.
 *
 *     #! rnews 1234
 *     Path: …                       1,234 bytes of an article, then the next mark
 *
 * A length that is wrong is not believed: an article ends where a mark stands at the beginning of a line.
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
    const slices = splitRnews(bytes).map(({ from, to }, index): Slice => ({ name: messageName(index + 1), from, to }))
    return slices.length === 0 ? null : { format: 'rnews', bytes, slices }
  })
}

/** An article: `[from, to)` of the batch's bytes. */
export function splitRnews(bytes: Uint8Array): readonly { readonly from: number; readonly to: number }[] {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const articles: { from: number; to: number }[] = []
  for (let at = 0; at < source.length; ) {
    const mark = MARK.exec(latin1(source.subarray(at, at + MARK_BYTES)))
    if (mark === null) break
    const from = at + mark[0].length
    const said = from + Number(mark[1])
    const to = said === source.length || isMark(source, said) ? said : nextMark(source, from)
    if (to > from) articles.push({ from, to })
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
