/**
 * A file that people write (a canon file, a mapping file) as parsed YAML, and the small readers that take it apart and
 * note what is wrong, and on which line.
 *
 * The readers never stop at the first problem: a fan who wrote two hundred names wants the whole list at once. YAML
 * references (`&name`, `*name`) are refused as such, so no file can grow when it is read.
 */
import { isAlias, isMap, isScalar, isSeq, type LineCounter, type Node, parseDocument } from 'yaml'

export type YamlProblemCode =
  | 'too-large'
  | 'not-yaml'
  | 'reference'
  | 'missing'
  | 'wrong-kind'
  | 'unknown-word'
  | 'twice'
  | 'unknown-character'
  | 'unknown-point'
  | 'unknown-site'
  | 'unknown-term'
  | 'bad-key'
  | 'bad-number'
  | 'bad-name'
  | 'circle'

/** One thing wrong with such a file, in a sentence for the person who wrote it. */
export interface YamlProblem {
  readonly code: YamlProblemCode
  /** 1-based. */
  readonly line: number
  readonly column: number
  readonly what: string
}

/** A file being read: where its lines start, and the problems so far. */
export interface YamlPage {
  readonly lines: LineCounter
  readonly problems: YamlProblem[]
}

/** A node of the file; `undefined` where the file says nothing. */
export type YamlNode = Node | null | undefined

/** The parsed file, or null with a problem noted when it is no YAML. */
export function parsePage(page: YamlPage, yaml: string): YamlNode {
  try {
    // Words that stand twice are found by `readEntries`; the parser compares each with all before it.
    const options = { lineCounter: page.lines, prettyErrors: false, strict: true, uniqueKeys: false }
    const parsed = parseDocument(yaml, options)
    for (const error of parsed.errors.slice(0, MOST_ERRORS))
      note(page, 'not-yaml', error.pos[0], `${error.message} ${HINT}`)
    return parsed.errors.length > 0 ? null : parsed.contents
  } catch (error) {
    // The parser calls itself for every level, so a file nested thousands deep ends the stack: bad input, no fault.
    if (!(error instanceof RangeError)) throw error
    note(page, 'not-yaml', 0, 'The file is nested too deeply.')
    return null
  }
}

/** One bracket too many is an error at each that is left open. */
const MOST_ERRORS = 20

const HINT = 'Titles and names with a colon, a comma or a quotation mark in them need quotation marks around them.'

export function note(page: YamlPage, code: YamlProblemCode, at: number | YamlNode, what: string): void {
  const offset = typeof at === 'number' ? at : (at?.range?.[0] ?? 0)
  const { line, col } = page.lines.linePos(offset)
  page.problems.push({ code, line: Math.max(line, 1), column: Math.max(col, 1), what })
}

/** A single text; numbers and dates come as they were written. Null stands for a value whose absence was noted. */
export function readText(page: YamlPage, node: YamlNode, what: string): string | undefined {
  if (node === null) return undefined
  if (isAlias(node)) note(page, 'reference', node, `${what} is a reference (*name); write it out.`)
  else if (isScalar(node)) {
    const text = (typeof node.value === 'string' ? node.value : (node.source ?? '')).normalize('NFC').trim()
    if (text !== '' && node.value !== null) return text
    note(page, 'missing', node, `${what} is empty.`)
  } else note(page, 'wrong-kind', node, `${what} must be a text, not a list or a group of entries.`)
  return undefined
}

/** A list of texts; one text alone counts as a list of one. Twice the same is once. */
export function readTexts(page: YamlPage, node: YamlNode, what: string): readonly string[] {
  if (node === undefined) return []
  const items = isSeq(node) ? node.items : [node]
  const texts = items.map((item) => readText(page, item as YamlNode, `An entry of ${what}`))
  return [...new Set(texts.filter((text) => text !== undefined))]
}

/** The items of a list, none when the file does not have it. */
export function readItems(page: YamlPage, node: YamlNode, what: string): readonly YamlNode[] {
  if (node === undefined) return []
  if (isSeq(node)) return node.items as YamlNode[]
  note(page, isAlias(node) ? 'reference' : 'wrong-kind', node, `${what} must be a list: lines that begin with "- ".`)
  return []
}

export type YamlEntries = ReadonlyMap<string, YamlNode>

/** A group of entries `word: value`, of which only `words` are known. */
export function readEntries(page: YamlPage, node: YamlNode, what: string, words: readonly string[]): YamlEntries {
  const entries = new Map<string, YamlNode>()
  if (!isMap(node)) {
    note(page, isAlias(node) ? 'reference' : 'wrong-kind', node, `${what} must be a group of entries like "name: …".`)
    return entries
  }
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : ''
    if (entries.has(key)) note(page, 'twice', pair.key as Node, `“${key}” is there twice in ${what}.`)
    else if (words.includes(key)) entries.set(key, (pair.value as YamlNode) ?? (pair.key as Node))
    else
      note(page, 'unknown-word', pair.key as Node, `“${key}” means nothing in ${what}; known are ${words.join(', ')}.`)
  }
  return entries
}

/** A counting number from 0 to 9999. */
export function readNumber(page: YamlPage, node: YamlNode, what: string): number | undefined {
  const text = readText(page, node, what)
  if (text === undefined) return undefined
  if (/^\d{1,4}$/.test(text)) return Number(text)
  note(page, 'bad-number', node, `${what} must be a number from 0 to 9999, not “${text.slice(0, 40)}”.`)
  return undefined
}
