/**
 * Takes the chapter out of a saved page of FanFiction.Net, FictionPress and their pages for telephones.
 *
 * A page holds one chapter; which one, and of how many, says the list to choose chapters from. So the pages of a story
 * are parts of it, and come together by title, author and number. The layout changed every few years while the names of
 * a few elements stayed: `storytext` (with `storycontent` on telephones), the link to the author (`/u/…`), the list of
 * chapters, and the line that begins with "Rated:". From before there were names, comments in the markup mark the story.
 */
import type { StatedFact, StatedPart } from '../opened-format.ts'
import { hasStats, readStats } from './fanfiction-stats.ts'
import { addressOf, sourceFacts } from './page-source.ts'
import {
  attributeOf,
  type Element,
  elementsIn,
  findElement,
  findElements,
  hasClass,
  hasId,
  markupOf,
  type Parent,
  titleOf,
  wordsOf,
} from './page-tree.ts'
import { type SiteStory, statedFact } from './site-story.ts'

const SITE = 'fanfiction-net'

export function readFanfictionNet(page: Parent): SiteStory | null {
  const text = findElement(page, isStoryText)
  const nodes = text === undefined ? betweenRemarks(page) : text.childNodes
  if (nodes === null) return null
  const around = [...elementsIn(page, (element) => element !== text)].filter((element) => element !== text)
  const author = around.find(
    (element) => element.tagName === 'a' && USER.test(pathOf(element)) && wordsOf(element) !== '',
  )
  const stats = statsIn(around)
  if (author === undefined || (stats === null && !isOfSite(page))) return null
  const title = titleIn(page, around, author)
  const line = stats === null ? null : readStats(SITE, stats.words, stats.clock)
  const chosen = chapterIn(page, around, line?.chapters ?? null)
  const facts: readonly StatedFact[] = [
    ...(title === null ? [] : [statedFact(SITE, 'title', title)]),
    statedFact(SITE, 'author', wordsOf(author)),
    ...summaryIn(around),
    ...fandomsIn(around),
    ...(line?.facts ?? []),
    ...sourceFacts(SITE, page),
  ]
  const chapter = { title: chosen?.title ?? null, number: chosen?.part.number ?? null, html: markupOf(nodes) }
  return { site: SITE, facts, chapters: [chapter], ...(chosen !== null && { part: chosen.part }) }
}

function isStoryText(element: Element): boolean {
  return hasId(element, 'storytext', 'storycontent') || hasClass(element, 'storytext')
}

/** What stands between `<!-- start story -->` and `<!-- end story -->`, beside each other in the tree. */
function betweenRemarks(page: Parent): Parent['childNodes'] | null {
  for (const root of [page, ...elementsIn(page)]) {
    const { childNodes } = root
    const start = childNodes.findIndex((node) => isRemark(node, /^\s*start story\s*$/i))
    const end = childNodes.findIndex((node, i) => i > start && isRemark(node, /^\s*end story\s*$/i))
    if (start !== -1) return childNodes.slice(start + 1, end === -1 ? undefined : end)
  }
  return null
}

function isRemark(node: Parent['childNodes'][number], words: RegExp): boolean {
  return node.nodeName === '#comment' && 'data' in node && words.test(node.data)
}

/** The way of a link on its site: saved pages name the host, the site's own did not. */
function pathOf(link: Element): string {
  return attributeOf(link, 'href').replace(/^https?:\/\/[^/]+/i, '')
}

/** `/u/123/Wren`, before that `/~wren` and `/profile.php?userid=123` */
const USER = /^\/(?:u\/\d|~\w|profile\.php\?userid=)/i
const HOST = /(?:^|\.)(?:fanfiction\.net|fictionpress\.(?:net|com)|adultfanfiction\.net)$/i

function isOfSite(page: Parent): boolean {
  const host = /^https?:\/\/([^/?#:]+)/i.exec(addressOf(page) ?? '')?.[1] ?? ''
  return HOST.test(host) || /\b(?:FanFiction\.Net|FictionPress)\b/i.test(titleOf(page))
}

interface Stats {
  readonly words: string
  readonly clock: ReadonlyMap<string, string>
}

/** The innermost element that holds the whole line of facts. */
function statsIn(around: readonly Element[]): Stats | null {
  const holder = around
    .filter((element) => element.tagName !== 'script' && element.tagName !== 'style')
    .findLast((element) => isShort(element) && hasStats(wordsOf(element)))
  if (holder === undefined) return null
  const clock = new Map<string, string>()
  for (const span of elementsIn(holder)) {
    const seconds = attributeOf(span, 'data-xutime')
    if (/^\d{8,11}$/.test(seconds))
      clock.set(wordsOf(span), new Date(Number(seconds) * 1000).toISOString().slice(0, 10))
  }
  // Buttons and the list of chapters stand in the same cell on old pages.
  return { words: wordsOf(holder).replace(/\s+-\s+id:\s*(\d+).*$/s, ' - id: $1'), clock }
}

/** A line of facts is short; whole pages would be looked through for every element around them. */
function isShort(element: Element): boolean {
  let elements = 0
  for (const each of elementsIn(element)) {
    elements++
    if (elements > MOST_ELEMENTS || isStoryText(each)) return false
  }
  return true
}

const MOST_ELEMENTS = 60

/** In bold before the author's name, or the first words of the page's title. */
function titleIn(page: Parent, around: readonly Element[], author: Element): string | null {
  const top = around.find((element) => hasId(element, 'profile_top'))
  const before = around.slice(0, around.indexOf(author))
  const bold =
    (top === undefined ? undefined : findElement(top, ({ tagName }) => tagName === 'b')) ??
    before.findLast((element) => element.tagName === 'b' && !wordsOf(element).endsWith(':') && wordsOf(element) !== '')
  if (bold !== undefined) return wordsOf(bold)
  return PAGE_TITLE.exec(titleOf(page))?.[1] ?? null
}

/** "Under the Lamp Chapter 2: The Tide, a harbour tales fanfic | FanFiction" */
const PAGE_TITLE = /^(.{1,200}?)(?: Chapter (\d{1,5})(?:: (.{1,200}))?)?, an? .{1,200} (?:fanfic|fiction)\b/i

function summaryIn(around: readonly Element[]): readonly StatedFact[] {
  const top = around.find((element) => hasId(element, 'profile_top'))
  if (top === undefined) return []
  const own = findElement(
    top,
    (element) => element.tagName === 'div' && hasClass(element, 'xcontrast_txt') && wordsOf(element) !== '',
  )
  const words = own === undefined ? '' : wordsOf(own)
  return words === '' || hasStats(words) ? [] : [statedFact(SITE, 'summary', words)]
}

/** `/book/Harbour-Tales/`, before 2004 `/list.php?categoryid=224` */
const FANDOM = /^\/(?:(?:anime|book|cartoon|comic|game|misc|movie|play|tv)\/[^/?]+\/?$|list\.php\?categoryid=)/i

/** `/book/Harbour-Tales/`, `/Harbour-Tales-and-Quay-Crossovers/1/2/` with "Harbour Tales + Quay Crossover". */
function fandomsIn(around: readonly Element[]): readonly StatedFact[] {
  for (const link of around) {
    if (link.tagName !== 'a') continue
    const path = pathOf(link)
    const words = wordsOf(link)
    if (words === '') continue
    if (FANDOM.test(path)) return [statedFact(SITE, 'fandom', words)]
    if (/^\/(?:fiction|poetry)\/[^/?]+\/?$/i.test(path)) return [statedFact(SITE, 'genre', words)]
    if (/crossovers?(?:\/|$)/i.test(path) && words.includes(' + '))
      return words
        .replace(/\s+Crossover$/, '')
        .split(/\s+\+\s+/)
        .map((fandom) => statedFact(SITE, 'fandom', fandom, words))
  }
  return []
}

interface ChosenChapter {
  readonly title: string
  readonly part: StatedPart
}

/** Null for a story of one chapter. */
function chapterIn(page: Parent, around: readonly Element[], stated: number | null): ChosenChapter | null {
  const list = around.find(
    (element) =>
      element.tagName === 'select' && (hasId(element, 'chap_select') || attributeOf(element, 'name') === 'chapter'),
  )
  const options = list === undefined ? [] : findElements(list, ({ tagName }) => tagName === 'option')
  const total = Math.max(options.length, stated ?? 0)
  const option = options.find(({ attrs }) => attrs.some(({ name }) => name === 'selected'))
  const words = option === undefined ? '' : wordsOf(option)
  const inOption = /^(\d{1,5})\.\s*(.*)$/s.exec(words)
  const inTitle = PAGE_TITLE.exec(titleOf(page))
  const inPage = pagesIn(around)
  const number = Number(inOption?.[1] ?? inPage?.number ?? inTitle?.[2] ?? numberOfAddress(page) ?? 0)
  if (number === 0 || (number === 1 && total <= 1 && inPage === null)) return null
  const name = inOption?.[2] ?? inTitle?.[3] ?? ''
  const all = Math.max(total, inPage?.total ?? 0)
  const part = { number, total: all >= number && all > 1 ? all : null, label: `Chapter ${number}` }
  return { title: name === '' ? `Chapter ${number}` : name, part }
}

/** "Ch 2 of 12", on pages for telephones. */
function pagesIn(around: readonly Element[]): { readonly number: number; readonly total: number } | null {
  for (const element of around) {
    if (!isShort(element)) continue
    const match = /\bCh(?:apter)?\.? (\d{1,4}) of (\d{1,4})\b/.exec(wordsOf(element))
    if (match !== null) return { number: Number(match[1]), total: Number(match[2]) }
  }
  return null
}

function numberOfAddress(page: Parent): string | null {
  return /\/s\/\d+\/(\d{1,5})(?:\/|$)/.exec(addressOf(page) ?? '')?.[1] ?? null
}
