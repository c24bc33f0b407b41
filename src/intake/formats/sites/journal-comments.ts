/**
 * Reads the comments below an entry on a saved page of LiveJournal, Dreamwidth and the sites that ran the same program.
 *
 *     <div id="ljcmt14336" class="comment">… <a href="…?thread=14080#t14080">Parent</a> …</div>
 *
 * Each becomes what an export of the journal says of a comment, so that all comments are read, kept and placed in one
 * way. What they answer is said by the link to the parent; by their place in another comment; or by how far they are set
 * in. The numbers of addresses are those of exports times 256 with some salt in the lower byte.
 *
 * Styles were written by anybody, so what is no comment by the names of the sites' own styles stays uncounted.
 */
import { parse, parseFragment } from 'parse5'
import { readDate } from '../../recognise/dates.ts'
import { accountOf, dayIn } from './journal-facts.ts'
import { addressOf } from './page-source.ts'
import {
  attributeOf,
  briefWordsOf,
  type Element,
  elementsIn,
  escapeText,
  hasClass,
  markupOf,
  type Parent,
  wordsOf,
} from './page-tree.ts'

/** A comment as the element `comment` of an export. */
export interface PageComment {
  readonly number: string
  readonly xml: string
  /** What the page shows of its text. */
  readonly words: string
}

export interface JournalThread {
  /** `tamsin/18`, as messages of exports name an entry. */
  readonly entry: string
  readonly comments: readonly PageComment[]
}

const MOST_COMMENTS = 10_000

/** What every page of such a site has near its beginning. */
export const JOURNAL_SIGNS =
  /livejournal|dreamwidth|insanejournal|journalfen|deadjournal|greatestjournal|scribbld|ljuser/i

/** Null where a page has none that can be read, or does not say which entry they are on. */
export function readThread(markup: string): JournalThread | null {
  if (!JOURNAL_SIGNS.test(markup) || !/ljcmt|id\s*=\s*["']?(?:cmt|t|comment-?)\d/i.test(markup)) return null
  return threadIn(parse(markup, { scriptingEnabled: false }))
}

/** The same of a page that is parsed already. */
export function threadIn(page: Parent): JournalThread | null {
  const entry = entryOf(page)
  if (entry === null) return null
  const comments = commentsIn(page, entry)
  return comments.length === 0 ? null : { entry, comments }
}

/** By the address that the page calls its own, else by the addresses to which answers were sent. */
function entryOf(page: Parent): string | null {
  const own = keyIn(addressOf(page) ?? '')
  if (own !== null) return own
  for (const element of elementsIn(page)) {
    const href = element.tagName === 'a' ? attributeOf(element, 'href') : ''
    const key = /[?&](?:replyto|thread|mode|itemid)=/.test(href) ? keyIn(href) : null
    if (key !== null) return key
  }
  return null
}

const USER = '[a-z0-9][a-z0-9_-]{0,24}'
const ENTRY_ADDRESSES: readonly RegExp[] = [
  new RegExp(String.raw`^https?://(?:www\.)?[^/]+/(?:users/|~|community/)(${USER})/(\d{1,10})\.html`, 'i'),
  new RegExp(String.raw`^https?://(?:community|users)\.[^/]+/(${USER})/(\d{1,10})\.html`, 'i'),
  new RegExp(String.raw`^https?://(?!www\.|community\.|users\.)(${USER})\.[^/]+/(\d{1,10})\.html`, 'i'),
  new RegExp(String.raw`/talk(?:read|post)\.bml\?journal=(${USER})&(?:amp;)?itemid=(\d{1,10})`, 'i'),
]

function keyIn(address: string): string | null {
  for (const pattern of ENTRY_ADDRESSES) {
    const [, user, number] = pattern.exec(address) ?? []
    if (user !== undefined && number !== undefined)
      return `${user.toLowerCase().replaceAll('-', '_')}/${unsalted(number)}`
  }
  // Before journals counted their own entries, the site counted them all.
  const [, host, number] =
    /^https?:\/\/(?:www\.)?([^/]+)\/talk(?:read|post)\.bml\?itemid=(\d{1,10})/i.exec(address) ?? []
  if (host !== undefined && number !== undefined) return `${host.toLowerCase()}/${number}`
  return null
}

function unsalted(number: string): string {
  const value = Number(number)
  return String(value < 256 ? value : Math.floor(value / 256))
}

interface Seen {
  readonly number: string
  /** How far it is set in; 0 where the style does not say. */
  readonly depth: number
}

function commentsIn(page: Parent, entry: string): readonly PageComment[] {
  const comments: PageComment[] = []
  const seen: Seen[] = []
  const known = new Set<string>()
  for (const element of elementsIn(page)) {
    const number = numberOf(element)
    if (number === null || known.has(number) || comments.length >= MOST_COMMENTS) continue
    const own = ownElements(element)
    const text = textOf(own)
    known.add(number)
    const depth = depthOf(element)
    const parent = parentIn(own) ?? around(element, known) ?? lessIn(seen, depth)
    seen.push({ number, depth })
    const state = stateOf(element, own, text)
    if (state === 'A' && text === null) continue
    const xml = write({ entry, number, parent, state, own, text })
    comments.push({ number, xml, words: text === null ? '' : wordsOf(parseFragment(text)) })
  }
  return comments
}

/** `ljcmt14336`, `cmt14336`, `comment-14336`, and `t14336` of the leaves that LiveJournal's pages have since 2013. */
function numberOf(element: Element): string | null {
  const id = attributeOf(element, 'id')
  const number = /^(?:ljcmt|cmt|comment-?)(\d{1,10})$/.exec(id)?.[1]
  if (number !== undefined) return unsalted(number)
  const leaf =
    hasClass(element, 'b-leaf') || hasClass(element, 'mdspost-comment') ? /^t(\d{1,10})$/.exec(id)?.[1] : undefined
  return leaf === undefined ? null : unsalted(leaf)
}

/** All in it that is of no other comment. */
function ownElements(comment: Element): readonly Element[] {
  const number = numberOf(comment)
  const isOther = (element: Element): boolean => ![null, number].includes(numberOf(element))
  return [...elementsIn(comment, (element) => !isOther(element))].filter((element) => !isOther(element))
}

const TEXT_CLASSES: readonly string[] = [
  'comment-content',
  'comment-text',
  'comment_text',
  'comment-body',
  'comment_body',
  'b-leaf-article',
  'mdspost-comment__text',
  'mdspost-comment-body',
  'ljcmt_text',
  'talk-comment-body',
]
const HEAD_CLASSES = ['talk-comment-head', 'comment-head', 'comment-header']

/** The markup of its words; in tables of the site's own first style the last cell or block that says more than its head. */
function textOf(own: readonly Element[]): string | null {
  for (const name of TEXT_CLASSES) {
    const found = own.find((element) => hasClass(element, name))
    if (found !== undefined) return wordsOf(found) === '' ? null : markupOf(found.childNodes)
  }
  const cells = own.filter(
    (element) =>
      element.tagName === 'td' && !HEAD_CLASSES.some((name) => hasClass(element, name)) && isOfWords(element),
  )
  const last = cells.at(-1)
  return last === undefined ? null : markupOf(last.childNodes)
}

/** A cell that holds no further cells, names nobody and is no row of buttons. */
function isOfWords(cell: Element): boolean {
  for (const inner of elementsIn(cell)) if (inner.tagName === 'td' || hasClass(inner, 'ljuser')) return false
  const words = wordsOf(cell)
  return words !== '' && !/^\(?(?:reply(?: to this)?|thread|parent|link)\b[^.!?]{0,40}$/i.test(words)
}

/** "(Parent)" links to what is answered. */
function parentIn(own: readonly Element[]): string | null {
  for (const element of own) {
    if (element.tagName !== 'a' || !/^\W{0,2}(?:parent|up)\W{0,2}$/i.test(briefWordsOf(element, 20) ?? '')) continue
    const href = attributeOf(element, 'href')
    const number = (/#(?:t|cmt)(\d{1,10})$/.exec(href) ?? /[?&]thread=(\d{1,10})/.exec(href))?.[1]
    if (number !== undefined) return unsalted(number)
  }
  return null
}

/** Between a comment and the one that it stands in. */
const MOST_STEPS = 100

/** The comment that it stands in. */
function around(element: Element, known: ReadonlySet<string>): string | null {
  const own = numberOf(element)
  for (
    let each = element.parentNode, steps = 0;
    each !== null && 'tagName' in each && steps < MOST_STEPS;
    each = each.parentNode, steps++
  ) {
    const number = numberOf(each)
    if (number !== null && number !== own && known.has(number)) return number
  }
  return null
}

/** `comment-depth-2` of Dreamwidth; a margin of LiveJournal's, on the comment or just around it. */
function depthOf(element: Element): number {
  for (let each: Parent | null = element, steps = 0; each !== null && 'tagName' in each && steps < 4; steps++) {
    const depth = /\bcomment-depth-(\d{1,3})\b/.exec(attributeOf(each, 'class'))?.[1]
    if (depth !== undefined) return Number(depth)
    const margin = /margin-left:\s*(\d{1,5})px/i.exec(attributeOf(each, 'style'))?.[1]
    if (margin !== undefined) return 1 + Number(margin)
    each = each.parentNode
  }
  return 0
}

function lessIn(seen: readonly Seen[], depth: number): string | null {
  if (depth <= 1) return null
  return seen.findLast((each) => each.depth < depth)?.number ?? null
}

type State = 'A' | 'D' | 'S'

/** Deleted and screened ones say so where their words would be; a frozen one only takes no answers any more. */
function stateOf(element: Element, own: readonly Element[], text: string | null): State {
  const classes = [element, ...own].map((each) => attributeOf(each, 'class')).join(' ')
  if (/(?:^|[\s_-])screened(?:$|[\s_-])/i.test(classes)) return 'S'
  if (text !== null) return 'A'
  const words = briefWordsOf(element)
  if (words === null) return 'A'
  if (/\bscreened comment\b/i.test(words)) return 'S'
  return /\bdeleted comment\b/i.test(words) ? 'D' : 'A'
}

interface Said {
  readonly entry: string
  readonly number: string
  readonly parent: string | null
  readonly state: State
  readonly own: readonly Element[]
  readonly text: string | null
}

function write({ entry, number, parent, state, own, text }: Said): string {
  const poster = own.map(accountOf).find((name) => name !== null) ?? null
  const facts: readonly (readonly [string, string | null])[] = [
    ['id', number],
    ['parentid', parent],
    ['on', entry],
    ['state', state],
    ['user', poster],
    ['date', timeOf(own)],
    ['subject', subjectOf(own)],
    ['body', text],
    ['opt_preformatted', '1'],
  ]
  const elements = facts.map(([name, value]) => (value === null ? '' : `<${name}>${escapeText(value)}</${name}>`))
  return `<comment>${elements.join('')}</comment>\n`
}

const SUBJECT_CLASSES = ['comment-title', 'comment-subject', 'comment_subject', 'b-leaf-subject', 'subject']

function subjectOf(own: readonly Element[]): string | null {
  const found = own.find((element) => SUBJECT_CLASSES.some((name) => hasClass(element, name)))
  const words = found === undefined ? '' : wordsOf(found)
  return words === '' || words.length > 200 || /^\(?no subject\)?$/i.test(words) ? null : words
}

const TIME_CLASSES =
  /(?:^|[\s_-])(?:date|time|datetime|createdtime|timestamp|dateposted|comment-?(?:date|time|posttime)|published)(?:$|[\s_-])/i
const CLOCK = /\b(\d{1,2}):(\d{2})(?::\d{2})?(?:\s?([ap])\.?m)?/i

/** "2010-03-06 09:14", as its page says it in whatever zone that was. */
function timeOf(own: readonly Element[]): string | null {
  for (const element of own) {
    if (briefWordsOf(element, 120) === null) continue
    const words = wordsOf(element)
    const isNamed = element.tagName === 'time' || TIME_CLASSES.test(attributeOf(element, 'class'))
    if (!isNamed && !/^(?:td|font|small|span|abbr)$/.test(element.tagName)) continue
    const stamp = attributeOf(element, 'datetime')
    const day = dayIn(stamp) ?? dayIn(words)
    const date = day === null ? null : readDate(day)
    if (date === null || date.length !== 10) continue
    return `${date}${clockIn(stamp === '' ? words : stamp)}`
  }
  return null
}

function clockIn(words: string): string {
  const [, hour, minute, half] = CLOCK.exec(words) ?? []
  if (hour === undefined || minute === undefined) return ''
  const counted = half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  return ` ${String(counted).padStart(2, '0')}:${minute}:00`
}
