/**
 * Reads a site file: the YAML in which a person says what typed signs mean at one site or list, as
 * docs/how-to/write-a-site-file.md explains.
 *
 * Like a canon file it is taken whole or not at all, and every problem names its line: a misspelt word would otherwise
 * change how a thousand stories look without a sound.
 */
import { LineCounter } from 'yaml'
import { MARKERS, type Marker } from '../read/emphasis-pairs.ts'
import type { MarkMeaning } from '../read/typed-signs.ts'
import {
  note,
  parsePage,
  readEntries,
  readNumber,
  readText,
  readTexts,
  type YamlNode,
  type YamlPage,
  type YamlProblem,
} from '../yaml-page.ts'
import type { Convention } from './convention.ts'

const SITE_MAX_UNITS = 100_000

export type ConventionRead =
  | { readonly ok: true; readonly convention: Convention }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] }

const WORDS = ['site', 'hosts', 'lists', 'signs', 'marks', 'breaks', 'blank-lines', 'capitals', 'took-out']
const MEANINGS: readonly MarkMeaning[] = ['italics', 'bold', 'underline', 'nothing']
const FEWEST_BLANK_LINES = 2

/** @param key the file's name without its ending, by which `--convention` names it. */
export function readConvention(key: string, yaml: string): ConventionRead {
  const page: YamlPage = { lines: new LineCounter(), problems: [] }
  if (yaml.length > SITE_MAX_UNITS) {
    note(page, 'too-large', 0, `A site file may have ${SITE_MAX_UNITS.toLocaleString('en')} characters at most.`)
    return { ok: false, problems: page.problems }
  }
  const root = parsePage(page, yaml)
  if (page.problems.length > 0) return { ok: false, problems: page.problems }
  const convention = readFile(page, key, root)
  if (convention !== undefined && page.problems.length === 0) return { ok: true, convention }
  return { ok: false, problems: page.problems.toSorted((a, b) => a.line - b.line || a.column - b.column) }
}

function readFile(page: YamlPage, key: string, root: YamlNode): Convention | undefined {
  if (!/^[a-z\d][a-z\d-]{0,59}$/.test(key))
    note(page, 'bad-name', 0, 'The name of a site file has small letters, digits and hyphens only.')
  const file = readEntries(page, root, 'a site file', WORDS)
  if (!file.has('site')) {
    note(page, 'missing', root, 'A site file needs “site”, the name of the site, list or newsgroup.')
    return undefined
  }
  const name = readText(page, file.get('site'), 'The name of the site')
  if (name === undefined) return undefined
  return {
    key,
    name,
    hosts: readTexts(page, file.get('hosts'), 'hosts').map((host) => readHost(page, file.get('hosts'), host)),
    lists: readTexts(page, file.get('lists'), 'lists'),
    signs: readTexts(page, file.get('signs'), 'signs'),
    marks: readMarks(page, file.get('marks')),
    breaks: readTexts(page, file.get('breaks'), 'breaks'),
    blankLines: readBlankLines(page, file.get('blank-lines')),
    hasCapitalHeadings: readCapitals(page, file.get('capitals')),
    tookOut: readTexts(page, file.get('took-out'), 'took-out'),
  }
}

function readHost(page: YamlPage, node: YamlNode, host: string): string {
  const bare = host.toLowerCase().replace(/^www\./, '')
  if (!/^[a-z\d.-]+\.[a-z]{2,}(?:\/\S*)?$/.test(bare))
    note(page, 'bad-name', node, `“${host}” is no host: write it like “example.org”.`)
  return bare
}

function readMarks(page: YamlPage, node: YamlNode): ReadonlyMap<Marker, MarkMeaning> {
  const marks = new Map<Marker, MarkMeaning>()
  if (node === undefined) return marks
  const entries = readEntries(page, node, 'marks', MARKERS)
  for (const marker of MARKERS) {
    if (!entries.has(marker)) continue
    const said = readText(page, entries.get(marker), `The meaning of “${marker}”`)
    const meaning = MEANINGS.find((each) => each === said)
    if (meaning !== undefined) marks.set(marker, meaning)
    else if (said !== undefined)
      note(page, 'unknown-word', entries.get(marker), `“${said}” is no meaning; known are ${MEANINGS.join(', ')}.`)
  }
  return marks
}

function readBlankLines(page: YamlPage, node: YamlNode): number | null {
  if (node === undefined) return null
  const count = readNumber(page, node, 'blank-lines')
  if (count === undefined || count >= FEWEST_BLANK_LINES) return count ?? null
  note(page, 'bad-number', node, 'One blank line ends a paragraph; “blank-lines” must be 2 or more.')
  return null
}

function readCapitals(page: YamlPage, node: YamlNode): boolean {
  if (node === undefined) return false
  const said = readText(page, node, 'capitals')
  if (said !== undefined && said !== 'headings' && said !== 'nothing')
    note(page, 'unknown-word', node, `“${said}” is no meaning; known are headings, nothing.`)
  return said === 'headings'
}
