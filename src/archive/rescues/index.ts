export { findSites } from './find/find-sites.ts'
export type { FoundSites, SitePart } from './find/found-sites.ts'
export {
  type ApplyCounts,
  applyMapping,
  changeMapping,
  type ListedSite,
  listOpaqueRecords,
  listOpaqueTables,
  listRescuedSites,
  type MappingOutcome,
  meaningsInWords,
  printMapping,
  type TermChange,
  takeBackMapping,
} from './mapping/index.ts'
export { answerOldAddress, answerOldAddressOfSite, showOldLinks } from './old-links/old-links-routes.ts'
export { type RescueReport, readReport } from './report/report.ts'
export { eachStoryNote } from './report/report-store.ts'
export { reportInWords, storyInWords } from './report/report-words.ts'
export { type RescuedSite, type RescueStep, rescueSite } from './rescue.ts'
export { showOwnPage, showSite, showSiteReport, showSites } from './site/site-routes.ts'
export { countDistinct, type StagedSite } from './staged-site.ts'
export type { SavedStory } from './stories/works.ts'
