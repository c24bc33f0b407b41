/**
 * Opens an e-book (EPUB 2 or 3, of any maker) as one story: its chapters in reading order, what its package and its
 * title page state.
 *
 * The downloads of an archive are put together again and read like its pages. Of any other maker each page is a chapter,
 * told from title pages, tables of contents and logs by what stands in them. Nothing that a page names is ever fetched
 * or read; images are counted and left out.
 */
import { parse } from 'parse5'
import type { RefusalFact } from '../../reading.ts'
import type { LossFact, OpenedFormat, StatedFact } from '../opened-format.ts'
import {
  attributeOf,
  findElement,
  findElements,
  findSiteStory,
  hasClass,
  markupOf,
  openedStory,
  type Parent,
  readTitlePage,
  type SiteChapter,
  wordsOf,
} from '../sites/index.ts'
import { decodeXml } from '../xml/decode-xml.ts'
import { isRefusal, openZip, type Zip } from '../zip/read-zip.ts'
import { metadataFacts } from './metadata.ts'
import { type EpubPackage, readPackage } from './read-package.ts'

export function openEpub(bytes: Uint8Array): OpenedFormat | RefusalFact {
  const zip = openZip(bytes)
  if ('code' in zip) return zip
  const book = readPackage(zip)
  const read = readPages(zip, book)
  if ('code' in read) return read
  const { pages, damaged } = read
  if (pages.length === 0) return book.isDamaged || damaged.length > 0 ? CUT : NO_PAGES
  const losses = lossesOf(book, pages, damaged)
  const stated = metadataFacts(book.metadata)
  const whole = parse(`<body>${pages.map(({ markup }) => markup).join('\n')}</body>`)
  const site = findSiteStory(whole)
  if (site !== null) {
    const facts = [...site.facts, ...unsaid(stated, site.facts)]
    return openedStory({ ...site, facts, losses })
  }
  return openPlain(pages, stated, losses)
}

const CUT: RefusalFact = {
  code: 'truncated-container',
  why: 'This e-book is cut off before its text begins. What there is of it is kept.',
}
const NO_PAGES: RefusalFact = { code: 'no-story', why: 'This e-book holds no page of text.' }

interface Page {
  readonly name: string
  readonly tree: Parent
  readonly markup: string
  /** Its title in the table of contents. */
  readonly title: string | null
  readonly isContents: boolean
}

function readPages(
  zip: Zip,
  book: EpubPackage,
): { readonly pages: readonly Page[]; readonly damaged: readonly string[] } | RefusalFact {
  const pages: Page[] = []
  const damaged: string[] = []
  for (const name of book.pages) {
    const part = zip.read(name)
    if (part === undefined) continue
    if (isRefusal(part)) return part
    if (part.damage !== null) damaged.push(book.titles.get(name) ?? name)
    const tree = parse(readable(decodeXml(part.bytes)))
    const body = findElement(tree, ({ tagName }) => tagName === 'body')
    if (body === undefined) continue
    const markup = markupOf(body.childNodes)
    pages.push({ name, tree, markup, title: book.titles.get(name) ?? null, isContents: book.contents.has(name) })
  }
  return { pages, damaged }
}

/** `<script/>` and `<title/>` are whole in XML; a reader of HTML waits for their ends. */
function readable(source: string): string {
  return source.replaceAll(
    /<(title|script|style|a|div|p|span|i|b|em|strong|td|iframe|textarea)(\s[^<>]{0,500})?\/>/gi,
    '<$1$2></$1>',
  )
}

/** Facts of the metadata about which the pages say nothing: they say it by kind, and nearer to the author. */
function unsaid(stated: readonly StatedFact[], said: readonly StatedFact[]): readonly StatedFact[] {
  const fields = new Set(said.map(({ field }) => field))
  // Subjects are the tags again, without their kinds.
  const hasTags = ['fandom', 'character', 'relationship', 'genre', 'additional'].some((field) =>
    fields.has(field as StatedFact['field']),
  )
  return stated.filter(({ field }) => !fields.has(field) && !(field === 'additional' && hasTags))
}

const NO_CHAPTER = /^(?:cover|title ?page|(?:table of )?contents|log(?: ?page)?|update log|about|copyright|colophon)$/i

function openPlain(
  pages: readonly Page[],
  stated: readonly StatedFact[],
  losses: readonly LossFact[],
): OpenedFormat | RefusalFact {
  const titlePage = pages.slice(0, 4).find(({ tree }) => readTitlePage(tree).known >= 3)
  const facts = titlePage === undefined ? [] : readTitlePage(titlePage.tree).facts
  const story = pages.filter((page) => page !== titlePage && isChapter(page, stated))
  const chosen = story.length > 0 ? story : pages.filter((page) => wordsOf(page.tree) !== '')
  if (chosen.length === 0) return NO_PAGES
  const chapters = chosen.map((page, i) => chapterOf(page, i, chosen.length))
  return openedStory({
    site: titlePage === undefined ? 'epub' : 'fanficfare',
    facts: [...facts, ...unsaid(stated, facts)],
    chapters,
    losses,
  })
}

function isChapter(page: Page, stated: readonly StatedFact[]): boolean {
  if (page.isContents || NO_CHAPTER.test(page.title ?? '')) return false
  const words = wordsOf(bodyOf(page.tree))
  if (words === '' || isLog(page)) return false
  const links = findElements(
    page.tree,
    ({ tagName, attrs }) => tagName === 'a' && attrs.some(({ name }) => name === 'href'),
  )
  const linked = links.reduce((sum, link) => sum + wordsOf(link).length, 0)
  if (links.length >= 2 && linked > words.length * 0.6) return false
  return !isTitlePage(words, stated)
}

function bodyOf(tree: Parent): Parent {
  return findElement(tree, ({ tagName }) => tagName === 'body') ?? tree
}

function isLog(page: Page): boolean {
  const body = bodyOf(page.tree)
  return 'attrs' in body && hasClass(body, 'fff_logpage')
}

/** A page of little but the title and who wrote it. */
function isTitlePage(words: string, stated: readonly StatedFact[]): boolean {
  if (words.length > 300) return false
  const names = stated.filter(({ field }) => field === 'title' || field === 'author').map(({ value }) => value)
  const rest = names.reduce((left, name) => left.replace(name, ''), words)
  return rest !== words && rest.replaceAll(/\b(?:a story|by)\b|[^\p{L}]/giu, '') === ''
}

function chapterOf(page: Page, index: number, count: number): SiteChapter {
  const body = bodyOf(page.tree)
  const heading = findElement(body, ({ tagName }) => /^h[1-6]$/.test(tagName))
  const isFirst = heading !== undefined && textBefore(body, heading) === ''
  const stated = metaOf(page.tree, 'chapterorigtitle') || metaOf(page.tree, 'chaptertitle') || page.title
  const title = (isFirst ? wordsOf(heading) : '') || stated || (count > 1 ? `Chapter ${index + 1}` : null)
  if (isFirst) removeElement(heading)
  return { title, number: numberOf(title) ?? (count > 1 ? index + 1 : null), html: markupOf(body.childNodes) }
}

function numberOf(title: string | null): number | null {
  const number = /^(?:chapter\s+)?(\d{1,4})\b/i.exec(title ?? '')?.[1]
  return number === undefined ? null : Number(number)
}

function metaOf(tree: Parent, name: string): string {
  const meta = findElement(tree, (element) => element.tagName === 'meta' && attributeOf(element, 'name') === name)
  return meta === undefined ? '' : attributeOf(meta, 'content').trim()
}

function textBefore(body: Parent, heading: Parent): string {
  const all = wordsOf(body)
  return all.startsWith(wordsOf(heading)) ? '' : all
}

function removeElement(element: NonNullable<ReturnType<typeof findElement>>): void {
  const { parentNode } = element
  const at = parentNode?.childNodes.indexOf(element) ?? -1
  if (parentNode !== null && at >= 0) parentNode.childNodes.splice(at, 1)
}

function lossesOf(book: EpubPackage, pages: readonly Page[], damaged: readonly string[]): readonly LossFact[] {
  const losses: LossFact[] = []
  const shown = pages.reduce(
    (sum, { tree }) => sum + findElements(tree, ({ tagName }) => tagName === 'img' || tagName === 'image').length,
    0,
  )
  const images = Math.max(book.images, shown)
  if (images > 0) losses.push({ code: 'left-out', why: `Pictures, the cover among them, are left out (${images}).` })
  const { missing } = book
  if (missing.length > 0) {
    const why = `Pages that the e-book names are not in it (${missing.length}): ${namesOf(missing)}.`
    losses.push({ code: 'cut-off', why })
  }
  if (book.isOrderLost && pages.length > 1) losses.push({ code: 'cut-off', why: ORDER_LOST })
  if (damaged.length > 0) {
    const why = `The file is cut off or damaged in ${namesOf(damaged)}: what could be read of it is here.`
    losses.push({ code: 'cut-off', why })
  } else if (book.isDamaged) {
    losses.push({ code: 'cut-off', why: 'The file is cut off or damaged: what could be read of it is here.' })
  }
  return losses
}

const ORDER_LOST =
  'What says how its pages follow each other is lost: they stand as they lie in the file, by their numbers where they have some.'

const MOST_NAMED = 8

function namesOf(pages: readonly string[]): string {
  const named = pages.slice(0, MOST_NAMED).map((page) => `“${page}”`)
  return `${named.join(', ')}${pages.length > MOST_NAMED ? ` and ${pages.length - MOST_NAMED} more` : ''}`
}
