/**
 * Takes an entry out of a saved page of LiveJournal, Dreamwidth and the sites that ran the same program.
 *
 * Each journal had a style of its own. What they share are the names that the styles' authors used for the text of an
 * entry, and the span around a user's name (`ljuser`). Before there were styles the entry stood in a table below "(wren)
 * wrote,", moved in by a margin. The comments below an entry are no part of it (`journal-comments.ts`); those that cannot be read
 * are counted, and stay in the original. An entry with a lock beside its subject was for friends, and says so.
 *
 * Any weblog calls its text `entry-content`; so nothing is read without the name or the address of such a site.
 */
import { journalMessage } from '../journal/index.ts'
import type { LetterFact } from '../mail/letter-fact.ts'
import type { LossFact } from '../opened-format.ts'
import { type JournalThread, threadIn } from './journal-comments.ts'
import { journalOwner, readFacts } from './journal-facts.ts'
import { addressOf, hostOf, sourceFacts } from './page-source.ts'
import {
  attributeOf,
  type Element,
  elementsIn,
  findElements,
  findOutermost,
  hasClass,
  hasId,
  markupOf,
  type Parent,
  takeOut,
  withInner,
  wordsOf,
} from './page-tree.ts'
import type { SiteStory } from './site-story.ts'

const SITE = 'journal'

export function readJournalPage(page: Parent): SiteStory | null {
  const all = [...elementsIn(page)]
  if (!isOfJournal(page, all)) return null
  const thread = threadIn(page)
  const comments = takeOut(page, isComments)
  const text = textOf(page)
  if (text === null) return null
  const aside = takeOut(text, isAside)
  const inside = withInner([text])
  const around = [...elementsIn(page)].filter((element) => !inside.has(element))
  const owner = journalOwner(page, around)
  const { subject, facts } = readFacts(SITE, page, { around, aside, text, owner })
  const html = markupOf(isOldText(text) ? withoutSubject(text, subject) : text.childNodes)
  const unread = countComments(comments) - (thread?.comments.length ?? 0)
  return {
    site: SITE,
    facts: [...facts, ...sourceFacts(SITE, page)],
    head: headOf(subject),
    chapters: [{ title: null, number: null, html }],
    losses: commentLosses(unread),
    ...(thread !== null && { letter: letterOf(thread), elsewhere: thread.comments.map(({ words }) => words) }),
    ...(isLocked(around) && { notPublic: LOCKED }),
  }
}

/** By its name the comments below it find it, as they find an entry of an export. */
function letterOf({ entry }: JournalThread): LetterFact {
  const nothing = { answers: [], threadKey: null, from: null, sent: null, isRevision: false, html: null }
  return { kind: 'story', messageId: journalMessage(entry), ...nothing }
}

/** A subject says what one of a mail does: "FIC: Under the Lamp (1/3) [PG-13]". */
function headOf(subject: string | null): readonly string[] {
  // By the last line it is told from a letter in a story.
  return subject === null ? [] : [`Subject: ${subject}`, 'Mailing-List: none', 'X-Ficarium: journal']
}

const LOCKED =
  'The journal showed this entry to some people and not to everybody. It is held back until a person shows it.'

const HOST =
  /(?:^|\.)(?:livejournal\.com|dreamwidth\.org|insanejournal\.com|journalfen\.net|deadjournal\.com|greatestjournal\.com|scribbld\.com|blurty\.com)$/i

function isOfJournal(page: Parent, all: readonly Element[]): boolean {
  if (HOST.test(hostOf(addressOf(page) ?? '') ?? '')) return true
  return all.some((element) => {
    if (hasClass(element, 'ljuser')) return true
    const host = element.tagName === 'a' ? hostOf(attributeOf(element, 'href')) : null
    return (
      host !== null &&
      HOST.test(host) &&
      /talk(?:post|read)\.bml|mode=reply|\?replyto=/.test(attributeOf(element, 'href'))
    )
  })
}

/** What styles call the text of an entry; the first that a page has counts. */
const TEXT_CLASSES: readonly string[] = [
  'b-singlepost-body',
  'aentry-post__text',
  'entry-content',
  'entry_content',
  'entry-text',
  'entry_text',
  'entrytext',
  'entryText',
  'asset-body',
  'entry-body',
  'ljentry',
  'H3Holder',
  'entryHolder',
  'journal-entry-text',
  'entry',
]

/** A page of a journal's newest entries has several, and is no story. */
function textOf(page: Parent): Element | null {
  for (const name of TEXT_CLASSES) {
    const [first, second] = findOutermost(page, (element) => hasClass(element, name) && element.tagName !== 'body')
    if (second !== undefined) return null
    if (first !== undefined && wordsOf(first) !== '') return first
  }
  const [old, further] = findElements(page, isOldText)
  return further === undefined ? (old ?? null) : null
}

/** Below "wrote," in the site's own style of 2001 to 2010: `<div style='margin-left: 30px'>`. */
function isOldText(element: Element): boolean {
  return element.tagName === 'div' && /^margin-left:\s*30px;?$/i.test(attributeOf(element, 'style').trim())
}

/** There the subject stands in bold before the text. */
function withoutSubject(text: Element, subject: string | null): Parent['childNodes'] {
  const at = text.childNodes.findIndex((node) => 'tagName' in node)
  const first = text.childNodes[at]
  if (first === undefined || !('tagName' in first) || subject === null || wordsOf(first) !== subject)
    return text.childNodes
  return text.childNodes.slice(at + 1)
}

const COMMENT_BLOCKS = [
  'comments',
  'Comments',
  'comment-list',
  'comment_bar',
  'commentsHolder',
  'qrdiv',
  'qrform',
  'postform',
  'comments-all',
]
const COMMENT_CLASSES = [
  'comments',
  'comment-thread',
  'b-grove',
  'b-singlepost-comments',
  'mdspost-comments',
  'comments-body',
  'quickreply',
  'commentsHolder',
  'talk-comment',
  'ljcmt_full',
  'dwexpcomment',
]

function isComments(element: Element): boolean {
  if (element.tagName === 'body' || element.tagName === 'html') return false
  return (
    hasId(element, ...COMMENT_BLOCKS) || COMMENT_CLASSES.some((name) => hasClass(element, name)) || isComment(element)
  )
}

/** `<div id="ljcmt12345">`, `<div id="cmt678">`, `<table id="t9012">` */
function isComment(element: Element): boolean {
  if (/^(?:ljcmt|cmt|comment-?)\d+$/.test(attributeOf(element, 'id'))) return true
  return hasClass(element, 'ljcmt_full') || hasClass(element, 'mdspost-comment')
}

function countComments(taken: readonly Element[]): number {
  const ids = new Set<string>()
  for (const block of taken)
    for (const element of [block, ...findElements(block, isComment)])
      if (isComment(element)) ids.add(attributeOf(element, 'id') || `${ids.size}`)
  return ids.size
}

/** Folded ones, of which a page shows the first words, and those of styles that nobody here knows. */
function commentLosses(count: number): readonly LossFact[] {
  if (count <= 0) return []
  const what = count === 1 ? 'One comment' : `${count} comments`
  return [{ code: 'left-out', why: `${what} below the entry did not become reviews; the original keeps them.` }]
}

/** What styles put into the text: tags, mood and music, buttons. */
const ASIDE_CLASSES = [
  'ljtags',
  'lj-currents',
  'currents',
  'entry-metadata',
  'entry-tags',
  'b-singlepost-tags',
  'aentry-tags',
  'lj-like',
  'lj-social',
  'entry-linkbar',
  'entry-footer',
  'entry-management-links',
  'entry-interaction-links',
  'ljsale',
  'adv',
  'tag',
]

function isAside(element: Element): boolean {
  if (ASIDE_CLASSES.some((name) => hasClass(element, name))) return true
  return element.tagName === 'a' && SITE_LINK.test(attributeOf(element, 'href'))
}

/** "Leave a comment", "Add to memories": of the site, wherever a style put them. */
const SITE_LINK =
  /[?&]mode=reply|\/talk(?:post|read)\.bml|\/(?:tools\/(?:memadd|tellafriend)|edit(?:journal|tags)|manage\/subscriptions)\b/i

const LOCK_IMAGE =
  /(?:icon_protected|icon_private|icon_groups|icon_mask|silk\/entry\/(?:locked|private|filtered?)|padlock|\/(?:locked|private|protected|filtered?)\.(?:gif|png|svg))/i
const LOCK_WORDS =
  /^[[(]?(?:(?:protected|private|friends?[- ]only|locked|access list|custom|filtered) (?:post|entry)|protected|private|locked|friends only)[\])]?$/i
const LOCK_CLASSES = [
  'security-protected',
  'security-private',
  'security-custom',
  'i-security-protected',
  'entry-security-protected',
  'access-filter',
]

function isLocked(around: readonly Element[]): boolean {
  return around.some((element) => {
    if (LOCK_CLASSES.some((name) => hasClass(element, name))) return element.childNodes.length > 0
    if (element.tagName !== 'img') return false
    const words = attributeOf(element, 'alt') || attributeOf(element, 'title')
    return LOCK_IMAGE.test(attributeOf(element, 'src')) || LOCK_WORDS.test(words.trim())
  })
}
