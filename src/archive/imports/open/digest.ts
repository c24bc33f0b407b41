/**
 * Finds the messages in a digest: one mail in which a list sent the posts of a day (RFC 1153, as majordomo, Mailman, eGroups
 * and Yahoo Groups wrote it).
 *
 *     ----------------------------------------------------------------------
 *
 *     Date: Tue, 5 Mar 2002 21:04:11 -0500
 *     From: Tamsin Reed <tamsin@example.com>
 *     Subject: NEW: Hollow Ground (1/3)
 *
 *     The lamp went out …
 *
 *     ------------------------------
 *
 * A line of dashes is a border only when the header of a message follows: stories have such lines, too. Digests that are
 * MIME (`multipart/digest`) are walked as parts.
 */
import { fieldOf, readHeader } from '../../../intake/formats/mail/index.ts'

/** A message of a digest: `[from, to)` of the digest's bytes. */
export interface DigestMessage {
  readonly from: number
  readonly to: number
}

const BORDER = /^[-_=]{20,80}[ \t]*\r?$/
const MIN_MESSAGES = 2
const MAX_MESSAGES = 2000

/** The messages of a digest, or none where it is a mail like any other. `raw` is Latin-1. */
export function findDigestMessages(raw: string): readonly DigestMessage[] {
  const outer = readHeader(raw, 0, raw.length)
  const encoding = fieldOf(outer, 'content-transfer-encoding')?.toLowerCase() ?? ''
  if (encoding === 'base64' || encoding === 'quoted-printable') return []
  const messages: { from: number; to: number }[] = []
  for (let at = outer.bodyAt; at < raw.length && messages.length < MAX_MESSAGES; ) {
    const end = raw.indexOf('\n', at)
    const next = end < 0 ? raw.length : end + 1
    const isBorder = next - at <= 84 && next - at >= 20 && BORDER.test(raw.slice(at, end < 0 ? next : end))
    if (isBorder) {
      const last = messages.at(-1)
      const start = messageAt(raw, next)
      if (start !== null) {
        if (last !== undefined && last.to === raw.length) last.to = at
        messages.push({ from: start, to: raw.length })
      } else if (last !== undefined && last.to === raw.length && isEnd(raw, next)) last.to = at
    }
    at = next
  }
  return messages.length < MIN_MESSAGES ? [] : messages
}

/** Where the header of a message begins behind a border; Yahoo puts its number first ("Message: 3"). */
function messageAt(raw: string, border: number): number | null {
  const blanks = /^(?:[ \t]*\r?\n){0,3}/.exec(raw.slice(border, border + 20))?.[0].length ?? 0
  const start = border + blanks
  const head = raw.slice(start, start + 2000)
  if (!/^(?:Message|Date|From|Subject|Message-ID|To|Reply-To|Sender)[ \t]?:/i.test(head)) return null
  const header = readHeader(raw, start, Math.min(raw.length, start + 32_768))
  const spaced = /^Message: \d+[ \t]*\r?\n/i.test(head)
  const has = (name: string): boolean => fieldOf(header, name) !== null
  return (has('subject') || spaced) && (has('from') || has('date')) ? start : null
}

/** "End of SunS Digest, Vol 3, Issue 4", which the last border announces. */
function isEnd(raw: string, border: number): boolean {
  return /^\s{0,20}(?:end of |your use of yahoo|_{5,}|\*{5,})/i.test(raw.slice(border, border + 120))
}
