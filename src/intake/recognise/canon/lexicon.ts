/**
 * Finds all names of many canons in a text in one pass.
 *
 *     "Willow said Sunnydale's Hellmouth was closed."     Willow · Sunnydale · Hellmouth
 *
 * The names stand in a tree of words; the text is walked once, word by word, and most words end at the root. In prose
 * a capital of the name must be a capital of the text (an article may go either way) and the marks between words must
 * be the same; in labels and titles case is free, and titles may have any punctuation between their words.
 */
import { unitsOf } from '../../../kernel/units.ts'

/** What is looked for; `Item` says what it stands for. */
export interface Term<Item> {
  readonly text: string
  readonly item: Item
  /** Case and punctuation between the words do not matter. */
  readonly loose: boolean
}

export interface Hit<Item> {
  readonly item: Item
  readonly from: number
  readonly to: number
  /** The capital may be that of a sentence. */
  readonly startsSentence: boolean
}

interface Entry<Item> {
  readonly item: Item
  readonly loose: boolean
  /** Which words have a capital that the text must have too. */
  readonly capitals: readonly boolean[]
  /** What stands between the words. */
  readonly gaps: readonly string[]
  /** A bracket or mark behind the last word, "(TV)", which belongs to the name where the text has it too. */
  readonly tail: string
}

interface Node<Item> {
  /** Null where no name goes on: a map for each of twenty thousand words would take most of the time to build. */
  next: Map<string, Node<Item>> | null
  readonly entries: Entry<Item>[]
}

export interface Lexicon<Item> {
  readonly root: Node<Item>
  /** Which shapes the first words of its names have; the words of a text that have none are not cut out. */
  readonly shapes: Uint8Array
}

/** Any name may begin with a word of this shape, or only one that needs no capital: most words of a text have none. */
const [ANY_CASE, NO_CAPITAL] = [1, 2]

export function compileLexicon<Item>(terms: Iterable<Term<Item>>): Lexicon<Item> {
  const root: Node<Item> = { next: null, entries: [] }
  const shapes = new Uint8Array(SHAPES)
  for (const term of terms) addTerm(root, shapes, term)
  return { root, shapes }
}

/** All hits in order of the text; at one place and for one item the longest. `caseless` is for labels and titles. */
export function findTerms<Item>(lexicon: Lexicon<Item>, text: string, caseless = false): Hit<Item>[] {
  const folded = fold(text)
  const units = unitsOf(folded)
  const { length } = folded
  const hits: Hit<Item>[] = []
  let at = skip(units, 0, length, OUTSIDE)
  while (at < length) {
    const end = skip(units, at, length, INSIDE)
    const needed = caseless || text.charCodeAt(at) !== units[at] ? ANY_CASE : NO_CAPITAL
    const isLikely = ((lexicon.shapes[shapeOf(units, at, end)] as number) & needed) !== 0
    const node = isLikely ? lexicon.root.next?.get(folded.slice(at, end)) : undefined
    const next = skip(units, end, length, OUTSIDE)
    if (node !== undefined && (node.entries.length > 0 || goesOn(node, folded, next)))
      hits.push(...matchesAt(node, text, folded, at, end, caseless))
    at = next
  }
  return hits
}

const SHAPES = 1 << 16

/** A number for a word's first, third and last unit and its length; few other words have that of a name. */
function shapeOf(units: Uint16Array, from: number, to: number): number {
  const third = from + 2 < to ? (units[from + 2] as number) : 0
  const mixed = (units[from] as number) * 2039 + third * 961 + (units[to - 1] as number) * 67 + (to - from) * 131
  return mixed & (SHAPES - 1)
}

/** Lower case without changing a single offset: "İ" becomes two units in lower case, so it stays as it is. */
export function fold(text: string): string {
  const folded = text.toLowerCase()
  if (folded.length === text.length) return folded
  return Array.from(text, (char) => {
    const small = char.toLowerCase()
    return small.length === char.length ? small : char
  }).join('')
}

function addTerm<Item>(root: Node<Item>, shapes: Uint8Array, term: Term<Item>): void {
  const folded = fold(term.text)
  const capitals: boolean[] = []
  const gaps: string[] = []
  let node = root
  let end = 0
  for (let at = wordStart(folded, 0); at < folded.length; at = wordStart(folded, end)) {
    if (capitals.length > 0) gaps.push(plainGap(folded.slice(end, at)))
    end = wordEnd(folded, at)
    const word = folded.slice(at, end)
    capitals.push(term.text[at] !== folded[at] && !ARTICLES.has(word))
    node.next ??= new Map()
    let next = node.next.get(word)
    if (next === undefined) {
      next = { next: null, entries: [] }
      node.next.set(word, next)
    }
    node = next
  }
  if (capitals.length === 0) return
  node.entries.push({ item: term.item, loose: term.loose, capitals, gaps, tail: folded.slice(end) })
  const first = wordStart(folded, 0)
  const shape = shapeOf(unitsOf(folded), first, wordEnd(folded, first))
  shapes[shape] = (shapes[shape] as number) | (capitals[0] === true ? ANY_CASE : ANY_CASE | NO_CAPITAL)
}

/** Is the word at `start` the second of a name that begins with this node? "The" begins many names and most sentences. */
function goesOn<Item>(node: Node<Item>, folded: string, start: number): boolean {
  return node.next !== null && start < folded.length && node.next.has(folded.slice(start, wordEnd(folded, start)))
}

const ARTICLES = new Set(['the', 'a', 'an', 'der', 'die', 'das', 'le', 'la', 'les', 'el', 'los', 'las', 'il'])

function matchesAt<Item>(
  first: Node<Item>,
  text: string,
  folded: string,
  from: number,
  firstEnd: number,
  caseless: boolean,
): Hit<Item>[] {
  const found = new Map<Item, number>()
  const starts = [from]
  const gaps: string[] = []
  let node = first
  let end = firstEnd
  for (;;) {
    for (const entry of node.entries) {
      const fits =
        isWritten(entry, text, folded, starts, caseless) &&
        (entry.loose || entry.gaps.every((gap, i) => gap === gaps[i]))
      if (fits) found.set(entry.item, folded.startsWith(entry.tail, end) ? end + entry.tail.length : end)
    }
    const start = wordStart(folded, end)
    if (node.next === null || start >= folded.length || start - end > MAX_GAP) break
    const gap = plainGap(folded.slice(end, start))
    const nextEnd = wordEnd(folded, start)
    const next = JOINS.test(gap) ? node.next.get(folded.slice(start, nextEnd)) : undefined
    if (next === undefined) break
    gaps.push(gap)
    starts.push(start)
    node = next
    end = nextEnd
  }
  if (found.size === 0) return []
  const startsSentence = isSentenceStart(text, from)
  return [...found].map(([item, to]) => ({ item, from, to, startsSentence }))
}

function isWritten<Item>(
  entry: Entry<Item>,
  text: string,
  folded: string,
  starts: readonly number[],
  caseless: boolean,
): boolean {
  return (
    caseless ||
    entry.capitals.every((capital, i) => !capital || text[starts[i] as number] !== folded[starts[i] as number])
  )
}

const MAX_GAP = 5

/** Marks that may stand inside a name or title: "I, Robot... You", "Wolfram & Hart", "Wyndam-Pryce", "Becoming (Part". */
const JOINS = /^[ ,.:;&!'()–—…-]*$/

/** One blank for any white space, the straight apostrophe for any. */
function plainGap(gap: string): string {
  if (gap === ' ') return gap
  return gap.replaceAll(/\s+/g, ' ').replaceAll(/[’‘ʼ`´]/g, "'")
}

/** Is nothing but quotes, blanks and marks between this place and the end of a sentence, or the start of the text? */
function isSentenceStart(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const char = text[i] as string
    if ('.!?…:\n\r"“„«»‘*_~>–—'.includes(char)) return true
    if (char !== ' ' && char !== '\u{a0}' && char !== '\t' && char !== "'" && char !== '(') return false
  }
  return true
}

const [OUTSIDE, INSIDE] = [0, 1]

/** The end of a stretch that is inside or outside words. */
function skip(units: Uint16Array, from: number, length: number, where: number): number {
  let at = from
  while (at < length && WORD_UNITS[units[at] as number] === where) at++
  return at
}

function wordStart(folded: string, from: number): number {
  let at = from
  while (at < folded.length && WORD_UNITS[folded.charCodeAt(at)] === 0) at++
  return at
}

function wordEnd(folded: string, from: number): number {
  let at = from
  while (at < folded.length && WORD_UNITS[folded.charCodeAt(at)] === 1) at++
  return at
}

/** Punctuation, symbols and arrows; CJK punctuation; halves of pairs (pictographs); selectors; full-width marks. */
const MARKS = [
  [0x2000, 0x2bff],
  [0x3000, 0x303f],
  [0xd800, 0xdfff],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xff0f],
  [0xff1a, 0xff20],
  [0xfffd, 0xfffd],
] as const

/** Letters and digits of folded text, by ranges. */
function isWordUnit(unit: number): boolean {
  if (unit < 0x80)
    return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39) || (unit >= 0x41 && unit <= 0x5a)
  if (unit < 0xc0) return unit === 0xaa || unit === 0xb5 || unit === 0xba
  if (unit === 0xd7 || unit === 0xf7) return false
  return !MARKS.some(([first, last]) => unit >= first && unit <= last)
}

/** `isWordUnit` of every unit: each story is walked unit by unit, more than once. */
const WORD_UNITS = Uint8Array.from({ length: 0x10000 }, (_, unit) => (isWordUnit(unit) ? 1 : 0))
