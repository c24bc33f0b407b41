export type { Catalogue, CatalogueFacet, CatalogueLink, Publication } from './catalogue.ts'
export { writeOpds1, writeSearchDescription } from './opds1.ts'
export { writeOpds2, writePublication } from './opds2.ts'
