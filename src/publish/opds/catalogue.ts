/**
 * A catalogue of e-books: one page of a list as programs that read e-books browse it, in the form that both versions of
 * OPDS are written from. Addresses in it are whole.
 */

export interface Catalogue {
  /** "urn:…" or "tag:…"; never an address. */
  readonly id: string
  readonly title: string
  /** ISO 8601 with a zone. */
  readonly updated: string
  readonly author: string
  readonly selfUrl: string
  /** Where the whole catalogue begins, and where a search is described or asked. */
  readonly startUrl: string
  readonly search: { readonly descriptionUrl: string; readonly template: string }
  readonly pages: {
    readonly first: string | null
    readonly previous: string | null
    readonly next: string | null
    readonly last: string | null
  }
  /** Of the whole list; null where it was not counted. */
  readonly total: number | null
  readonly itemsPerPage: number
  readonly navigation: readonly CatalogueLink[]
  readonly facets: readonly CatalogueFacet[]
  readonly publications: readonly Publication[]
}

export interface CatalogueLink {
  readonly title: string
  readonly url: string
  /** Whether it leads to publications, or to more links. */
  readonly leadsTo: 'publications' | 'links'
  readonly summary: string | null
}

export interface CatalogueFacet {
  readonly title: string
  readonly choices: readonly {
    readonly title: string
    readonly url: string
    readonly count: number
    readonly isActive: boolean
  }[]
}

export interface Publication {
  readonly id: string
  readonly title: string
  readonly authors: readonly { readonly name: string; readonly url: string }[]
  /** BCP 47. */
  readonly language: string | null
  /** ISO 8601 with a zone. */
  readonly updated: string
  /** A whole day; null where less is known. */
  readonly published: string | null
  readonly summary: string | null
  readonly subjects: readonly { readonly name: string; readonly kind: string }[]
  /** Where it is described by itself (OPDS 2.0). */
  readonly selfUrl: string
  /** The page for people. */
  readonly url: string
  /** A PNG. */
  readonly coverUrl: string
  /** The files; none where a page asks something first. */
  readonly files: readonly { readonly url: string; readonly type: string; readonly title: string }[]
}
