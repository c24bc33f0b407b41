/**
 * Reads a mail: who says what, when, in answer to what, and whether it is a story, an answer or talk.
 *
 * What machines wrote of the way it took (`Received:`), addresses and the like are not taken over: they stay in the
 * original.
 */
import { latin1 } from '../../../kernel/latin1.ts'
import { foldKey } from '../../../kernel/text.ts'
import { type MailBody, readBody } from './body.ts'
import { cutStretches } from './cut-stretches.ts'
import { fieldOf } from './header.ts'
import { kindOfPost } from './kind.ts'
import type { MailKind } from './letter-fact.ts'
import { readListName } from './list-name.ts'
import { type OwnWords, readOwnWords } from './own-words.ts'
import { type MailPart, type MailParts, readParts } from './parts.ts'
import { readSenderName } from './sender.ts'
import { readSent } from './sent.ts'
import { type PostSubject, readPostSubject } from './subject.ts'
import { decodeWords } from './words.ts'

export interface Mail {
  /** The whole, one character a byte. */
  readonly raw: string
  readonly parts: MailParts
  readonly body: MailBody
  readonly kind: MailKind
  /** As written, decoded. */
  readonly subject: string
  readonly says: PostSubject
  readonly from: string | null
  /** `2002-03-05T21:04:11` by the sender's clock. */
  readonly sent: string | null
  readonly list: string | null
  readonly own: OwnWords
  /** Without angle brackets. */
  readonly messageId: string | null
  /** What it answers, the nearest first. */
  readonly answers: readonly string[]
}

const MAX_REFERENCES = 50

export function readMail(bytes: Uint8Array): Mail {
  const raw = latin1(bytes)
  const parts = readParts(raw)
  const { header } = parts
  const body = readBody(raw, parts)
  const subject = decodeWords(fieldOf(header, 'subject') ?? '')
  const says = readPostSubject(subject)
  const own = readOwnWords(body.format === 'html' ? roughText(body.decoded.text) : body.decoded.text)
  return {
    raw,
    parts,
    body,
    kind: kindOfPost({ subject: says, text: own.text, quotedWords: own.quotedWords }),
    subject,
    says,
    from: readSenderName(fieldOf(header, 'from') ?? fieldOf(header, 'sender')),
    sent: readSent(fieldOf(header, 'date')),
    list: readListName(header, says.tag),
    own,
    messageId: idsIn(fieldOf(header, 'message-id'))[0] ?? null,
    answers: [
      ...new Set([...idsIn(fieldOf(header, 'in-reply-to')), ...idsIn(fieldOf(header, 'references')).toReversed()]),
    ],
  }
}

/** Parts that came with it as files and may be stories. */
export function attachedFiles({ parts }: Mail): readonly MailPart[] {
  return parts.parts.filter(
    ({ isAttachment, type, fileName }) => isAttachment && MAY_BE_STORY.test(`${type} ${fileName ?? ''}`),
  )
}

const MAY_BE_STORY =
  /^(?:text\/|message\/|application\/(?:rtf|msword|epub|zip|x-zip|gzip|x-tar|vnd\.oasis|vnd\.openxml|pdf|octet-stream)).*|\.(?:txt|html?|rtf|docx?|odt|epub|zip|gz|tgz|tar|eml|wps|wpd)$/i

/** Equal for posts of one story on one list and the answers to them. */
export function threadKeyOf({ says, list }: Mail): string | null {
  return says.threadKey === null ? null : `${foldKey(list ?? '')}\n${says.threadKey}`
}

function idsIn(value: string | null): readonly string[] {
  return (
    (value ?? '')
      .match(/<[^<>\s]{3,250}>/g)
      ?.slice(-MAX_REFERENCES)
      .map((id) => id.slice(1, -1)) ?? []
  )
}

const UNSEEN = { open: /<(style|script)\b/gi, close: /<\/(style|script)>/gi, most: 50_000, instead: ' ' }
const CITED = {
  open: /<blockquote\b[^>]{0,500}(?:type="?cite|gmail_quote)/gi,
  close: /<\/blockquote>/gi,
  most: 200_000,
  instead: '\n',
}

/** For telling what it is; the page itself is read as pages are. */
export function roughText(html: string): string {
  return cutStretches(cutStretches(html, UNSEEN), CITED)
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/h\d|hr)\b[^<>]{0,200}>/gi, '\n')
    .replaceAll(/<[^<>]{0,2000}>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
