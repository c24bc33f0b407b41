/** OPDS catalogues, which programs that read e-books browse: their door, and every list with its facets and its search. */

import { readPublicId } from '../../platform/db/ids.ts'
import {
  type Catalogue,
  writeOpds1,
  writeOpds2,
  writePublication,
  writeSearchDescription,
} from '../../publish/opds/index.ts'
import {
  type Clause,
  partsOf,
  type Query,
  withoutPart,
  withPart,
  writeClause,
  writeQuery,
} from '../../search/query/index.ts'
import { answerText, assetUrl } from '../../ui/index.ts'
import { type Answer, answerNotFound, isOfAge, type Visit } from '../access/index.ts'
import { penNameAddress, workAddress } from '../addresses/index.ts'
import { type Blurb, listWorksByKey } from '../works/index.ts'
import type { FacetGroup, FoundList } from './ask.ts'
import { clauseOf, nameOfChoice } from './facet-clauses.ts'
import { type CatalogueVersion, catalogueAddress, OPDS1, OPDS1_NAVIGATION, OPDS2 } from './feed-links.ts'
import { type FeedScope, feedScopeOf, type ScopeKind } from './feed-scope.ts'
import { hostOf, summaryFor, titleOf } from './feeds.ts'
import { feedQueryIn } from './list-address.ts'
import { findWorkPlace } from './resolve-store.ts'
import { findForFeed } from './show-list.ts'
import { FACET_WORDS } from './words.ts'

const ITEMS = 30
const NEVER = '1970-01-01T00:00:00.000Z'
const DESCRIPTION_TYPE = 'application/opensearchdescription+xml; charset=utf-8'

/** `/opds/1.2` and `/opds/2.0`: where a catalogue begins. */
export function showCatalogueDoor(version: CatalogueVersion): (visit: Visit) => Answer {
  return (visit) => {
    const { archive } = visit
    const to = (query: string): string => archive.url + catalogueAddress(version, '/works', query)
    const door: Catalogue = {
      ...frameOf(visit, version),
      id: `tag:${hostOf(archive.url)},2026:opds`,
      title: archive.name,
      updated: NEVER,
      selfUrl: `${archive.url}/opds/${version}`,
      pages: { first: null, previous: null, next: null, last: null },
      total: null,
      navigation: [
        {
          title: 'Last updated',
          url: to('sort:updated'),
          leadsTo: 'publications',
          summary: 'All works, newest first.',
        },
        { title: 'By title', url: to('sort:title'), leadsTo: 'publications', summary: 'All works by title.' },
        { title: 'Longest', url: to('sort:words'), leadsTo: 'publications', summary: 'All works, longest first.' },
        { title: 'Complete', url: to('status:complete'), leadsTo: 'publications', summary: 'Works that are complete.' },
      ],
      facets: [],
      publications: [],
    }
    return answerCatalogue(version, door)
  }
}

/** `/opds/<version>/works?q=…`, and of a tag, a pen name, a series. */
export function showCatalogue(version: CatalogueVersion, kind: ScopeKind): (visit: Visit) => Promise<Answer> {
  return async (visit) => {
    const scope = await feedScopeOf(visit, kind, visit.param('id'))
    if (scope === undefined) return answerNotFound(visit)
    const { query, found } = await findForFeed(visit, scope.scope, ITEMS, CATALOGUE_FACETS)
    return answerCatalogue(version, catalogueOf(visit, version, { scope, query, found }))
  }
}

const CATALOGUE_FACETS = ['fandom', 'relationship', 'character', 'rating', 'status', 'additional'] as const

/** `/opds/2.0/works/<id>`: one publication by itself. */
export async function showPublication(visit: Visit): Promise<Answer> {
  const { db, viewer } = visit
  const place = await findWorkPlace(db, viewer, readPublicId(visit.param('id')) ?? '')
  const [work] = place === undefined ? [] : await listWorksByKey(db, viewer, [place.key])
  if (work === undefined) return answerNotFound(visit)
  return answerText(writePublication(publicationOf(visit, work)), 'application/opds-publication+json')
}

/** `/opds/search.xml`: how a program asks. */
export function describeSearch({ archive }: Visit): Answer {
  const description = writeSearchDescription({
    name: archive.name,
    templates: [
      { url: `${archive.url}/opds/1.2/works?q={searchTerms}`, type: OPDS1 },
      { url: `${archive.url}/search?q={searchTerms}`, type: 'text/html' },
    ],
  })
  return answerText(description, DESCRIPTION_TYPE)
}

interface FoundCatalogue {
  readonly scope: FeedScope
  readonly query: Query
  readonly found: FoundList
}

function catalogueOf(visit: Visit, version: CatalogueVersion, { scope, query, found }: FoundCatalogue): Catalogue {
  const { archive } = visit
  const text = feedQueryIn(visit.query).toWellFormed()
  const to = (asked: string, more: object = {}): string =>
    archive.url + catalogueAddress(version, scope.page, asked, more)
  const { previous, next, works } = found
  return {
    ...frameOf(visit, version),
    id: `tag:${hostOf(archive.url)},2026:opds:${scope.key}:${encodeURIComponent(text)}`,
    title: titleOf(archive.name, scope, text),
    updated: works.map((work) => work.addedAt).reduce((a, b) => (a > b ? a : b), NEVER),
    selfUrl: archive.url + visit.address,
    pages: {
      first: previous === undefined ? null : to(text),
      previous: previous === undefined ? null : to(text, { before: previous }),
      next: next === undefined ? null : to(text, { after: next }),
      last: next === undefined ? null : to(text, { page: 'last' }),
    },
    total: found.isExact ? found.total : null,
    navigation: [],
    facets: found.facets.flatMap((group) => facetOf(group, query, to)),
    publications: works.map((work) => publicationOf(visit, work)),
  }
}

function frameOf({ archive }: Visit, version: CatalogueVersion) {
  const parameter = version === '2.0' ? '{?query}' : '?q={searchTerms}'
  return {
    author: archive.name,
    startUrl: `${archive.url}/opds/${version}`,
    search: {
      descriptionUrl: `${archive.url}/opds/search.xml`,
      template: `${archive.url}/opds/${version}/works${parameter}`,
    },
    itemsPerPage: ITEMS,
  }
}

/** A choice that is on leads to the list without it. */
function facetOf(
  { facet, choices }: FacetGroup,
  query: Query,
  to: (asked: string) => string,
): readonly Catalogue['facets'][number][] {
  if (choices.length === 0) return []
  const asked = new Map(partsOf(query).map((part) => [writeClause(part), part]))
  return [
    {
      title: FACET_WORDS[facet],
      choices: choices.map((choice) => {
        const clause: Clause = clauseOf(facet, choice.value)
        const on = asked.get(writeClause(clause))
        const changed = on === undefined ? withPart(query, clause) : withoutPart(query, on)
        return {
          title: nameOfChoice(facet, choice),
          url: to(writeQuery(changed)),
          count: choice.count,
          isActive: on !== undefined,
        }
      }),
    },
  ]
}

const FILES = [
  ['epub', 'application/epub+zip', 'EPUB'],
  ['html', 'text/html', 'One page'],
  ['txt', 'text/plain', 'Plain text'],
  ['md', 'text/markdown', 'Markdown'],
] as const

function publicationOf(visit: Visit, work: Blurb): Catalogue['publications'][number] {
  const { archive } = visit
  const url = archive.url + workAddress(work.publicId, work.title)
  const isOpen = !work.asksAge || isOfAge(visit)
  return {
    id: `urn:ficarium:${work.publicId}`,
    title: work.title,
    authors: work.creators.map((creator) => ({ name: creator.name, url: archive.url + penNameAddress(creator) })),
    language: work.language,
    updated: work.addedAt,
    published: /^\d{4}-\d{2}-\d{2}$/.exec(work.postedAt ?? '')?.[0] ?? null,
    summary: summaryFor(visit, work),
    subjects: work.tags.map(({ kind, name }) => ({ kind, name })),
    selfUrl: `${archive.url}/opds/2.0/works/${work.publicId}`,
    url,
    coverUrl: archive.url + assetUrl('cover.png'),
    files: isOpen ? FILES.map(([ending, type, title]) => ({ url: `${url}/download.${ending}`, type, title })) : [],
  }
}

function answerCatalogue(version: CatalogueVersion, catalogue: Catalogue): Response {
  if (version === '2.0') return answerText(writeOpds2(catalogue), OPDS2)
  const type = catalogue.navigation.length > 0 ? OPDS1_NAVIGATION : OPDS1
  return answerText(writeOpds1(catalogue), `${type};charset=utf-8`)
}
