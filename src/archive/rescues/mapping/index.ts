export { type ApplyCounts, type ApplyOptions, applyMapping, takeBackMapping } from './apply.ts'
export { mapSite, proposeMapping } from './map-site.ts'
export { listSiteWords, type SiteWord, type SiteWords } from './site-words-store.ts'
