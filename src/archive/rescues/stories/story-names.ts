/**
 * What the ids in a story's rows are here: its authors, its words, its rating. An id that no row has is said, and the
 * story goes on without it.
 *
 * Versions before 3.0 wrote the names of ratings and classes where later ones have ids; both are understood.
 */
import { readPlainValue } from '../../../intake/values/index.ts'
import { asId, bytesOf, idOf, idsOf } from '../cells.ts'
import type { TermKind } from '../context.ts'
import type { OpenContext } from '../open-context.ts'
import { type MissingPeople, olderCoauthors } from '../people/missing-people.ts'
import type { SiteRating, StoryNames } from './compose-story.ts'
import type { StoryRows } from './story-rows.ts'

/** Words by their names, for rows that name them. */
export interface SiteWords {
  /** By kind and folded name: `rating pg-13`. */
  readonly idOfName: ReadonlyMap<string, string>
  readonly ratings: ReadonlyMap<string, SiteRating>
}

export interface NamedStory {
  readonly names: StoryNames
  /** Keys in `site_term`, in the site's order. */
  readonly termIds: readonly number[]
  /** Columns that name something that is gone: they are kept as they were. */
  readonly danglingColumns: ReadonlySet<string>
}

const LISTS = [
  ['category', 'catid', 'category'],
  ['character', 'charid', 'character'],
  ['class', 'classes', 'class'],
  ['genre', 'gid', 'genre'],
  ['warning', 'wid', 'warning'],
] as const satisfies readonly (readonly [TermKind, string, string])[]

/** The ids of everybody who signed the story or a chapter of it. */
export function signersOfStory(context: OpenContext, { row, coauthors, chapters }: StoryRows): readonly string[] {
  const authors = [
    idOf(row, 'uid'),
    ...coauthors.map((each) => idOf(each, 'uid')),
    ...olderCoauthors(context.site, row),
  ].filter((uid) => uid !== '')
  return [...authors, ...chapters.map(({ row: chapter }) => idOf(chapter, 'uid'))]
}

/** Call it when everybody who signed has a pen name. */
export async function nameStory(
  context: OpenContext,
  rows: StoryRows,
  words: SiteWords,
  missing: MissingPeople,
): Promise<NamedStory> {
  const { row } = rows
  const dangling: string[] = []
  const danglingColumns = new Set<string>()
  const termIds: number[] = []
  for (const [kind, column, word] of LISTS) {
    for (const id of idsOf(row, column)) {
      const termId = context.termOf(kind, words.idOfName.get(`${kind} ${id.toLowerCase()}`) ?? id)
      if (termId !== undefined) {
        termIds.push(termId)
        continue
      }
      dangling.push(`The story names the ${word} ${id.slice(0, 60)}, which the site does not have.`)
      danglingColumns.add(column)
    }
  }
  const rating = ratingOf(context, rows, words)
  if (rating.termId !== null) termIds.push(rating.termId)
  if (rating.dangling !== null) {
    dangling.push(rating.dangling)
    danglingColumns.add('rid')
  }
  return {
    names: await peopleOf(context, rows, { missing, rating: rating.rating, dangling }),
    termIds,
    danglingColumns,
  }
}

interface FoundRating {
  readonly rating: SiteRating | null
  readonly termId: number | null
  readonly dangling: string | null
}

function ratingOf(context: OpenContext, { row }: StoryRows, words: SiteWords): FoundRating {
  const bytes = bytesOf(row, 'rid')
  const word = bytes === null ? '' : asId(readPlainValue(bytes, context.evidenceOf(row)).text)
  if (word === '') return { rating: null, termId: null, dangling: null }
  const id = words.ratings.has(word) ? word : (words.idOfName.get(`rating ${word.toLowerCase()}`) ?? word)
  const rating = words.ratings.get(id) ?? null
  if (rating !== null) return { rating, termId: context.termOf('rating', id) ?? null, dangling: null }
  const dangling = `The story has the rating ${word.slice(0, 60)}, which the site does not have.`
  // A name is one, also without a row; a number says nothing.
  if (/^\d+$/.test(word)) return { rating: null, termId: null, dangling }
  return { rating: { name: word.slice(0, 60), bits: 0, text: null }, termId: null, dangling }
}

async function peopleOf(
  context: OpenContext,
  rows: StoryRows,
  found: { readonly missing: MissingPeople; readonly rating: SiteRating | null; readonly dangling: readonly string[] },
): Promise<StoryNames> {
  const { row, coauthors, chapters } = rows
  const uids = [
    ...new Set([idOf(row, 'uid'), ...coauthors.map((each) => idOf(each, 'uid')), ...olderCoauthors(context.site, row)]),
  ].filter((uid) => uid !== '')
  const creators = uids.flatMap((uid) => context.penNameOf(uid) ?? [])
  const nameless = uids.filter((uid) => found.missing.isNameless(uid)).length + (creators.length === 0 ? 1 : 0)
  return {
    siteId: context.siteId,
    creators: creators.length === 0 ? [await found.missing.nobody()] : creators,
    chapterAuthors: chapters.map(({ row: chapter }) => context.penNameOf(idOf(chapter, 'uid')) ?? null),
    chapterIds: chapters.map(({ row: chapter }) => context.chapterOf(chapter.key)?.id ?? null),
    rating: found.rating,
    dangling: found.dangling,
    unknown: nameless === 0 ? null : { count: nameless, likely: await found.missing.likelyNames() },
  }
}
