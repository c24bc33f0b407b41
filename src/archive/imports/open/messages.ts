/** Opens lists written as JSON, of messages or of stories: each object is an entry that is read by itself. */
import { detectFormat } from '../../../intake/detect/index.ts'
import { splitList } from '../../../intake/formats/json/index.ts'
import type { Nesting, OpenInside } from './bounds.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { openSliced, type Slice } from './slices.ts'

/** Objects that are looked at before it is said that a list holds nothing to read. */
const LOOKED_AT = 20
const READABLE: ReadonlySet<string> = new Set(['yahoo-message', 'open-doors-story'])
/** What a file with a list may look like by its beginning. */
export const IN_LISTS: ReadonlySet<string> = new Set([...READABLE, 'json'])
const LISTS = ['messages', 'stories', 'works']

export function openList(
  file: OpenedFile,
  read: () => Promise<Uint8Array>,
  options: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  return openSliced(file, read, options, (bytes) => {
    const objects = splitList(bytes, LISTS)
    const isRead = objects
      .slice(0, LOOKED_AT)
      .some(({ from, to }) => READABLE.has(detectFormat(bytes.subarray(from, to), file.path).format))
    const slices = objects.map(
      ({ from, to }, index): Slice => ({ name: `${String(index + 1).padStart(6, '0')}.json`, from, to }),
    )
    return isRead ? { format: 'messages', bytes, slices } : null
  })
}
