/**
 * Read a canon file: the YAML that a fan writes about one fandom, as docs/how-to/write-a-canon-file.md explains.
 *
 * A file is taken whole or not at all. Every problem names its line, and a word we do not know is one, because a
 * misspelt `charcters:` would otherwise lose a hundred names without a sound.
 */
import { LineCounter } from 'yaml'
import {
  note,
  parsePage,
  readEntries,
  readItems,
  readText,
  readTexts,
  type YamlEntries,
  type YamlNode,
  type YamlPage,
  type YamlProblem,
} from '../yaml-page.ts'
import type { Canon, CanonCharacter, CanonRelationship } from './canon.ts'
import { readPoints } from './canon-points.ts'

/** Larger files are refused: a canon of this size would be ten times that of the largest we know. */
export const CANON_MAX_UNITS = 1_000_000

export type CanonRead =
  | { readonly ok: true; readonly canon: Canon }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] }

const WORDS = ['fandom', 'aliases', 'creators', 'words', 'characters', 'relationships']
const POINT_WORDS = ['seasons', 'books', 'films', 'years', 'events']

/** @param key the file's name without its ending; it names the canon in the catalogue. */
export function readCanon(key: string, yaml: string): CanonRead {
  const page: YamlPage = { lines: new LineCounter(), problems: [] }
  if (yaml.length > CANON_MAX_UNITS) {
    note(page, 'too-large', 0, `A canon file may have ${CANON_MAX_UNITS.toLocaleString('en')} characters at most.`)
    return { ok: false, problems: page.problems }
  }
  const root = parsePage(page, yaml)
  if (page.problems.length > 0) return { ok: false, problems: page.problems }
  const canon = readFile(page, key, root)
  if (canon !== undefined && page.problems.length === 0) return { ok: true, canon }
  return { ok: false, problems: page.problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

function readFile(page: YamlPage, key: string, root: YamlNode): Canon | undefined {
  const file = readEntries(page, root, 'a canon file', [...WORDS, ...POINT_WORDS])
  if (!file.has('fandom')) {
    note(page, 'missing', root, 'A canon file needs “fandom”, the name of the fandom.')
    return undefined
  }
  const name = readText(page, file.get('fandom'), 'The name of the fandom')
  if (name === undefined) return undefined
  const points = readPoints(page, file)
  const characters = readCharacters(page, file.get('characters'), new Set(points.map((point) => point.key)))
  return {
    key,
    name,
    aliases: readTexts(page, file.get('aliases'), 'aliases'),
    creators: readTexts(page, file.get('creators'), 'creators'),
    words: readTexts(page, file.get('words'), 'words'),
    characters,
    relationships: readRelationships(page, file.get('relationships'), new Set(characters.map((person) => person.name))),
    points,
  }
}

function readCharacters(page: YamlPage, node: YamlNode, points: ReadonlySet<string>): readonly CanonCharacter[] {
  const words = ['name', 'aliases', 'codes', 'speech', 'since']
  const seen = new Set<string>()
  return readItems(page, node, 'characters').flatMap((item) => {
    const entries = isGroup(item) ? readEntries(page, item, 'a character', words) : new Map([['name', item]])
    const name = readName(page, entries, item, 'A character')
    if (name === undefined || isTwin(page, seen, name, item)) return []
    const since = entries.has('since') ? readText(page, entries.get('since'), '“since”') : undefined
    if (since !== undefined && !points.has(since)) {
      note(
        page,
        'unknown-point',
        entries.get('since'),
        `“${since}” is no season, episode, book, film, year or event here.`,
      )
    }
    return [
      {
        name,
        aliases: readTexts(page, entries.get('aliases'), 'aliases'),
        codes: readTexts(page, entries.get('codes'), 'codes'),
        speech: readTexts(page, entries.get('speech'), 'speech'),
        since: since ?? null,
      },
    ]
  })
}

function readRelationships(
  page: YamlPage,
  node: YamlNode,
  characters: ReadonlySet<string>,
): readonly CanonRelationship[] {
  const seen = new Set<string>()
  return readItems(page, node, 'relationships').flatMap((item) => {
    const entries = isGroup(item)
      ? readEntries(page, item, 'a relationship', ['name', 'aliases'])
      : new Map([['name', item]])
    const name = readName(page, entries, item, 'A relationship')
    if (name === undefined || isTwin(page, seen, name, item)) return []
    const members = membersOf(name)
    if (members.length < 2) note(page, 'wrong-kind', item, `“${name}” needs two names with “/” or “ & ” between them.`)
    for (const member of members) {
      if (!characters.has(member))
        note(page, 'unknown-character', item, `“${member}” is not the name of a character here.`)
    }
    return [{ name, aliases: readTexts(page, entries.get('aliases'), 'aliases') }]
  })
}

/** The people in a canonical relationship: "Buffy Summers/Spike" and "Dawn Summers & Spike" have two. */
export function membersOf(relationship: string): readonly string[] {
  return relationship.split(relationship.includes(' & ') ? ' & ' : '/').map((name) => name.trim())
}

function readName(page: YamlPage, entries: YamlEntries, node: YamlNode, what: string): string | undefined {
  if (entries.has('name')) return readText(page, entries.get('name'), `The name of a ${what.slice(2)}`)
  note(page, 'missing', node, `${what} needs “name”.`)
  return undefined
}

function isTwin(page: YamlPage, seen: Set<string>, name: string, node: YamlNode): boolean {
  if (!seen.has(name)) return !seen.add(name)
  note(page, 'twice', node, `“${name}” is there twice.`)
  return true
}

function isGroup(node: YamlNode): boolean {
  return node !== null && node !== undefined && 'items' in node
}
