/**
 * Opens a saved page of a journal as far as it holds comments: each is an entry beside the page, as an export of the
 * journal would have it, and the page is a file like any other.
 */
import { declaredCharset, decode } from '../../../intake/decode/index.ts'
import { JOURNAL_SIGNS, readThread } from '../../../intake/formats/sites/index.ts'
import { isTooMuch } from '../../../intake/read/index.ts'
import { latin1 } from '../../../kernel/latin1.ts'
import { findExcess, inside, type Nesting, type OpenInside } from './bounds.ts'
import { inOne } from './file.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { refuseContainer } from './refuse.ts'

/** Larger ones are read as they are. */
const MAX_PAGE_BYTES = 8 * 2 ** 20

const STARTS_LIKE_PAGE = /^(?:\xef\xbb\xbf)?\s*<[a-z!?]/i

/** By the first bytes of a file; most pages are of no journal. */
export function mayBeJournalPage(head: Uint8Array): boolean {
  const start = latin1(head)
  return STARTS_LIKE_PAGE.test(start.slice(0, 200)) && JOURNAL_SIGNS.test(start)
}

export async function* openJournalPage(
  entry: OpenedFile,
  read: () => Promise<Uint8Array>,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  if (entry.size > MAX_PAGE_BYTES) {
    yield entry
    return
  }
  const bytes = await read()
  yield { ...entry, chunks: () => inOne(bytes) }
  const { text } = decode(bytes, declaredCharset(bytes))
  const comments = isTooMuch(text) ? [] : (readThread(text)?.comments ?? [])
  const files = comments.map(({ number, xml }) => ({ path: `comments/${number}.xml`, content: Buffer.from(xml) }))
  const size = files.reduce((sum, { content }) => sum + content.length, 0)
  const excess = findExcess(nesting, files.length, size)
  if (excess !== null) {
    yield refuseContainer(entry, 'container-bomb', excess)
    return
  }
  const within = [...entry.within, entry.path]
  for (const { path, content } of files)
    yield* open(
      { kind: 'file', path, within, size: content.length, place: null, chunks: () => inOne(content) },
      inside(nesting),
    )
}
