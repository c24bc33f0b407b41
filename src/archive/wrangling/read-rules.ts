/**
 * Reads a file of rules; docs/how-to/wrangle-tags.md explains it. YAML or JSON, which YAML contains.
 *
 * A file is taken whole or not at all, and every problem names its line: a misspelt kind of tag would otherwise be
 * missed without a sound. What contradicts itself within a file is a problem too: a name that is canonical here and a
 * synonym there, a synonym of two tags, meta tags in a circle. What contradicts the archive is none; the archive's own
 * decisions stay.
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
} from '../../intake/yaml-page.ts'
import { isTagKind, TAG_KINDS, type TagKind } from '../works/index.ts'
import type { Reasoned, RuleEntry, RuleSet } from './rule.ts'
import { checkCanonicalName, checkWords, LONGEST_NAME, type NameProblem, parentKindsOf, tidyName } from './saying.ts'
import { keyOfTag, type TagName } from './tag-store.ts'

/** Larger files are refused: it is enough for some thirty thousand tags with their synonyms. */
export const RULES_MAX_UNITS = 4_000_000

export type RulesRead =
  | { readonly ok: true; readonly rules: RuleSet }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] }

/** A page, and what has been read so far, with its place. */
interface Reading extends YamlPage {
  /** Entries, synonyms and what stands above, by `keyOfTag`. */
  readonly entries: Map<string, YamlNode>
  readonly synonyms: Map<string, { readonly of: string; readonly node: YamlNode }>
  readonly uppers: Map<string, YamlNode>
}

/** @param otherwise the name of the set where the file has none. */
export function readRules(text: string, otherwise: string): RulesRead {
  const page: Reading = {
    lines: new LineCounter(),
    problems: [],
    entries: new Map(),
    synonyms: new Map(),
    uppers: new Map(),
  }
  if (text.length > RULES_MAX_UNITS) {
    note(page, 'too-large', 0, `A file of rules may have ${RULES_MAX_UNITS.toLocaleString('en')} characters at most.`)
    return { ok: false, problems: page.problems }
  }
  const root = parsePage(page, text)
  if (page.problems.length > 0) return { ok: false, problems: page.problems }
  const file = readEntries(page, root, 'a file of rules', ['rules', 'tags'])
  const name = file.has('rules') ? readText(page, file.get('rules'), 'The name of the rules') : otherwise
  if (!file.has('tags') && page.problems.length === 0) note(page, 'missing', root, 'A file of rules needs “tags”.')
  const entries = readItems(page, file.get('tags'), '“tags”').flatMap((item) => readEntry(page, item))
  if (page.problems.length === 0) refuseContradictions(page, entries)
  if (name === undefined || page.problems.length > 0) return { ok: false, problems: inOrderOfLines(page) }
  return { ok: true, rules: { name: name.slice(0, LONGEST_NAME), entries } }
}

function readEntry(page: Reading, node: YamlNode): readonly RuleEntry[] {
  const known = [...TAG_KINDS, 'is', 'synonyms', 'meta', 'parents', 'why', 'works']
  const before = page.problems.length
  const group = readEntries(page, node, 'an entry of “tags”', known)
  const [kind, ...others] = [...group.keys()].filter(isTagKind)
  if (kind === undefined || others.length > 0) {
    if (page.problems.length === before)
      note(page, 'missing', node, `An entry names one tag with its kind: “${TAG_KINDS.join(': …”, “')}: …”.`)
    return []
  }
  const is = readIs(page, group)
  const own = readName(
    page,
    group.get(kind),
    `The name of a ${kind}`,
    is === 'canonical' ? checkCanonicalName : checkWords,
  )
  if (own === undefined) return []
  if (is !== 'canonical') {
    for (const word of ['synonyms', 'meta'])
      if (group.has(word)) note(page, 'wrong-kind', group.get(word), `Only a canonical tag has “${word}”.`)
  }
  const key = keyOfTag({ kind, name: own })
  if (page.entries.has(key)) note(page, 'twice', node, `The ${kind} “${quoted(own)}” has two entries.`)
  page.entries.set(key, node)
  return [
    {
      kind,
      name: own,
      is,
      why: readWhy(page, group),
      synonyms: readItems(page, group.get('synonyms'), '“synonyms”').flatMap((item) =>
        readSynonym(page, item, { kind, name: own }),
      ),
      metas: readItems(page, group.get('meta'), '“meta”').flatMap((item) => readMeta(page, item, kind)),
      parents: readItems(page, group.get('parents'), '“parents”').flatMap((item) => readParent(page, item, kind)),
    },
  ]
}

function readIs(page: YamlPage, group: YamlEntries): RuleEntry['is'] {
  if (!group.has('is')) return 'canonical'
  const text = readText(page, group.get('is'), '“is”')
  const is = (['canonical', 'ambiguous', 'unwrangled', 'unsaid'] as const).find((each) => each === text)
  if (is !== undefined) return is
  if (text !== undefined)
    note(page, 'unknown-word', group.get('is'), '“is” says canonical, ambiguous, unwrangled or unsaid.')
  return 'canonical'
}

function readSynonym(page: Reading, node: YamlNode, of: TagName): readonly Reasoned[] {
  const read = readReasoned(page, node, 'A synonym', checkWords)
  if (read === undefined) return []
  const key = keyOfTag({ kind: of.kind, name: read.name })
  const target = keyOfTag(of)
  // Another spelling of the same tag, to the archive.
  if (key === target) return []
  const before = page.synonyms.get(key)
  if (before !== undefined && before.of !== target)
    note(page, 'twice', node, `“${quoted(read.name)}” is a synonym of two tags.`)
  if (before !== undefined) return []
  page.synonyms.set(key, { of: target, node })
  return [read]
}

function readMeta(page: Reading, node: YamlNode, kind: TagKind): readonly Reasoned[] {
  const read = readReasoned(page, node, 'A meta tag', checkCanonicalName)
  if (read === undefined) return []
  page.uppers.set(keyOfTag({ kind, name: read.name }), node)
  return [read]
}

function readReasoned(
  page: YamlPage,
  node: YamlNode,
  what: string,
  check: (name: string) => NameProblem | undefined,
): Reasoned | undefined {
  if (isScalar(node)) {
    const name = readName(page, node, what, check)
    return name === undefined ? undefined : { name, why: null }
  }
  const group = readEntries(page, node, what, ['name', 'works', 'why'])
  if (!group.has('name')) {
    note(page, 'missing', node, `${what} needs “name”.`)
    return undefined
  }
  const name = readName(page, group.get('name'), what, check)
  return name === undefined ? undefined : { name, why: readWhy(page, group) }
}

function readParent(page: Reading, node: YamlNode, kind: TagKind): RuleEntry['parents'] {
  const group = readEntries(page, node, 'a parent', [...TAG_KINDS, 'works', 'why'])
  const [parentKind, ...others] = [...group.keys()].filter(isTagKind)
  if (parentKind === undefined || others.length > 0) {
    note(page, 'missing', node, 'A parent needs its kind, and one only: “fandom: …”, for example.')
    return []
  }
  const kinds = parentKindsOf(kind)
  if (!kinds.includes(parentKind)) {
    const may = kinds.length === 0 ? 'belongs to no other tag' : `belongs to a ${kinds.join(' or a ')} only`
    note(page, 'wrong-kind', node, `A tag of the kind ${kind} ${may}.`)
    return []
  }
  const name = readName(page, group.get(parentKind), 'A parent', checkCanonicalName)
  if (name === undefined) return []
  page.uppers.set(keyOfTag({ kind: parentKind, name }), node)
  return [{ kind: parentKind, name, why: readWhy(page, group) }]
}

const NAME_WORDS = {
  'name-empty': 'has no letter or sign in it',
  'name-too-long': `is longer than ${LONGEST_NAME} characters`,
  'name-has-sign': 'has a sign that may not stand in a name: * < > ^ { } = ` \\ % or one that cannot be seen',
} satisfies Record<NameProblem, string>

function readName(
  page: YamlPage,
  node: YamlNode,
  what: string,
  check: (name: string) => NameProblem | undefined,
): string | undefined {
  const text = readText(page, node, what)
  if (text === undefined) return undefined
  // Tidying makes one line of several; what else is odd stays, and is named.
  const problem = text.length > MOST_UNITS ? 'name-too-long' : check(tidyName(text))
  if (problem === undefined) return tidyName(text)
  note(page, 'bad-name', node, `${what} “${quoted(text)}” ${NAME_WORDS[problem]}.`)
  return undefined
}

/** Nothing that long is a name; it is not even looked at. */
const MOST_UNITS = 2000

function readWhy(page: YamlPage, group: YamlEntries): string | null {
  return group.has('why') ? (readText(page, group.get('why'), '“why”')?.slice(0, 500).toWellFormed() ?? null) : null
}

function refuseContradictions(page: Reading, entries: readonly RuleEntry[]): void {
  for (const [key, { of, node }] of page.synonyms) {
    const name = key.slice(key.indexOf(' ') + 1)
    if (page.entries.has(key)) note(page, 'twice', node, `“${quoted(name)}” is a synonym here and has its own entry.`)
    else if (page.uppers.has(key))
      note(page, 'twice', page.uppers.get(key), `“${quoted(name)}” stands above a tag here and is a synonym elsewhere.`)
    else if (page.synonyms.has(of)) note(page, 'twice', node, `“${quoted(name)}” is a synonym of a synonym.`)
  }
  for (const entry of entries) {
    if (entry.is === 'canonical' || entry.is === 'unsaid' || !page.uppers.has(keyOfTag(entry))) continue
    note(
      page,
      'twice',
      page.uppers.get(keyOfTag(entry)),
      `“${quoted(entry.name)}” stands above a tag and is ${entry.is}.`,
    )
  }
  refuseCircles(page, entries)
}

/** Meta tags above each other; more levels than this are a mistake, or are meant to be a burden. */
const MOST_LEVELS = 20

/** Takes away, again and again, the tags that nothing is left above of: those of a circle remain. */
function refuseCircles(page: Reading, entries: readonly RuleEntry[]): void {
  const below = new Map<string, string[]>()
  const open = new Map<string, number>()
  for (const entry of entries) {
    const uppers = new Set(entry.metas.map(({ name }) => keyOfTag({ kind: entry.kind, name })))
    uppers.delete(keyOfTag(entry))
    if (uppers.size > 0) open.set(keyOfTag(entry), uppers.size)
    for (const upper of uppers) below.set(upper, [...(below.get(upper) ?? []), keyOfTag(entry)])
  }
  let level = [...below.keys()].filter((key) => !open.has(key))
  for (let levels = 0; level.length > 0; levels++) {
    const next: string[] = []
    for (const lower of level.flatMap((key) => below.get(key) ?? [])) {
      const left = (open.get(lower) ?? 0) - 1
      if (left > 0) open.set(lower, left)
      else {
        open.delete(lower)
        next.push(lower)
      }
    }
    if (levels === MOST_LEVELS) {
      const at = page.entries.get(level[0] as string)
      note(page, 'circle', at, `There are more than ${MOST_LEVELS} levels of meta tags above this one.`)
      return
    }
    level = next
  }
  const [left] = open.keys()
  if (left === undefined) return
  const name = quoted(left.slice(left.indexOf(' ') + 1))
  note(page, 'circle', page.entries.get(left), `“${name}” stands above itself, by way of its meta tags.`)
}

function quoted(name: string): string {
  const short = name.length <= 40 ? name : `${name.slice(0, 40).toWellFormed()}…`
  return short.replaceAll(/\p{C}/gu, '�')
}

function inOrderOfLines(page: YamlPage): readonly YamlProblem[] {
  return page.problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
}
