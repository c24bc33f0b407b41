/**
 * Turns what somebody remembers of a story into memories: each one or more conditions, so that a memory can fit in part.
 *
 *     a boy finds a lantern under the stairs     boy · finds · lantern · stairs (each a word that may be in the text)
 *
 * People remember words wrongly, so none of them must be there; the stories that fit most of the memories come first. A
 * memory counts as much as another, however many words it has.
 */
import { type Clause, parseQuery, type TextPlace } from '../../search/query/index.ts'

export const MEMORY_FIELDS = ['scene', 'names', 'fandom', 'when', 'long', 'told', 'begins', 'ends'] as const
export type MemoryField = (typeof MEMORY_FIELDS)[number]

export interface Memory {
  readonly field: MemoryField
  /** What each condition is of: a word, a name. */
  readonly parts: readonly { readonly words: string; readonly clause: Clause }[]
}

export type Remembered = { readonly [Field in MemoryField]?: string | undefined }

/** All of them together may be as many as the index takes at once. */
const MOST_PARTS = { scene: 11, names: 5, fandom: 1, when: 1, long: 1, told: 1, begins: 5, ends: 5 } as const

export const LENGTHS = {
  short: 'words:<=2000',
  medium: 'words:1000..10000',
  long: 'words:8000..60000',
  novel: 'words:>=40000',
} as const

export function readMemories(remembered: Remembered, today: string): readonly Memory[] {
  return MEMORY_FIELDS.flatMap((field): Memory[] => {
    const text = (remembered[field] ?? '').slice(0, 1000).toWellFormed().trim()
    const parts = text === '' ? [] : partsOf(field, text, today).slice(0, MOST_PARTS[field])
    return parts.length === 0 ? [] : [{ field, parts }]
  })
}

type Part = Memory['parts'][number]

function partsOf(field: MemoryField, text: string, today: string): readonly Part[] {
  switch (field) {
    case 'scene':
      return wordsIn(text, 'anywhere')
    case 'begins':
      return wordsIn(text, 'first')
    case 'ends':
      return wordsIn(text, 'last')
    case 'names':
      return namesIn(text).map((name) => ({ words: name, clause: nameAnywhere(name) }))
    case 'fandom':
      return asked(text, `fandom:${quoted(text)}`, `fandom:${bare(text)}`, today)
    case 'when':
      return whenParts(text, today)
    case 'long':
      return Object.hasOwn(LENGTHS, text) ? asked(text, LENGTHS[text as keyof typeof LENGTHS], '', today) : []
    case 'told':
      return toldParts(text, today)
  }
}

const PLACE = { start: 0, end: 0 }

/** Phrases in quotes as they are, and the words that say something, each once. */
function wordsIn(text: string, where: TextPlace): readonly Part[] {
  const parts: Part[] = []
  const rest = text.replaceAll(/["“”„«»]([^"“”„«»]{2,200})["“”„«»]/g, (_, phrase: string) => {
    const words = phrase.trim()
    if (words !== '') parts.push({ words: `“${words}”`, clause: { kind: 'phrase', text: words, where, place: PLACE } })
    return ' '
  })
  for (const word of new Set(rest.toLowerCase().match(WORD) ?? [])) {
    const plain = word.replaceAll('’', "'")
    if (EMPTY_WORDS.has(plain) || plain.length < 2) continue
    parts.push({ words: word, clause: { kind: 'word', text: word, isPrefix: false, where, place: PLACE } })
  }
  return parts
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu

/** What stands in every story. */
const EMPTY_WORDS = new Set(
  'a about after again all also always am an and another any are as asks at away back be because been before begins being but by came can character come comes could did do does down each ends even ever every fic finds for from gets go goes got had has have he her here hers herself him himself his how i if in into is it its just know like makes maybe me more most my never no not now of off on one only or other our out over own says scene she so some someone something starts story such tells than that the their them then there these they thing things think this those through to too two under up us very was way we well went were what when where which while who why will with without would you your'.split(
    ' ',
  ),
)

function namesIn(text: string): readonly string[] {
  return [...new Set(text.split(/[,;\n]| and /).map((name) => name.trim()))].filter((name) => name.length > 1)
}

/** A name is a character, is told of in the text, or wrote it. */
function nameAnywhere(name: string): Clause {
  const names = [{ text: name, isWhole: false }]
  return {
    kind: 'any',
    of: [
      { kind: 'field', match: { field: 'character', names }, place: PLACE },
      { kind: 'field', match: { field: 'relationship', names }, place: PLACE },
      { kind: 'field', match: { field: 'by', names }, place: PLACE },
      name.includes(' ')
        ? { kind: 'phrase', text: name, where: 'anywhere', place: PLACE }
        : { kind: 'word', text: name, isPrefix: false, where: 'anywhere', place: PLACE },
    ],
  }
}

/** A year that somebody remembers is right by one or two; "2001-2004", "around 2003", "2003-05". */
function whenParts(text: string, today: string): readonly Part[] {
  const years = (text.match(/\b(?:19|20)\d{2}\b/g) ?? []).map(Number)
  if (years.length === 0) return []
  const slack = years.length > 1 ? 0 : 1
  const [from, to] = [Math.min(...years) - slack, Math.max(...years) + slack]
  return asked(text, `posted:${from}..${to} OR updated:${from}..${to}`, '', today)
}

const PERSONS = ['first', 'second', 'third'] as const

/** "first", or the name of whoever tells it. */
function toldParts(text: string, today: string): readonly Part[] {
  const person = PERSONS.find((each) => each === text.toLowerCase())
  return person === undefined
    ? asked(text, `pov:${bare(text)} OR pov:${quoted(text)}`, '', today)
    : asked(`${person} person`, `told:${person}`, '', today)
}

/** What the words stand for in the query language; the second way of saying it joined to the first. */
function asked(words: string, query: string, or: string, today: string): readonly Part[] {
  const { clause, problems } = parseQuery(or === '' ? query : `${query} OR ${or}`, today)
  return problems.length > 0 ? [] : [{ words, clause }]
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["“”„‟«»]/g, "'")}"`
}

function bare(text: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*$/u.test(text) ? text : quoted(text)
}
