/**
 * Everything that a work can have or be, numbered: tags, pen names, ratings, languages, series … A shelf then only knows
 * which works have which numbers, and one kind of list and one way of counting serve all of them.
 *
 *     term 17    tag 4211, a fandom
 *     term 18    rating teen
 *
 * Numbers are given once and never again, so that what came later goes with what was there before.
 */
import { type Facet, TAG_KINDS_COUNTED } from '../question.ts'

type OtherKind =
  | 'uncounted-tag'
  | 'series'
  | 'offered-series'
  | 'site'
  | 'canon'
  | 'teller'
  | 'hidden-teller'
  | 'narrator'
  | 'hidden-narrator'
  | 'flag'

/** Those that are counted beside a list come first; a tag that leads to another one is found, but not counted. */
export const TERM_KINDS = [
  ...TAG_KINDS_COUNTED,
  'rating',
  'status',
  'language',
  'pen-name',
  'uncounted-tag',
  'series',
  'offered-series',
  'site',
  'canon',
  'teller',
  'hidden-teller',
  'narrator',
  'hidden-narrator',
  'flag',
] as const satisfies readonly (Facet | OtherKind)[]
export type TermKind = (typeof TERM_KINDS)[number]

const NUMBERS = new Map<TermKind, number>(TERM_KINDS.map((kind, number) => [kind, number]))

export interface Terms {
  readonly size: () => number
  /** The number of what has this name; a new one when it is new. A tag keeps its number when its kind is another now. */
  readonly add: (kind: TermKind, name: number | string) => number
  /** Undefined when no work ever had it. Tags are found whatever their kind. */
  readonly find: (kind: TermKind, name: number | string) => number | undefined
  readonly kindOf: (term: number) => TermKind
  readonly nameOf: (term: number) => number | string
  /** All of a kind that were ever given out. */
  readonly listKind: (kind: TermKind) => readonly number[]
  readonly save: () => SavedTerms
}

export interface SavedTerms {
  readonly kinds: readonly number[]
  readonly names: readonly (number | string)[]
}

export function newTerms(saved: SavedTerms = { kinds: [], names: [] }): Terms {
  const kinds = [...saved.kinds]
  const names = [...saved.names]
  const tags = new Map<number | string, number>()
  const spaces = TERM_KINDS.map((kind) => (isTag(kind) ? tags : new Map<number | string, number>()))
  const byKind: number[][] = TERM_KINDS.map(() => [])
  for (const [term, kind] of kinds.entries()) {
    spaces[kind]?.set(names[term] as number | string, term)
    byKind[kind]?.push(term)
  }

  function move(term: number, number: number): void {
    const before = byKind[kinds[term] as number] as number[]
    before.splice(before.indexOf(term), 1)
    kinds[term] = number
    byKind[number]?.push(term)
  }

  return {
    size: () => kinds.length,
    add(kind, name) {
      const number = NUMBERS.get(kind) as number
      const known = spaces[number]?.get(name)
      if (known === undefined) {
        const term = kinds.push(number) - 1
        names.push(name)
        spaces[number]?.set(name, term)
        byKind[number]?.push(term)
        return term
      }
      if (kinds[known] !== number) move(known, number)
      return known
    },
    find: (kind, name) => spaces[NUMBERS.get(kind) as number]?.get(name),
    kindOf: (term) => TERM_KINDS[kinds[term] as number] as TermKind,
    nameOf: (term) => names[term] as number | string,
    listKind: (kind) => byKind[NUMBERS.get(kind) as number] as number[],
    save: () => ({ kinds, names }),
  }
}

function isTag(kind: TermKind): boolean {
  return kind === 'uncounted-tag' || (TAG_KINDS_COUNTED as readonly string[]).includes(kind)
}
