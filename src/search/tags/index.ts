/** Front door of the tag index: lists, totals and facets from memory. */
export { openTagIndex, type TagIndex, type TagIndexSettings, type TagIndexState } from './tag-index.ts'
