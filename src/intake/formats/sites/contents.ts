/**
 * Finds the contents on an index page: the links of a page that mostly names files of its own folder, in their order.
 *
 *     <a href="lanterns01.html">Chapter 1: The Quay</a> <a href="lanterns02.html">Chapter 2</a>
 *
 * What such a page says besides (title, author, summary) is read like the header of any page. A chapter has links too,
 * to the next one and back to the contents; so links that only lead about a site do not count, and a page with more
 * words of its own than a list of chapters has is no index page, however many links it has.
 */
import { isFurnitureLine } from '../../recognise/furniture-line.ts'
import { findLabel } from '../../recognise/header/label.ts'
import { isSentence, readLines } from './page-lines.ts'
import { attributeOf, findElements, type Parent, wordsOf } from './page-tree.ts'

export interface ContentsFact {
  readonly links: readonly ContentsLink[]
  /** It has no more sentences than say of each link what is behind it. */
  readonly isBare: boolean
}

export interface ContentsLink {
  /** Of a file beside the page or below it: decoded, `/` between folders, without `./`. */
  readonly path: string
  /** Its words; empty for a picture. */
  readonly text: string
}

/** Summary, notes and disclaimer stand beside the links; more than this is a story. */
const MOST_OTHER_WORDS = 500
const OTHER_WORDS_A_LINK = 60
/** Words of sentences without a label, where there are several such lines: the chapters of a drabble name each other. */
const SENTENCE_WORDS_A_LINK = 8
const FEWEST_LINKS = 2

export function findContents(page: Parent): ContentsFact | null {
  const byPath = new Map<string, string>()
  let linked = 0
  for (const link of findElements(page, ({ tagName }) => tagName === 'a')) {
    const text = wordsOf(link)
    linked += countWords(text)
    const path = pathOf(attributeOf(link, 'href'))
    if (path === null || leadsAbout(text)) continue
    // A picture beside its words leads to the same file.
    if ((byPath.get(path) ?? '') === '') byPath.set(path, text)
  }
  const all = [...byPath].map(([path, text]): ContentsLink => ({ path, text }))
  const ofArchive = all.filter(({ path }) => path.startsWith(EFICTION_PAGE))
  const links = ofArchive.length < FEWEST_LINKS ? all : ofArchive
  if (links.length < FEWEST_LINKS) return null
  const other = countWords(wordsOf(page)) - linked
  if (other > Math.min(MOST_OTHER_WORDS, links.length * OTHER_WORDS_A_LINK)) return null
  const sentences = readLines(page).lines.filter(({ text }) => isSentence(text) && !isLabelled(text))
  const words = sentences.reduce((sum, { text }) => sum + countWords(text), 0)
  const isBare = words <= links.length * SENTENCE_WORDS_A_LINK
  return sentences.length < 2 || isBare ? { links, isBare } : null
}

/** The name of another page of a story; null for addresses elsewhere and for what is no page. */
function pathOf(href: string): string | null {
  const [, query] = EFICTION_CHAPTER.exec(href) ?? []
  if (query !== undefined) return `${EFICTION_PAGE}${query.replace('&amp;', '&').toLowerCase()}`
  const bare = href
    .trim()
    .replace(/[?#].*$/s, '')
    .replaceAll('\\', '/')
  if (bare === '' || bare.length > 200 || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(bare)) return null
  const steps = decoded(bare)
    .split('/')
    .filter((step) => step !== '' && step !== '.')
  const name = steps.at(-1) ?? ''
  if (steps.includes('..') || !/\.(?:x?html?|shtml?|txt|php|asp|doc|rtf)$/i.test(name) || SITE_PAGES.test(name))
    return null
  return steps.join('/')
}

const EFICTION_PAGE = 'viewstory.php?'
/** A chapter of an archive that ran eFiction, also as wget names it: "viewstory.php?sid=12&chapter=2", "…%3Fsid=12…" */
const EFICTION_CHAPTER = /(?:^|\/)viewstory\.php(?:\?|%3f|@)(sid=\d{1,9}&(?:amp;)?chapter=\d{1,4})(?!\d)/i

/** Pages that every site has beside its stories. */
const SITE_PAGES =
  /^(?:index|default|home|main|welcome|links?|guest-?book|about|bio|me|updates?|news|contact|e?mail|faq|disclaimer|awards?|webrings?|gallery|site-?map|menu|nav|frames?|top|banner|logo)\d?\.\w+$/i

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A name with a lone percent sign is that name.
    return path
  }
}

/** "Summary: Ada waits on the quay." */
function isLabelled(text: string): boolean {
  const colon = text.slice(0, 60).indexOf(':')
  return colon > 0 && findLabel(text.slice(0, colon), false) !== null
}

function leadsAbout(text: string): boolean {
  return isFurnitureLine(text) || isFurnitureLine(`[${text}]`)
}

function countWords(text: string): number {
  return text === '' ? 0 : text.split(' ').length
}
