/**
 * Joins chapter files by the index page that names them: their order, and titles for chapters that have none.
 *
 *     index.html: <a href="quay.html">1. The Quay</a> <a href="tide.html">2. The Tide</a>  →  one work, two chapters
 *
 * An index page may also be somebody's list of stories, and joining those would be the worst that can happen. So files
 * are joined only when the page numbers them, by its words or their names, and when no file says that it is by somebody
 * else or has another title than the page or the link to it gives it. A page that names other index pages lists stories.
 *
 * A page that joins nothing is no story either, unless there is more on it than links.
 */
import { foldKey } from '../../kernel/text.ts'
import type { ContentsLink } from '../formats/sites/contents.ts'
import type { MissingFact } from '../reading.ts'
import { parseHeading } from '../recognise/story/parse-heading.ts'
import type { AssembledSource, AssembledWork } from './assembled-work.ts'
import type { Group } from './group-parts.ts'
import type { Place, ReadSource } from './read-source.ts'
import type { Text } from './same-texts.ts'

export interface JoinedByIndex {
  readonly groups: readonly Group[]
  /** What no index page has joined. */
  readonly left: readonly Text[]
  /** Index pages that join nothing, and are no story: somebody's list of stories, or of chapters that are not here. */
  readonly lists: readonly Text[]
}

interface Entry {
  readonly link: ContentsLink
  /** What its words or the name of its file number it; null for a prologue, and for a list without numbers. */
  readonly number: number | null
  /** Undefined when the file is not here. */
  readonly text: Text | undefined
}

export function joinByIndexPages(texts: readonly Text[]): JoinedByIndex {
  const pages = texts.filter(({ source }) => source.outline.contents !== undefined)
  if (pages.length === 0) return { groups: [], left: texts, lists: [] }
  const byPlace = new Map<string, Text>()
  for (const text of texts)
    for (const source of sourcesOf(text))
      for (const place of source.places) byPlace.set(keyOf(place.within, place.path), text)
  const left = new Set(texts)
  const groups: Group[] = []
  for (const page of pages) {
    const entries = entriesOf(page, byPlace)
    const chapters = entries.flatMap(({ text }) => (text === undefined ? [] : [text]))
    if (chapters.length === 0 || !isOneStory(page, entries)) continue
    if (chapters.some((text) => !left.has(text) || text.source.outline.contents !== undefined)) continue
    for (const text of [page, ...chapters]) left.delete(text)
    groups.push({ rule: 'index-page', texts: chapters, contents: workOf(page, entries) })
  }
  const lists = pages.filter((page) => left.has(page) && page.source.outline.isList === true)
  for (const page of lists) left.delete(page)
  return { groups, left: [...left], lists }
}

/** The files that a page names, each once; of the places of the page the one where most of them are counts. */
function entriesOf(page: Text, byPlace: ReadonlyMap<string, Text>): readonly Entry[] {
  const links = page.source.outline.contents ?? []
  const choices = sourcesOf(page).flatMap(({ places }) =>
    places.map((place) => links.map((link) => byPlace.get(keyOf(place.within, besides(place, link.path))))),
  )
  const best = choices.reduce((a, b) => (countHere(b) > countHere(a) ? b : a), [])
  const seen = new Set<Text>()
  return links.flatMap((link, i): Entry[] => {
    const text = best[i]
    if (text === page || (text !== undefined && seen.has(text))) return []
    if (text !== undefined) seen.add(text)
    return [{ link, number: numberIn(link), text }]
  })
}

function countHere(found: readonly (Text | undefined)[]): number {
  return found.filter((text) => text !== undefined).length
}

function sourcesOf({ source, copies }: Text): readonly ReadSource[] {
  return [source, ...copies.map((copy) => copy.source)]
}

function besides({ path }: Place, file: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1) + file
}

/**
 * Old servers told no capitals from small letters, and so do links. Pages of a program are saved with an ending of their
 * own, and where a name may not have a question mark with another sign: "viewstory.php@sid=12&chapter=2.html".
 */
function keyOf(within: readonly string[], path: string): string {
  const name = path.toLowerCase().replace(/\.php[?@]([^/.]*)(?:\.html?)?$/, '.php?$1')
  return [...within, name].join('\n')
}

/** By its words ("Chapter 3", "3. The Tide", "Part Three"), else by the end of its file's name. */
function numberIn({ text, path }: ContentsLink): number | null {
  const said = numberInWords(text)
  if (said !== null) return said
  const ofFile = /(?<!\d)(\d{1,3})(?:[a-z]?\.\w+)?$/i.exec(path)?.[1]
  return ofFile === undefined ? null : Number(ofFile)
}

function numberInWords(text: string): number | null {
  const said = parseHeading(text)?.number ?? null
  const bare = said === null ? /^(\d{1,3})(?:[.:)\s-]|$)/.exec(text)?.[1] : undefined
  return bare === undefined ? said : Number(bare)
}

/** Prologues, interludes and epilogues have no number; most of a story's chapters do. */
const NUMBERED_SHARE = 0.6

function isOneStory(page: Text, entries: readonly Entry[]): boolean {
  const numbers = entries.flatMap(({ number }) => (number === null ? [] : [number]))
  const isRow = numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? 0))
  if (!isRow || numbers.length < entries.length * NUMBERED_SHARE) return false
  const names = entries.flatMap(({ text }) => text?.source.outline.authors ?? [])
  if (new Set([...names, ...page.source.outline.authors]).size > 1) return false
  const { title } = page.source.outline
  const others = new Set<string>()
  for (const { link, text } of entries) {
    const own = text?.source.outline.title ?? null
    if (own !== null && own !== title && !isChapterTitle(own, link, text?.source)) others.add(own)
  }
  // Chapters may all bear the title of the story, which the page leaves out.
  return others.size === 0 || (others.size === 1 && title === null)
}

/** A page that is headed like the numbered link to it, and by nobody: whole stories name who wrote them. */
function isChapterTitle(title: string, { text }: ContentsLink, source: ReadSource | undefined): boolean {
  if (source === undefined || source.outline.authors.length > 0) return false
  return numberInWords(text) !== null && ` ${foldKey(text)} `.includes(` ${title} `)
}

function workOf(page: Text, entries: readonly Entry[]): AssembledWork {
  const texts = entries.flatMap(({ link, number, text }): AssembledSource[] =>
    text === undefined ? [] : [{ sha256: text.source.sha256, role: 'text', number, ...titleOf(link) }],
  )
  const copies = entries.flatMap(({ number, text }) =>
    (text?.copies ?? []).map(({ source: { sha256 }, role }): AssembledSource => ({ sha256, role, number })),
  )
  const index = sourcesOf(page).map(({ sha256 }): AssembledSource => ({ sha256, role: 'index', number: null }))
  return { sources: [...texts, ...index, ...copies], missing: missingOf(entries), rule: 'index-page' }
}

function titleOf({ text }: ContentsLink): { readonly title?: string } {
  return text === '' || text.length > 200 ? {} : { title: text }
}

/** A story that lists hundreds of lost chapters is said to by the first of them. */
const MOST_NAMED = 50

function missingOf(entries: readonly Entry[]): readonly MissingFact[] {
  return entries
    .filter(({ text }) => text === undefined)
    .slice(0, MOST_NAMED)
    .map(({ link, number }) => {
      const name = link.text === '' ? link.path : `“${link.text}” (${link.path})`
      const why = `The index page of the story names ${name}, which is not in this archive.`
      return { code: 'chapter', number: number === null ? null : Math.floor(number), why, lines: [] }
    })
}
