/**
 * Opens an entry or a comment of a journal: a story with the lines above it that a mail has, or an answer.
 *
 *     From: tamsin
 *     Date: 2004-03-05 21:04:00
 *     Subject: FIC: Hollow Ground (2/7)
 *
 *     The lamp went out …
 *
 * So a story that was posted to a journal is told from talk, named and joined to its other parts by the same rules as
 * one that came through a list, and the comments on it are answers. What was not for everybody says so: it is held
 * back until a person shows it.
 */
import { withoutMailAddresses } from '../../../kernel/mail-address.ts'
import { escapeText } from '../../../kernel/xml.ts'
import { answerHtml, kindOfPost, type LetterFact, readPostSubject, readSent, roughText } from '../mail/index.ts'
import type { LossFact, OpenedFormat, RefusedFormat, StatedFact } from '../opened-format.ts'
import { findJournalName, type JournalPlace, journalKey } from './journal-name.ts'
import { type JournalComment, type JournalEntry, readJournalItem } from './read-item.ts'
import { renderEntry } from './render-entry.ts'

export function openJournal(bytes: Uint8Array, place: JournalPlace): OpenedFormat | RefusedFormat {
  const item = readJournalItem(bytes)
  if (item === null) return { code: 'no-story', why: 'There is nothing in it that can be read.' }
  return item.kind === 'comment' ? openComment(item, place) : openEntry(item, place)
}

/** A tag that says that an entry is fiction: "fic", "my fanfiction", "fic: due south", "drabbles" */
const STORY_TAG =
  /(?:^|[\s:_-])(?:fics?|fan ?fic(?:s|tion)?|ficlets?|drabbles?|vignettes?|stor(?:y|ies))(?:$|[\s:_!-])/i
/** A tag that says that it is talk of fiction. */
const TALK_TAG = /\b(?:rec|recs|meta|review|reviews|wip meme|meme|memes|squee|rl|real life)\b/i

function openEntry(entry: JournalEntry, place: JournalPlace): OpenedFormat | RefusedFormat {
  const { html, leftOut } = renderEntry(entry.text, entry)
  const text = roughText(html)
  const subject = readPostSubject(entry.subject)
  const isTagged = entry.tags.some((tag) => STORY_TAG.test(tag)) && !entry.tags.some((tag) => TALK_TAG.test(tag))
  const says = { ...subject, isReply: false, saysStory: subject.saysStory || (isTagged && !subject.saysTalk) }
  const kind = kindOfPost({ subject: says, text, quotedWords: 0 }) === 'story' ? 'story' : 'talk'
  const author = entry.poster ?? findJournalName(place)?.name ?? null
  const letter: LetterFact = {
    kind,
    messageId: entry.number === null ? null : journalMessage(`${journalKey(place)}/${entry.number}`),
    answers: [],
    threadKey: null,
    from: author,
    sent: readSent(entry.time),
    isRevision: subject.isRevision,
    html: null,
  }
  if (kind === 'talk') return { code: 'talk', why: 'This entry of a journal holds no story. It is kept.', letter }
  return {
    html: `<p>${headLines(entry, author)
      .map((line) => escapeText(line))
      .join('<br>\n')}</p>\n${html}`,
    stated: statedBy(entry),
    losses: lossesOf(entry, leftOut),
    letter,
    ...(entry.security !== '' && { notPublic: whyHidden(entry.security) }),
  }
}

function headLines({ subject, time }: JournalEntry, author: string | null): readonly string[] {
  return [
    ...(author === null ? [] : [`From: ${author}`]),
    ...(time === null ? [] : [`Date: ${time}`]),
    ...(subject === '' ? [] : [`Subject: ${withoutMailAddresses(subject)}`]),
    'Mailing-List: none',
    // By this it is told from a letter in a story.
    'X-Ficarium: journal',
  ]
}

const RULE = 'journal-entry'

function statedBy({ tags, url }: JournalEntry): readonly StatedFact[] {
  return [
    ...tags.map((tag): StatedFact => ({ field: 'additional', value: tag, asWritten: tag, rule: RULE, confidence: 1 })),
    ...(url === null ? [] : [{ field: 'source', value: url, asWritten: url, rule: RULE, confidence: 1 } as const]),
  ]
}

function lossesOf({ isCut }: JournalEntry, leftOut: readonly string[]): readonly LossFact[] {
  return [
    ...leftOut.map((what): LossFact => ({ code: 'left-out', why: `The entry held ${what}, which is left out.` })),
    ...(isCut ? [{ code: 'cut-off', why: 'The entry is cut off; what there is of it was read.' } as const] : []),
  ]
}

const WHO: Readonly<Record<string, string>> = {
  private: 'its author alone',
  friends: 'friends of its author',
  usemask: 'friends of its author',
}

function whyHidden(security: string): string {
  const who = WHO[security] ?? 'some people'
  return `The journal showed this entry to ${who} and not to everybody. It is held back until a person shows it.`
}

function openComment(comment: JournalComment, place: JournalPlace): RefusedFormat {
  const { html } = renderEntry(comment.text, comment)
  const own = roughText(html).trim()
  const isReply = own !== '' && !comment.isDeleted && !comment.isScreened
  const [number = ''] = place.path.split('/').at(-2)?.match(/^\d+$/) ?? []
  const entry = comment.on ?? `${journalKey(place)}/${number}`
  const letter: LetterFact = {
    kind: isReply ? 'reply' : 'talk',
    messageId: comment.number === null ? null : journalMessage(entry, comment.number),
    answers: [...(comment.parent === null ? [] : [journalMessage(entry, comment.parent)]), journalMessage(entry)],
    threadKey: null,
    from: comment.poster,
    sent: readSent(comment.time),
    isRevision: false,
    html: isReply ? answerHtml(withSubject(own, comment.subject)) : null,
  }
  if (isReply)
    return {
      code: 'reply',
      why: 'This is a comment in a journal. It is kept, and stands below the story if it answers one.',
      letter,
    }
  const why = comment.isScreened ? 'Only the owner of the journal could see this comment. It is kept.' : DELETED
  return { code: 'talk', why, letter }
}

const DELETED = 'This comment was deleted in the journal, or is empty. It is kept.'

/** People write the subject as the first words of what they say; "Re:" is the site's. */
function withSubject(text: string, subject: string): string {
  return subject === '' || /^re\s?:/i.test(subject) ? text : `${subject}\n\n${text}`
}

/** What an entry (`tamsin/12`), or a comment on it, is answered by. No address of mail begins so. */
export function journalMessage(entry: string, comment: string | null = null): string {
  return `journal:${entry}${comment === null ? '' : `#${comment}`}`
}
