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
