/**
 * Takes the mail out of a message of a Yahoo group, as those who saved the groups got it from the site (JSON).
 *
 *     {"ygData": {"msgId": 12, "subject": "…", "postDate": "923071557", "rawEmail": "From: Tamsin &lt;t@...&gt;\r\n…"}}
 *
 * `rawEmail` is the mail as it was sent, escaped once for a page; the ends of addresses the site had cut off. Where only
 * the text as the site showed it was saved (`messageBody`), a mail is made of that and of what stands beside it.
 */
import { escapeText } from '../../../kernel/xml.ts'
import { isFacts, type JsonFacts, readObject, textIn } from '../json/index.ts'
import type { RefusedFormat } from '../opened-format.ts'
import type { Unwrapped } from '../unwrapped.ts'
import { decodeReferences } from '../xml/references.ts'
import { makeMail } from './make-mail.ts'

export function unwrapMessage(bytes: Uint8Array): Unwrapped | RefusedFormat {
  const whole = readObject(bytes)
  if (whole === null) return { code: 'no-story', why: 'This message of a Yahoo group cannot be read.' }
  const inner = whole['ygData']
  const facts = isFacts(inner) ? inner : whole
  const raw = textIn(facts, 'rawEmail', 'raw_email')
  const mail = raw === null ? mailOf(facts) : inBytes(decodeReferences(raw))
  if (mail === null) return { code: 'site-file', why: 'This names a message of a Yahoo group and does not hold it.' }
  return { bytes: mail, path: 'message.eml', charset: null, part: 'the mail in it', stated: [], losses: [] }
}

/**
 * One byte a character as long as each is one: so the site gave mails that do not say their encoding. Others it had
 * decoded already.
 */
function inBytes(text: string): Uint8Array {
  const mail = /^(?:From |[A-Za-z][\w-]*[ \t]?:)/.test(text.trimStart()) ? text.trimStart() : `\r\n${text}`
  for (let i = 0; i < mail.length; i++) if (mail.charCodeAt(i) > 0xff) return Buffer.from(mail, 'utf8')
  return Buffer.from(mail, 'latin1')
}

/** A mail of what the site showed; null where it showed no text. */
function mailOf(facts: JsonFacts): Uint8Array | null {
  const body = textIn(facts, 'messageBody', 'message_body', 'body')
  if (body === null) return null
  const headers = isFacts(facts['headers']) ? facts['headers'] : {}
  const from = textIn(facts, 'from', 'authorName', 'profile', 'author')
  return makeMail({
    from: from === null ? null : senderIn(facts, from),
    date: dateIn(textIn(facts, 'postDate', 'date')),
    subject: plain(textIn(facts, 'subject')),
    messageId: idIn(textIn(headers, 'messageIdInHeader')),
    answers: [idIn(textIn(headers, 'inReplyToHeader')), idIn(textIn(headers, 'referencesHeader'))],
    list: null,
    body: /<\w/.test(body) ? body : escapeText(body).replaceAll('\n', '<br>\n'),
  })
}

/** "Tamsin Reed &lt;tamsin@...&gt;", cut off by the site, or the name apart. */
function senderIn(facts: JsonFacts, from: string): string {
  const written = plain(from) ?? ''
  const name = plain(textIn(facts, 'authorName'))
  return name === null || /["<(]|\s/.test(written) ? written : `${name} <${written}>`
}

/** Seconds since 1970, or a date in words. */
function dateIn(date: string | null): string | null {
  if (date === null) return null
  const seconds = /^\d{6,11}$/.test(date) ? Number(date) : Number.NaN
  return Number.isNaN(seconds) ? plain(date) : new Date(seconds * 1000).toUTCString()
}

/** `PDEyQGVHcm91cHMuY29tPg==`, which is `<12@eGroups.com>`. */
function idIn(encoded: string | null): string | null {
  if (encoded === null) return null
  const ids = encoded.includes('<') ? encoded : Buffer.from(encoded.slice(0, 8000), 'base64').toString('latin1')
  return ids.match(/<[^<>\s]{3,250}>/g)?.join(' ') ?? null
}

/** In one line, its references undone. */
function plain(text: string | null): string | null {
  return text === null ? null : decodeReferences(text).replaceAll(/[\r\n\0]+/g, ' ')
}
