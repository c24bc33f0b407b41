/**
 * Counts the pronouns of the narrator's words in a paragraph: its voice. Written without cutting out every word, because
 * every paragraph of every story passes through here.
 */
import { foldText, isTypographic } from '../../../kernel/text.ts'
import { unitsOf } from '../../../kernel/units.ts'
import { narrationOf } from './narration.ts'
import { PRONOUNS, type Pronouns } from './pronouns.ts'

/** What one paragraph holds, outside speech. */
export interface Voice {
  readonly words: number
  readonly first: number
  readonly second: number
  readonly third: number
}

/** Elided words up to this length are looked at; longer ones are no verb after "j'". */
const LONGEST_WORD = 24

/** How many shapes of words are told apart. */
const SHAPES = 1 << 14

const TABLES: ReadonlyMap<string, Table> = new Map(
  [...PRONOUNS].map(([language, each]) => [language, tableOf(language, each)]),
)

export function voiceOf(paragraph: string, language: string | null): Voice {
  const table = language === null ? undefined : TABLES.get(language)
  const told = narrationOf(paragraph)
  // English needs no folding to find its words: only those that may be pronouns are folded.
  const text = isTypographic(told) ? told : foldText(told)
  const units = unitsOf(text)
  const { length } = text
  let words = 0
  const counts: [number, number, number] = [0, 0, 0]
  for (let start = 0; start < length; ) {
    const first = units[start] as number
    if (LETTERS[first] === 0) {
      start++
      continue
    }
    let end = start + 1
    while (end < length && isInWord(units, end, length)) end++
    words++
    // Most words are told by their length and first letter to be no pronoun, without being cut out.
    if (table?.shapes[shapeOf(first, end - start)] === 1) {
      const kind = kindOfWord(table, text.slice(start, end))
      if (kind !== null) counts[kind] += 1
    }
    start = end
  }
  const [first, second, third] = counts
  return { words, first, second, third }
}

type Kind = 0 | 1 | 2

interface Table {
  /** Which person each pronoun of a language tells. */
  readonly kinds: ReadonlyMap<string, Kind>
  readonly shapes: Uint8Array
  /** Words that were looked up before, as they stood in a text; null for no pronoun. */
  readonly known: Map<string, Kind | null>
}

/** So many are remembered: stories use the same few words. */
const MOST_KNOWN = 4096

function kindOfWord({ kinds, known }: Table, word: string): Kind | null {
  const before = known.get(word)
  if (before !== undefined) return before
  const folded = foldText(word)
  const kind = kinds.get(folded) ?? kindOfElided(folded) ?? null
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(word, kind)
  return kind
}

function tableOf(language: string, { first, second, third }: Pronouns): Table {
  const persons: [Kind, ReadonlySet<string>][] = [
    [0, first],
    [1, second],
    [2, third],
  ]
  const kinds = new Map(persons.flatMap(([kind, words]) => [...words].map((word) => [word, kind] as const)))
  const shapes = new Uint8Array(SHAPES)
  for (const word of kinds.keys()) shapes[shapeOf(word.charCodeAt(0), word.length)] = 1
  // Elided ones are written together with the verb, whatever its length.
  if (language === 'fr')
    for (const letter of 'jmt')
      for (let length = 3; length < LONGEST_WORD; length++) shapes[shapeOf(letter.charCodeAt(0), length)] = 1
  return { kinds, shapes, known: new Map() }
}

/** A number for a word's first letter and its length; few words that are no pronouns share one. */
function shapeOf(first: number, length: number): number {
  const small = first < 0x80 ? first | 0x20 : first
  return (small * 64 + Math.min(63, length)) & (SHAPES - 1)
}

function isLetter(unit: number): boolean {
  if (unit < 0x80) return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
  // Signs, general punctuation, and the punctuation of Chinese and Japanese.
  return (
    unit > 0xbf &&
    (unit < 0x2000 || unit > 0x2bff) &&
    (unit < 0x3000 || unit > 0x303f) &&
    (unit < 0xff00 || unit > 0xff20)
  )
}

/** `isLetter` of every unit. */
const LETTERS = Uint8Array.from({ length: 0x10000 }, (_, unit) => (isLetter(unit) ? 1 : 0))

/** Those that `foldText` makes one of: ' ` ‘ ’ */
function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x60 || unit === 0x2018 || unit === 0x2019
}

/** A letter, or an apostrophe between two. */
function isInWord(units: Uint16Array, at: number, length: number): boolean {
  const unit = units[at] as number
  return LETTERS[unit] === 1 || (isApostrophe(unit) && at + 1 < length && LETTERS[units[at + 1] as number] === 1)
}

/** French "j'aimais", "m'avait", "t'a". */
function kindOfElided(word: string): Kind | undefined {
  if (word.charAt(1) !== "'") return undefined
  const pronoun = word.charAt(0)
  return pronoun === 'j' || pronoun === 'm' ? 0 : pronoun === 't' ? 1 : undefined
}
