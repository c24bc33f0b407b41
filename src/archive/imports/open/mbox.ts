/**
 * Opens mailboxes: each message is an entry of the mailbox, kept by where it lies in it. Of a mailbox of gigabytes one
 * message is held at a time.
 */
import { findExcess, inside, type Nesting, type OpenInside } from './bounds.ts'
import type { Opened, OpenedFile } from './opened.ts'
import type { Ranges } from './ranges.ts'
import { refuseContainer } from './refuse.ts'
import { splitMbox } from './split-mbox.ts'

/** Twenty years of the largest lists; each costs a row and a reading. */
const MAX_MESSAGES = 5_000_000

export async function* openMbox(
  opened: OpenedFile,
  ranges: Ranges,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  yield { ...opened, kind: 'container', format: 'mbox' }
  const excess = findExcess(nesting, 1, 0)
  if (excess !== null) {
    yield refuseContainer(opened, 'container-bomb', excess)
    return
  }
  const within = [...opened.within, opened.path]
  let number = 0
  for await (const { from, to } of splitMbox((opened.again ?? opened.chunks)())) {
    if (++number > MAX_MESSAGES) {
      yield refuseContainer(opened, 'container-bomb', `it holds more than ${MAX_MESSAGES} messages`)
      return
    }
    const name = messageName(number)
    const size = to - from
    const entry: OpenedFile = {
      kind: 'file',
      path: name,
      within,
      size,
      place: { name, offset: from, compressedSize: size, size, isDeflated: false },
      chunks: () => ranges.read(from, to),
    }
    yield* open(entry, inside(nesting))
  }
}

/** Messages have no names; these sort as they lie, and say that they are mails. */
export function messageName(number: number): string {
  return `${String(number).padStart(6, '0')}.eml`
}
