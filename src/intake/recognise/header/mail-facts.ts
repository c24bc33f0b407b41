/** The facts of a mail header: who sent it, when, and what its subject says of the story. */
import type { Run } from '../../run.ts'
import { readDate } from '../dates.ts'
import type { Found } from '../evidence.ts'
import { isRealName } from '../name-beside.ts'
import type { LineRole } from '../structure.ts'
import type { Context } from './context.ts'
import { addFact, type Draft, foundAsWritten } from './draft.ts'
import type { Entry } from './entry.ts'
import { addEntry } from './facts.ts'
import type { LabelKey } from './label-keys.ts'
import { type MailField, type MailHeader, readSender, readSubject } from './mail.ts'
import { findPartAtEnd } from './part-number.ts'
import { isSameText } from './same-text.ts'

const CONTEXT: Context = { zone: 'front', isStarTrekGroup: true, categoryIsFandom: false, order: 'unknown' }

export function addMail(draft: Draft, mail: MailHeader, roles: Map<number, LineRole>): void {
  // The line of a fact is a field; the rest of the mail's header stays furniture.
  const add = (field: MailField, key: LabelKey, value: Run | null): void => {
    if (value === null || value.text === '') return
    roles.set(field.line, 'field')
    addEntry(draft, entryOf(field, key, value), CONTEXT)
  }
  if (mail.subject !== null) {
    const subject = readSubject(mail.subject.value)
    if (draft.title === null || isSameText(draft.title.value, subject.title?.text ?? ''))
      add(mail.subject, 'title', subject.title)
    if (subject.part !== null) addPart(draft, mail.subject, subject.part, roles)
    if (draft.rating === null || draft.rating.asWritten === subject.rating?.text)
      add(mail.subject, 'rating', subject.rating)
    if (draft.fandoms.length === 0) add(mail.subject, 'series', subject.series)
    add(mail.subject, 'codes', subject.codes)
    if (subject.saysUnfinished !== null) {
      draft.unfinishedRemark ??= {
        value: 'in-progress',
        asWritten: subject.saysUnfinished.text,
        evidence: [subject.saysUnfinished],
        rule: 'subject',
        confidence: 0.8,
      }
    }
  }
  if (mail.from !== null) {
    const sender = readSender(mail.from.value)
    // A list's moderator or an archive may have sent it for the author, and the mail program of somebody who signs with
    // a pen name may say what she is called: the byline and the label know better.
    const isKnown =
      draft.authors.length > 0 && !draft.authors.some((author) => isSender(author, sender.name?.text ?? null))
    const isSigned = isKnown && draft.authors.some(({ rule }) => rule !== 'mail-sender')
    if (isSigned && sender.name !== null) draft.senders.push(foundAsWritten(sender.name, 'mail-sender', 0.85))
    if (!isKnown) {
      suggestShorterName(draft, mail.from, sender.name)
      add(mail.from, 'author', sender.name)
    }
    if (!isKnown && !draft.other.some((other) => other.key === 'email')) add(mail.from, 'email', sender.email)
  }
  if (mail.date !== null && readDate(mail.date.value.text) !== null) add(mail.date, 'posted', mail.date.value)
}

function addPart(draft: Draft, field: MailField, part: Run, roles: Map<number, LineRole>): void {
  const found = findPartAtEnd(` ${part.text}`)
  if (found === null) return
  roles.set(field.line, 'field')
  addFact(draft, 'partHints', draft.partHints, {
    value: found.part,
    asWritten: part.text,
    evidence: [part],
    rule: 'part-in-subject',
    confidence: 0.9,
  })
}

function entryOf(field: MailField, key: LabelKey, value: Run): Entry {
  return {
    key,
    labelRun: null,
    runs: [value],
    value,
    lines: [field.line],
    isStrong: true,
    languages: [],
    rule: key === 'author' || key === 'email' ? 'mail-sender' : key === 'posted' ? 'mail-date' : 'subject',
    confidence: 0.85,
  }
}

/** The same name, or a part of what it is signed with, or a fuller one that need not be what she is called. */
function isSender({ value, rule }: Found, sender: string | null): boolean {
  if (sender === null) return false
  const [name, sent] = [value.toLowerCase(), sender.toLowerCase()]
  return isPart(sent, name) || (isPart(name, sent) && (rule === 'mail-sender' || !isRealName(sender)))
}

/** Signed "Tamsin", and sent by "Tamsin Reed". */
function suggestShorterName(draft: Draft, field: MailField, sender: Run | null): void {
  const signed = draft.authors.find(
    ({ value, rule }) => rule !== 'mail-sender' && sender !== null && value.length < sender.text.length,
  )
  if (signed === undefined || sender === null) return
  const why = `The post is signed “${signed.value}”, and “${sender.text}” sent it: the shorter name may be the pen name, and the longer one what its author is called.`
  draft.maybe.push({ field: 'authors', value: signed.value, line: field.line, confidence: 0.5, why })
}

function isPart(short: string, full: string): boolean {
  return full === short || full.startsWith(`${short} `) || full.endsWith(` ${short}`)
}
