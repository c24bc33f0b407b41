/** Front door of series. */
export { type SeriesLine, type Signer } from './lines-store.ts'
export { listSeriesByKey } from './list-store.ts'
export { seriesLine, signedBy } from './pages.ts'
export { showSeries, showSeriesList, showSeriesReviews } from './routes.ts'
export { listSeriesToPlace, placeSaidWorks, type SeriesSaying, saySeries } from './sayings-store.ts'
export {
  findStoredSeries,
  insertSeries,
  listFirstSeriesCreators,
  type Openness,
  replaceSeriesCreators,
  replaceSeriesEntries,
  type SeriesEntry,
  type SeriesFacts,
  type StoredSeries,
  updateSeries,
} from './store.ts'
