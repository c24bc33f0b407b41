/**
 * Opens a mail as far as it holds others: a digest is a container of its messages, and files that came with a mail are
 * entries beside it. Everything else about a mail is for intake.
 */

import { attachedFiles, bytesOf, decodeWords, digestParts, readMail } from '../../../intake/formats/mail/index.ts'
import { latin1 } from '../../../kernel/latin1.ts'
import { findExcess, inside, MAX_ENTRIES, type Nesting, type OpenInside } from './bounds.ts'
import { findDigestMessages } from './digest.ts'
import { isSafeName } from './entry-name.ts'
import { inOne } from './file.ts'
import { messageName } from './mbox.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { openSlices } from './slices.ts'

/** Larger ones are read as they are. */
const MAX_MAIL_BYTES = 64 * 2 ** 20
const MAX_ATTACHMENTS = 100
/** What only mails with something in them have. */
const MAY_HOLD_MORE = /^content-type:[^\n]*(?:\n[ \t][^\n]*)*multipart|^content-disposition:|^[-_=]{20,80}[ \t]*\r?\n/im

/** "Content-Type: multipart/digest; boundary=…" */
const IS_MIME_DIGEST = /^content-type:[ \t]*multipart\/digest\b/im

export async function* openMessage(
  entry: OpenedFile,
  read: () => Promise<Uint8Array>,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  if (entry.size > MAX_MAIL_BYTES) {
    yield entry
    return
  }
  const bytes = await read()
  const file: OpenedFile = { ...entry, chunks: () => inOne(bytes) }
  const raw = latin1(bytes)
  if (!MAY_HOLD_MORE.test(raw)) {
    yield file
    return
  }
  const parts = IS_MIME_DIGEST.test(raw) ? digestParts(raw, MAX_ENTRIES + 1) : []
  const messages = parts.length > 0 ? parts : findDigestMessages(raw)
  if (messages.length > 0) {
    const slices = messages.map(({ from, to }, i) => ({ name: messageName(i + 1), from, to }))
    yield* openSlices(file, { format: 'digest', bytes, slices }, { nesting, open })
  } else yield* openAttachments(file, bytes, { nesting, open })
}

/** The mail itself, then the files that came with it and may be stories. */
async function* openAttachments(
  file: OpenedFile,
  bytes: Uint8Array,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  yield file
  const mail = readMail(bytes)
  const parts = attachedFiles(mail).filter((part) => part !== mail.body.part)
  if (parts.length === 0 || findExcess(nesting, parts.length, bytes.length) !== null) return
  const within = [...file.within, file.path]
  for (const part of parts.slice(0, MAX_ATTACHMENTS)) {
    const content = bytesOf(mail.raw, part)
    const written =
      decodeWords(part.fileName ?? '')
        .replaceAll('\\', '/')
        .split('/')
        .at(-1) ?? ''
    const path = isSafeName(written) ? written : `part ${part.place}`
    const attached: OpenedFile = {
      kind: 'file',
      path,
      within,
      size: content.length,
      place: null,
      chunks: () => inOne(content),
    }
    yield* open(attached, inside(nesting))
  }
}
