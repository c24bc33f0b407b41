/** Front door of news. */
export {
  findStoredNews,
  findStoredSitePage,
  insertNews,
  insertSitePage,
  type NewsFacts,
  type SitePageFacts,
  updateNews,
  updateSitePage,
} from './store.ts'
