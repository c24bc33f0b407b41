/** Front door of news. */
export { newsList } from './pages.ts'
export { listNews, type NewsItem } from './reading-store.ts'
export { showNews, showNewsList } from './routes.ts'
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
