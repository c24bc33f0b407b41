/**
 * Read the mail or news header that a posted story came with, and what its subject says.
 *
 *     From: Tamsin Reed <tamsin@example.com>
 *     Subject: [SunS] FIC: Hollow Ground (Part 3 of 5)
 *
 * Stories hold mails too. A header is one of a real post when a machine wrote some of its lines (Message-ID,
 * Newsgroups, a full date), when the subject speaks as lists do (FIC, NEW, a list's tag, a part, a rating), or when
 * the labels of a story stand below it.
 */
import type { Line } from '../../read/manuscript.ts'
import { type Run, sliceRun, trimRun } from '../../run.ts'
import { findRating } from '../rating.ts'
import { findPartAtEnd } from './part-number.ts'

export interface MailHeader {
  readonly first: number
  readonly last: number
  readonly from: MailField | null
  readonly subject: MailField | null
  readonly date: MailField | null
}

export interface MailField {
  readonly line: number
  readonly label: string
  readonly value: Run
}

/** "Subject: …", "X-Mailer: …", "NNTP-Posting-Host: …" */
const MAIL_LINE =
  /^(from|to|cc|bcc|subject|date|sent|reply-to|sender|message-id|newsgroups|organi[sz]ation|path|references|in-reply-to|received|return-path|delivered-to|mime-version|content-[a-z-]{1,40}|lines|xref|approved|followup-to|nntp-posting-[a-z]{1,10}|summary|keywords|distribution|mailing-list|list-[a-z]{1,20}|precedence|status|x-[a-z0-9-]{1,40}|von|an|betreff|datum|de|objet)\s?:/i
const BY_MACHINE =
  /^(?:message-id|newsgroups|received|path|xref|nntp-posting-|mime-version|content-type|x-|list-|mailing-list|return-path|delivered-to|references)/i
const FULL_DATE = /\b\d{1,2}:\d{2}/
const MAX_LINES = 60

/** All mail headers of a manuscript: at its beginning, and where posts were saved one behind the other. */
export function findMailHeaders(lines: readonly Line[]): MailHeader[] {
  const headers: MailHeader[] = []
  let isFirst = true
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line
    if (line.kind === 'blank') continue
    const mayStart =
      (isFirst ||
        lines[at - 1]?.kind === 'blank' ||
        /^(?:-{5,}|_{5,}|={5,}|From \S+@)/.test(lines[at - 1]?.run.text ?? '')) &&
      isStart(line)
    const header = mayStart ? readHeader(lines, at) : null
    if (header !== null && isPost(lines, header, isFirst)) {
      headers.push(header)
      at = header.last
    }
    if (isFirst) isFirst = /^From \S+@|^-{3,}|^begin forwarded|^forwarded|original message/i.test(line.run.text)
  }
  return headers
}

function isStart(line: Line): boolean {
  return MAIL_LINE.test(line.run.text.slice(0, 60))
}

function readHeader(lines: readonly Line[], at: number): MailHeader {
  const fields: MailField[] = []
  let last = at
  for (let line = at; line < Math.min(lines.length, at + MAX_LINES); line++) {
    const { run, indent, kind } = lines[line] as Line
    if (kind === 'blank') break
    const match = MAIL_LINE.exec(run.text.slice(0, 60))
    if (match === null && (indent === 0 || fields.length === 0)) break
    if (match !== null) {
      fields.push({ line, label: (match[1] ?? '').toLowerCase(), value: trimRun(sliceRun(run, match[0].length)) })
    }
    last = line
  }
  const named = (...labels: string[]): MailField | null =>
    fields.find((field) => labels.includes(field.label) && field.value.text !== '') ?? null
  return {
    first: at,
    last,
    from: named('from', 'von'),
    subject: named('subject', 'betreff', 'objet'),
    date: named('date', 'sent', 'datum'),
  }
}

function isPost(lines: readonly Line[], header: MailHeader, isFirst: boolean): boolean {
  const written = lines.slice(header.first, header.last + 1).map((line) => line.run.text)
  const byMachine = written.filter((text) => BY_MACHINE.test(text)).length
  if (header.subject === null) return byMachine >= 2
  if (byMachine >= 1) return true
  const hasFullDate =
    header.date !== null && FULL_DATE.test(header.date.value.text) && /\b\d{4}\b/.test(header.date.value.text)
  const saysPost = speaksAsPost(header.subject.value.text)
  if (!isFirst) return saysPost && header.from !== null && hasFullDate
  return (
    saysPost ||
    (hasFullDate && header.from !== null && header.from.value.text.includes('@')) ||
    labelsFollow(lines, header.last)
  )
}

/** A tag of a list, FIC, NEW, a part or a rating in brackets. */
function speaksAsPost(subject: string): boolean {
  return (
    /\[[^\]]{1,30}\]|\((?:G|PG|PG-13|R|NC-17)\)|\b(?:FIC|FICLET|FANFIC|NEW|REPOST|STORY|WIP|DRABBLE)\b/.test(subject) ||
    /\b\d{1,2}\s?\/\s?(?:\d{1,2}|\?)/.test(subject)
  )
}

/** A label of stories in the next lines. */
function labelsFollow(lines: readonly Line[], last: number): boolean {
  const next = lines.slice(last + 1, last + 8).map((line) => line.run.text)
  return (
    next.filter((text) =>
      /^[*_[]{0,2}(?:title|author|rating|rated|summary|disclaimer|pairings?|series|fandom|titel|autor|autorin|titre|auteur)\b/i.test(
        text,
      ),
    ).length >= 2
  )
}

export interface Sender {
  readonly name: Run | null
  readonly email: Run | null
}

/** "Tamsin Reed <tamsin@example.com>", "tamsin@example.com (Tamsin Reed)" */
export function readSender(value: Run): Sender {
  const text = value.text.slice(0, 200)
  const address = /[^\s<>()"[\]:;,]{1,60}@[^\s<>()"[\]:;,]{2,80}/.exec(text)
  const email = address === null ? null : sliceRun(value, address.index, address.index + address[0].length)
  const inBrackets = /\(([^()@]{2,60})\)\s*$/.exec(text)
  if (inBrackets?.[1] !== undefined)
    return { name: sliceRun(value, inBrackets.index + 1, inBrackets.index + 1 + inBrackets[1].length), email }
  let to = address === null ? text.length : address.index
  while (to > 0 && /[\s<["(]/.test(text.charAt(to - 1))) to--
  const from = text.length - text.replace(/^["'\s]+/, '').length
  return { name: to > from ? trimRun(sliceRun(value, from, to)) : null, email }
}

export interface Subject {
  readonly title: Run | null
  readonly part: Run | null
  readonly rating: Run | null
  /** A code of the old Star Trek newsgroup: "VOY". */
  readonly series: Run | null
  /** What else stands behind the title: codes of pairings. */
  readonly codes: Run | null
  readonly saysUnfinished: Run | null
}

/** What stands before a title in subjects: "Re:", a list's tag, FIC, NEW. */
const BEFORE_TITLE =
  /^(?:(?:re|fwd?|aw|wg)(?:\[\d\])?:\s*|\[[^\]]{1,40}\]\s*|(?:FIC|FICLET|FANFIC|FAN FIC|NEW|N2U|REP|REPOST|REPOSTED|RESEND|COR|CORRECTED|REV|REVISED|REVISION|EDITED|DRA|ADULT|STORY|xfc|NEW FIC|drabble|ficlet|fic|fanfic|new|update|UPDATE)(?:\s*[:!-]+\s*|\s+(?=[A-Z"“]))|WIP[\s:]+)/i
const SERIES_CODE = /^(?:TOS|TNG|DS9|DSN|VOY|VGR|ENT|OCC|MIS|ANI|TAS|AOS|DSC|PIC)\b[\s,/:-]*/

/** The story's facts in the subject of its post. */
export function readSubject(value: Run): Subject {
  let run = value
  let rating: Run | null = null
  let part: Run | null = null
  let series: Run | null = null
  let saysUnfinished: Run | null = null
  for (let i = 0; i < 6; i++) {
    const lead = BEFORE_TITLE.exec(run.text.slice(0, 60))
    if (lead === null) break
    if (/^WIP/i.test(lead[0])) saysUnfinished = trimRun(sliceRun(run, 0, lead[0].length))
    const inner = lead[0].trim()
    if (inner.startsWith('[') && findRating(inner)?.from === 1 && findRating(inner)?.to === inner.length - 1) break
    run = trimRun(sliceRun(run, lead[0].length))
  }
  const code = SERIES_CODE.exec(run.text)
  if (code !== null) {
    series = sliceRun(run, 0, code[0].search(/[\s,/:-]|$/))
    run = trimRun(sliceRun(run, code[0].length))
  }
  const text = run.text.slice(0, 300)
  // The title ends where the first part, rating or code begins.
  const stop =
    /\s*[([](?:[^)\]]{0,20}\b(?:part|pt|ch|chapter)\b[^)\]]{0,20}|\d{1,3}\s*(?:\/|of)\s*(?:\d{1,3}|\?+)|(?:rated\s*)?(?:G|PG|PG-?13|R|NC-?17|NR)[^)\]]{0,20})[)\]]|\s+\d{1,3}(?:-\d{1,3})?\s*\/\s*(?:\d{1,3}|\?+)|\s[-,]?\s*(?:part|chapter)\s\d{1,3}(?:\s*(?:of|\/)\s*(?:\d{1,3}|\?+))?/i.exec(
      text,
    )
  const quoted = /^["“]([^"“”]{1,120})["”]/.exec(text)
  const titleEnd = quoted !== null ? quoted[0].length : (stop?.index ?? text.length)
  const rest = sliceRun(run, titleEnd, text.length)
  const found =
    /(?:\b(?:part|pt\.?|chapter|ch\.?)\s*)?\d{1,3}(?:-\d{1,3})?\s*(?:\/|of)\s*(?:\d{1,3}|\?+)|\b(?:part|pt\.?|chapter|ch\.?)\s*[\dIVX]{1,4}\b/i.exec(
      rest.text,
    )
  if (found !== null && findPartAtEnd(` ${found[0]}`) !== null)
    part = sliceRun(rest, found.index, found.index + found[0].length)
  for (const bracket of text.matchAll(/[[(]\s*(?:rated:?\s*)?([A-Za-z0-9-]{1,6})[^\])]{0,30}[\])]/gi)) {
    const word = bracket[1] ?? ''
    const at = bracket.index + bracket[0].indexOf(word)
    if (rating === null && findRating(word)?.to === word.length && !/^\d/.test(word))
      rating = sliceRun(run, at, at + word.length)
  }
  const title = trimRun(sliceRun(run, 0, titleEnd))
  return { title: title.text === '' ? null : title, part, rating, series, codes: codesIn(rest), saysUnfinished }
}

/** "J/C P/T" at the end of a subject. */
function codesIn(rest: Run): Run | null {
  const match = /(?:^|[\s\])])((?:[A-Z][A-Za-z]{0,3}(?:\/[A-Z][A-Za-z]{0,3})+[\s,]*)+)$/.exec(rest.text)
  if (match?.[1] === undefined) return null
  const at = match.index + match[0].indexOf(match[1])
  return trimRun(sliceRun(rest, at, at + match[1].length))
}
