/**
 * Opens exports of journals: each entry, and each comment, is an entry of the container.
 *
 * An export in another encoding than UTF-8 says so once, at its head. Its entries come with that, since by themselves
 * they could be read in any.
 */
import { type JournalPart, splitJournal } from '../../../intake/formats/journal/index.ts'
import type { Nesting, OpenInside } from './bounds.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { openSliced, type Slice } from './slices.ts'

export function openJournalExport(
  file: OpenedFile,
  read: () => Promise<Uint8Array>,
  options: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  return openSliced(file, read, options, (written) => {
    const bytes = isUtf16(written) ? inUtf8(written) : written
    const entry = /(?:^|\/)C-(\d+)(?:\.xml)?$/.exec(file.path)?.[1] ?? null
    const { parts, encoding } = splitJournal(bytes, entry)
    const slices = parts.map((part): Slice => {
      const content = bytes.subarray(part.from, part.to)
      if (bytes !== written) return { ...part, instead: content }
      return encoding === null ? part : withEncoding(part, content, encoding)
    })
    return slices.length === 0 ? null : { format: 'journal', bytes, slices }
  })
}

function withEncoding(part: JournalPart, content: Uint8Array, encoding: string): Slice {
  const head = Buffer.from(`<?xml version="1.0" encoding="${encoding}"?>\n`, 'latin1')
  return { ...part, instead: Buffer.concat([head, content]) }
}

function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)
}

function inUtf8(bytes: Uint8Array): Uint8Array {
  return Buffer.from(new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes), 'utf8')
}
