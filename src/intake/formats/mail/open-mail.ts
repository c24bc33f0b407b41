/**
 * Opens a mail for the readers of texts and pages: its text with a few lines above, as people saved posts by hand.
 *
 *     From: Tamsin Reed
 *     Date: Tue, 5 Mar 2002 21:04:11 -0500
 *     Subject: [SunS] NEW: Hollow Ground (2/7) [PG-13]
 *     Mailing-List: SunS
 *
 *     The lamp went out …
 *
 * So a post is the same story, by the same rules, whether it was saved or comes as a mail. This is the text that lines
 * and columns count in; the address of the sender is not in it.
 */
import { withoutMailAddresses } from '../../../kernel/mail-address.ts'
import { escapeText } from '../../../kernel/xml.ts'
import type { Decoded } from '../../decode/index.ts'
import type { RefusalFact } from '../../reading.ts'
import { fieldOf } from './header.ts'
import { type Mail, readMail, threadKeyOf } from './letter.ts'
import type { LetterFact } from './letter-fact.ts'
import { withoutFooter } from './own-words.ts'
import { decodeWords } from './words.ts'

export interface OpenedMail {
  readonly format: 'text' | 'html'
  readonly decoded: Decoded
  /** Which part of the mail positions count in. */
  readonly part: string
  readonly letter: LetterFact
  readonly refusal: RefusalFact | null
}

export function openMail(bytes: Uint8Array): OpenedMail {
  const mail = readMail(bytes)
  const { body, kind } = mail
  const head = headLines(mail)
  const isPage = body.format === 'html'
  const text = isPage ? body.decoded.text : cutFooter(body.decoded.text)
  const above = isPage ? `<p>${head.map((line) => escapeText(line)).join('<br>\n')}</p>\n` : `${head.join('\n')}\n\n`
  return {
    format: body.format,
    decoded: withAbove({ ...body.decoded, text }, above),
    part: `${body.format === 'html' ? 'text/html' : 'text/plain'}, part ${body.place}`,
    letter: letterOf(mail),
    refusal: REFUSALS[kind],
  }
}

const REFUSALS: Readonly<Record<Mail['kind'], RefusalFact | null>> = {
  story: null,
  reply: {
    code: 'reply',
    why: 'This is an answer to another message. It is kept, and stands below the story if it answers one.',
  },
  talk: { code: 'talk', why: 'This message is talk and holds no story. It is kept.' },
}

function headLines({ parts, from, subject, list }: Mail): string[] {
  const date = decodeWords(fieldOf(parts.header, 'date') ?? '')
  return [
    ...(from === null ? [] : [`From: ${from}`]),
    ...(date === '' ? [] : [`Date: ${date}`]),
    ...(subject === '' ? [] : [`Subject: ${withoutMailAddresses(subject)}`]),
    `Mailing-List: ${list ?? 'none'}`,
    // By this it is told from a letter in a story.
    'X-Ficarium: mail',
  ]
}

function letterOf(mail: Mail): LetterFact {
  const { kind, messageId, answers, from, sent, says, own } = mail
  const address = addressIn(fieldOf(mail.parts.header, 'from') ?? '')
  const html = kind === 'reply' ? answerHtml(own.text) : null
  return {
    kind,
    messageId,
    answers,
    threadKey: threadKeyOf(mail),
    from,
    sent,
    isRevision: says.isRevision,
    html,
    ...(address !== null && { address }),
  }
}

/** What lists and sites put in place of an address is the same for everybody. */
function addressIn(from: string): string | null {
  const address = /[\w.+%-]{1,64}@[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){1,5}/i.exec(from.slice(0, 1000))?.[0] ?? null
  return address === null || /^(?:owner|list|no-?reply|nobody|anon|unknown|deleted)/i.test(address)
    ? null
    : address.toLowerCase()
}

const MAX_ANSWER = 200_000

/** An answer as story HTML: lines that a mail program wrapped are joined; a blank line begins a paragraph. */
export function answerHtml(text: string): string {
  return withoutMailAddresses(text)
    .slice(0, MAX_ANSWER)
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n').map((line) => line.trim()))
    .filter((lines) => lines.join('') !== '')
    .map((lines) => `<p>${escapeText(lines.join(' '))}</p>`)
    .join('')
}

/** Up to where the software of the list goes on. */
function cutFooter(text: string): string {
  const lines = text.split('\n')
  const kept = withoutFooter(lines).length
  if (kept === lines.length) return text
  return `${lines.slice(0, kept).join('\n')}\n`
}

function withAbove(decoded: Decoded, above: string): Decoded {
  const by = above.length
  return {
    ...decoded,
    text: above + decoded.text,
    bom: false,
    stretches: decoded.stretches.map((each) => ({ ...each, text: [each.text[0] + by, each.text[1] + by] })),
    undecoded: decoded.undecoded.map((each) => ({ ...each, at: each.at + by })),
    suggestions: decoded.suggestions.map((each) => ({ ...each, at: [each.at[0] + by, each.at[1] + by] })),
  }
}
