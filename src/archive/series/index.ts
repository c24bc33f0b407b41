/** Front door of series. */
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
