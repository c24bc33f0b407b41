/** Where the feed and the catalogues of a list are: an Atom feed, OPDS 2.0 and 1.2 for programs that read e-books. */

export interface FeedLink {
  /** Where it is clear what it is of. */
  readonly name: string
  readonly title: string
  readonly href: string
  readonly type: string
}

export const ATOM = 'application/atom+xml'
export const OPDS1 = 'application/atom+xml;profile=opds-catalog;kind=acquisition'
export const OPDS1_NAVIGATION = 'application/atom+xml;profile=opds-catalog;kind=navigation'
export const OPDS2 = 'application/opds+json'

/** `base` is the address of the list: `/tags/<id>/<slug>`, `/works?fandom=…`, `/search`. */
export function feedsOf(base: string, query: string): readonly FeedLink[] {
  return [
    { name: 'feed', title: 'Feed of this list', href: feedAddress(base, query), type: ATOM },
    {
      name: 'catalogue (OPDS 2.0)',
      title: 'Catalogue of this list (OPDS 2.0)',
      href: catalogueAddress('2.0', base, query),
      type: OPDS2,
    },
    {
      name: 'catalogue (OPDS 1.2)',
      title: 'Catalogue of this list (OPDS 1.2)',
      href: catalogueAddress('1.2', base, query),
      type: OPDS1,
    },
  ]
}

export type CatalogueVersion = '1.2' | '2.0'

export function feedAddress(base: string, query: string): string {
  const { kind, id, own } = partsOf(base)
  return id === undefined
    ? withQuery('/feeds/search.atom', own, query)
    : withQuery(`/feeds/${kind}/${id}.atom`, own, query)
}

export function catalogueAddress(version: CatalogueVersion, base: string, query: string, more: object = {}): string {
  const { kind, id, own } = partsOf(base)
  const path = id === undefined ? `/opds/${version}/works` : `/opds/${version}/${kind}/${id}`
  return withQuery(path, own, query, more)
}

function partsOf(base: string): { readonly kind: string; readonly id: string | undefined; readonly own: string } {
  const [path = '', own = ''] = base.split('?', 2)
  const [, kind = '', id] = path.split('/')
  return { kind, id: kind === 'tags' || kind === 'people' || kind === 'series' ? id : undefined, own }
}

function withQuery(path: string, own: string, query: string, more: object = {}): string {
  const values = new URLSearchParams(own)
  if (query !== '') values.set('q', query)
  for (const [name, value] of Object.entries(more)) values.set(name, String(value))
  return values.size === 0 ? path : `${path}?${values.toString()}`
}
