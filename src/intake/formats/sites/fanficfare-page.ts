/**
 * Takes the story out of a single page that FanFicFare wrote, or one of its forerunners and imitators.
 *
 *     <h1><a href="…">Title</a> by <a href="…">Author</a></h1> labels and values
 *     <a name="TOCTOP">…</a> contents   <a name="section0001"><h2>Chapter</h2></a> text   <a name="section0002">…
 */
import type { StatedFact } from '../opened-format.ts'
import { readTitlePage } from './fanficfare.ts'
import {
  attributeOf,
  type Element,
  elementsIn,
  findElement,
  findElements,
  markupOf,
  type Parent,
  wordsOf,
} from './page-tree.ts'
import { type SiteChapter, type SiteStory, statedFact } from './site-story.ts'

const SITE = 'fanficfare'
/** Labels that make a page a title page, where the chapters say nothing of their maker. */
const KNOWN_LABELS = 2

export function readFanficfarePage(page: Parent): SiteStory | null {
  const first = findElement(page, isSection)
  const parent = first?.parentNode
  if (first === undefined || parent === null || parent === undefined) return null
  const start = parent.childNodes.indexOf(first)
  const front = { childNodes: parent.childNodes.slice(0, start) } as unknown as Parent
  const titlePage = readTitlePage(front)
  if (titlePage.known < KNOWN_LABELS) return null
  const chapters = chaptersFrom(parent.childNodes.slice(start))
  if (chapters.length === 0) return null
  return { site: SITE, facts: [...nameFacts(front), ...titlePage.facts], chapters }
}

function isSection(element: Element): boolean {
  return element.tagName === 'a' && /^section\d{1,6}$/i.test(attributeOf(element, 'name') || attributeOf(element, 'id'))
}

interface OpenChapter {
  readonly title: string
  readonly nodes: Parent['childNodes']
}

/** The mark of a chapter holds its heading, or stands before it. */
function chaptersFrom(nodes: Parent['childNodes']): readonly SiteChapter[] {
  const chapters: OpenChapter[] = []
  let isBeforeHeading = false
  for (const node of nodes) {
    if ('tagName' in node && isSection(node)) {
      const heading = findElement(node, isHeading)
      const title = heading === undefined ? '' : wordsOf(heading)
      isBeforeHeading = title === ''
      // A heading that was never closed has the chapter in it.
      chapters.push({ title, nodes: node.childNodes.filter((child) => child !== heading && title !== '') })
      continue
    }
    const last = chapters.at(-1)
    if (last === undefined) continue
    if (isBeforeHeading && 'tagName' in node) {
      isBeforeHeading = false
      if (isHeading(node)) {
        chapters[chapters.length - 1] = { ...last, title: wordsOf(node) }
        continue
      }
    }
    last.nodes.push(node)
  }
  const isOnly = chapters.length === 1
  return chapters.map(({ title, nodes: own }, i) => ({
    title: isOnly ? null : title === '' ? `Chapter ${i + 1}` : title,
    number: isOnly ? null : i + 1,
    html: markupOf(own),
  }))
}

function isHeading({ tagName }: Element): boolean {
  return /^h[1-6]$/.test(tagName)
}

/** The first heading: the story's link, then "by" and the people's. */
function nameFacts(front: Parent): readonly StatedFact[] {
  const heading = [...elementsIn(front)].find(isHeading)
  if (heading === undefined) return []
  const links = findElements(heading, ({ tagName }) => tagName === 'a')
  const words = wordsOf(heading)
  const [story, ...people] = links
  const title = story === undefined ? words.slice(0, Math.max(0, words.lastIndexOf(' by '))) : wordsOf(story)
  const by = words.lastIndexOf(' by ')
  const names = people.length > 0 ? people.map(wordsOf) : by === -1 ? [] : words.slice(by + 4).split(/\s*,\s+/)
  const address = story === undefined ? '' : attributeOf(story, 'href')
  return [
    ...(title === '' ? [] : [statedFact(SITE, 'title', title)]),
    ...names.filter((name) => name !== '').map((name) => statedFact(SITE, 'author', name)),
    ...(/^https?:\/\//i.test(address) ? [statedFact(SITE, 'source', address)] : []),
  ]
}
