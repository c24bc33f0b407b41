/**
 * Takes a story out of a download of the Archive of Our Own, HTML or e-book, or a saved page of a work there.
 *
 * Told by the list of its tags together with the classes of its blocks, never by an address: copies are kept under any
 * name, and other archives run the same program. Programs that make e-books of it number the classes, cut the file at
 * its headings, and may repeat or lose ids, so only what is inside a block is relied on.
 */
import type { StatedFact, StatedField, StatedPart } from '../opened-format.ts'
import { sourceFacts } from './page-source.ts'
import {
  attributeOf,
  type Element,
  elementsIn,
  findElement,
  findElements,
  hasClass,
  markupOf,
  type Parent,
  paragraphsOf,
  wordsOf,
} from './page-tree.ts'
import { type SiteChapter, type SiteStory, statedFact } from './site-story.ts'

const SITE = 'ao3'

/** Labels of the list, in the singular and without the colon. */
const LABELS: Readonly<Record<string, StatedField>> = {
  rating: 'rating',
  'archive warning': 'warning',
  warning: 'warning',
  category: 'category',
  categorie: 'category',
  fandom: 'fandom',
  relationship: 'relationship',
  character: 'character',
  'additional tag': 'additional',
  freeform: 'additional',
  language: 'language',
}

export function readAo3(page: Parent): SiteStory | null {
  const list = findElement(
    page,
    (element) =>
      element.tagName === 'dl' && (hasClass(element, 'tags') || hasClass(element, 'meta')) && isTagList(element),
  )
  if (list === undefined) return null
  const blocks = blocksOf(page)
  const chapters = chaptersOf(blocks)
  if (chapters.length === 0) return null
  const facts = [...tagFacts(list), ...workFacts(page, blocks)]
  const part = partOf(chapters, facts)
  return { site: SITE, facts, chapters, ...(part !== null && { part }) }
}

/** A page of one chapter, of a work that has more. */
function partOf(chapters: readonly SiteChapter[], facts: readonly StatedFact[]): StatedPart | null {
  const [only, second] = chapters
  const said = facts.find(({ field }) => field === 'chapters')?.value
  if (only === undefined || second !== undefined || only.title === null || only.number === null) return null
  const [here = '', all = ''] = said?.split('/') ?? []
  if (only.number === 1 && here === '1') return null
  const total = /^\d+$/.test(all) ? Number(all) : null
  return { number: only.number, total, label: `Chapter ${only.number}` }
}

function isTagList(list: Element): boolean {
  const labels = findElements(list, ({ tagName }) => tagName === 'dt').map((label) => labelOf(label))
  return labels.filter((label) => label in LABELS || label === 'stat' || label === 'serie').length >= 2
}

function labelOf(label: Element): string {
  return wordsOf(label).toLowerCase().replace(/\s*:$/, '').replace(/s$/, '')
}

function tagFacts(list: Element): readonly StatedFact[] {
  const facts: StatedFact[] = []
  let label = ''
  for (const element of elementsIn(list, ({ tagName }) => tagName !== 'dd')) {
    if (element.tagName === 'dt') label = labelOf(element)
    if (element.tagName !== 'dd') continue
    const field = Object.hasOwn(LABELS, label) ? LABELS[label] : undefined
    if (field !== undefined) for (const value of tagsIn(element)) facts.push(statedFact(SITE, field, value))
    else if (label === 'serie') facts.push(...seriesFacts(element))
    else if (label === 'stat') facts.push(...statFacts(element))
  }
  return facts
}

/** Each tag is a link; a tag may hold a comma. */
function tagsIn(element: Element): readonly string[] {
  const links = findElements(element, ({ tagName }) => tagName === 'a')
    .map(wordsOf)
    .filter((tag) => tag !== '')
  return links.length > 0 ? links : [wordsOf(element)].filter((tag) => tag !== '')
}

/** `Part 2 of <a>Harbour Lights</a>`, once for each series. */
function seriesFacts(element: Element): readonly StatedFact[] {
  const numbers = [...wordsOf(element).matchAll(/\bPart (\d{1,4}) of /gi)].map((match) => match[1] ?? '')
  const links = findElements(element, ({ tagName, attrs }) => {
    return tagName === 'a' && attrs.every(({ name, value }) => name !== 'class' || !/previous|next/.test(value))
  })
  return links.flatMap((link, i) => {
    const number = numbers[i]
    const series = statedFact(SITE, 'series', wordsOf(link))
    return number === undefined ? [series] : [series, statedFact(SITE, 'series-number', number, `Part ${number}`)]
  })
}

/** `Published: 2019-03-02 Completed: 2019-05-01 Words: 1,234 Chapters: 3/3` */
function statFacts(element: Element): readonly StatedFact[] {
  const words = wordsOf(element)
  const said = (label: RegExp, value: RegExp): string | undefined =>
    new RegExp(`\\b(?:${label.source})\\s*:\\s*(${value.source})`, 'i').exec(words)?.[1]
  const date = /\d{4}-\d{2}-\d{2}/
  const chapters = said(/chapters/, /\d+\/(?:\d+|\?)/)
  const values: readonly (readonly [StatedField, string | undefined])[] = [
    ['posted', said(/published/, date)],
    ['updated', said(/updated|completed/, date)],
    ['words', said(/words/, /[\d,. ]*\d/)?.replaceAll(/\D/g, '')],
    ['chapters', chapters],
    ['status', statusOf(chapters)],
  ]
  return values.flatMap(([field, value]) => (value === undefined ? [] : [statedFact(SITE, field, value)]))
}

function statusOf(chapters: string | undefined): string | undefined {
  if (chapters === undefined) return undefined
  const [here, all] = chapters.split('/')
  return here === all ? 'complete' : 'in progress'
}

interface Block {
  readonly kind: 'title' | 'site-title' | 'byline' | 'heading' | 'label' | 'text' | 'quote'
  readonly element: Element
  /** Of a label: "summary", "chapter notes", "end notes", "chapter end notes". */
  readonly label: string
}

/** What a work is made of, in order, whatever it is wrapped in. */
function blocksOf(page: Parent): readonly Block[] {
  const blocks: Block[] = []
  const isOpened = (element: Element): boolean => blocks.at(-1)?.element !== element
  for (const element of elementsIn(page, isOpened)) {
    const kind = kindOf(element)
    if (kind !== null) blocks.push({ kind, element, label: kind === 'label' ? labelIn(element) : '' })
  }
  return blocks
}

function kindOf(element: Element): Block['kind'] | null {
  const { tagName } = element
  if (tagName === 'h1') return 'site-title'
  if (tagName === 'h2' && hasClass(element, 'title')) return 'title'
  if (hasClass(element, 'byline')) return isByline(element) ? 'byline' : null
  if (tagName === 'h2' || (tagName === 'h3' && hasClass(element, 'title'))) return 'heading'
  if (tagName === 'blockquote' && hasClass(element, 'userstuff')) return 'quote'
  if (hasClass(element, 'userstuff')) return holdsBlocks(element) ? null : 'text'
  if ((tagName === 'p' || tagName === 'h3') && isLabel(wordsOf(element))) return 'label'
  return null
}

function isByline(element: Element): boolean {
  return element.tagName === 'div' || element.tagName === 'h3'
}

const LABEL = /^(?:chapter )?(?:summary|notes|end notes)\s*:?$/i

function isLabel(words: string): boolean {
  return LABEL.test(words)
}

/** Downloads say in words whose notes they are; on the site's pages the blocks around them do. */
function labelIn(element: Element): string {
  const words = wordsOf(element).toLowerCase().replace(/\s*:$/, '')
  const around = [...ancestorsOf(element)]
  const isEnd = words === 'notes' && around.some((each) => hasClass(each, 'end') && hasClass(each, 'notes'))
  const isOfChapter = around.some((each) => each.tagName === 'div' && hasClass(each, 'chapter'))
  const kind = isEnd ? 'end notes' : words
  return isOfChapter && !kind.startsWith('chapter') ? `chapter ${kind}` : kind
}

/** Notes are not deep in a page. */
const MOST_ANCESTORS = 12

function* ancestorsOf(element: Element): Generator<Element> {
  let each: Parent | null = element.parentNode
  for (let depth = 0; each !== null && 'tagName' in each && depth < MOST_ANCESTORS; depth++) {
    yield each
    each = each.parentNode
  }
}

/** The block around all chapters has the class of a text too. */
function holdsBlocks(element: Element): boolean {
  return (
    findElement(element, (inner) => inner.tagName !== 'blockquote' && hasClass(inner, 'userstuff')) !== undefined ||
    findElement(
      element,
      (inner) => inner.tagName === 'h2' && (hasClass(inner, 'heading') || hasClass(inner, 'toc-heading')),
    ) !== undefined
  )
}

interface OpenChapter {
  title: string | null
  html: string
  before: string[]
  after: string[]
}

const NOT_CHAPTERS = /^(?:preface|afterword|work text:?)$/i

function chaptersOf(blocks: readonly Block[]): readonly SiteChapter[] {
  const chapters: OpenChapter[] = []
  let title: string | null = null
  let waiting: string[] = []
  let label = ''
  for (const { kind, element, label: said } of blocks) {
    const words = kind === 'text' ? '' : wordsOf(element)
    if (kind === 'heading' && /^afterword$/i.test(words)) break
    if (kind === 'heading' && !NOT_CHAPTERS.test(words)) {
      title = words
      waiting = []
    } else if (kind === 'label') label = said
    else if (kind === 'quote' && label.startsWith('chapter')) {
      const text = paragraphsOf(element)
      if (label.includes('end')) chapters.at(-1)?.after.push(text)
      else waiting.push(text)
      label = ''
    } else if (kind === 'text') {
      chapters.push({ title, html: markupOf(textNodes(element)), before: waiting, after: [] })
      title = null
      waiting = []
    }
  }
  const isOnly = chapters.length === 1
  return chapters.map((chapter, i) => ({
    title: isOnly && !/^chapter \d/i.test(chapter.title ?? '') ? null : (chapter.title ?? `Chapter ${i + 1}`),
    number: numberIn(chapter.title) ?? i + 1,
    html: chapter.html,
    notesBefore: chapter.before.join('\n\n'),
    notesAfter: chapter.after.join('\n\n'),
  }))
}

/** Without the heading that only a screen reader hears. */
function textNodes(element: Element): Element['childNodes'] {
  return element.childNodes.filter((node) => !('tagName' in node && hasClass(node, 'landmark')))
}

function numberIn(title: string | null): number | null {
  const number = /^chapter (\d{1,5})\b/i.exec(title ?? '')?.[1]
  return number === undefined ? null : Number(number)
}

/** Title, authors, summary, notes and address: what stands before and behind the chapters. */
function workFacts(page: Parent, blocks: readonly Block[]): readonly StatedFact[] {
  const facts: StatedFact[] = []
  const title = blocks.find(({ kind }) => kind === 'title') ?? blocks.find(({ kind }) => kind === 'site-title')
  if (title !== undefined) facts.push(statedFact(SITE, 'title', wordsOf(title.element)))
  const byline = blocks.find(({ kind }) => kind === 'byline')
  if (byline !== undefined) for (const name of authorsIn(byline.element)) facts.push(statedFact(SITE, 'author', name))
  let label = ''
  for (const { kind, element, label: said } of blocks) {
    if (kind === 'label') label = said
    else if (kind === 'heading') label = ''
    else if (kind === 'quote') {
      const text = paragraphsOf(element)
      if (label === 'summary') facts.push(statedFact(SITE, 'summary', text))
      else if (label === 'notes') facts.push(statedFact(SITE, 'notes-before', text))
      else if (label === 'end notes') facts.push(statedFact(SITE, 'notes-after', text))
      label = ''
    }
  }
  const address = findElements(page, ({ tagName }) => tagName === 'a')
    .map((link) => attributeOf(link, 'href'))
    .find((href) => /^https?:\/\/[^/]+\/works\/\d+\/?$/.test(href))
  if (address !== undefined) return [...facts, statedFact(SITE, 'source', address)]
  return [...facts, ...sourceFacts(SITE, page)]
}

function authorsIn(byline: Element): readonly string[] {
  const links = findElements(byline, ({ tagName }) => tagName === 'a')
    .map(wordsOf)
    .filter((name) => name !== '')
  if (links.length > 0) return links
  const name = wordsOf(byline).replace(/^by\s+/i, '')
  return name === '' ? [] : name.split(/,\s+/)
}
