/**
 * Reads what an e-book is made of: where its package document is, what that states, and its pages in reading order.
 *
 * Where the package is lost or names nothing that is there, the pages are those in the file, in its order; names that
 * differ only in their numbers stand in the order of these, since some programs write `10` before `2`.
 */
import { decodeXml } from '../xml/decode-xml.ts'
import { readXml, type XmlElement } from '../xml/read-xml.ts'
import { findAll, findChild, textOf } from '../xml/walk-xml.ts'
import { isRefusal, type Zip, type ZipPart } from '../zip/read-zip.ts'

export interface EpubPackage {
  readonly metadata: XmlElement | null
  /** Names of entries, in reading order. */
  readonly pages: readonly string[]
  /** Titles of pages by entry name, from the table of contents. */
  readonly titles: ReadonlyMap<string, string>
  /** Pages that only list the others. */
  readonly contents: ReadonlySet<string>
  readonly images: number
  /** Pages that are named and not there: their titles, or their names. */
  readonly missing: readonly string[]
  /** The order of the pages is that of the file. */
  readonly isOrderLost: boolean
  readonly isDamaged: boolean
}

/** Prefixes as we call them; e-books without namespaces are read all the same. */
export const PREFIXES = {
  'http://www.idpf.org/2007/opf': '',
  'urn:oasis:names:tc:opendocument:xmlns:container': '',
  'http://www.daisy.org/z3986/2005/ncx/': '',
  'http://www.w3.org/1999/xhtml': '',
  'http://purl.org/dc/elements/1.1/': 'dc',
} as const

const PAGE_TYPES: ReadonlySet<string> = new Set(['application/xhtml+xml', 'text/html', 'application/x-dtbook+xml'])
const PAGE_NAME = /\.x?html?$/i

interface Item {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly properties: string
}

export function readPackage(zip: Zip): EpubPackage {
  const path = packagePath(zip)
  const part = path === null ? null : readPart(zip, path)
  const root = part === null ? null : treeOf(part)
  if (path === null || part === null || root === null) return withoutPackage(zip)
  const items = listItems(root, path)
  const byId = new Map(items.map((item) => [item.id, item]))
  const refs = findAll(root, 'itemref').map((ref) => byId.get(ref.attributes['idref'] ?? ''))
  const spine = [...new Set(refs.flatMap((item) => (item === undefined ? [] : [item.name])))]
  const named = spine.filter((name) => zip.names.includes(name))
  if (named.length === 0) return { ...withoutPackage(zip), metadata: findChild(root, 'metadata') ?? null }
  const nav = items.find(({ properties }) => properties.split(/\s+/).includes('nav'))
  const ncx = items.find(({ type }) => type === 'application/x-dtbncx+xml')
  const toc = new Map([
    ...(ncx === undefined ? [] : ncxTitles(zip, ncx.name)),
    ...(nav === undefined ? [] : navTitles(zip, nav.name)),
  ])
  // A package that is cut off itself names the first of them only.
  const unnamed = part.damage === null ? [] : pagesOf(zip).filter((name) => !named.includes(name) && name !== nav?.name)
  const guide = findAll(root, 'reference').filter(({ attributes }) => attributes['type'] === 'toc')
  return {
    metadata: findChild(root, 'metadata') ?? null,
    pages: [...named, ...unnamed],
    titles: toc,
    contents: new Set([
      ...(nav === undefined ? [] : [nav.name]),
      ...guide.map(({ attributes }) => resolve(path, attributes['href'] ?? '')),
    ]),
    images: items.filter(({ type }) => type.startsWith('image/')).length,
    missing: refs
      .filter((item) => item === undefined || !zip.names.includes(item.name))
      .map((item) => (item === undefined ? NAMELESS : (toc.get(item.name) ?? item.name))),
    isOrderLost: unnamed.length > 0,
    isDamaged: zip.isCut || part.damage !== null,
  }
}

function withoutPackage(zip: Zip): EpubPackage {
  return {
    metadata: null,
    pages: pagesOf(zip),
    titles: new Map(),
    contents: new Set(),
    images: zip.names.filter((name) => /\.(?:jpe?g|png|gif|svg|webp)$/i.test(name)).length,
    missing: [],
    isOrderLost: true,
    isDamaged: true,
  }
}

const NAMELESS = 'a page without a name'

function pagesOf(zip: Zip): readonly string[] {
  return inNumberOrder(zip.names.filter((name) => PAGE_NAME.test(name)))
}

/** Each place keeps a name of its kind: a prologue in front of numbered chapters stays there. */
function inNumberOrder(names: readonly string[]): readonly string[] {
  const kinds = Map.groupBy(names, kindOf)
  const sorted = new Map([...kinds].map(([kind, alike]) => [kind, alike.toSorted(byNumbers).values()]))
  return names.map((name) => sorted.get(kindOf(name))?.next().value ?? name)
}

function kindOf(name: string): string {
  return name.replaceAll(/\d+/g, '0')
}

const { compare: byNumbers } = new Intl.Collator('en', { numeric: true })

export function readPart(zip: Zip, name: string): ZipPart | null {
  const part = zip.read(name)
  return part === undefined || isRefusal(part) ? null : part
}

function readTree(zip: Zip, name: string): XmlElement | null {
  const part = readPart(zip, name)
  return part === null ? null : treeOf(part)
}

function treeOf({ bytes }: ZipPart): XmlElement | null {
  return readXml(decodeXml(bytes), PREFIXES).root
}

function packagePath(zip: Zip): string | null {
  const container = readTree(zip, 'META-INF/container.xml')
  const named = findAll(container, 'rootfile').map(({ attributes }) => resolve('', attributes['full-path'] ?? ''))
  return named.find((name) => zip.names.includes(name)) ?? zip.names.find((name) => /\.opf$/i.test(name)) ?? null
}

function listItems(root: XmlElement, path: string): readonly Item[] {
  return findAll(root, 'item').flatMap(({ attributes }) => {
    const name = resolve(path, attributes['href'] ?? '')
    const type = attributes['media-type'] ?? (PAGE_NAME.test(name) ? 'application/xhtml+xml' : '')
    const isPage = PAGE_TYPES.has(type) || PAGE_NAME.test(name)
    return isPage || !type.startsWith('text/')
      ? [{ id: attributes['id'] ?? '', name, type, properties: attributes['properties'] ?? '' }]
      : []
  })
}

/** The entry that an address in another one names; addresses that lead out of the file name none. */
function resolve(from: string, href: string): string {
  const [path = ''] = href.split('#', 1)
  if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path === '') return ''
  const folders = path.startsWith('/') ? [] : from.split('/').slice(0, -1)
  for (const step of unescaped(path).split('/')) {
    if (step === '..') folders.pop()
    else if (step !== '.' && step !== '') folders.push(step)
  }
  return folders.join('/')
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that is part of the name.
    return path
  }
}

function* ncxTitles(zip: Zip, name: string): Generator<readonly [string, string]> {
  for (const point of findAll(readTree(zip, name), 'navPoint').toReversed()) {
    const href = findChild(point, 'content')?.attributes['src'] ?? ''
    yield [resolve(name, href), oneLine(textOf(findChild(point, 'navLabel')))]
  }
}

function* navTitles(zip: Zip, name: string): Generator<readonly [string, string]> {
  const lists = findAll(readTree(zip, name), 'nav')
  const list = lists.find(({ attributes }) => Object.values(attributes).includes('toc')) ?? lists[0]
  for (const link of list === undefined ? [] : findAll(list, 'a').toReversed())
    yield [resolve(name, link.attributes['href'] ?? ''), oneLine(textOf(link))]
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim()
}
