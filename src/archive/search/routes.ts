/** `GET /search`, `/works` and `/random`: what was asked, all works, any one of them. */
import { type Clause, parseQuery, type Query, writeQuery } from '../../search/query/index.ts'
import { answerPage, answerSeeOther } from '../../ui/index.ts'
import { answerNotFound, frameOf, type Visit } from '../access/index.ts'
import { workAddress } from '../addresses/index.ts'
import { listWorksByKey } from '../works/index.ts'
import { askList } from './ask.ts'
import { givenBy } from './given.ts'
import { readKept } from './kept.ts'
import { queryIn } from './list-address.ts'
import { type NamedLookup, openNamedLookup } from './named-lookup.ts'
import type { KnownName, KnownTag } from './names-store.ts'
import { searchDoor, searchPage, worksPage } from './pages.ts'
import { resolveQuery } from './resolve.ts'
import { EVERYTHING, type Scope, SEARCH } from './scope.ts'
import { hiddenFor, today, viewList } from './show-list.ts'

const NAMES_SHOWN = 8

export async function showSearch(visit: Visit): Promise<Response> {
  if (queryIn(visit.query('q')) === '') return answerPage(searchDoor(readKept(visit), frameOf(visit)))
  const named = openNamedLookup(visit)
  const list = await viewList(visit, { scope: SEARCH, named })
  const isFirst = visit.query('after') === undefined && visit.query('before') === undefined
  const [{ tags, people }, otherWords] = await Promise.all([
    isFirst ? calledSo(named, list.query) : { tags: [], people: [] },
    list.found.total === 0 ? wordsLike(visit, list.query) : [],
  ])
  return answerPage(searchPage({ list, tags, people, otherWords }, frameOf(visit)))
}

/** `/works`, also with the filters of old: `?fandom=…&rating=teen&sort=title`. */
export async function showWorks(visit: Visit): Promise<Response> {
  const { archive } = visit
  const { scope, given } = await givenBy(visit)
  const list = await viewList(visit, { scope, given })
  const feed = { title: `New in ${archive.name}`, href: '/feeds/works.atom' }
  return answerPage(worksPage({ list, title: 'Works' }, { ...frameOf(visit), feed }))
}

/** Any one of the works that a question finds, without those that the reader's rules hide. */
export async function showAnyWork(visit: Visit): Promise<Response> {
  const query = parseQuery(queryIn(visit.query('q')), today())
  const key = await anyWork(visit, EVERYTHING, query)
  const [work] = key === null ? [] : await listWorksByKey(visit.db, visit.viewer, [key])
  return work === undefined ? answerNotFound(visit) : answerSeeOther(workAddress(work.publicId, work.title))
}

async function anyWork(visit: Visit, scope: Scope, query: Query): Promise<number | null> {
  const { condition } = await resolveQuery(visit, query)
  const hidden = await hiddenFor(visit)
  const wanted = {
    kind: 'all',
    of: [scope.condition, condition, ...(hidden === undefined ? [] : [{ kind: 'not', of: hidden } as const])],
  } as const
  const fromIndex = await visit.indexes.tags?.random(visit.viewer, wanted)
  if (fromIndex !== null && fromIndex !== undefined) return fromIndex
  const { works } = await askList(visit, { scope, query, hidden, facets: [] })
  return works[Math.floor(Math.random() * works.length)]?.key ?? null
}

/** Tags and people that are called what was asked for, when it was only words. */
async function calledSo(
  named: NamedLookup,
  { clause }: Query,
): Promise<{ readonly tags: readonly KnownTag[]; readonly people: readonly KnownName[] }> {
  const words = plainWords(clause)
  if (words === undefined) return { tags: [], people: [] }
  const { tags, penNames } = await named(words)
  return { tags: firstOf(tags), people: firstOf(penNames) }
}

function firstOf<Name extends KnownName>(names: readonly Name[]): readonly Name[] {
  return [...new Map(names.map((name) => [name.key, name])).values()].slice(0, NAMES_SHOWN)
}

const WORDS_LENGTH = 150

function plainWords(clause: Clause): string | undefined {
  const parts = clause.kind === 'all' ? clause.of : [clause]
  const words = parts.map((part) =>
    (part.kind === 'word' || part.kind === 'phrase') && part.where === 'anywhere' ? part.text : undefined,
  )
  const text = words.join(' ')
  return words.length > 0 && words.every((word) => word !== undefined) && text.length <= WORDS_LENGTH ? text : undefined
}

const LIKE_WORDS = 5

/** For one word that is nowhere: words that are like it, each in the place of it. */
async function wordsLike(
  { indexes, viewer }: Visit,
  query: Query,
): Promise<readonly { readonly word: string; readonly query: string }[]> {
  const parts = query.clause.kind === 'all' ? query.clause.of : [query.clause]
  const words = parts.filter((part) => part.kind === 'word' && !part.isPrefix)
  for (const part of words) {
    if (part.kind !== 'word') continue
    const like = (await indexes.words?.like(viewer, part.text, LIKE_WORDS)) ?? []
    if (like.length === 0) continue
    return like.map(({ word }) => {
      const of = parts.map((each) => (each === part ? { ...part, text: word } : each))
      return { word, query: writeQuery({ clause: { kind: 'all', of }, sorting: query.sorting }) }
    })
  }
  return []
}
