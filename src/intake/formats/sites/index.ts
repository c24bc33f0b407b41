export { type AroundPage, lookAround } from './around-page.ts'
export type { ContentsFact, ContentsLink } from './contents.ts'
export { readTitlePage } from './fanficfare.ts'
export { findSiteStory, openSitePage } from './find-site-story.ts'
export { whyFrames } from './frames.ts'
export { whyHomePage } from './home-page.ts'
export { JOURNAL_SIGNS, type PageComment, readThread } from './journal-comments.ts'
export { whyMenu } from './menu.ts'
export {
  attributeOf,
  type Element,
  findElement,
  findElements,
  hasClass,
  markupOf,
  type Parent,
  wordsOf,
} from './page-tree.ts'
export { openedStory, type SiteChapter, type SiteStory } from './site-story.ts'
