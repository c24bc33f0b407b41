/** What a page of a journal states of an entry: subject, who wrote it and when, tags, mood and music. */
import { readDate } from '../../recognise/dates.ts'
import type { StatedFact } from '../opened-format.ts'
import { addressOf } from './page-source.ts'
import {
  attributeOf,
  briefWordsOf,
  type Element,
  elementsIn,
  findElement,
  hasClass,
  type Parent,
  titleOf,
  withInner,
  wordsOf,
} from './page-tree.ts'
import { statedFact } from './site-story.ts'

export interface JournalPage {
  /** What stands around the text, without comments. */
  readonly around: readonly Element[]
  /** What was taken out of the text. */
  readonly aside: readonly Element[]
  readonly text: Element
  readonly owner: string | null
}

export interface EntryFacts {
  readonly subject: string | null
  readonly facts: readonly StatedFact[]
}

export function readFacts(site: string, page: Parent, { around, aside, text, owner }: JournalPage): EntryFacts {
  const beside = [...around, ...aside.flatMap((element) => [element, ...elementsIn(element)])]
  const subject = subjectIn(page, around, text)
  const poster = around.map(accountOf).find((name) => name !== null) ?? owner
  const date = around.map(dateOf).find((found) => found !== null)
  const tags = tagsIn(beside)
  const facts = [
    ...(poster === null ? [] : [statedFact(site, 'author', poster)]),
    ...(date === undefined || date === null ? [] : [statedFact(site, 'posted', date.value, date.asWritten)]),
    ...tags.map((tag) => statedFact(site, 'additional', tag)),
  ]
  return { subject, facts }
}

const SUBJECT_CLASSES = [
  'b-singlepost-title',
  'aentry-post__title-text',
  'aentry-post__title',
  'entry-title',
  'entry_title',
  'asset-name',
  'entry-subject',
  'entry_subject',
  'entrysubject',
  'subject',
]
const NO_SUBJECT = /^\(?no (?:subject|title)\)?$/i

function subjectIn(page: Parent, around: readonly Element[], text: Element): string | null {
  for (const name of SUBJECT_CLASSES) {
    const found = around.find((element) => hasClass(element, name))
    const words = found === undefined ? '' : wordsOf(found)
    if (words !== '' && words.length <= 300) return NO_SUBJECT.test(words) ? null : words
  }
  const first = text.childNodes.find((node) => 'tagName' in node)
  if (attributeOf(text, 'style') !== '' && first !== undefined && 'tagName' in first && first.tagName === 'b') {
    const words = wordsOf(first)
    if (words !== '') return words
  }
  const shared = findElement(
    page,
    (element) => element.tagName === 'meta' && attributeOf(element, 'property') === 'og:title',
  )
  const said = shared === undefined ? '' : attributeOf(shared, 'content').trim()
  const words = (said === '' ? titleOf(page) : said)
    .replace(/^[\w-]{1,25}: /, '')
    .replace(/ (?:-|—|\||::) (?:LiveJournal|[\w ]{1,40}(?:LiveJournal|Dreamwidth.*))$/i, '')
  return words === '' || NO_SUBJECT.test(words) ? null : words
}

/** `<span class="ljuser" lj:user="wren">`; null for a community and for anything else. */
export function accountOf(element: Element): string | null {
  if (!hasClass(element, 'ljuser') || isCommunity(element)) return null
  const named = attributeOf(element, 'lj:user') || attributeOf(element, 'data-ljuser')
  if (named !== '') return named
  const bold = findElement(element, ({ tagName }) => tagName === 'b')
  const words = bold === undefined ? briefWordsOf(element) : briefWordsOf(bold)
  return words === null || words === '' ? null : words
}

function isCommunity(element: Element): boolean {
  if (hasClass(element, 'i-ljuser-type-C')) return true
  return (
    findElement(
      element,
      (inner) =>
        (inner.tagName === 'img' && /community/i.test(`${attributeOf(inner, 'src')} ${attributeOf(inner, 'alt')}`)) ||
        (inner.tagName === 'a' && /\/community\/|\/\/community\./i.test(attributeOf(inner, 'href'))),
    ) !== undefined
  )
}

/** By the address: `http://wren.livejournal.com/`, `http://www.livejournal.com/users/wren/`. A community wrote nothing. */
export function journalOwner(page: Parent, around: readonly Element[]): string | null {
  const address = addressOf(page) ?? ''
  const inPath = /^https?:\/\/[^/]+\/(?:users\/|~)([\w-]{1,25})\//i.exec(address)?.[1]
  const inHost = /^https?:\/\/(?!www\.|community\.|users\.|m\.)([\w-]{1,25})\.[\w-]+\.\w+\//i.exec(address)?.[1]
  const name = inPath ?? inHost
  if (name === undefined) return null
  const isOfMany = around.some((element) => {
    if (!hasClass(element, 'ljuser') || !isCommunity(element)) return false
    return (attributeOf(element, 'lj:user') || wordsOf(element)).toLowerCase() === name.toLowerCase()
  })
  return isOfMany ? null : name.replaceAll('-', '_')
}

interface FoundDay {
  readonly value: string
  readonly asWritten: string
}

const DATE_CLASSES = [
  'entry-date',
  'entry_date',
  'datetime',
  'date',
  'published',
  'dateposted',
  'aentry-head__date',
  'b-singlepost-author-date',
  'entryDate',
  'asset-meta',
  'time',
  'timestamp',
]
/** "2003-03-05", "March 5th, 2003", "5 March 2003", "5th March, 2003" */
const DAY =
  /\b\d{4}-\d{2}-\d{2}\b|\b(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})\b|\b\d{1,2}(?:st|nd|rd|th)?(?: of)? [A-Z][a-z]{2,8},? \d{4}\b/

/** The day that a text names, as it stands there. */
export function dayIn(text: string): string | null {
  return DAY.exec(text.replaceAll(/ ?- ?(?=\d)/g, '-'))?.[0] ?? null
}

function dateOf(element: Element): FoundDay | null {
  const isNamed = element.tagName === 'time' || DATE_CLASSES.some((name) => hasClass(element, name))
  const words = isNamed || element.tagName === 'td' || element.tagName === 'font' ? briefWordsOf(element, 200) : null
  // "(wren) wrote, @ 2003-03-05 21:04:00", as the site's own style said it.
  if (words === null || (!isNamed && !/\bwrote\b|^@ /.test(words))) return null
  const stamp = attributeOf(element, 'datetime')
  const asWritten = DAY.exec(words.replaceAll(/ ?- ?(?=\d)/g, '-'))?.[0] ?? DAY.exec(stamp)?.[0]
  const value = asWritten === undefined ? null : readDate(DAY.exec(stamp)?.[0] ?? asWritten)
  return value === null || asWritten === undefined ? null : { value, asWritten }
}

/** Links to the page of a tag, where they stand among tags of the entry; lists of all tags of a journal stand beside it. */
function tagsIn(beside: readonly Element[]): readonly string[] {
  const own = withInner(beside.filter((element) => TAG_CLASSES.some((name) => hasClass(element, name))))
  const links = beside.filter(isTag)
  const inOwn = links.filter((link) => own.has(link))
  const chosen = inOwn.length > 0 ? inOwn : links.length > MOST_TAGS ? [] : links
  return [...new Set(chosen.map((link) => briefWordsOf(link) ?? ''))].filter((tag) => tag !== '')
}

const TAG_CLASSES = ['ljtags', 'entry-tags', 'b-singlepost-tags', 'aentry-tags', 'entry_tags', 'tag']
const MOST_TAGS = 30

/** `http://wren.livejournal.com/tag/fic`, `/users/wren/tag/fic/` */
function isTag(element: Element): boolean {
  if (element.tagName !== 'a') return false
  if (attributeOf(element, 'rel') === 'tag') return true
  return /^https?:\/\/[^/]+\/(?:users\/[\w-]+\/|~[\w-]+\/)?tag\/[^/]+\/?$/i.test(attributeOf(element, 'href'))
}
