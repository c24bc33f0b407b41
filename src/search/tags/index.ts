/** Front door of the tag index: lists, totals and facets from memory. */
export { type Comparison, compareTagIndex } from './compare.ts'
export { rebuildTagIndex } from './rebuild.ts'
export { openTagIndex, type TagIndex, type TagIndexSettings, type TagIndexState } from './tag-index.ts'
