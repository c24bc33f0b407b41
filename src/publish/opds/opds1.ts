/**
 * Write a catalogue as OPDS 1.2, which is Atom (https://specs.opds.io/opds-1.2), and the OpenSearch description of it.
 */
import { isLanguageTag } from '../../document/attributes.ts'
import { type Xml, xml } from '../../kernel/xml.ts'
import type { Catalogue, CatalogueLink, Publication } from './catalogue.ts'

const NAVIGATION = 'application/atom+xml;profile=opds-catalog;kind=navigation'
const ACQUISITION = 'application/atom+xml;profile=opds-catalog;kind=acquisition'
const SEARCH = 'application/opensearchdescription+xml'
const OPEN_ACCESS = 'http://opds-spec.org/acquisition/open-access'

export function writeOpds1(catalogue: Catalogue): string {
  const { pages, facets, search, total } = catalogue
  const own = catalogue.navigation.length > 0 ? NAVIGATION : ACQUISITION
  return `<?xml version="1.0" encoding="UTF-8"?>\n${
    xml`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opds="http://opds-spec.org/2010/catalog" xmlns:thr="http://purl.org/syndication/thread/1.0" xmlns:dc="http://purl.org/dc/terms/" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">
<id>${catalogue.id}</id>
<title>${catalogue.title}</title>
<updated>${catalogue.updated}</updated>
<author><name>${catalogue.author}</name></author>
${link('self', catalogue.selfUrl, own)}${link('start', catalogue.startUrl, NAVIGATION)}${link('search', search.descriptionUrl, SEARCH)}${
  pages.first !== null && link('first', pages.first, own)
}${pages.previous !== null && link('previous', pages.previous, own)}${pages.next !== null && link('next', pages.next, own)}${
  pages.last !== null && link('last', pages.last, own)
}${facets.flatMap(({ title: group, choices }) =>
  choices.map(
    ({ title, url, count, isActive }) =>
      xml`<link rel="http://opds-spec.org/facet" href="${url}" type="${ACQUISITION}" title="${title}" opds:facetGroup="${group}"${isActive && xml` opds:activeFacet="true"`} thr:count="${count}"/>\n`,
  ),
)}${total !== null && xml`<opensearch:totalResults>${total}</opensearch:totalResults>\n<opensearch:itemsPerPage>${catalogue.itemsPerPage}</opensearch:itemsPerPage>\n`}${catalogue.navigation.map(
  (each, i) => navigationEntry(catalogue, each, i),
)}${catalogue.publications.map((each) => publicationEntry(catalogue, each))}</feed>
`.markup
  }`
}

function link(rel: string, url: string, type: string): Xml {
  return xml`<link rel="${rel}" href="${url}" type="${type}"/>\n`
}

function navigationEntry(catalogue: Catalogue, { title, url, leadsTo, summary }: CatalogueLink, i: number): Xml {
  return xml`<entry>
<id>${catalogue.id}:${i + 1}</id>
<title>${title}</title>
<updated>${catalogue.updated}</updated>
<content type="text">${summary ?? title}</content>
${link('subsection', url, leadsTo === 'links' ? NAVIGATION : ACQUISITION)}</entry>
`
}

function publicationEntry(catalogue: Catalogue, publication: Publication): Xml {
  const { authors, files, language, summary, published, subjects } = publication
  const names = authors.length === 0 ? [{ name: catalogue.author, url: catalogue.startUrl }] : authors
  return xml`<entry>
<id>${publication.id}</id>
<title>${publication.title.trim() === '' ? 'Untitled' : publication.title}</title>
<updated>${publication.updated}</updated>
<dc:identifier>${publication.id}</dc:identifier>
${names.map(({ name, url }) => xml`<author><name>${name.trim() === '' ? 'Unknown' : name}</name><uri>${url}</uri></author>\n`)}${
  language !== null && isLanguageTag(language) && xml`<dc:language>${language}</dc:language>\n`
}${published !== null && xml`<dc:issued>${published}</dc:issued>\n`}${subjects.map(
  ({ name, kind }) =>
    xml`<category term="${name}" scheme="urn:ficarium:tag:${encodeURIComponent(kind.toWellFormed())}" label="${name}"/>\n`,
)}${summary !== null && summary.trim() !== '' && xml`<summary type="text">${summary}</summary>\n`}${link('alternate', publication.url, 'text/html')}${link('http://opds-spec.org/image', publication.coverUrl, 'image/png')}${link('http://opds-spec.org/image/thumbnail', publication.coverUrl, 'image/png')}${
  files.length === 0
    ? link('http://opds-spec.org/acquisition', publication.url, 'text/html')
    : files.map(
        ({ url, type, title }) => xml`<link rel="${OPEN_ACCESS}" href="${url}" type="${type}" title="${title}"/>\n`,
      )
}</entry>
`
}

/** What tells a program how to ask (https://github.com/dewitt/opensearch). */
export function writeSearchDescription(settings: {
  readonly name: string
  readonly templates: readonly { readonly url: string; readonly type: string }[]
}): string {
  const name = settings.name.slice(0, NAME_LENGTH).toWellFormed()
  return `<?xml version="1.0" encoding="UTF-8"?>\n${
    xml`<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>${name === '' ? 'Search' : name}</ShortName>
<Description>Titles, names, tags and the words of the stories.</Description>
<InputEncoding>UTF-8</InputEncoding>
${settings.templates.map(({ url, type }) => xml`<Url type="${type}" template="${url}"/>\n`)}</OpenSearchDescription>
`.markup
  }`
}

/** The longest that the description allows. */
const NAME_LENGTH = 16
