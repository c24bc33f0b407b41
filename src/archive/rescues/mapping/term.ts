/**
 * The words of a rescued site (its categories, characters, classes, ratings) and what they mean here.
 *
 *     category "Season One" under "Lantern Harbour"     additional: Season One · fandom: Lantern Harbour
 *     character "Joss/Nerissa"                          relationship: Joss/Nerissa
 *     class "None" of the type "Warnings"               no tag
 *     rating "MA", readers asked for their age          rating: explicit
 *
 * The site's words stay as they were (`site_term`, `term_use`), and its works show them. What they mean is a mapping
 * (`term_mapping`): proposed by the program, with its reason, and changed by the archivist in a file. Applying it writes
 * tags that a rule said and the ratings of works. It can be applied again at any time and taken back, because it never
 * touches what an author, a source or the archivist said of a work.
 */
import type { Rating } from '../../../intake/reading.ts'
import { foldKey } from '../../../kernel/text.ts'
import { TAG_KINDS, type TagKind } from '../../works/index.ts'

/** `site` is no word of the site's: it stands for the site itself, and means something for each of its works. */
export const TERM_KINDS = ['site', 'category', 'character', 'class', 'genre', 'warning', 'rating'] as const
export type TermKind = (typeof TERM_KINDS)[number]

export interface SiteTerm {
  /** Key in `site_term`. */
  readonly id: number
  readonly kind: TermKind
  /** As the site numbered it. */
  readonly oldId: string
  readonly name: string
  /** Of a class: "Warnings". */
  readonly typeName: string | null
  /** Of a rating: what the site warned of. */
  readonly description: string | null
  /** The category above a category, or that a character belongs to. */
  readonly parentId: number | null
  /** The same by its old id, also when there is no such category. */
  readonly oldParent: string | null
  /** Of a rating: 1 the site showed a warning, 2 it asked for the reader's age, 4 it let members in only. */
  readonly bits: number | null
  /** Works that have it. */
  readonly works: number
}

/** One thing that a term means. */
export type Meaning =
  | { readonly kind: TagKind; readonly name: string }
  | { readonly kind: 'rating'; readonly name: Rating }

/** What the program takes a term for; no meaning at all is a meaning, too. */
export interface Proposal {
  readonly termId: number
  readonly means: readonly Meaning[]
  /** One sentence for a person. */
  readonly why: string
}

/** What a term means by now, and who said so. */
export interface Mapping extends Proposal {
  readonly saidBy: 'program' | 'archivist'
}

/** “Season One”; longer names are cut. */
export function quote(name: string): string {
  return `“${cut(name, 80)}”`
}

export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).toWellFormed()}…`
}

/** Also in another order: they are a set. */
export function isSameMeaning(one: readonly Meaning[], other: readonly Meaning[]): boolean {
  const keys = new Set(one.map(({ kind, name }) => `${kind} ${name}`))
  return keys.size === other.length && other.every(({ kind, name }) => keys.has(`${kind} ${name}`))
}

/** In the one order in which works have them: fandoms first, as on a page. */
export function inOrder(means: readonly Meaning[]): readonly Meaning[] {
  return means.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : Number(a.name > b.name)))
}

function rankOf({ kind }: Meaning): number {
  return kind === 'rating' ? -1 : TAG_KINDS.indexOf(kind)
}

/** Databases index tags by their folded names, and no index takes names of any length. */
const MOST_BYTES_FOLDED = 1000
const MOST_UNITS = 500

/** Can this be the name of a tag? */
export function fitsTag(name: string): boolean {
  return name.length <= MOST_UNITS && new TextEncoder().encode(foldKey(name)).length <= MOST_BYTES_FOLDED
}
