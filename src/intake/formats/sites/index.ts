export { type ContentsFact, type ContentsLink, findContents } from './contents.ts'
export { readTitlePage } from './fanficfare.ts'
export { findSiteStory, openSitePage } from './find-site-story.ts'
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
