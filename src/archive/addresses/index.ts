export {
  batchAddress,
  challengeAddress,
  chapterAddress,
  type Named,
  newsAddress,
  penNameAddress,
  reviewsAddress,
  seriesAddress,
  settingsAddress,
  siteAddress,
  slugFor,
  sourceAddress,
  tagAddress,
  workAddress,
  workFeedAddress,
} from './address.ts'
export { type OldSite, oldSiteAddress, withLinksHere } from './old-links.ts'
export { ORIGIN_COLUMNS, type OriginRow, type OriginSite, originOf } from './origin-store.ts'
