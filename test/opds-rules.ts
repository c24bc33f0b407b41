/**
 * What the specifications ask of a catalogue, as tables: every member or element that may be there, with its type, how
 * often it must be there, and where that is said. What no row knows is wrong as well, so a misspelt name is found.
 *
 * OPDS 2.0 is https://drafts.opds.io/opds-2.0 with its schemas, "manifest" is the Readium web publication manifest they
 * build on (https://readium.org/webpub-manifest), OPDS 1.2 is https://specs.opds.io/opds-1.2, Atom is RFC 4287. The
 * schemas of OPDS 2.0 are published without a licence, so their text is not here; the tables say the same and more.
 */
import type { XmlElement } from '../src/publish/testing/read-xml.ts'

type ValueType =
  | 'object'
  | 'list'
  | 'text'
  | 'some text'
  | 'uri'
  | 'place'
  | 'moment'
  | 'day'
  | 'count'
  | 'language'
  | 'yes'
/** "links[].href": of each in the list. */
type JsonRow = readonly [path: string, type: ValueType, least: 'must' | 'may', said: string]

const LINK = (at: string, said: string): readonly JsonRow[] => [
  [`${at}[]`, 'object', 'may', said],
  [`${at}[].href`, 'place', 'must', 'manifest, 2.3 Link Object; OPDS 2.0, schema link'],
  [`${at}[].type`, 'some text', 'must', 'manifest, 2.3 Link Object'],
  [`${at}[].rel`, 'some text', 'may', 'manifest, 2.3 Link Object'],
  [`${at}[].title`, 'text', 'may', 'manifest, 2.3 Link Object'],
]

const PUBLICATION = (at: string): readonly JsonRow[] => [
  [`${at}metadata`, 'object', 'must', 'OPDS 2.0, 2 Publications; schema publication'],
  [`${at}metadata.@type`, 'uri', 'may', 'manifest, schema metadata'],
  [`${at}metadata.identifier`, 'uri', 'must', 'manifest, schema metadata'],
  [`${at}metadata.title`, 'some text', 'must', 'manifest, 2.2 Metadata'],
  [`${at}metadata.author`, 'list', 'may', 'manifest, contexts, Contributors'],
  [`${at}metadata.author[]`, 'object', 'may', 'manifest, schema contributor'],
  [`${at}metadata.author[].name`, 'some text', 'must', 'manifest, schema contributor-object'],
  [`${at}metadata.author[].links`, 'list', 'may', 'manifest, schema contributor-object'],
  ...LINK(`${at}metadata.author[].links`, 'manifest, schema contributor-object'),
  [`${at}metadata.modified`, 'moment', 'may', 'manifest, schema metadata'],
  [`${at}metadata.published`, 'day', 'may', 'manifest, schema metadata'],
  [`${at}metadata.language`, 'language', 'may', 'manifest, schema metadata'],
  [`${at}metadata.description`, 'some text', 'may', 'manifest, schema metadata'],
  [`${at}metadata.subject`, 'list', 'may', 'manifest, schema subject'],
  [`${at}metadata.subject[]`, 'object', 'may', 'manifest, schema subject'],
  [`${at}metadata.subject[].name`, 'some text', 'must', 'manifest, schema subject-object'],
  [`${at}metadata.subject[].scheme`, 'uri', 'may', 'manifest, schema subject-object'],
  [`${at}links`, 'list', 'must', 'OPDS 2.0, schema publication'],
  ...LINK(`${at}links`, 'OPDS 2.0, schema publication'),
  [`${at}images`, 'list', 'must', 'OPDS 2.0, 2.1 The images role'],
  ...LINK(`${at}images`, 'OPDS 2.0, 2.1 The images role'),
]

const FEED: readonly JsonRow[] = [
  ['metadata', 'object', 'must', 'OPDS 2.0, schema feed'],
  ['metadata.title', 'some text', 'must', 'OPDS 2.0, schema feed-metadata'],
  ['metadata.modified', 'moment', 'may', 'OPDS 2.0, schema feed-metadata'],
  ['metadata.numberOfItems', 'count', 'may', 'OPDS 2.0, 6 Pagination'],
  ['metadata.itemsPerPage', 'count', 'may', 'OPDS 2.0, 6 Pagination'],
  ['links', 'list', 'must', 'OPDS 2.0, schema feed'],
  ...LINK('links', 'OPDS 2.0, schema feed'),
  ['links[].templated', 'yes', 'may', 'OPDS 2.0, 5 Search'],
  ['navigation', 'list', 'may', 'OPDS 2.0, 1 Navigation'],
  ...LINK('navigation', 'OPDS 2.0, 1 Navigation'),
  ['navigation[].title', 'some text', 'must', 'OPDS 2.0, 1 Navigation'],
  ['facets', 'list', 'may', 'OPDS 2.0, 3 Facets'],
  ['facets[]', 'object', 'may', 'OPDS 2.0, 3 Facets'],
  ['facets[].metadata', 'object', 'must', 'OPDS 2.0, 3 Facets'],
  ['facets[].metadata.title', 'some text', 'must', 'OPDS 2.0, schema feed-metadata'],
  ['facets[].links', 'list', 'must', 'OPDS 2.0, 3 Facets'],
  ...LINK('facets[].links', 'OPDS 2.0, 3 Facets'),
  ['facets[].links[].title', 'some text', 'must', 'OPDS 2.0, 3 Facets'],
  ['facets[].links[].properties', 'object', 'may', 'manifest, 2.3 Link Object'],
  ['facets[].links[].properties.numberOfItems', 'count', 'may', 'OPDS 2.0, schema properties'],
  ['publications', 'list', 'may', 'OPDS 2.0, 2 Publications'],
  ['publications[]', 'object', 'may', 'OPDS 2.0, 2 Publications'],
  ...PUBLICATION('publications[].'),
]

interface Linked {
  readonly rel?: string
  readonly type?: string
  readonly href?: string
  readonly templated?: boolean
}

const ACQUISITION = 'http://opds-spec.org/acquisition'

export function brokenInPublication(publication: unknown): readonly string[] {
  return [...brokenRows(publication, PUBLICATION('')), ...brokenLinks(publication)]
}

function brokenLinks(publication: unknown): readonly string[] {
  const { links, images } = publication as { readonly links: readonly Linked[]; readonly images: readonly Linked[] }
  return [
    ...(links.some(({ rel }) => rel === 'self') ? [] : ['no link to itself: OPDS 2.0, 2 Publications']),
    ...(links.some(({ rel }) => rel?.startsWith(ACQUISITION)) ? [] : ['no way to get it: OPDS 2.0, 2 Publications']),
    ...(images.some(({ type }) => /^image\/(?:jpeg|png|gif)$/.test(type ?? '')) ? [] : ['no picture: OPDS 2.0, 2.1']),
  ]
}

export function brokenInFeed2(feed: unknown): readonly string[] {
  const {
    links,
    publications = [],
    ...rest
  } = feed as {
    readonly links: readonly Linked[]
    readonly publications?: readonly unknown[]
    readonly navigation?: unknown
  }
  const search = links.filter(({ rel }) => rel === 'search')
  const hasItems = 'navigation' in rest || 'publications' in (feed as object)
  return [
    ...brokenRows(feed, FEED),
    ...publications.flatMap(brokenLinks),
    ...(links.filter(({ rel }) => rel === 'self').length === 1
      ? []
      : ['not one link to itself: OPDS 2.0, schema feed']),
    ...(hasItems ? [] : ['neither navigation nor publications: OPDS 2.0, Collection Roles']),
    ...emptyListsIn(feed as object),
    ...(search.length === 1 && search.every(({ href, templated }) => templated === true && href?.includes('{?query}'))
      ? []
      : ['no template with “query”: OPDS 2.0, 5 Search']),
    ...brokenSets(links.map(({ rel, href }) => `${rel} ${href}`)),
  ]
}

/** The schema of the feed wants at least one of whatever is listed, in the feed and in each group of facets. */
function emptyListsIn(feed: object): readonly string[] {
  const { facets = [] } = feed as { readonly facets?: readonly object[] }
  return [feed, ...facets].flatMap((holder) =>
    Object.entries(holder).flatMap(([name, value]) =>
      Array.isArray(value) && value.length === 0 ? [`${name} is there and empty: OPDS 2.0, schema feed`] : [],
    ),
  )
}

function brokenSets(values: readonly string[]): readonly string[] {
  return new Set(values).size === values.length ? [] : ['a link twice']
}

function brokenRows(root: unknown, rows: readonly JsonRow[]): readonly string[] {
  const wrong: string[] = []
  for (const [path, type, least, said] of rows) {
    const at = path.lastIndexOf('.')
    const parent = path.slice(0, Math.max(at, 0))
    const name = path.slice(at + 1)
    const holders = parent === '' ? [root] : valuesAt(root, parent)
    if (least === 'must' && holders.some((holder) => (holder as Record<string, unknown>)[name] === undefined)) {
      wrong.push(`${path} is missing: ${said}`)
    }
    for (const value of valuesAt(root, path)) {
      if (!isOf(type, value)) wrong.push(`${path} is no ${type}: ${JSON.stringify(value)}: ${said}`)
    }
  }
  const known = new Set(rows.map(([path]) => path))
  for (const path of new Set(pathsIn(root, ''))) if (!known.has(path)) wrong.push(`${path} is known to nobody`)
  return wrong
}

function valuesAt(root: unknown, path: string): readonly unknown[] {
  return path.split('.').reduce<readonly unknown[]>(
    (values, step) => {
      const name = step.replace('[]', '')
      const found = values
        .map((value) => (value as Record<string, unknown>)[name])
        .filter((value) => value !== undefined)
      return step.endsWith('[]') ? found.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [])) : found
    },
    [root],
  )
}

function pathsIn(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each: unknown) => [`${at}[]`, ...pathsIn(each, `${at}[]`)])
  return Object.entries(value).flatMap(([name, each]) => {
    const path = at === '' ? name : `${at}.${name}`
    return [path, ...pathsIn(each, path)]
  })
}

function isOf(type: ValueType, value: unknown): boolean {
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value)
  if (type === 'list') return Array.isArray(value)
  if (type === 'count') return Number.isSafeInteger(value) && (value as number) >= 0
  if (type === 'yes') return value === true
  return typeof value === 'string' && value.isWellFormed() && isTextOf(type, value)
}

function isTextOf(type: Exclude<ValueType, 'object' | 'list' | 'count' | 'yes'>, text: string): boolean {
  switch (type) {
    case 'text':
      return true
    case 'some text':
      return text.trim() !== ''
    case 'uri':
      return /^[a-z][a-z0-9+.-]*:[\x21-\x7e]+$/i.test(text)
    case 'place':
      // An address without spaces, or a template of one.
      return /^https?:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text.replace('{?query}', ''))
    case 'moment':
      return MOMENT.test(text) && !Number.isNaN(Date.parse(text))
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
    case 'language':
      return Intl.getCanonicalLocales(text).length === 1
  }
}

// RFC 3339: 2026-11-20T20:45:08.123Z
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/

/** What may stand in an element, how often, and as what; or which attributes it has. */
type XmlRow = readonly [child: string, least: number, most: number, type: ValueType | XmlTable, said: string]
interface XmlTable {
  readonly children: readonly XmlRow[]
  readonly attributes: readonly (readonly [name: string, type: ValueType, least: 'must' | 'may', said: string])[]
}

const MANY = Number.POSITIVE_INFINITY
const PERSON: XmlTable = {
  attributes: [],
  children: [
    ['name', 1, 1, 'some text', 'Atom, 3.2.1'],
    ['uri', 0, 1, 'uri', 'Atom, 3.2.2'],
  ],
}
const ATOM_LINK: XmlTable = {
  children: [],
  attributes: [
    ['href', 'place', 'must', 'Atom, 4.2.7.1'],
    ['rel', 'some text', 'must', 'OPDS 1.2, 7 Link relations'],
    ['type', 'some text', 'must', 'OPDS 1.2, 5.2 and 8'],
    ['title', 'some text', 'may', 'Atom, 4.2.7.5'],
    ['opds:facetGroup', 'some text', 'may', 'OPDS 1.2, 4 Facets'],
    ['opds:activeFacet', 'some text', 'may', 'OPDS 1.2, 4 Facets'],
    ['thr:count', 'some text', 'may', 'RFC 4685, 4; OPDS 1.2, 4 Facets'],
  ],
}
const PLAIN: XmlTable = { children: [], attributes: [['type', 'some text', 'may', 'Atom, 3.1.1']] }
const CATEGORY: XmlTable = {
  children: [],
  attributes: [
    ['term', 'some text', 'must', 'Atom, 4.2.2.1'],
    ['scheme', 'uri', 'may', 'Atom, 4.2.2.2'],
    ['label', 'some text', 'may', 'Atom, 4.2.2.3'],
  ],
}
const ENTRY: XmlTable = {
  attributes: [],
  children: [
    ['id', 1, 1, 'uri', 'Atom, 4.1.2 and 4.2.6'],
    ['title', 1, 1, 'some text', 'Atom, 4.1.2'],
    ['updated', 1, 1, 'moment', 'Atom, 4.1.2 and 3.3'],
    ['author', 0, MANY, PERSON, 'Atom, 4.1.2'],
    ['dc:identifier', 0, 1, 'uri', 'OPDS 1.2, 5.1.1'],
    ['dc:language', 0, 1, 'language', 'OPDS 1.2, 5.1.1'],
    ['dc:issued', 0, 1, 'day', 'OPDS 1.2, 5.1.1'],
    ['category', 0, MANY, CATEGORY, 'Atom, 4.1.2'],
    ['summary', 0, 1, PLAIN, 'Atom, 4.1.2; OPDS 1.2, 5.1.1'],
    ['content', 0, 1, PLAIN, 'Atom, 4.1.2'],
    ['link', 1, MANY, ATOM_LINK, 'OPDS 1.2, 5.2'],
  ],
}
const ATOM_FEED: XmlTable = {
  attributes: ['xmlns', 'xmlns:opds', 'xmlns:thr', 'xmlns:dc', 'xmlns:opensearch'].map(
    (name) => [name, 'uri', 'must', 'OPDS 1.2, 1.3 Namespaces'] as const,
  ),
  children: [
    ['id', 1, 1, 'uri', 'Atom, 4.1.1 and 4.2.6'],
    ['title', 1, 1, 'some text', 'Atom, 4.1.1'],
    ['updated', 1, 1, 'moment', 'Atom, 4.1.1 and 3.3'],
    ['author', 1, MANY, PERSON, 'Atom, 4.1.1'],
    ['link', 1, MANY, ATOM_LINK, 'Atom, 4.1.1'],
    ['opensearch:totalResults', 0, 1, 'some text', 'OpenSearch 1.1, Response elements'],
    ['opensearch:itemsPerPage', 0, 1, 'some text', 'OpenSearch 1.1, Response elements'],
    ['entry', 0, MANY, ENTRY, 'Atom, 4.1.1'],
  ],
}

/** Relations that are registered (https://www.iana.org/assignments/link-relations); others are addresses. */
const REGISTERED = ['self', 'start', 'search', 'first', 'previous', 'next', 'last', 'alternate', 'subsection']

export function brokenInFeed1(feed: XmlElement): readonly string[] {
  const entries = childrenOf(feed, 'entry')
  const isNavigation = linkOf(feed, 'self')?.attributes['type']?.includes('kind=navigation') === true
  return [
    ...brokenElements(feed, ATOM_FEED, 'feed'),
    ...[feed, ...entries].flatMap(brokenRelations),
    ...['self', 'start', 'search'].flatMap((rel) =>
      childrenOf(feed, 'link').filter((link) => link.attributes['rel'] === rel).length === 1
        ? []
        : [`not one link “${rel}”: OPDS 1.2, 2 and 3; Atom, 4.1.1`],
    ),
    ...brokenSets(entries.map((entry) => textIn(childrenOf(entry, 'id')[0]))).map(() => 'an id twice: Atom, 4.1.1'),
    ...entries.flatMap((entry) => brokenEntry(entry, isNavigation)),
  ]
}

function brokenRelations(element: XmlElement): readonly string[] {
  return childrenOf(element, 'link').flatMap(({ attributes }) => {
    const { rel = '', type = '' } = attributes
    const isKnown = REGISTERED.includes(rel) || isTextOf('uri', rel)
    const isTyped = !/^(?:self|start|first|previous|next|last|subsection)$/.test(rel) || CATALOGUE_TYPE.test(type)
    const isCounted = attributes['thr:count'] === undefined || /^\d+$/.test(attributes['thr:count'])
    const active = attributes['opds:activeFacet']
    return [
      ...(isKnown ? [] : [`rel=${rel}: Atom, 4.2.7.2`]),
      ...(isTyped ? [] : [`${rel} has the type ${type}: OPDS 1.2, 8 Media types`]),
      ...(isCounted && (active === undefined || active === 'true') ? [] : ['a facet without its count: OPDS 1.2, 4']),
    ]
  })
}

// application/atom+xml;profile=opds-catalog;kind=navigation
const CATALOGUE_TYPE = /^application\/atom\+xml;profile=opds-catalog;kind=(?:navigation|acquisition)$/

function brokenEntry(entry: XmlElement, isNavigation: boolean): readonly string[] {
  const links = childrenOf(entry, 'link').map(({ attributes }) => attributes)
  const canBeHad = links.some(({ rel }) => rel?.startsWith(ACQUISITION))
  const hasWords = childrenOf(entry, 'content').length > 0 || links.some(({ rel }) => rel === 'alternate')
  return [
    ...(canBeHad === isNavigation ? ['navigation and acquisition mixed: OPDS 1.2, 2.2 and 3'] : []),
    ...(hasWords ? [] : ['neither content nor another form: Atom, 4.1.2']),
    ...(isNavigation || childrenOf(entry, 'author').length > 0 ? [] : ['nobody wrote it: OPDS 1.2, 5.1']),
    ...links.flatMap(({ rel, type }) =>
      rel?.startsWith('http://opds-spec.org/image') && !/^image\/(?:jpeg|png|gif)$/.test(type ?? '')
        ? ['a picture of another kind: OPDS 1.2, 5.2.2']
        : [],
    ),
  ]
}

function brokenElements(element: XmlElement, table: XmlTable, at: string): readonly string[] {
  const wrong: string[] = []
  const names = new Set(element.children.flatMap((each) => (typeof each === 'string' ? [] : each.name)))
  for (const name of names) if (!table.children.some(([known]) => known === name)) wrong.push(`${at}/${name}: unknown`)
  for (const [name, least, most, type, said] of table.children) {
    const found = childrenOf(element, name)
    if (found.length < least || found.length > most) wrong.push(`${at}/${name}, ${found.length} times: ${said}`)
    for (const each of found) {
      if (typeof type === 'object') wrong.push(...brokenElements(each, type, `${at}/${name}`))
      else if (!isOf(type, textIn(each))) wrong.push(`${at}/${name} is no ${type}: “${textIn(each)}”: ${said}`)
    }
  }
  for (const [name, type, least, said] of table.attributes) {
    const value = element.attributes[name]
    if (value === undefined ? least === 'must' : !isOf(type, value)) wrong.push(`${at}@${name} “${value}”: ${said}`)
  }
  for (const name of Object.keys(element.attributes)) {
    if (!table.attributes.some(([known]) => known === name)) wrong.push(`${at}@${name}: unknown`)
  }
  return wrong
}

function linkOf(element: XmlElement, rel: string): XmlElement | undefined {
  return childrenOf(element, 'link').find(({ attributes }) => attributes['rel'] === rel)
}

function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((each) => typeof each !== 'string' && each.name === name) as readonly XmlElement[]
}

function textIn(element: XmlElement | undefined): string {
  return element?.children.filter((each) => typeof each === 'string').join('') ?? ''
}
