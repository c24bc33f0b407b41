/**
 * Reads a mapping file that an archivist has edited; docs/how-to/map-a-sites-tags.md explains it.
 *
 * A file is taken whole or not at all, and every problem names its line: a misspelt kind of tag would otherwise take the
 * tags off hundreds of works without a sound. Reading is apart from asking which terms there are, since the file says of
 * which site it is.
 */
import { isScalar, LineCounter } from 'yaml'
import {
  note,
  parsePage,
  readEntries,
  readItems,
  readText,
  type YamlEntries,
  type YamlNode,
  type YamlPage,
  type YamlProblem,
} from '../../../intake/yaml-page.ts'
import { isRating, isTagKind, TAG_KINDS } from '../../works/index.ts'
import { SECTIONS } from './mapping-file.ts'
import { fitsTag, isSameMeaning, type Meaning, type SiteTerm, type TermKind } from './term.ts'

/** Larger files are refused: the largest site we know has a twentieth of it. */
export const MAPPING_MAX_UNITS = 2_000_000

const MOST_TAGS = 75
/** Limits bind people typing; a name that is longer on the site itself is taken. */
const LONGEST_TAG = 150

export type MappingRead<Value> = { readonly ok: true; readonly value: Value } | MappingRefused

export interface MappingRefused {
  readonly ok: false
  readonly problems: readonly YamlProblem[]
}

export interface MappingFile {
  /** Of the site that it is for. */
  readonly key: string
  readonly entries: readonly MappingEntry[]
  readonly page: YamlPage
  readonly keyNode: YamlNode
}

interface MappingEntry {
  readonly kind: TermKind
  readonly node: YamlNode
  readonly oldId: string | undefined
  readonly name: string | undefined
  /** `proposed` leaves it to the program; undefined when the entry says nothing. */
  readonly means: readonly Meaning[] | 'proposed' | undefined
}

/** What an archivist says of a term. */
export interface Saying {
  readonly term: SiteTerm
  readonly means: readonly Meaning[] | 'proposed'
}

export function readMappingFile(yaml: string): MappingRead<MappingFile> {
  const page: YamlPage = { lines: new LineCounter(), problems: [] }
  if (yaml.length > MAPPING_MAX_UNITS) {
    note(page, 'too-large', 0, `A mapping file may have ${MAPPING_MAX_UNITS.toLocaleString('en')} characters at most.`)
    return { ok: false, problems: page.problems }
  }
  const root = parsePage(page, yaml)
  if (page.problems.length > 0) return { ok: false, problems: page.problems }
  const file = readEntries(page, root, 'a mapping file', ['site', 'key', ...Object.values(SECTIONS)])
  const key = file.has('key') ? readText(page, file.get('key'), 'The key of the site') : undefined
  if (!file.has('key')) note(page, 'missing', root, 'A mapping file needs “key”, which says of which site it is.')
  const entries = (Object.entries(SECTIONS) as [TermKind, string][]).flatMap(([kind, section]) =>
    file.has(section) ? readSection(page, kind, section, file.get(section)) : [],
  )
  if (key === undefined || page.problems.length > 0) return { ok: false, problems: inOrderOfLines(page) }
  return { ok: true, value: { key, entries, page, keyNode: file.get('key') } }
}

/** Finds the term of each entry. */
export function findTerms(file: MappingFile, terms: readonly SiteTerm[]): MappingRead<readonly Saying[]> {
  const { page } = file
  const byId = new Map(terms.map((term) => [`${term.kind} ${term.oldId}`, term]))
  const byName = Map.groupBy(terms, (term) => `${term.kind} ${written(term.name)}`)
  const longNames = new Set(terms.map(({ name }) => written(name)).filter((name) => name.length > LONGEST_TAG))
  const sayings = new Map<number, Saying>()
  for (const entry of file.entries) {
    const term = termOf(page, entry, byId, byName)
    if (term === undefined || entry.means === undefined) continue
    for (const { name } of entry.means === 'proposed' ? [] : entry.means) {
      if (name.length <= LONGEST_TAG || (longNames.has(name) && fitsTag(name))) continue
      note(page, 'too-large', entry.node, `“${name.slice(0, 40)}…” is longer than ${LONGEST_TAG} characters.`)
    }
    const known = sayings.get(term.id)
    if (known === undefined) sayings.set(term.id, { term, means: entry.means })
    else if (!isSame(known.means, entry.means)) {
      note(page, 'twice', entry.node, `“${term.name}” stands twice and means two things.`)
    }
  }
  if (page.problems.length > 0) return { ok: false, problems: inOrderOfLines(page) }
  return { ok: true, value: [...sayings.values()] }
}

/** A problem with the file as a whole, such as a site that is not here. */
export function refuseSite(file: MappingFile, what: string): MappingRefused {
  note(file.page, 'unknown-site', file.keyNode, what)
  return { ok: false, problems: file.page.problems }
}

function termOf(
  page: YamlPage,
  { kind, oldId, name, node }: MappingEntry,
  byId: ReadonlyMap<string, SiteTerm>,
  byName: ReadonlyMap<string, readonly SiteTerm[]>,
): SiteTerm | undefined {
  const what = kind === 'site' ? 'site' : kind
  if (kind === 'site') return byId.get('site ')
  if (oldId !== undefined) {
    const term = byId.get(`${kind} ${oldId}`)
    if (term === undefined) note(page, 'unknown-term', node, `The site has no ${what} with the id ${oldId}.`)
    else if (name !== undefined && written(term.name) !== name) {
      note(page, 'unknown-term', node, `The ${what} ${oldId} of the site is “${term.name}”, not “${name}”.`)
      return undefined
    }
    return term
  }
  const named = byName.get(`${kind} ${name}`) ?? []
  if (named.length === 0) note(page, 'unknown-term', node, `The site has no ${what} “${name}”.`)
  if (named.length > 1)
    note(page, 'unknown-term', node, `The site has ${named.length} of “${name}”; say which by “id”.`)
  return named.length === 1 ? named[0] : undefined
}

function readSection(page: YamlPage, kind: TermKind, section: string, node: YamlNode): MappingEntry[] {
  if (kind === 'site') {
    const entries = readEntries(page, node, `“${section}”`, ['works', ...SAYING, ...INFORMATION])
    return [{ kind, node, oldId: '', name: undefined, means: readMeans(page, entries) }]
  }
  return readItems(page, node, section).map((item) => {
    const entries = readEntries(page, item, `an entry of ${section}`, ['id', 'name', ...SAYING, ...INFORMATION])
    const oldId = entries.has('id') ? readText(page, entries.get('id'), 'An id') : undefined
    const name = entries.has('name') ? readText(page, entries.get('name'), 'A name') : undefined
    if (!entries.has('id') && !entries.has('name'))
      note(page, 'missing', item, `An entry of ${section} needs “id” or “name”.`)
    return { kind, node: item, oldId, name, means: readMeans(page, entries) }
  })
}

const SAYING = ['tags', 'rating'] as const
/** For people only. */
const INFORMATION = ['under', 'type', 'works', 'why', 'said-by'] as const

function readMeans(page: YamlPage, entries: YamlEntries): MappingEntry['means'] {
  if (!entries.has('tags') && !entries.has('rating')) return undefined
  const tags = entries.get('tags')
  if (isScalar(tags) && tags.value === 'proposed') return 'proposed'
  return [...readRating(page, entries), ...readTags(page, tags)]
}

function readRating(page: YamlPage, entries: YamlEntries): Meaning[] {
  if (!entries.has('rating')) return []
  const node = entries.get('rating')
  const name = readText(page, node, '“rating”')
  if (name === undefined) return []
  if (isRating(name)) return [{ kind: 'rating', name }]
  note(
    page,
    'unknown-word',
    node,
    `“${name.slice(0, 40)}” is no rating; known are general, teen, mature, explicit, unrated.`,
  )
  return []
}

function readTags(page: YamlPage, node: YamlNode): Meaning[] {
  const items = readItems(page, node, '“tags”')
  if (items.length > MOST_TAGS) note(page, 'too-large', node, `A term may mean ${MOST_TAGS} tags at most.`)
  return items.slice(0, MOST_TAGS).flatMap((item) => readTag(page, item))
}

/** `- fandom: Lantern Harbour` */
function readTag(page: YamlPage, node: YamlNode): Meaning[] {
  if (isScalar(node)) {
    note(page, 'wrong-kind', node, `A tag needs its kind: “fandom: ${String(node.value).slice(0, 40)}”, for example.`)
    return []
  }
  return [...readEntries(page, node, 'a tag', TAG_KINDS)].flatMap(([kind, value]): Meaning[] => {
    const name = readText(page, value, `The name of a ${kind} tag`)
    return name !== undefined && isTagKind(kind) ? [{ kind, name }] : []
  })
}

/** As `readText` gives it. */
function written(name: string): string {
  return name.normalize('NFC').trim()
}

function isSame(one: Saying['means'], other: Saying['means']): boolean {
  if (one === 'proposed' || other === 'proposed') return one === other
  return isSameMeaning(one, other)
}

function inOrderOfLines(page: YamlPage): readonly YamlProblem[] {
  return page.problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
}
