/** Atom feeds of lists: of every question, tag, pen name and series, newest first. */
import { writeAtom } from '../../publish/feed/index.ts'
import { answerText } from '../../ui/index.ts'
import { type Answer, answerNotFound, isOfAge, type Visit } from '../access/index.ts'
import { workAddress } from '../addresses/index.ts'
import type { Blurb } from '../works/index.ts'
import { ATOM, feedAddress } from './feed-links.ts'
import { type FeedScope, feedScopeOf, type ScopeKind } from './feed-scope.ts'
import { addressOf, queryIn } from './list-address.ts'
import { findForFeed } from './show-list.ts'

const ENTRIES = 30
/** Of a feed that has had no entry yet. */
const NEVER = '1970-01-01T00:00:00.000Z'

/** `/feeds/search.atom?q=…`, also with the filters of a list. */
export async function feedOfQuestion(visit: Visit): Promise<Answer> {
  return feedOf(visit, 'works', '')
}

/** `/feeds/tags/<id>.atom`, and of people and series. */
export function feedOfList(kind: Exclude<ScopeKind, 'works'>): (visit: Visit) => Promise<Answer> {
  return (visit) => feedOf(visit, kind, visit.param('file').slice(0, -'.atom'.length))
}

async function feedOf(visit: Visit, kind: ScopeKind, id: string): Promise<Answer> {
  const scope = await feedScopeOf(visit, kind, id)
  if (scope === undefined) return answerNotFound(visit)
  const { archive } = visit
  const text = queryIn(visit.query('q')).toWellFormed()
  const { found } = await findForFeed(visit, scope.scope, ENTRIES)
  const updated = found.works.map((work) => work.addedAt).reduce((a, b) => (a > b ? a : b), NEVER)
  const feed = writeAtom({
    id: `tag:${hostOf(archive.url)},2026:${scope.key}:${encodeURIComponent(text)}`,
    title: titleOf(archive.name, scope, text),
    subtitle: null,
    language: 'en',
    updated,
    selfUrl: archive.url + feedAddress(scope.page, text),
    url: archive.url + addressOf({ base: text === '' || kind !== 'works' ? scope.page : '/search', query: text }),
    author: archive.name,
    entries: found.works.map((work) => entryOf(visit, work)),
  })
  return answerText(feed, `${ATOM}; charset=utf-8`)
}

function entryOf(visit: Visit, work: Blurb) {
  return {
    id: `urn:ficarium:${work.publicId}`,
    title: work.title,
    authors: work.creators.map((creator) => creator.name),
    updated: work.addedAt,
    published: null,
    summary: summaryFor(visit, work),
    url: visit.archive.url + workAddress(work.publicId, work.title),
    language: work.language,
    categories: work.tags.map(({ kind, name }) => ({ kind, name })),
  }
}

/** Of a work that asks a reader's age, a feed tells the title and where it is; there the reader is asked. */
export function summaryFor(visit: Visit, work: Blurb): string | null {
  return work.asksAge && !isOfAge(visit) ? null : work.summary
}

/** "Angst – The Lantern Room", "willow -angst – The Lantern Room". */
export function titleOf(archiveName: string, { name }: FeedScope, query: string): string {
  return [
    ...(name === null ? [] : [name]),
    ...(query === '' ? [] : [query.slice(0, 200).toWellFormed()]),
    archiveName,
  ].join(' – ')
}

export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : 'localhost'
}
