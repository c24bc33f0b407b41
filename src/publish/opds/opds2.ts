/** Write a catalogue as OPDS 2.0, which is JSON (https://drafts.opds.io/opds-2.0). */
import { isLanguageTag } from '../../document/attributes.ts'
import type { Catalogue, Publication } from './catalogue.ts'

const TYPE = 'application/opds+json'
const PUBLICATION_TYPE = 'application/opds-publication+json'
const OPEN_ACCESS = 'http://opds-spec.org/acquisition/open-access'

export function writeOpds2(catalogue: Catalogue): string {
  const { pages, facets, navigation, publications, total } = catalogue
  const pageLinks = (['first', 'previous', 'next', 'last'] as const).flatMap((rel) =>
    pages[rel] === null ? [] : [{ rel, href: pages[rel], type: TYPE }],
  )
  return JSON.stringify({
    metadata: {
      title: catalogue.title,
      modified: catalogue.updated,
      ...(total !== null && { numberOfItems: total, itemsPerPage: catalogue.itemsPerPage }),
    },
    links: [
      { rel: 'self', href: catalogue.selfUrl, type: TYPE },
      { rel: 'start', href: catalogue.startUrl, type: TYPE },
      { rel: 'search', href: catalogue.search.template, type: TYPE, templated: true },
      ...pageLinks,
    ],
    ...(facets.length > 0 && { facets: facets.map(facet) }),
    ...(navigation.length > 0 && {
      navigation: navigation.map(({ title, url }) => ({ title, href: url, type: TYPE, rel: 'subsection' })),
    }),
    ...(publications.length > 0 && { publications: publications.map(publicationOf) }),
    // A feed has one of the two, and neither may be empty: one that found nothing leads back to where it begins.
    ...(navigation.length + publications.length === 0 && {
      navigation: [{ title: catalogue.author, href: catalogue.startUrl, type: TYPE, rel: 'start' }],
    }),
  })
}

/** One publication by itself. */
export function writePublication(publication: Publication): string {
  return JSON.stringify(publicationOf(publication))
}

function facet({ title, choices }: Catalogue['facets'][number]): object {
  return {
    metadata: { title },
    links: choices.map(({ title: name, url, count, isActive }) => ({
      href: url,
      type: TYPE,
      title: name,
      ...(isActive && { rel: 'self' }),
      properties: { numberOfItems: count },
    })),
  }
}

function publicationOf(publication: Publication): object {
  const { authors, files, language, published, subjects, summary } = publication
  return {
    metadata: {
      '@type': 'http://schema.org/Book',
      identifier: publication.id,
      title: publication.title.trim() === '' ? 'Untitled' : publication.title,
      author: authors.map(({ name, url }) => ({ name, links: [{ href: url, type: 'text/html' }] })),
      modified: publication.updated,
      ...(language !== null && isLanguageTag(language) && { language }),
      ...(published !== null && { published }),
      ...(summary !== null && summary.trim() !== '' && { description: summary }),
      ...(subjects.length > 0 && {
        subject: subjects.map(({ name, kind }) => ({
          name,
          scheme: `urn:ficarium:tag:${encodeURIComponent(kind.toWellFormed())}`,
        })),
      }),
    },
    links: [
      { rel: 'self', href: publication.selfUrl, type: PUBLICATION_TYPE },
      { rel: 'alternate', href: publication.url, type: 'text/html' },
      ...(files.length === 0
        ? [{ rel: 'http://opds-spec.org/acquisition', href: publication.url, type: 'text/html' }]
        : files.map(({ url, type, title }) => ({ rel: OPEN_ACCESS, href: url, type, title }))),
    ],
    images: [{ href: publication.coverUrl, type: 'image/png' }],
  }
}
